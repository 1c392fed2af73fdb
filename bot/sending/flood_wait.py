"""Remembers across a restart how long Telegram asked the bot to wait."""

from storage.facts import get_fact, set_fact
from storage.tx import Tx

#: The fact that stores until when to wait, and how long that was when Telegram asked, in microseconds.
FLOOD_UNTIL = "flood_until"


def remember_flood(tx: Tx, wait: int, *, at: int) -> None:
    """Store until when Telegram asked the bot to wait: a restart does not end that, and the latest time counts."""
    if flood_left(tx, at=at) < wait:
        set_fact(tx, FLOOD_UNTIL, f"{at + wait} {wait}")


def flood_left(tx: Tx, *, at: int) -> int:
    """Return how long the bot must still wait; never longer than Telegram asked, even if the clock was turned back."""
    known = get_fact(tx, FLOOD_UNTIL)
    if known is None:
        return 0
    until, _, wait = known.partition(" ")
    return min(int(until) - at, int(wait or 0))
