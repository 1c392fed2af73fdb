"""The only place that reads the clock; everything else gets the time as an argument."""

import time

from crowd.ids import SECOND

#: A clock that the network keeps in time moves by less.
_NOTABLE = 2 * SECOND


def system_clock() -> int:
    """Return now, in microseconds since 1970 UTC."""
    return time.time_ns() // 1000


class ClockWatch:
    """Notices that the system's clock was turned back, by comparing it with a clock that never is."""

    def __init__(self) -> None:
        self._ahead: float | None = None

    def turned_back(self, now: int, monotonic_s: float) -> bool:
        """Return whether the clock has been turned back since the last call; small corrections do not count.

        Args:
            now: The system's clock, in microseconds.
            monotonic_s: A clock that never runs back, in seconds from any start.
        """
        ahead, before = now - monotonic_s * SECOND, self._ahead
        self._ahead = ahead
        return before is not None and ahead < before - _NOTABLE
