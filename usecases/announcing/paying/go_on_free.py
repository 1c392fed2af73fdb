"""Goes on with an announcement free of charge."""

from crowd.announcing.announcements import AnnouncementState
from crowd.announcing.fares import Fare, FareEnd
from crowd.errors import StateConflict
from crowd.ids import AnnouncementId, ContributorId
from storage.tx import Tx
from usecases.announcing.paying.end_fare import end_fare
from usecases.announcing.writing.own_announcement import own_announcement, show_announcement
from usecases.terms import Terms


def go_on_free(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Stop paying for an announcement: those who do not have it yet get it free of charge.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It is not being sent for Stars.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    if announcement.state is not AnnouncementState.SENDING or announcement.fare is not Fare.PAID:
        raise StateConflict(state=announcement.fare, wanted=Fare.PAID)
    end_fare(tx, announcement, FareEnd.AUTHOR, by=by, at=at)
    show_announcement(tx, announcement_id, by, at=at)
