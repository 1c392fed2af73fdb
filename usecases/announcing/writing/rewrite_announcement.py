"""Asks for the text of an announcement again."""

from crowd.announcing.announcements import AnnouncementState
from crowd.errors import StateConflict
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import set_announcement_text
from storage.conversation.expecting import Expected, expect
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import own_announcement, show_announcement
from usecases.terms import Terms


def rewrite_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Ask for the text again.

    Raises:
        NotFound: The announcement does not exist or is somebody else's.
        StateConflict: It was sent already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    if announcement.state is not AnnouncementState.DRAFT:
        raise StateConflict(state=announcement.state, wanted=AnnouncementState.DRAFT)
    set_announcement_text(tx, announcement_id, None)
    expect(tx, by, Expected.ANNOUNCEMENT, at=at)
    show_announcement(tx, announcement_id, by, at=at)
