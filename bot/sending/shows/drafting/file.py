"""The question about a file that somebody sent, or what happened to it."""

from dataclasses import replace

from bot.sending.planned import After, Planned
from bot.sending.show import Tools
from crowd.ids import PendingFileId
from handlers.drafting.importing_screens import file_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.drafting.pending_files import find_pending, set_pending_message
from storage.tx import Tx


class File:
    """Edits the file's message in place, or sends it."""

    type = OutType.FILE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read what became of a file, and plan to show it."""
        pending_id = PendingFileId(row.ref)
        pending, texts = await self._tools.look(row, find_pending, pending_id)
        if pending is None:
            return None

        def shown(message_id: int) -> After:
            return lambda tx: set_pending_message(tx, pending_id, message_id)

        planned = self._tools.showing.show(
            row,
            file_message(pending, texts),
            shown,
            message_id=pending.message_id,
            lost=lambda tx: set_pending_message(tx, pending_id, None),
        )
        # Asking twice is harmless; waiting for an answer to a question that never appeared is not.
        return replace(planned, repeatable=planned.repeatable or pending.asks is not None)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
