"""Stores the outcome of rows that the sender has claimed, as soon as the disk allows."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from bot.process.disk import DiskWatch
from bot.sending.planned import After
from bot.tally import Tally
from handlers.context import Parts
from storage.conversation.outbox import OutRow, OutState, end_out, return_out
from storage.errors import StorageLost
from storage.tx import Tx

P = ParamSpec("P")


class Ends:
    """Ends rows, or puts them back, under one lease."""

    def __init__(self, parts: Parts, tally: Tally, disk: DiskWatch, lease_id: int) -> None:
        self._parts = parts
        self._tally = tally
        self._disk = disk
        self._lease_id = lease_id
        self._closing = False

    def close(self) -> None:
        """Stop waiting for the disk."""
        self._closing = True

    async def end(
        self,
        row: OutRow,
        state: OutState,
        reason: str | None,
        *,
        unsent: bool = False,
        after: After | None = None,
    ) -> None:
        """Store the outcome of a row; `unsent` if it was certainly not sent, so that it costs nothing."""
        at = self._parts.clock()
        await self.store(
            _end, row, state, lease_id=self._lease_id, reason=reason, unsent=unsent, after=after, at=at
        )
        self._tally.ended[row.type, state] += 1

    async def put_back(self, row: OutRow, *, due_at: int, reason: str) -> None:
        """Put a row back to be sent at `due_at` or later; if it was only paced, that is not an attempt."""
        await self.store(
            return_out, row.id, due_at=due_at, lease_id=self._lease_id, reason=reason, paced=reason == "paced"
        )

    async def store(
        self, unit: Callable[Concatenate[Tx, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Run a write about a row until it succeeds, because the row would otherwise stay SENDING.

        Raises:
            StorageLost: The disk has failed for good, or the bot is ending: the next start settles the row.
        """
        while True:
            try:
                await self._parts.database.run(unit, *args, **kwargs)
            except StorageLost as error:
                if self._parts.database.broken is not None or self._closing:
                    raise
                await self._disk.wait(error)
            else:
                self._disk.accepted()
                return


def _end(
    tx: Tx,
    row: OutRow,
    state: OutState,
    *,
    lease_id: int,
    reason: str | None,
    unsent: bool,
    after: After | None,
    at: int,
) -> None:
    """Store the outcome of a row, and what follows from it, unless another process has taken the row over."""
    stored = end_out(tx, row.id, state, lease_id=lease_id, reason=reason, unsent=unsent, at=at)
    if stored and after is not None:
        after(tx)
