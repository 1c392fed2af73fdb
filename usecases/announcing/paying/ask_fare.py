"""Asks an admin whether to pay for an announcement."""

from crowd.announcing.fares import Fare
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import set_fare
from storage.tx import Tx
from usecases.announcing.paying.unsent import fare_offered, own_unsent
from usecases.announcing.writing.own_announcement import show_announcement
from usecases.terms import Terms


def ask_fare(tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Show what sending an announcement fast costs, and ask for confirmation.

    Raises:
        NotFound: It does not exist, is somebody else's, or has no text yet.
        NotAdmin: Only admins may pay.
        StateConflict: It was sent or dropped already.
        ValueRefused: It cannot be paid for now.
    """
    announcement = own_unsent(tx, announcement_id, by=by, terms=terms)
    fare_offered(tx, announcement, terms=terms, at=at)
    set_fare(tx, announcement_id, Fare.ASKED)
    show_announcement(tx, announcement_id, by, at=at)
