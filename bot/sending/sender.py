"""Sends messages: drains the outbox at the allowed pace, and stores the outcome of each row.

`sendMessage` has no idempotency key, so a send with an unknown outcome is marked UNKNOWN and never repeated. Edits
show the same however often they are made, so they are retried.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import ParamSpec

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.http.transport import surely_not_sent
from bot.process.clock import ClockWatch
from bot.process.disk import DiskWatch
from bot.sending.acknowledging import Acknowledging
from bot.sending.calls import Calls
from bot.sending.claiming import NOTHING, Seen, claim
from bot.sending.delivery import Delivery
from bot.sending.ends import Ends
from bot.sending.flood_wait import FloodWait
from bot.sending.lanes import Lanes, traffic_of
from bot.sending.left_behind import settle
from bot.sending.pacing import Limits, Pacing
from bot.sending.paying_watch import PayingWatch, is_poor
from bot.sending.planned import Held, Planned
from bot.tally import Tally
from crowd.announcing.fares import FareEnd
from crowd.ids import SECOND
from handlers.context import Parts
from storage.conversation.clock_set_back import look_at_all_now
from storage.conversation.outbox import OutRow, OutState, Priority, is_claimed
from storage.database import Database
from storage.errors import StorageLost
from storage.tx import Tx
from usecases.people.subscribing.block import block

logger = logging.getLogger(__name__)

P = ParamSpec("P")

#: Telegram's words for somebody who cannot be sent anything; a 403 and a chat that moved are errors of their own.
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
#: After this many attempts a row is given up.
MOST_ATTEMPTS = 8
#: How often to look at the outbox even if nothing is due.
IDLE_S = 5.0
#: The shortest time between two looks, unless the sender is woken.
_LEAST_IDLE_S = 0.005
#: A row that leaves later than this after it took its place under the limits counts from when it leaves.
LATE_S = 0.02
#: A row claimed longer ago than this is checked again before it is sent: this process may have been frozen, and another
#: one may have taken over.
STALE_S = 2.0
#: Pause before a file is made again for which there was no room.
NO_ROOM_PAUSE = 5 * SECOND


class Sender:
    """Sends the messages in the outbox, each chat's in order."""

    def __init__(
        self,
        parts: Parts,
        calls: Calls,
        delivery: Delivery,
        limits: Limits | None,
        paying: PayingWatch,
        disk: DiskWatch,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._parts = parts
        self._monotonic = monotonic
        self._delivery = delivery
        self._pacing = Pacing(limits)
        self._paying = paying
        self._disk = disk
        self._lanes = Lanes(self._pacing, pays=parts.terms.stars_a_month > 0)
        self._lease_id = parts.clock()
        self._wake = asyncio.Event()
        #: Rows to send in order, each with what was read for it and when it was claimed.
        self._chats: dict[int, deque[tuple[OutRow, Seen | None, float]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.tally = Tally()
        self._ends = Ends(parts, self.tally, disk, self._lease_id)
        self._flood_wait = FloodWait(
            parts, self._pacing, self._ends, paying, self.tally, monotonic=self._now_s
        )
        self.acknowledging = Acknowledging(
            calls,
            self._pacing,
            self.tally,
            hold=self._flood_wait.hold_all,
            wake=self.wake,
            clock=self._now_s,
        )
        self._closing = False
        self._clock_watch = ClockWatch()

    @property
    def _database(self) -> Database:
        return self._parts.database

    def _now_s(self) -> float:
        return self._monotonic()

    def wake(self) -> None:
        """Note that there may be something to send."""
        self._wake.set()

    async def recover(self) -> None:
        """Settle what an earlier process was sending when it ended.

        Calls that can be repeated are; a message that may have arrived stays UNKNOWN for ever.
        """
        now = self._parts.clock()
        await self._database.run(settle, at=now)
        await self._paying.check()
        self._pacing.start(self._monotonic())
        await self._flood_wait.recover()

    async def run(self) -> None:
        """Send until closed."""
        while not self._closing:
            self._wake.clear()
            try:
                await self._mind_the_clock()
                idle_s = min(await self._claim(), self.acknowledging.go_on())
                if idle_s > 0:
                    await self._rest(idle_s)
            except StorageLost as error:
                await self._disk.wait(error)

    async def close(self) -> None:
        """Stop claiming, and finish what is in flight."""
        self._closing = True
        self._ends.close()
        self._wake.set()
        await self._delivery.close()
        while self._tasks:
            await asyncio.wait(self._tasks)
        await self.acknowledging.close()

    async def abandon(self) -> None:
        """Stop claiming, and abandon what is in flight: the next start settles it."""
        self._closing = True
        self._ends.close()
        self._wake.set()
        await self._delivery.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.acknowledging.abandon()

    async def _mind_the_clock(self) -> None:
        now = self._parts.clock()
        if self._clock_watch.turned_back(now, self._monotonic()):
            logger.warning("The system's clock was set back: checking everything that is waiting again")
            await self._database.run(look_at_all_now, now=now)

    async def _claim(self) -> float:
        """Claim what is due, as far as there is room; return for how many seconds there is nothing more to claim."""
        claimed_at = self._monotonic()
        room, claimed = self._lanes.room(claimed_at), NOTHING
        if room.free or room.paid:
            terms, now = self._parts.terms, self._parts.clock()
            claimed = await self._database.run(claim, room, terms=terms, now=now, lease_id=self._lease_id)
            rows = [row for row, _ in claimed.rows]
            self._lanes.take_on(rows)
            for row, seen in claimed.rows:
                self._take_on(row, seen, claimed_at)
            if rows and claimed.is_more_due:
                # They take their places under the limits before anybody asks how much room is left.
                await asyncio.sleep(0)
                return 0.0
        idle_s = IDLE_S if claimed.next_due is None else (claimed.next_due - self._parts.clock()) / SECOND
        if claimed.is_more_due:
            idle_s = min(idle_s, self._lanes.waits_s(room, self._monotonic()))
        return max(idle_s, _LEAST_IDLE_S)

    async def _rest(self, idle_s: float) -> None:
        try:
            async with asyncio.timeout(min(idle_s, IDLE_S)):
                await self._wake.wait()
        except TimeoutError:
            return

    def _take_on(self, row: OutRow, seen: Seen | None, claimed_at: float) -> None:
        """Send a row at once, or after those of its chat that were claimed before."""
        key = int(row.chat_id)
        queue = self._chats.get(key)
        if queue is not None:
            # By the time it is its turn, there may be something else to show.
            queue.append((row, None, claimed_at))
            self._lanes.crowd(key)
            return
        self._chats[key] = deque([(row, seen, claimed_at)])
        task = asyncio.get_running_loop().create_task(self._send_all(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_all(self, key: int) -> None:
        queue = self._chats[key]
        try:
            while queue:
                row, seen, claimed_at = queue.popleft()
                if not queue and self._lanes.thin_out(key):
                    self._wake.set()
                try:
                    await self._send(row, seen, claimed_at)
                except StorageLost as error:
                    # It stays SENDING; the next start settles it.
                    logger.error(  # noqa: TRY400 - no fault of the code
                        "Cannot store what became of row %d (%s)", row.id, error, extra=_fields(row)
                    )
                finally:
                    self._gave_up_place(row)
        finally:
            for row, _, _ in queue:
                self._lanes.give_up(row)
            self._lanes.thin_out(key)
            del self._chats[key]

    def _gave_up_place(self, row: OutRow) -> None:
        """Look for more to send only if something may have been left: every look is a transaction."""
        if self._lanes.give_up(row):
            self._wake.set()

    async def _send(self, row: OutRow, seen: Seen | None, claimed_at: float) -> None:
        place_taken = self._monotonic()
        wait_until = self._wait_until(row)
        if wait_until is not None:
            await self._return(row, due_at=wait_until, reason="paced")
            return
        planned = await self._plan(row, seen)
        if planned is None:
            return
        if self._monotonic() - claimed_at > STALE_S and not await self._is_ours(row):
            logger.warning("Row %d (%s) now belongs to another process", row.id, row.type, extra=_fields(row))
            return
        self._leaves(row, place_taken)
        try:
            after = await planned.call()
        except TelegramError as error:
            await self._failed(row, planned, error)
        except Exception:
            logger.exception("Row %d (%s) failed", row.id, row.type, extra=_fields(row))
            await self._ends.end(row, OutState.DEAD, "failed")
        else:
            await self._ends.end(row, OutState.SENT, None, after=after)

    def _leaves(self, row: OutRow, place_taken: float) -> None:
        now = self._monotonic()
        if now - place_taken > LATE_S:
            # It leaves later than it took its place; without this, the next one would follow too soon.
            self._pacing.take(int(row.chat_id), traffic_of(row), now)
        if row.priority is Priority.PAID:
            self._paying.paid(now)

    async def _plan(self, row: OutRow, seen: Seen | None) -> Planned | None:
        """Return the call for a row; if there is none to make now, store the row's outcome and return None."""
        try:
            planned = await self._delivery.plan(row, seen)
        except StorageLost as error:
            # Nothing was sent, and the row is not to blame: it waits for room as long as it takes.
            self._disk.refused(error)
            await self._return(row, due_at=self._parts.clock() + NO_ROOM_PAUSE, reason="paced")
            return None
        except Exception:
            logger.exception("Cannot show row %d (%s)", row.id, row.type, extra=_fields(row))
            await self._ends.end(row, OutState.DEAD, "cannot be shown", unsent=True)
            return None
        if isinstance(planned, Held):
            await self._return(row, due_at=planned.until, reason="paced")
            return None
        if planned is None:
            await self._ends.end(row, OutState.SENT, "nothing to show", unsent=True)
        return planned

    async def _is_ours(self, row: OutRow) -> bool:
        return await self._database.read(is_claimed, row.id, lease_id=self._lease_id)

    def _wait_until(self, row: OutRow) -> int | None:
        """Return when a row may go if it has to wait; else take its place and return None."""
        now = self._monotonic()
        traffic = traffic_of(row)
        ready = self._pacing.ready_at(int(row.chat_id), traffic, now)
        if ready <= now:
            self._pacing.take(int(row.chat_id), traffic, now)
            return None
        return self._parts.clock() + int((ready - now) * SECOND) + 1

    async def _failed(self, row: OutRow, planned: Planned, error: TelegramError) -> None:
        match error:
            case RetryAfter():
                await self._flood_wait.hold_all(error, row)
                self._wake.set()
            case Forbidden() | ChatMigrated():
                await self._gone(row, planned, error)
            case BadRequest():
                await self._refused(row, planned, error)
            case NetworkError() if planned.repeatable or surely_not_sent(error):
                await self._again(row, str(error))
            case NetworkError():
                logger.warning(
                    "Row %d (%s): cannot tell whether it was sent: %s",
                    row.id,
                    row.type,
                    error,
                    extra=_fields(row),
                )
                await self._ends.end(row, OutState.UNKNOWN, str(error))
            case _:
                logger.error("Row %d (%s): %s", row.id, row.type, error, extra=_fields(row))
                await self._ends.end(row, OutState.DEAD, str(error))

    async def _refused(self, row: OutRow, planned: Planned, error: BadRequest) -> None:
        text = str(error).casefold()
        if row.priority is Priority.PAID and is_poor(error):
            # First, so that the row goes back to those that cost nothing.
            await self._paying.end(FareEnd.BALANCE)
            await self._return(row, due_at=self._parts.clock(), reason="balance")
        elif any(gone in text for gone in _GONE):
            await self._gone(row, planned, error)
        elif planned.lost is not None and ("to edit not found" in text or "can't be edited" in text):
            await self._ends.store(planned.lost)
            if planned.comes_back:
                await self._again(row, str(error))
            else:
                await self._ends.end(row, OutState.SENT, str(error), unsent=True)
        elif "not modified" in text or planned.retires is not None:
            await self._ends.end(row, OutState.SENT, str(error), unsent=True)
        else:
            logger.error("Row %d (%s) was refused: %s", row.id, row.type, error, extra=_fields(row))
            await self._ends.end(row, OutState.DEAD, str(error), unsent=True)

    async def _gone(self, row: OutRow, planned: Planned, error: TelegramError) -> None:
        """Handle that somebody can no longer be sent anything."""
        terms, at = self._parts.terms, self._parts.clock()

        def after(tx: Tx) -> None:
            block(tx, row.chat_id, unretired=planned.retires, terms=terms, at=at)

        await self._ends.end(row, OutState.DEAD, str(error), unsent=True, after=after)

    async def _again(self, row: OutRow, reason: str) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            await self._ends.end(row, OutState.DEAD, reason, unsent=True)
            return
        wait = min(2 ** (row.attempts - 1), 60) * SECOND // 2
        await self._return(row, due_at=self._parts.clock() + wait, reason=reason)

    async def _return(self, row: OutRow, *, due_at: int, reason: str) -> None:
        await self._ends.put_back(row, due_at=due_at, reason=reason)
        self._wake.set()


def _fields(row: OutRow) -> dict[str, object]:
    """Return the fields of a row for programs that read the log, without whose it is."""
    return {"row": row.id, "kind": row.type.value, "attempts": row.attempts}
