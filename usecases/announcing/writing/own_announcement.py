"""An announcement in the hands of its author: whose it is, what state it moves to, and what is shown of it."""

from crowd.announcing.announcements import ANNOUNCEMENT_STEPS, Announcement, AnnouncementState
from crowd.errors import NotFound
from crowd.ids import AnnouncementId, ContributorId
from crowd.states import step
from storage.announcing.announcements import find_announcement, move_announcement, set_announcement_state
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.terms import Terms


def own_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms
) -> Announcement:
    """Return an announcement to its author, who pressed one of its buttons and still is a requester.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: It does not exist or is somebody else's.
    """
    check_requester(tx, by, terms=terms)
    announcement = find_announcement(tx, announcement_id)
    if announcement is None or announcement.author_id != by:
        raise NotFound
    # From now on it lives in the message whose button was pressed.
    if spot := pressed_spot(tx, by):
        move_announcement(tx, announcement_id, spot)
    return announcement


def move(tx: Tx, announcement: Announcement, state: AnnouncementState, *, at: int) -> None:
    """Move an announcement to a state that may follow its own."""
    step(ANNOUNCEMENT_STEPS, announcement.state, state)
    set_announcement_state(tx, announcement.id, state, was=announcement.state, at=at)


def show_announcement(tx: Tx, announcement_id: AnnouncementId, by: ContributorId, *, at: int) -> None:
    """Show an announcement to its author as it is now."""
    add_out(tx, OutType.ANNOUNCEMENT_PANEL, by, ref=announcement_id, priority=Priority.REPLY, due_at=at)
