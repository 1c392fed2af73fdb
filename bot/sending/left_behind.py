"""Settles what an earlier process was sending when it ended: repeats calls that show the same, and no others."""

from bot.sending.shows import SHOWS
from storage.conversation.clock_set_back import look_at_all_now
from storage.conversation.outbox import OutRow, OutState, end_out, return_out, rows_in_sending
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
    return SHOWS[row.type].is_repeatable(tx, row)
