"""The time of a playground: the real one, which can be moved ahead, or one that only a test moves."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.errors import NotPossible

#: Where a virtual clock begins unless told otherwise: a plain number in the year 2027.
VIRTUAL_START = 1_800_000_000.0
#: After each timer the event loop runs this often, so that what waited for it goes on before the next one.
_SETTLING_ROUNDS = 10


@dataclass(slots=True, eq=False)
class Timer:
    """A call that is to come; `due` is in seconds since 1970."""

    due: float
    callback: Callable[[], None]
    _timers: "set[Timer]" = field(repr=False)
    #: The event loop's own alarm; None where only a test moves the time.
    alarm: asyncio.TimerHandle | None = None

    def cancel(self) -> None:
        """Let it never come; nothing happens where it has come already."""
        self._timers.discard(self)
        if self.alarm is not None:
            self.alarm.cancel()

    def fire(self) -> None:
        """Call now, unless it was cancelled."""
        if self in self._timers:
            self.cancel()
            self.callback()


class Clock:
    """Seconds since 1970 that pass by themselves and can be moved ahead.

    Waits are measured by the event loop, so a `source` that stands still does not hold them up.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        """Take what tells the time."""
        self._source = source
        self._ahead = 0.0
        self._timers: set[Timer] = set()

    def __call__(self) -> float:
        """Tell the time."""
        return self._source() + self._ahead

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call back after some seconds; `move` brings it about sooner."""
        timer = Timer(self() + seconds, callback, self._timers)
        self._timers.add(timer)
        self._set_alarm(timer, seconds)
        return timer

    def _set_alarm(self, timer: Timer, seconds: float) -> None:
        timer.alarm = asyncio.get_running_loop().call_later(max(seconds, 0.0), timer.fire)

    async def sleep(self, seconds: float) -> None:
        """Wait some seconds."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        timer = self.call_later(seconds, lambda: None if done.done() else done.set_result(None))
        try:
            await done
        finally:
            timer.cancel()

    async def move(self, seconds: float) -> None:
        """Go ahead, bringing about in order what falls due on the way.

        What the bot does in answer takes real time still: wait for it at the person who sees it.

        Raises:
            NotPossible: Time does not go back.
        """
        if seconds < 0:
            raise NotPossible("time does not go back")
        until = self() + seconds
        while self._timers and (timer := min(self._timers, key=lambda one: one.due)).due <= until:
            self._set(max(timer.due, self()))
            timer.fire()
            for _ in range(_SETTLING_ROUNDS):
                await asyncio.sleep(0)
        self._set(max(until, self()))
        self._rearm()

    def _set(self, now: float) -> None:
        self._ahead = now - self._source()

    def _rearm(self) -> None:
        """Let what was not due come sooner by as much as the time has moved."""
        now = self()
        for timer in self._timers:
            if timer.alarm is not None:
                timer.alarm.cancel()
                self._set_alarm(timer, timer.due - now)


class VirtualClock(Clock):
    """Seconds since 1970 that pass only when `move` is called."""

    def __init__(self, start: float = VIRTUAL_START) -> None:
        """Begin at `start`."""
        super().__init__(lambda: start)

    def _set_alarm(self, timer: Timer, seconds: float) -> None:
        """Set none: only `move` brings a timer about."""
