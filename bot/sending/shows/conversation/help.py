"""A screen of the help."""

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools, number_in
from handlers import commands_for
from handlers.conversation.help_screens import help_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.conversation.read_help import HelpScreen, read_help


class Help:
    """Sends the help, or changes its screen in place."""

    type = OutType.HELP

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Read what somebody may do, and plan to show the help for it."""
        screen = HelpScreen(str(row.body["screen"]))
        view = await self._tools.database.read(read_help, row.chat_id, terms=self._tools.terms)
        commands = commands_for(is_admin=view.is_admin)
        message = help_message(view, screen, commands, await self._tools.texts(row))
        return self._tools.showing.show(row, message, nothing, message_id=number_in(row, "message_id"))

    @staticmethod
    def is_repeatable(_: Tx, row: OutRow) -> bool:
        """Tell whether it edits a message that the row names."""
        return number_in(row, "message_id") is not None
