"""Sends an announcement that an admin pays for."""

from enum import StrEnum

from crowd.announcing.fares import Fare
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import set_fare
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.announcing.paying.unsent import fare_offered, own_unsent
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.announcing.writing.send_announcement import send_announcement
from usecases.governing.keep_history import keep_announced
from usecases.terms import Terms


class PaidSend(StrEnum):
    """The outcome of agreeing to pay for an announcement."""

    SENT = "SENT"
    COSTS_MORE = "COSTS_MORE"  #: it would now cost more than was agreed to, so the admin is asked again


def send_paid(
    tx: Tx,
    announcement_id: AnnouncementId,
    most: int,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> PaidSend:
    """Send an announcement fast, for `most` tenths of a Star at most.

    If it would now cost more than that, or its cost has not been shown, the admin is asked again.

    Raises:
        NotFound: It does not exist, is somebody else's, or has no text yet.
        NotAdmin: Only admins may pay.
        StateConflict: It was sent or dropped already.
        ValueRefused: It cannot be paid for now.
    """
    announcement = own_unsent(tx, announcement_id, by=by, terms=terms)
    offer = fare_offered(tx, announcement, terms=terms, at=at)
    if announcement.fare is not Fare.ASKED or offer.most > most:
        set_fare(tx, announcement_id, Fare.ASKED)
        show_announcement(tx, announcement_id, by, at=at)
        return PaidSend.COSTS_MORE
    set_fare(tx, announcement_id, Fare.PAID)
    send_announcement(tx, announcement_id, by=by, terms=terms, at=at)
    keep_announced(tx, announcement, EventType.PAYING_BEGUN, by=by, reason=str(offer.most), at=at)
    return PaidSend.SENT
