"""Acknowledges presses: from memory, as soon as what they did is on disk.

Nothing of this is stored. After some seconds Telegram takes no acknowledgement any more, and the card shows what became
of an answer. So all that can be lost with the process is the end of a spinner in somebody's app.
"""

import asyncio
import heapq
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.sending.calls import Calls
from bot.sending.pacing import Pacing, Traffic
from bot.tally import Tally
from handlers.reply import Acknowledgement
from storage.conversation.outbox import OutState
from storage.errors import StorageLost

logger = logging.getLogger(__name__)

#: For so long Telegram takes the acknowledgement of a press.
LIFETIME_S = 15.0
#: The most calls in flight: enough for 1,000 a second at 80 ms.
ACKNOWLEDGED_AT_ONCE = 80
#: The pauses before a call that failed on its way is repeated.
PAUSES_S = (0.5, 1.0, 2.0, 4.0)
#: Telegram's words for a press that cannot be acknowledged any more.
_TOO_LATE = "query is too old"


@dataclass(slots=True, order=True)
class _Waiting:
    due_at: float
    number: int
    what: Acknowledgement = field(compare=False)
    void_at: float = field(compare=False)
    attempts: int = field(default=0, compare=False)


class Acknowledging:
    """Acknowledges each press once, unless that has to wait until nobody looks any more.

    Args:
        calls: Makes the calls.
        pacing: Knows for how long Telegram has asked the bot to send nothing.
        tally: Counts how they end.
        hold: Holds all sending for as long as Telegram asks.
        wake: Has `go_on` called soon.
        clock: Returns the seconds by which `pacing` counts.
    """

    def __init__(
        self,
        calls: Calls,
        pacing: Pacing,
        tally: Tally,
        *,
        hold: Callable[[RetryAfter], Awaitable[object]],
        wake: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self._calls = calls
        self._pacing = pacing
        self._tally = tally
        self._hold = hold
        self._wake = wake
        self._clock = clock
        self._numbers = count()
        self._waiting: list[_Waiting] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """Whether some press is not acknowledged yet, and may still be."""
        return bool(self._waiting or self._tasks)

    def take(self, what: Acknowledgement) -> None:
        """Acknowledge a press, now or as soon as that is possible."""
        now = self._clock()
        self._put(_Waiting(now, next(self._numbers), what, now + LIFETIME_S))
        self.go_on()

    def go_on(self) -> float:
        """Send what may go now; return in how many seconds there may be more."""
        now = self._clock()
        ready_at = self._pacing.ready_at(0, Traffic.FREE, now)
        while self._waiting and max(self._waiting[0].due_at, ready_at) <= now:
            if len(self._tasks) >= ACKNOWLEDGED_AT_ONCE:
                # The end of one of them comes back here.
                return math.inf
            one = heapq.heappop(self._waiting)
            if one.void_at < now:
                self._end(OutState.DEAD)
            else:
                self._start(one)
        return max(self._waiting[0].due_at, ready_at) - now if self._waiting else math.inf

    async def close(self) -> None:
        """Finish what can be sent now; whatever has to wait for Telegram or the network is dropped."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        self._waiting.clear()

    async def abandon(self) -> None:
        """Drop everything."""
        self._waiting.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _put(self, one: _Waiting) -> None:
        """Let one wait, unless it would be void by the time that Telegram asked for."""
        if max(one.due_at, self._pacing.ready_at(0, Traffic.FREE, self._clock())) > one.void_at:
            self._end(OutState.DEAD)
        else:
            heapq.heappush(self._waiting, one)

    def _start(self, one: _Waiting) -> None:
        task = asyncio.get_running_loop().create_task(self._send(one))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if self._waiting:
            self.go_on()

    async def _send(self, one: _Waiting) -> None:
        what = one.what
        try:
            await self._calls.acknowledge(what.query_id, what.text, alert=what.alert)
        except TelegramError as error:
            await self._failed(one, error)
        except Exception:
            logger.exception("Acknowledging a press failed")
            self._end(OutState.DEAD)
        else:
            self._end(OutState.SENT)

    async def _failed(self, one: _Waiting, error: TelegramError) -> None:
        match error:
            case RetryAfter():
                try:
                    await self._hold(error)
                except StorageLost as lost:
                    logger.error("Cannot store for how long to wait (%s)", lost)  # noqa: TRY400 - no fault of the code
                self._again(one, pause_s=0.0)
            case BadRequest() if _TOO_LATE in str(error).casefold():
                self._end(OutState.SENT)
            case Forbidden():
                # Their card finds out that they blocked the bot.
                self._end(OutState.DEAD)
            case NetworkError() if not isinstance(error, BadRequest) and one.attempts < len(PAUSES_S):
                self._again(one, pause_s=PAUSES_S[one.attempts])
            case _:
                logger.error("A press could not be acknowledged: %s", error)
                self._end(OutState.DEAD)

    def _again(self, one: _Waiting, *, pause_s: float) -> None:
        one.due_at = self._clock() + pause_s
        one.attempts += 1
        self._put(one)
        self._wake()

    def _end(self, state: OutState) -> None:
        self._tally.acknowledged[state] += 1
