"""What has to hold before an announcement can be paid for."""

from crowd.announcing.announcements import Announcement, AnnouncementState
from crowd.announcing.fares import FareOffer
from crowd.errors import NotFound, StateConflict, ValueRefused
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.recipients import count_audience
from storage.tx import Tx
from usecases.announcing.paying.offer_fare import offer_fare
from usecases.announcing.writing.own_announcement import own_announcement
from usecases.check_access import check_admin
from usecases.terms import Terms


def own_unsent(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms) -> Announcement:
    """Return an announcement of an admin that has a text and was not sent.

    Raises:
        NotFound: It does not exist, is somebody else's, or has no text yet.
        NotAdmin: Only admins may pay.
        StateConflict: It was sent or dropped already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    check_admin(by, terms=terms)
    check_draft(announcement)
    if announcement.text is None:
        raise NotFound
    return announcement


def check_draft(announcement: Announcement) -> None:
    """Check that an announcement was neither sent nor dropped.

    Raises:
        StateConflict: It was.
    """
    if announcement.state is not AnnouncementState.DRAFT:
        raise StateConflict(state=announcement.state, wanted=AnnouncementState.DRAFT)


def fare_offered(tx: Tx, announcement: Announcement, *, terms: Terms, at: int) -> FareOffer:
    """Return what sending an announcement fast would cost.

    Raises:
        ValueRefused: It cannot be paid for now.
    """
    audience = count_audience(tx, announcement.project_id, author_id=announcement.author_id)
    offer = offer_fare(tx, announcement, audience=audience, terms=terms, at=at)
    if offer is None:
        raise ValueRefused("cannot-pay")
    return offer
