"""Lets an admin pay Stars to send an announcement fast, knowing the most it can cost, and stop paying at any time."""

from enum import StrEnum

from crowd.announcing.announcements import Announcement, AnnouncementState
from crowd.announcing.fares import TENTHS, Account, Fare, FareEnd, FareOffer
from crowd.errors import NotFound, StateConflict, ValueRefused
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import paid_announcements, set_fare
from storage.announcing.recipients import change_lane, count_audience
from storage.announcing.stars import read_account
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import NOBODY, EventType
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import own_announcement, show_announcement
from usecases.announcing.writing.send_announcement import send_announcement
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import check_admin
from usecases.governing.keep_history import keep_announced
from usecases.terms import Terms


class PaidSend(StrEnum):
    """The outcome of agreeing to pay for an announcement."""

    SENT = "SENT"
    COSTS_MORE = "COSTS_MORE"  #: it would now cost more than was agreed to, so the admin is asked again


class PaidStop(StrEnum):
    """What happens to announcements that are no longer paid for."""

    FREE = "f"  #: they continue free of charge
    NOTHING = "x"  #: nobody else gets them


def account(tx: Tx, *, terms: Terms, at: int) -> Account:
    """Return how many of the month's Stars are spent, reserved and left."""
    return read_account(tx, budget=terms.stars_a_month * TENTHS, at=at)


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


def ask_fare(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Show what sending an announcement fast costs, and ask for confirmation.

    Raises:
        NotFound: It does not exist, is somebody else's, or has no text yet.
        NotAdmin: Only admins may pay.
        StateConflict: It was sent or dropped already.
        ValueRefused: It cannot be paid for now.
    """
    announcement = _unsent(tx, announcement_id, by=by, terms=terms)
    _offered(tx, announcement, terms=terms, at=at)
    set_fare(tx, announcement_id, Fare.ASKED)
    show_announcement(tx, announcement_id, by, at=at)


def decline_fare(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Go back to the preview of an announcement without paying for it.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It was sent or dropped already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    _check_draft(announcement)
    set_fare(tx, announcement_id, Fare.FREE)
    show_announcement(tx, announcement_id, by, at=at)


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
    announcement = _unsent(tx, announcement_id, by=by, terms=terms)
    offer = _offered(tx, announcement, terms=terms, at=at)
    if announcement.fare is not Fare.ASKED or offer.most > most:
        set_fare(tx, announcement_id, Fare.ASKED)
        show_announcement(tx, announcement_id, by, at=at)
        return PaidSend.COSTS_MORE
    set_fare(tx, announcement_id, Fare.PAID)
    send_announcement(tx, announcement_id, by=by, terms=terms, at=at)
    keep_announced(tx, announcement, EventType.PAYING_BEGUN, by=by, reason=str(offer.most), at=at)
    return PaidSend.SENT


def go_on_free(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Stop paying for an announcement: those who do not have it yet get it free of charge.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It is not being sent for Stars.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    if announcement.state is not AnnouncementState.SENDING or announcement.fare is not Fare.PAID:
        raise StateConflict(state=announcement.fare, wanted=Fare.PAID)
    _end(tx, announcement, FareEnd.AUTHOR, by=by, at=at)
    show_announcement(tx, announcement_id, by, at=at)


def stop_paying(tx: Tx, stop: PaidStop, *, by: ContributorId, terms: Terms, at: int) -> int:
    """Stop paying for all announcements, whoever made them; return how many there were.

    Raises:
        NotAdmin: Only admins may do this.
    """
    check_admin(by, terms=terms)
    paid = paid_announcements(tx)
    for announcement in paid:
        is_own = announcement.author_id == by
        _end(tx, announcement, FareEnd.AUTHOR if is_own else FareEnd.ADMIN, by=by, at=at)
        if stop is PaidStop.NOTHING:
            end_announcement(tx, announcement, by=by, at=at)
        if is_own:
            show_announcement(tx, announcement.id, by, at=at)
        else:
            _tell(tx, announcement, FareEnd.ADMIN, is_over=stop is PaidStop.NOTHING, at=at)
    return len(paid)


def end_fares(tx: Tx, end: FareEnd, *, at: int) -> int:
    """Continue every paid announcement free of charge, and tell its author why; return how many there were."""
    paid = paid_announcements(tx)
    for announcement in paid:
        _end(tx, announcement, end, by=NOBODY, at=at)
        _tell(tx, announcement, end, is_over=False, at=at)
    return len(paid)


def check_fares(tx: Tx, *, terms: Terms, at: int) -> None:
    """Stop paying for announcements that the current settings no longer allow to be paid for."""
    for announcement in paid_announcements(tx):
        if not terms.stars_a_month or announcement.author_id not in terms.admin_ids:
            _end(tx, announcement, FareEnd.SETTING, by=NOBODY, at=at)
            _tell(tx, announcement, FareEnd.SETTING, is_over=False, at=at)


def _unsent(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms) -> Announcement:
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    check_admin(by, terms=terms)
    _check_draft(announcement)
    if announcement.text is None:
        raise NotFound
    return announcement


def _check_draft(announcement: Announcement) -> None:
    if announcement.state is not AnnouncementState.DRAFT:
        raise StateConflict(state=announcement.state, wanted=AnnouncementState.DRAFT)


def _offered(tx: Tx, announcement: Announcement, *, terms: Terms, at: int) -> FareOffer:
    audience = count_audience(tx, announcement.project_id, author_id=announcement.author_id)
    offer = offer_fare(tx, announcement, audience=audience, terms=terms, at=at)
    if offer is None:
        raise ValueRefused("cannot-pay")
    return offer


def _end(tx: Tx, announcement: Announcement, end: FareEnd, *, by: ContributorId, at: int) -> None:
    set_fare(tx, announcement.id, Fare.FREE, end)
    # What is being sent right now stays paid; if it comes back unsent, it continues with the others.
    change_lane(tx, announcement.id, before=Priority.PAID, after=Priority.REPORT)
    keep_announced(tx, announcement, EventType.PAYING_ENDED, by=by, reason=end, at=at)


def _tell(tx: Tx, announcement: Announcement, end: FareEnd, *, is_over: bool, at: int) -> None:
    body: dict[str, object] = {"key": "fare-ended", "args": {"end": end.lower(), "over": int(is_over)}}
    add_out(tx, OutType.TEXT, announcement.author_id, body=body, priority=Priority.REPORT, due_at=at)
    show_announcement(tx, announcement.id, announcement.author_id, at=at)
