"""Lets an admin send an announcement fast for Stars, knowing what it costs at most, and stop paying at any time."""

from enum import StrEnum

from crowd.announcements import Announcement, AnnouncementState
from crowd.errors import NotFound, StateConflict, ValueRefused
from crowd.fares import TENTHS, Account, Fare, FareEnd, FareOffer
from crowd.ids import AnnouncementId, ContributorId
from storage.announcements import paid_announcements, set_fare
from storage.outbox import OutKind, Priority, add_out
from storage.recipients import change_lane, count_audience
from storage.stars import read_account
from storage.tx import Tx
from usecases.announce import end_announcement, own_announcement, send_announcement, show_announcement
from usecases.check_access import check_admin
from usecases.terms import Terms


class PaidSend(StrEnum):
    """What came of saying yes to what an announcement costs."""

    SENT = "SENT"
    COSTS_MORE = "COSTS_MORE"  #: by now it would cost more than was said: asked again


class PaidStop(StrEnum):
    """What becomes of announcements that are not paid for any more."""

    FREE = "f"  #: they go on free of charge
    NOTHING = "x"  #: nobody else gets them


def account(tx: Tx, *, terms: Terms, at: int) -> Account:
    """Return how the month's Stars stand."""
    return read_account(tx, budget=terms.stars_a_month * TENTHS, at=at)


def offer_fare(
    tx: Tx, announcement: Announcement, *, audience: int, terms: Terms, at: int
) -> FareOffer | None:
    """Return what going fast would cost; None where it is no choice.

    It is one for admins alone, where paying is allowed, as long as the month has Stars left, and only if it would take
    more than a minute free of charge.
    """
    if announcement.author_id not in terms.admin_ids or not terms.stars_a_month:
        return None
    left = account(tx, terms=terms, at=at).left
    if not left or audience < terms.worth_paying_for:
        return None
    return FareOffer(people=audience, left=left)


def ask_fare(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, message_id: int, terms: Terms, at: int
) -> None:
    """Say what an announcement costs that goes fast, and ask whether it shall.

    Raises:
        NotFound: It is not theirs, or nothing is written yet.
        NotAdmin: Only admins pay.
        StateConflict: It was let go before, or dropped.
        ValueRefused: Nothing can be paid for it now.
    """
    announcement = _unsent(tx, announcement_id, by=by, message_id=message_id, terms=terms)
    _offered(tx, announcement, terms=terms, at=at)
    set_fare(tx, announcement_id, Fare.ASKED)
    show_announcement(tx, announcement_id, by, at=at)


def decline_fare(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, message_id: int, at: int
) -> None:
    """Do not pay for an announcement: look at it again.

    Raises:
        NotFound: It is not theirs.
        StateConflict: It was let go, or dropped.
    """
    announcement = own_announcement(tx, announcement_id, by=by, message_id=message_id)
    _check_draft(announcement)
    set_fare(tx, announcement_id, Fare.FREE)
    show_announcement(tx, announcement_id, by, at=at)


def send_paid(
    tx: Tx,
    announcement_id: AnnouncementId,
    most: int,
    *,
    by: ContributorId,
    message_id: int,
    terms: Terms,
    at: int,
) -> PaidSend:
    """Let an announcement go fast, for `most` tenths of a Star at most.

    If it would cost more than that by now, or its cost was not looked at, that is asked again.

    Raises:
        NotFound: It is not theirs, or nothing is written yet.
        NotAdmin: Only admins pay.
        StateConflict: It was let go before, or dropped.
        ValueRefused: Nothing can be paid for it now.
    """
    announcement = _unsent(tx, announcement_id, by=by, message_id=message_id, terms=terms)
    offer = _offered(tx, announcement, terms=terms, at=at)
    if announcement.fare is not Fare.ASKED or offer.most > most:
        set_fare(tx, announcement_id, Fare.ASKED)
        show_announcement(tx, announcement_id, by, at=at)
        return PaidSend.COSTS_MORE
    set_fare(tx, announcement_id, Fare.PAID)
    send_announcement(tx, announcement_id, by=by, message_id=message_id, terms=terms, at=at)
    return PaidSend.SENT


def go_on_free(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, message_id: int, at: int
) -> None:
    """Pay for nobody any more who has not had an announcement: they get it free of charge.

    Raises:
        NotFound: It is not theirs.
        StateConflict: It is not on its way for Stars.
    """
    announcement = own_announcement(tx, announcement_id, by=by, message_id=message_id)
    if announcement.state is not AnnouncementState.SENDING or announcement.fare is not Fare.PAID:
        raise StateConflict(state=announcement.fare, wanted=Fare.PAID)
    _end(tx, announcement, FareEnd.AUTHOR)
    show_announcement(tx, announcement_id, by, at=at)


def stop_paying(tx: Tx, stop: PaidStop, *, by: ContributorId, terms: Terms, at: int) -> int:
    """Pay for no announcement any more, whosever it is; return how many there were.

    Raises:
        NotAdmin: Only admins pay, or stop.
    """
    check_admin(by, terms=terms)
    paid = paid_announcements(tx)
    for announcement in paid:
        is_own = announcement.author_id == by
        _end(tx, announcement, FareEnd.AUTHOR if is_own else FareEnd.ADMIN)
        if stop is PaidStop.NOTHING:
            end_announcement(tx, announcement, at=at)
        if is_own:
            show_announcement(tx, announcement.id, by, at=at)
        else:
            _tell(tx, announcement, FareEnd.ADMIN, is_over=stop is PaidStop.NOTHING, at=at)
    return len(paid)


def end_fares(tx: Tx, end: FareEnd, *, at: int) -> int:
    """Let every announcement that is paid for go on free of charge, and tell its author why; return how many."""
    paid = paid_announcements(tx)
    for announcement in paid:
        _end(tx, announcement, end)
        _tell(tx, announcement, end, is_over=False, at=at)
    return len(paid)


def check_fares(tx: Tx, *, terms: Terms, at: int) -> None:
    """Pay for no announcement any more that may not be paid for since the settings were changed."""
    for announcement in paid_announcements(tx):
        if not terms.stars_a_month or announcement.author_id not in terms.admin_ids:
            _end(tx, announcement, FareEnd.SETTING)
            _tell(tx, announcement, FareEnd.SETTING, is_over=False, at=at)


def _unsent(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, message_id: int, terms: Terms
) -> Announcement:
    announcement = own_announcement(tx, announcement_id, by=by, message_id=message_id)
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


def _end(tx: Tx, announcement: Announcement, end: FareEnd) -> None:
    set_fare(tx, announcement.id, Fare.FREE, end)
    # What is being sent at this moment is paid for; should it come back, it goes on with the others.
    change_lane(tx, announcement.id, before=Priority.PAID, after=Priority.REPORT)


def _tell(tx: Tx, announcement: Announcement, end: FareEnd, *, is_over: bool, at: int) -> None:
    body: dict[str, object] = {"key": "fare-ended", "args": {"end": end.lower(), "over": int(is_over)}}
    add_out(tx, OutKind.TEXT, announcement.author_id, body=body, priority=Priority.REPORT, due_at=at)
    show_announcement(tx, announcement.id, announcement.author_id, at=at)
