"""Watches over paid messages: stops paying if the bot runs out of Stars, or if Telegram still asks it to wait."""

import logging

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from crowd.announcing.fares import FareEnd
from handlers.context import Parts
from usecases.announcing.paying.check_fares import check_fares
from usecases.announcing.paying.end_fares import end_fares

logger = logging.getLogger(__name__)

#: How often Telegram may ask the bot to wait while it pays. Replies have to wait too, which is not what it pays for.
MOST_FLOODS = 3
#: A flood error that comes later than this after the last paid message has nothing to do with it.
_AFTERWARDS_S = 10.0
#: Words for an insufficient balance: Telegram's (core.telegram.org/method/messages.sendMessage), and its server's.
_POOR = ("balance_too_low", "not enough telegram stars")
#: What a message costs, in billionths of a Star.
_MESSAGE_NANOSTARS = 100_000_000


class PayingWatch:
    """Stops paying when something goes wrong."""

    def __init__(self, parts: Parts, bot: ExtBot[None]) -> None:
        self._parts = parts
        self._bot = bot
        self._paid_at = float("-inf")
        self._n_floods = 0

    async def check(self) -> None:
        """Check whether what an earlier process was paying for may still be paid for."""
        await self._parts.database.run(check_fares, terms=self._parts.terms, at=self._parts.clock())

    def paid(self, now: float) -> None:
        """Record that a paid message is leaving."""
        if now - self._paid_at > _AFTERWARDS_S:
            self._n_floods = 0
        self._paid_at = now

    async def flooded(self, now: float) -> None:
        """Record that Telegram has asked the bot to wait, when it was not waiting already."""
        if now - self._paid_at > _AFTERWARDS_S:
            return
        self._n_floods += 1
        if await self._is_poor():
            await self.end(FareEnd.BALANCE)
        elif self._n_floods >= MOST_FLOODS:
            await self.end(FareEnd.FLOODS)

    async def end(self, end: FareEnd) -> None:
        """Stop paying."""
        self._n_floods = 0
        n_ended = await self._parts.database.run(end_fares, end, at=self._parts.clock())
        if n_ended:
            logger.warning("Paying has stopped (%s): announcements continue free of charge", end.lower())

    async def _is_poor(self) -> bool:
        try:
            balance = await self._bot.get_my_star_balance()
        except TelegramError as error:
            logger.warning("Cannot read the balance of Stars: %s", error)
            return False
        nanostars = balance.amount * 1_000_000_000 + (balance.nanostar_amount or 0)
        return nanostars < _MESSAGE_NANOSTARS


def is_poor(error: BadRequest) -> bool:
    """Return whether Telegram refused a message because the bot does not have enough Stars."""
    text = str(error).casefold()
    return any(words in text for words in _POOR)
