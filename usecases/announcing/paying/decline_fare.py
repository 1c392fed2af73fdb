"""Takes back the offer to pay for an announcement."""

from crowd.announcing.fares import Fare
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import set_fare
from storage.tx import Tx
from usecases.announcing.paying.unsent import check_draft
from usecases.announcing.writing.own_announcement import own_announcement, show_announcement
from usecases.terms import Terms


def decline_fare(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Go back to the preview of an announcement without paying for it.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It was sent or dropped already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    check_draft(announcement)
    set_fare(tx, announcement_id, Fare.FREE)
    show_announcement(tx, announcement_id, by, at=at)
