"""Removes the buttons from an old message."""

from telegram import InlineKeyboardMarkup

from bot.sending.planned import After, Planned, no_after
from bot.sending.show import Tools
from storage.answering.cards import is_card
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx


class Retire:
    """Takes a message's buttons away, unless it has become the card again."""

    type = OutType.RETIRE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned | None:
        """Read whether a message is still out of date, and plan to take its buttons away."""
        if await self._tools.database.read(is_card, row.chat_id, row.ref):
            # It was pressed in the meantime and is the card again, so it keeps its buttons.
            return None

        async def call() -> After:
            await self._tools.bot.edit_message_reply_markup(
                chat_id=row.chat_id, message_id=row.ref, reply_markup=InlineKeyboardMarkup([])
            )
            return no_after

        return Planned(call=call, repeatable=True, retires=row.ref)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it can be repeated: it shows the same each time."""
        return True
