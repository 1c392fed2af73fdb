"""Keeps a log small when the same thing goes wrong again and again, thousands of times a second at worst."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

#: So many warnings or errors of one kind are written in a minute; the rest are counted.
MOST_A_MINUTE = 30
_MINUTE_S = 60.0
#: More kinds than the code has: libraries put names and numbers into their texts.
_MOST_KINDS = 1000
#: What tells records of one kind apart from each other.
_DIGITS = re.compile(r"(0x[0-9a-f]+|\d+)")
_KIND_LENGTH = 80


@dataclass(slots=True)
class _Window:
    since: float
    written: int = 0
    left_out: int = 0


class LogCap(logging.Filter):
    """Lets through the first warnings and errors of a kind in each minute, and says how many it left out."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._windows: dict[tuple[str, int, str], _Window] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to write a record; add to it what was left out before, or will be after it."""
        if record.levelno < logging.WARNING:
            return True
        now, kind = self._monotonic(), (record.name, record.levelno, _kind_of(record))
        window = self._windows.get(kind)
        if window is None or now - window.since >= _MINUTE_S:
            if len(self._windows) >= _MOST_KINDS:
                self._windows.clear()
            left_out = window.left_out if window is not None else 0
            self._windows[kind] = window = _Window(since=now)
            if left_out:
                _add(record, f"[{left_out} like this were left out]")
        if window.written >= MOST_A_MINUTE:
            window.left_out += 1
            return False
        window.written += 1
        if window.written == MOST_A_MINUTE:
            _add(record, "[more like this are left out for a minute]")
        return True


def _kind_of(record: logging.LogRecord) -> str:
    """Return what records of one kind have in common: the text before its arguments, without numbers."""
    return _DIGITS.sub("#", str(record.msg)[:_KIND_LENGTH])


def _add(record: logging.LogRecord, words: str) -> None:
    record.msg = f"{record.msg} {words}"
