"""A text, with or without buttons."""

from dataclasses import replace

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools
from handlers.conversation.said import said
from handlers.governing.grant_links import grant_link
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx


class Text:
    """Sends the text."""

    type = OutType.TEXT

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Plan to send a text in its recipient's language."""
        message = said(self._with_link(row), await self._tools.texts(row), self._tools.terms)
        return self._tools.showing.send(row, message, nothing)

    def _with_link(self, row: OutRow) -> OutRow:
        """Return a row whose message shows a one-use link with that link, which is never stored itself."""
        args, bot = row.body.get("args"), self._tools.bot
        if row.body.get("key") != "grant-link" or not isinstance(args, dict) or "seed" not in args:
            return row
        link = grant_link(str(args["seed"]), bot_token=bot.token, username=bot.username)
        return replace(row, body={**row.body, "args": {"link": link}})

    @staticmethod
    def is_repeatable(_tx: Tx, _row: OutRow) -> bool:
        """Say that it cannot be repeated: it may send a new message each time."""
        return False
