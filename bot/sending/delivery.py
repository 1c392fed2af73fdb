"""Turns a row of the outbox into a call of the Bot API; what it shows is read when its turn comes."""

from collections.abc import Callable

from telegram.ext import ExtBot

from bot.foreseeing import Foreseeing
from bot.sending.calls import Calls
from bot.sending.claiming import Seen
from bot.sending.planned import Held, Planned
from bot.sending.show import Tools
from bot.sending.showing import Showing
from bot.sending.shows import SHOWS
from bot.sending.shows.answering.card import Card
from handlers.context import Clock
from storage.conversation.outbox import OutRow
from storage.database import Database
from usecases.governing.may_receive import may_receive, needs_right
from usecases.terms import Terms


class Delivery:
    """Plans the calls, each as what it shows needs it."""

    def __init__(
        self,
        bot: ExtBot[None],
        calls: Calls,
        database: Database,
        clock: Clock,
        terms: Terms,
        *,
        wake: Callable[[], None],
    ) -> None:
        self._foreseeing = Foreseeing(database, clock, wake)
        tools = Tools(
            bot=bot,
            calls=calls,
            showing=Showing(calls),
            database=database,
            clock=clock,
            terms=terms,
            foreseeing=self._foreseeing,
        )
        self._database = database
        self._terms = terms
        self._card = Card(tools)
        self._shows = {out_type: show(tools) for out_type, show in SHOWS.items()}

    async def close(self) -> None:
        """Give up what is computed for rows that are sent later."""
        await self._foreseeing.close()

    async def plan(self, row: OutRow, seen: Seen | None = None) -> Planned | Held | None:
        """Return the call for a row, or until when to hold it; None if there is nothing to show.

        `seen` is the card that was read when the row was claimed, if that was just now.
        """
        if seen is not None:
            return self._card.plan_seen(row, seen)
        if needs_right(row.type, row.body) and not await self._database.read(
            may_receive, row.chat_id, row.type, row.body, terms=self._terms
        ):
            return None
        return await self._shows[row.type].plan(row)
