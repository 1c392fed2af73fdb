"""Units of work that wait for a connection. Those that wait at the same time run together."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from storage.tx import Tx

T = TypeVar("T")

Unit = Callable[[Tx], Any]
#: What a unit returned, or its error.
Outcome = tuple[Any, BaseException | None]

#: In a batch this large, each unit's share of the COMMIT already costs less than the unit itself.
LARGEST_BATCH = 256
#: Turns of the event loop before the next batch, so that callers who just got their result from the last batch can
#: share its COMMIT. That saved a fourteenth of an answer's cost, and takes no time if nobody else is waiting.
_TURNS = 4


class Batches:
    """Units that wait for a connection. Those that wait at the same time run in one hop to its thread.

    A hop costs more than a small unit.
    """

    def __init__(self, run_batch: Callable[[list[Unit]], Awaitable[list[Outcome]]]) -> None:
        self._run_batch = run_batch
        self._waiting: deque[tuple[asyncio.Future[Any], Unit]] = deque()
        self._pages: deque[tuple[asyncio.Future[Any], Unit]] = deque()
        self._drainer: asyncio.Task[None] | None = None

    def put(self, unit: Callable[[Tx], T], *, is_page: bool = False) -> "asyncio.Future[T]":
        """Queue a unit; the future gets its result or error.

        A page of long work runs by itself, after what waits now: the others would get their results only with it.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        (self._pages if is_page else self._waiting).append((future, unit))
        if self._drainer is None or self._drainer.done():
            self._drainer = loop.create_task(self._drain())
        return future

    async def drained(self) -> None:
        """Wait until the queue is empty."""
        while self._drainer is not None and not self._drainer.done():
            await asyncio.wait([self._drainer])

    async def _drain(self) -> None:
        batch: list[tuple[asyncio.Future[Any], Unit]] = []
        try:
            turn_of_page = False
            while self._waiting or self._pages:
                if self._pages and (turn_of_page or not self._waiting):
                    batch = [self._pages.popleft()]
                    turn_of_page = False
                else:
                    batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_BATCH))]
                    turn_of_page = not self._waiting
                outcomes = await self._run_batch([unit for _, unit in batch])
                for (future, _), (result, failure) in zip(batch, outcomes, strict=True):
                    _resolve(future, result, failure)
                batch = []
                for _ in range(_TURNS):
                    await asyncio.sleep(0)
        except asyncio.CancelledError:
            # The loop is shutting down. The thread may still commit, so nobody must be told that it did not.
            for future, _ in [*batch, *self._waiting, *self._pages]:
                future.cancel()
            raise


def _resolve(future: "asyncio.Future[Any]", result: object, failure: BaseException | None) -> None:
    if future.done():  # the caller was cancelled, but its unit is stored anyway
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)
