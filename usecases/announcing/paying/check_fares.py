"""Stops paying for what the settings no longer allow to be paid for."""

from crowd.announcing.fares import FareEnd
from storage.announcing.announcements import paid_announcements
from storage.governing.events import NOBODY
from storage.tx import Tx
from usecases.announcing.paying.end_fare import end_fare, tell_author
from usecases.terms import Terms


def check_fares(tx: Tx, *, terms: Terms, at: int) -> None:
    """Stop paying for announcements that the current settings no longer allow to be paid for."""
    for announcement in paid_announcements(tx):
        if not terms.stars_a_month or announcement.author_id not in terms.admin_ids:
            end_fare(tx, announcement, FareEnd.SETTING, by=NOBODY, at=at)
            tell_author(tx, announcement, FareEnd.SETTING, is_over=False, at=at)
