"""Stops paying for everything."""

from enum import StrEnum

from crowd.announcing.fares import FareEnd
from crowd.ids import ContributorId
from storage.announcing.announcements import paid_announcements
from storage.tx import Tx
from usecases.announcing.paying.end_fare import end_fare, tell_author
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import check_admin
from usecases.terms import Terms


class PaidStop(StrEnum):
    """What happens to announcements that are no longer paid for."""

    FREE = "f"  #: they continue free of charge
    NOTHING = "x"  #: nobody else gets them


def stop_paying(tx: Tx, stop: PaidStop, *, by: ContributorId, terms: Terms, at: int) -> int:
    """Stop paying for all announcements, whoever made them; return how many there were.

    Raises:
        NotAdmin: Only admins may do this.
    """
    check_admin(by, terms=terms)
    paid = paid_announcements(tx)
    for announcement in paid:
        is_own = announcement.author_id == by
        end_fare(tx, announcement, FareEnd.AUTHOR if is_own else FareEnd.ADMIN, by=by, at=at)
        if stop is PaidStop.NOTHING:
            end_announcement(tx, announcement, by=by, at=at)
        if is_own:
            show_announcement(tx, announcement.id, by, at=at)
        else:
            tell_author(tx, announcement, FareEnd.ADMIN, is_over=stop is PaidStop.NOTHING, at=at)
    return len(paid)
