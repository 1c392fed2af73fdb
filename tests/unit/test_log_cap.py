"""The cap on the log: what goes wrong thousands of times is written a few times and counted."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.process.log_cap import MOST_A_MINUTE, LogCap
from bot.process.logs import configure_logging

log = logging.getLogger("some.loop")


class Written:
    def __init__(self) -> None:
        self.now, self.stream = 0.0, io.StringIO()
        self.cap = LogCap(lambda: self.now)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


@pytest.fixture
def written() -> Iterator[Written]:
    """What the log holds, as `configure_logging` sets it up, with a clock of its own."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    found = Written()
    configure_logging("INFO", "1:x", stream=found.stream)
    (handler,) = root.handlers
    for known in handler.filters[:]:
        if isinstance(known, LogCap):
            known._monotonic = lambda: found.now
    yield found
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook


def test_the_same_warning_thousands_of_times_is_written_a_few_times_and_counted(written: Written) -> None:
    for number in range(5000):
        log.warning("Socket %d cannot be accepted", number)
    assert len(written.lines) == MOST_A_MINUTE
    assert written.lines[-1].endswith("29 cannot be accepted [more like this are left out for a minute]")
    written.now = 61.0
    log.warning("Socket %d cannot be accepted", 5000)
    assert written.lines[-1].endswith("5000 cannot be accepted [4970 like this were left out]")


def test_texts_that_a_library_put_together_count_as_one_kind_without_their_numbers(written: Written) -> None:
    for number in range(1000):
        log.error(f"socket.accept() out of system resource\nsocket: <TransportSocket fd={number}>")  # noqa: G004
    assert len(written.lines) == MOST_A_MINUTE


def test_what_is_different_and_what_is_news_is_always_written(written: Written) -> None:
    for _ in range(100):
        log.info("A person came")
        log.warning("One kind")
    log.warning("Another kind")
    log.error("One kind")
    assert sum("A person came" in line for line in written.lines) == 100
    assert sum("One kind" in line for line in written.lines) == MOST_A_MINUTE + 1
    assert "Another kind" in written.lines[-2]


def test_a_flood_of_different_texts_takes_no_memory(written: Written) -> None:
    for number in range(5000):
        written.cap.filter(
            logging.LogRecord(
                "x",
                logging.ERROR,
                "",
                0,
                f"kind {'abcdefghij'[number % 10]} {chr(97 + number // 200)}{chr(300 + number)}",
                None,
                None,
            )
        )
    assert len(written.cap._windows) <= 1000
