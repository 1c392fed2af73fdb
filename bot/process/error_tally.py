"""Counts logged errors, so that admins can see in the chat that there is something to read in the log."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: A larger number would say no more than "many".
_MOST_KEPT = 10_000


class ErrorTally(logging.Handler):
    """Remembers when errors were logged, in microseconds since 1970 UTC."""

    def __init__(self, clock: Callable[[], int]) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._times: deque[int] = deque(maxlen=_MOST_KEPT)

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - only that there is one is of interest
        """Count a record."""
        self._times.append(self._clock())

    def since(self, at: int) -> int:
        """Return how many errors were logged since a time; never more than 10,000."""
        return sum(time >= at for time in self._times)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the errors logged in the meantime, whoever logs them."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
