"""Sends somebody what is stored about them, and the question whether to forget it."""

import asyncio

from bot.sending.shows.planned import Planned, nothing
from bot.sending.shows.showing import Showing
from handlers.context import Clock
from handlers.people.privacy_screens import forget_message
from handlers.texts import Texts
from storage.conversation.outbox import OutRow
from storage.database import Database
from usecases.people.forget_person import ForgetScreen, read_forgetting
from usecases.people.write_my_data import write_my_data
from usecases.terms import Terms


class Personal:
    """Makes what /mydata and /forget send."""

    def __init__(self, database: Database, clock: Clock, showing: Showing, terms: Terms) -> None:
        self._database = database
        self._clock = clock
        self._showing = showing
        self._terms = terms
        #: One file at a time: each may be large, and nobody else should wait for a dozen of them.
        self._writing = asyncio.Semaphore(1)

    async def question(self, row: OutRow, texts: Texts) -> Planned:
        """Plan a screen of the question, in place if one of its buttons was pressed."""
        view = await self._database.read(read_forgetting, row.chat_id, terms=self._terms)
        message_id, screen = row.body.get("message_id"), ForgetScreen(str(row.body["screen"]))
        return self._showing.show(
            row,
            forget_message(view, screen, texts),
            nothing,
            message_id=message_id if isinstance(message_id, int) else None,
        )

    async def my_data(self, row: OutRow) -> tuple[str, bytes]:
        """Return the name and content of the file with everything that is stored about somebody."""
        async with self._writing:
            return await self._database.snapshot(write_my_data, row.chat_id, at=self._clock())
