"""Stops paying for all announcements, for a reason other than an admin's wish."""

from crowd.announcing.fares import FareEnd
from storage.announcing.announcements import paid_announcements
from storage.governing.events import NOBODY
from storage.tx import Tx
from usecases.announcing.paying.end_fare import end_fare, tell_author


def end_fares(tx: Tx, end: FareEnd, *, at: int) -> int:
    """Continue every paid announcement free of charge, and tell its author why; return how many there were."""
    paid = paid_announcements(tx)
    for announcement in paid:
        end_fare(tx, announcement, end, by=NOBODY, at=at)
        tell_author(tx, announcement, end, is_over=False, at=at)
    return len(paid)
