"""What an earlier process was sending when it ended: made again where that shows the same, else never."""

from crowd.ids import AnnouncementId
from storage.announcements import find_announcement
from storage.cards import find_card
from storage.outbox import OutKind, OutRow, OutState, end_out, return_out, rows_in_sending
from storage.put_off import look_at_all_now
from storage.tx import Tx


def settle(tx: Tx, *, at: int) -> None:
    """Put back what can be made again; what may have arrived is UNKNOWN for ever."""
    look_at_all_now(tx, now=at)
    for row, lease_id in rows_in_sending(tx):
        if _is_repeatable(tx, row):
            return_out(tx, row.id, due_at=at, lease_id=lease_id, reason="restart", paced=False)
        else:
            end_out(tx, row.id, OutState.UNKNOWN, lease_id=lease_id, reason="restart", at=at)


def _is_repeatable(tx: Tx, row: OutRow) -> bool:
    """Whether making the call again shows the same: it edits a message that is known."""
    match row.kind:
        case OutKind.CALLBACK | OutKind.RETIRE:
            return True
        case OutKind.CARD:
            card = find_card(tx, row.chat_id)
            return card is not None and card.message_id is not None
        case OutKind.ANNOUNCEMENT_PANEL:
            announcement = find_announcement(tx, AnnouncementId(row.ref))
            return announcement is not None and announcement.message_id is not None
        case OutKind.DIALOGUE | OutKind.PANEL:
            # To show these twice is harmless; a question or a new project that never showed is not.
            return True
        case OutKind.PROJECTS | OutKind.PACE | OutKind.HELP | OutKind.INVITE:
            return row.body.get("message_id") is not None
        case _:
            return False
