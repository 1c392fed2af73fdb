"""The question whether somebody should be forgotten."""

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools, number_in
from handlers.people.privacy_screens import forget_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.people.forget_person import ForgetScreen, read_forgetting


class Forget:
    """Sends the question, or changes the screen in place if one of its buttons was pressed."""

    type = OutType.FORGET

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Read what would be forgotten, and plan to ask."""
        texts = await self._tools.texts(row)
        view = await self._tools.database.read(read_forgetting, row.chat_id, terms=self._tools.terms)
        message = forget_message(view, ForgetScreen(str(row.body["screen"])), texts)
        return self._tools.showing.show(row, message, nothing, message_id=number_in(row, "message_id"))

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
