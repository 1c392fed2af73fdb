"""Remembers over a restart until when Telegram wants nothing."""

from storage.facts import get_fact, set_fact
from storage.tx import Tx

#: The fact that says until when, and how long that was when it was said, in microseconds.
FLOOD_UNTIL = "flood_until"


def remember_flood(tx: Tx, wait: int, *, at: int) -> None:
    """Keep until when Telegram wants nothing: a restart does not end it, and the latest such time counts."""
    if flood_left(tx, at=at) < wait:
        set_fact(tx, FLOOD_UNTIL, f"{at + wait} {wait}")


def flood_left(tx: Tx, *, at: int) -> int:
    """How long Telegram still wants nothing; never longer than it said, even if the clock has been turned back."""
    known = get_fact(tx, FLOOD_UNTIL)
    if known is None:
        return 0
    until, _, wait = known.partition(" ")
    return min(int(until) - at, int(wait or 0))
