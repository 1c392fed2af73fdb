"""Waits while the disk takes nothing, and says so once a minute, whoever finds out and however often.

A disk that is full, or mounted read-only, takes nothing for minutes or hours. Nothing is lost meanwhile: what cannot be
stored is not confirmed to Telegram, and whoever has to store something tries again until there is room.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from storage.database import Database
from storage.errors import StorageLost
from storage.file.damage import trouble
from storage.tx import Tx

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

#: Pause before the disk is tried again.
FULL_DISK_S = 2.0
#: The shortest time between two lines that say the same.
SAY_EVERY_S = 60.0


class Seldom:
    """Lets a line through at most once a minute."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = float("-inf")

    def is_due(self) -> bool:
        """Return whether to say it now; if so, not again for a minute."""
        now = self._monotonic()
        if now - self._last < SAY_EVERY_S:
            return False
        self._last = now
        return True


class DiskWatch:
    """The one place that logs that nothing can be stored, for all parts of a running bot."""

    def __init__(self, database: Database, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._seldom = Seldom(monotonic)
        self._is_waiting = False

    def refused(self, error: StorageLost) -> None:
        """Log that the disk took nothing, unless that was logged within a minute."""
        if self._database.broken is not None or self._database.is_closed:
            return  # the bot ends, and says why if it wasn't asked to
        if self._seldom.is_due():
            self._is_waiting = True
            logger.error(
                "%s The bot waits and continues by itself; nothing is lost.",
                trouble(self._database.path, error.__cause__ or error, is_reading=error.is_reading),
            )

    def accepted(self) -> None:
        """Log that the disk takes writes again, if it was logged that it doesn't."""
        if self._is_waiting:
            self._is_waiting = False
            logger.warning("The disk takes writes again: the bot continues")

    async def wait(self, error: StorageLost) -> None:
        """Pause before trying again what the disk refused.

        Raises:
            StorageLost: The disk has failed for good, or the bot has closed the database because it ends.
        """
        if self._database.broken is not None or self._database.is_closed:
            raise error
        self.refused(error)
        await asyncio.sleep(FULL_DISK_S)

    async def insist(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a unit, again and again while the disk takes nothing.

        Raises:
            StorageLost: The disk has failed for good.
        """

        async def step() -> T:
            return await self._database.run(unit, *args, **kwargs)

        return await self.insist_on(step)

    async def insist_on(self, step: Callable[[], Awaitable[T]]) -> T:
        """Take a step that may be repeated, again and again while the disk takes nothing.

        Raises:
            StorageLost: The disk has failed for good.
        """
        while True:
            try:
                done = await step()
            except StorageLost as error:
                await self.wait(error)
            else:
                self.accepted()
                return done
