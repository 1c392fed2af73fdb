"""Holds all sending while Telegram asks the bot to wait (error 429), across a restart too."""

import logging
from collections.abc import Callable

from telegram.error import RetryAfter

from bot.sending.ends import Ends
from bot.sending.pacing import Pacing
from bot.sending.paying_watch import PayingWatch
from bot.tally import Tally
from crowd.ids import SECOND
from handlers.context import Parts
from storage.conversation.outbox import OutRow
from storage.facts import get_fact, set_fact
from storage.tx import Tx

logger = logging.getLogger(__name__)

#: The fact that stores until when to wait, and how long that was when Telegram asked, in microseconds.
FLOOD_UNTIL = "flood_until"


class FloodWait:
    """Holds whatever is sent for as long as Telegram asks.

    Args:
        parts: The parts of the bot.
        pacing: What all sending goes by.
        ends: Stores for how long to wait.
        paying: Stops paying if paid messages bring it about.
        tally: Counts how often it happens.
        monotonic: Returns the seconds by which `pacing` counts.
    """

    def __init__(
        self,
        parts: Parts,
        pacing: Pacing,
        ends: Ends,
        paying: PayingWatch,
        tally: Tally,
        *,
        monotonic: Callable[[], float],
    ) -> None:
        self._parts = parts
        self._pacing = pacing
        self._ends = ends
        self._paying = paying
        self._tally = tally
        self._monotonic = monotonic

    async def recover(self) -> None:
        """Go on waiting as an earlier process was asked to."""
        left = await self._parts.database.read(flood_left, at=self._parts.clock())
        self._pacing.hold(self._monotonic() + left / SECOND)

    async def hold_all(self, error: RetryAfter, row: OutRow | None = None) -> None:
        """Send nothing for as long as Telegram asks; a row that it refused goes after that."""
        after = error.retry_after
        wait_s = after if isinstance(after, int) else after.total_seconds()
        logger.warning("Telegram asks the bot to wait for %.0f s", wait_s, extra={"wait_s": wait_s})
        was_held = self._pacing.is_held(self._monotonic())
        self._pacing.hold(self._monotonic() + wait_s)
        self._tally.floods += 1
        wait = int(wait_s * SECOND)
        await self._ends.store(remember_flood, wait, at=self._parts.clock())
        if row is not None:
            # By the current clock: if it has been turned back in the meantime, nobody looks at the row again.
            await self._ends.put_back(row, due_at=self._parts.clock() + wait, reason="flood")
        if not was_held:
            await self._paying.flooded(self._monotonic())


def remember_flood(tx: Tx, wait: int, *, at: int) -> None:
    """Store until when Telegram asked the bot to wait: a restart does not end that, and the latest time counts."""
    if flood_left(tx, at=at) < wait:
        set_fact(tx, FLOOD_UNTIL, f"{at + wait} {wait}")


def flood_left(tx: Tx, *, at: int) -> int:
    """Return how long the bot must still wait; never longer than Telegram asked, even if the clock was turned back."""
    known = get_fact(tx, FLOOD_UNTIL)
    if known is None:
        return 0
    until, _, wait = known.partition(" ")
    return min(int(until) - at, int(wait or 0))
