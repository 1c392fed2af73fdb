"""The one place that reads the clock; everything else is told the time."""

import time

from crowd.ids import SECOND

#: A clock that is set right by the network moves by less.
_NOTABLE = 2 * SECOND


def system_clock() -> int:
    """Return now, in microseconds since 1970 UTC."""
    return time.time_ns() // 1000


class ClockWatch:
    """Notices that the system's clock was turned back, by a clock that never is."""

    def __init__(self) -> None:
        self._ahead: float | None = None

    def turned_back(self, now: int, monotonic_s: float) -> bool:
        """Tell whether the clock has been turned back since the last look; by little it always may be.

        Args:
            now: What the system's clock says, in microseconds.
            monotonic_s: What the clock that never runs back says, in seconds from any start.
        """
        ahead, before = now - monotonic_s * SECOND, self._ahead
        self._ahead = ahead
        return before is not None and ahead < before - _NOTABLE
