"""Settles what an earlier process was sending when it ended: repeats calls that show the same, and no others."""

from crowd.ids import AnnouncementId, ProjectId
from storage.announcing.announcements import find_announcement
from storage.answering.cards import find_card
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import OutRow, OutState, end_out, return_out, rows_in_sending
from storage.conversation.put_off import look_at_all_now
from storage.governing.task_reports import report_message
from storage.tx import Tx


def settle(tx: Tx, *, at: int) -> None:
    """Put back calls that can be repeated; messages that may have arrived stay UNKNOWN for ever."""
    look_at_all_now(tx, now=at)
    for row, lease_id in rows_in_sending(tx):
        if _is_repeatable(tx, row):
            return_out(tx, row.id, due_at=at, lease_id=lease_id, reason="restart", paced=False)
        else:
            end_out(tx, row.id, OutState.UNKNOWN, lease_id=lease_id, reason="restart", at=at)


def _is_repeatable(tx: Tx, row: OutRow) -> bool:
    """Return whether repeating the call shows the same, because it edits a known message."""
    match row.kind:
        case OutKind.CALLBACK | OutKind.RETIRE:
            return True
        case OutKind.CARD:
            card = find_card(tx, row.chat_id)
            return card is not None and card.message_id is not None
        case OutKind.ANNOUNCEMENT_PANEL:
            announcement = find_announcement(tx, AnnouncementId(row.ref))
            return announcement is not None and announcement.message_id is not None
        case OutKind.REPORTED:
            return report_message(tx, ProjectId(row.ref), row.chat_id) is not None
        case OutKind.DIALOGUE | OutKind.PANEL:
            # Showing these twice is harmless; a step of a dialogue or a new project that never appears is not.
            return True
        case OutKind.PROJECTS | OutKind.PACE | OutKind.HELP | OutKind.INVITE | OutKind.OVERSIGHT:
            return row.body.get("message_id") is not None
        case _:
            return False
