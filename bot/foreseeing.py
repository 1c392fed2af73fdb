"""Computes forecasts beside the sending: one can take seconds, and nobody's messages wait for it."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from crowd.ids import ContributorId
from handlers.context import Clock
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, hasten_out
from storage.database import Database
from storage.errors import StorageLost
from usecases.deciding.foresee_answers import ForecastInput, imagine, is_quick

logger = logging.getLogger(__name__)

#: What waits for a forecast: the type of a row, its chat, and what it is about.
_Key = tuple[OutType, ContributorId, int]


class Foreseeing:
    """Prepares forecasts; a row that waits for one goes out as soon as it is ready."""

    def __init__(self, database: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._wanted: dict[_Key, list[ForecastInput]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, row: OutRow, inputs: Iterable[ForecastInput]) -> None:
        """Begin to prepare what a row shows, in place of what was wanted for the same row before."""
        key = (row.type, row.chat_id, row.ref)
        is_going = key in self._wanted
        self._wanted[key] = list(inputs)
        if not is_going:
            task = asyncio.get_running_loop().create_task(self._prepare(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is being prepared: rows that wait for it stay, and the next start prepares it again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _prepare(self, key: _Key) -> None:
        try:
            # What is wanted may change in the meantime.
            while slow := [data for data in self._wanted[key] if not is_quick(data)]:
                await asyncio.to_thread(imagine, slow[0])
            await self._database.run(hasten_out, *key, at=self._clock())
        except StorageLost as error:
            logger.warning("A forecast is ready, but the database is not: %s", error)
        finally:
            del self._wanted[key]
        self._wake()
