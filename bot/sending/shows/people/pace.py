"""Somebody's pace settings, with the choices."""

from bot.sending.planned import After, Planned
from bot.sending.show import Tools, number_in
from handlers.people.pace_screens import pace, saved
from storage.conversation.expecting import Expected, set_expecting_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.read_pace import read_pace


class Pace:
    """Sends the settings, or changes the screen in place."""

    type = OutType.PACE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Read somebody's settings, and plan to show a screen of them."""
        screen = PaceScreen(str(row.body.get("screen")))
        area, page = (number_in(row, name) or 0 for name in ("area", "page"))
        view, texts = await self._tools.look(row, read_pace, row.chat_id, terms=self._tools.terms)
        message = pace(view, screen, area, page, texts, at=self._tools.clock())
        if row.body.get("saved"):
            message = saved(message, texts)

        def shown(message_id: int) -> After:
            return lambda tx: set_expecting_message(tx, row.chat_id, Expected.PACE, message_id)

        return self._tools.showing.show(row, message, shown, message_id=number_in(row, "message_id"))

    @staticmethod
    def is_repeatable(_: Tx, row: OutRow) -> bool:
        """Tell whether it edits a message that the row names."""
        return number_in(row, "message_id") is not None
