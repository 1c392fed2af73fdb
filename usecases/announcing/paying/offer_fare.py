"""Finds what sending an announcement fast would cost."""

from crowd.announcing.announcements import Announcement
from crowd.announcing.fares import FareOffer
from storage.tx import Tx
from usecases.announcing.paying.account import account
from usecases.terms import Terms


def offer_fare(
    tx: Tx, announcement: Announcement, *, audience: int, terms: Terms, at: int
) -> FareOffer | None:
    """Return what sending fast would cost; None if that is not offered.

    It is offered to admins only, if paying is allowed, the month has Stars left, and sending free of charge would
    take more than a minute.
    """
    if announcement.author_id not in terms.admin_ids or not terms.stars_a_month:
        return None
    left = account(tx, terms=terms, at=at).left
    if not left or audience < terms.worth_paying_for:
        return None
    return FareOffer(people=audience, left=left)
