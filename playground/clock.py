"""The clock of a playground: real time that can be moved ahead, or time that only a test moves."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.errors import NotPossible

#: Default start of a virtual clock: a round number in the year 2027.
VIRTUAL_START = 1_800_000_000.0
#: How often the event loop runs after each timer, so that whatever waited for it continues before the next one.
_SETTLING_ROUNDS = 10


@dataclass(slots=True, eq=False)
class Timer:
    """A scheduled call; `due` is in seconds since 1970."""

    due: float
    callback: Callable[[], None]
    _timers: "set[Timer]" = field(repr=False)
    #: The event loop's own timer; None if only a test moves the time.
    alarm: asyncio.TimerHandle | None = None

    def cancel(self) -> None:
        """Cancel the call; does nothing if it has already happened."""
        self._timers.discard(self)
        if self.alarm is not None:
            self.alarm.cancel()

    def fire(self) -> None:
        """Make the call now, unless it was cancelled."""
        if self in self._timers:
            self.cancel()
            self.callback()


class Clock:
    """A clock of seconds since 1970 that runs by itself and can be moved ahead.

    The event loop measures waits, so a `source` that stands still does not hold them up.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        """Take the function that returns the time."""
        self._source = source
        self._ahead = 0.0
        self._timers: set[Timer] = set()

    def __call__(self) -> float:
        """Return the time."""
        return self._source() + self._ahead

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call back after some seconds; `move` makes it happen sooner."""
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
        """Move ahead, making everything that falls due on the way happen in order.

        The bot's reactions still take real time: wait for them with the person who sees them.

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
        """Bring forward the timers that are not due yet by as much as the time has moved."""
        now = self()
        for timer in self._timers:
            if timer.alarm is not None:
                timer.alarm.cancel()
                self._set_alarm(timer, timer.due - now)


class VirtualClock(Clock):
    """A clock of seconds since 1970 that only moves when `move` is called."""

    def __init__(self, start: float = VIRTUAL_START) -> None:
        """Start at `start`."""
        super().__init__(lambda: start)

    def _set_alarm(self, timer: Timer, seconds: float) -> None:
        """Set no alarm: only `move` fires timers."""
