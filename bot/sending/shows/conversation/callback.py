"""The reply that acknowledges a press."""

from bot.sending.planned import After, Planned, no_after
from bot.sending.show import Tools
from handlers.conversation.said import word
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import OutRow
from storage.tx import Tx


class Callback:
    """Answers a press, with or without words."""

    kind = OutKind.CALLBACK

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Plan to answer a press."""
        text, alert = word(row, await self._tools.texts(row))

        async def call() -> After:
            await self._tools.calls.acknowledge(str(row.body["query"]), text, alert=alert)
            return no_after

        return Planned(call=call, repeatable=True)

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it can be repeated: it shows the same each time."""
        return True
