"""Drops an announcement instead of sending it."""

from crowd.announcing.announcements import Announcement, AnnouncementState
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import announcement_spot, move_announcement
from storage.conversation.spots import retire
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import move, own_announcement, show_announcement
from usecases.terms import Terms


def drop_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Drop an announcement instead of sending it.

    Raises:
        NotFound: The announcement does not exist or is somebody else's.
        StateConflict: It was sent already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    move(tx, announcement, AnnouncementState.DROPPED, at=at)
    show_announcement(tx, announcement_id, by, at=at)


def give_up_announcement(tx: Tx, announcement: Announcement, *, at: int) -> None:
    """Drop an announcement whose author says so by other means than its button."""
    move(tx, announcement, AnnouncementState.DROPPED, at=at)
    retire(tx, announcement_spot(announcement), at=at)
    move_announcement(tx, announcement.id, None)
