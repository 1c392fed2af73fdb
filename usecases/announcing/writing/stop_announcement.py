"""Stops sending an announcement, whoever wants it."""

from crowd.announcing.announcements import Announcement, AnnouncementState
from crowd.ids import AnnouncementId, ContributorId
from storage.announcing.announcements import touch_announcement
from storage.announcing.recipients import drop_waiting, queued_rows
from storage.conversation.outbox import stop_out
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import move, own_announcement, show_announcement
from usecases.governing.keep_history import keep_announced
from usecases.terms import Terms


def stop_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Stop sending an announcement: those who do not have it yet do not get it.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It is not being sent.
    """
    end_announcement(tx, own_announcement(tx, announcement_id, by=by, terms=terms), by=by, at=at)


def end_announcement(tx: Tx, announcement: Announcement, *, by: ContributorId, at: int) -> None:
    """Stop an announcement, whoever asked for that; NOBODY if it stops by itself.

    Raises:
        StateConflict: It is not being sent.
    """
    move(tx, announcement, AnnouncementState.STOPPED, at=at)
    cut_short(tx, announcement.id, at=at)
    keep_announced(tx, announcement, EventType.ANNOUNCEMENT_STOPPED, by=by, at=at)
    show_announcement(tx, announcement.id, announcement.author_id, at=at)


def cut_short(tx: Tx, announcement_id: AnnouncementId, *, at: int) -> None:
    """Remove an announcement's unsent messages from the queue, except those being sent right now."""
    drop_waiting(tx, announcement_id)
    stop_out(tx, queued_rows(tx, announcement_id), at=at)
    touch_announcement(tx, announcement_id)
