"""The bot's logging setup: no log line contains the token, however it got in."""

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest

from bot.process.logs import Redaction, configure_logging

TOKEN = "123456789:AAF-this_is_no_real_token_0123456789"
OTHER_TOKEN = "987654321:BBE_another-token_that_is_not_ours_1"
SECRETS = re.compile(r"123456789|AAF-this|987654321|BBE_another")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log holds."""
    with logged("plain") as stream:
        yield stream


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log holds as JSON lines."""
    with logged("json") as stream:
        yield stream


@contextmanager
def logged(log_format: str) -> Iterator[io.StringIO]:
    """Log to a stream; the logging of the test run is put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    # basicConfig(force=True) closes what it removes, and pytest's own handlers shall live on.
    root.handlers.clear()
    stream = io.StringIO()
    configure_logging("INFO", TOKEN, log_format=log_format, stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook


def url(token: str = TOKEN) -> str:
    return f"https://api.telegram.org/bot{token}/sendMessage"


log = logging.getLogger("some.library")


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"POST {url()}", ()),
        ("POST %s", (url(),)),
        ("POST %(url)s", ({"url": url()},)),
        ("POST %r", ([{"deep": url()}],)),
        ("POST %s", (url(quote(TOKEN, safe="")),)),
        ("GET %s", (f"/file/bot{TOKEN}/documents/file_1.csv",)),
        ("of another bot: %s", (url(OTHER_TOKEN),)),
        ("bare %s", (OTHER_TOKEN,)),
        ("twice %s %s", (TOKEN, TOKEN)),
        ("%s", (ValueError(url()),)),
    ],
)
def test_no_message_and_no_argument_brings_the_token_in(
    written: io.StringIO, message: str, args: tuple[object, ...]
) -> None:
    log.warning(message, *args)
    assert not SECRETS.search(written.getvalue())
    assert "[token]" in written.getvalue()


def test_a_short_token_is_taken_out_of_the_path_of_a_method(written: io.StringIO) -> None:
    log.warning("GET http://localhost:8081/bot42:abc/getMe")
    assert "GET http://localhost:8081/bot[token]/getMe" in written.getvalue()


def test_no_exception_and_none_of_its_causes_bring_the_token_in(written: io.StringIO) -> None:
    error = RuntimeError(f"failed: {url(OTHER_TOKEN)}")
    error.__cause__ = OSError(url())
    log.error("could not send", exc_info=error)
    assert not SECRETS.search(written.getvalue())
    assert "OSError: https://api.telegram.org/bot[token]/sendMessage" in written.getvalue()
    assert "RuntimeError: failed: " in written.getvalue()


def test_no_stack_brings_the_token_in(written: io.StringIO) -> None:
    log.warning("here", stack_info=True)  # 123456789:AAF-this_is_no_real_token_0123456789
    assert "test_no_stack_brings" in written.getvalue()
    assert not SECRETS.search(written.getvalue())


def test_a_wrong_log_call_is_written_and_says_nothing_of_its_arguments(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "two %s %s"
    log.warning(wrong, TOKEN)
    assert "two %s %s [TypeError" in written.getvalue()
    assert not SECRETS.search(written.getvalue() + capsys.readouterr().err)


def test_an_argument_that_cannot_be_printed_stops_nobody(written: io.StringIO) -> None:
    class Broken:
        def __str__(self) -> str:
            raise LookupError(TOKEN)

    log.warning("see %s", Broken())
    assert "see %s [LookupError" in written.getvalue()


def test_a_handler_of_another_logger_is_redacted_too() -> None:
    stream, other = io.StringIO(), logging.getLogger("a.library.with.its.own.handler")
    handler = logging.StreamHandler(stream)
    other.addHandler(handler)
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        configure_logging("INFO", TOKEN, stream=io.StringIO())
        other.warning("to %s", url())
    finally:
        other.removeHandler(handler)
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook = hook
    assert stream.getvalue() == "to https://api.telegram.org/bot[token]/sendMessage\n"


def test_an_exception_that_ends_the_program_is_logged_without_the_token(written: io.StringIO) -> None:
    error = RuntimeError(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(RuntimeError, error, None)
    assert "CRITICAL bot: " in written.getvalue()
    assert "RuntimeError: The token `[token]` was rejected" in written.getvalue()


def test_a_record_is_one_line_with_its_time_in_utc(written: io.StringIO) -> None:
    record = log.makeRecord("some.library", logging.INFO, __file__, 1, "Ada\n%s\x1b[31m", ("Bob\r\n",), None)
    record.created, record.msecs = 1_700_000_000.25, 250.0
    logging.getLogger().handle(record)
    assert written.getvalue() == "2023-11-14T22:13:20.250Z INFO some.library: Ada\\nBob\\r\\n\\x1b[31m\n"


@pytest.mark.parametrize("name", ["httpx", "httpcore", "apscheduler.scheduler"])
def test_libraries_that_log_every_request_are_quiet(written: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("HTTP Request: POST %s", url())
    assert written.getvalue() == ""
    logging.getLogger(name).warning("trouble")
    assert "trouble" in written.getvalue()


def test_a_tick_that_waits_for_the_one_before_is_no_news(written: io.StringIO) -> None:
    scheduler = logging.getLogger("apscheduler.scheduler")
    scheduler.warning(
        'Execution of job "%s" skipped: maximum number of running instances reached (%d)', "refit", 1
    )
    scheduler.warning("Run time of job was missed")
    assert "refit" not in written.getvalue()
    assert "was missed" in written.getvalue()


def test_a_tick_that_the_end_of_the_bot_cancels_is_no_failure(written: io.StringIO) -> None:
    ticks = logging.getLogger("apscheduler.executors.default")
    for error in (asyncio.CancelledError(), ValueError("broken")):
        ticks.error('Job "%s" raised an exception', type(error).__name__, exc_info=error)
    assert "CancelledError" not in written.getvalue()
    assert "ValueError: broken" in written.getvalue()


def test_what_only_looks_a_little_like_a_token_is_kept(written: io.StringIO) -> None:
    line = "at 12:30:45 /bots/list 5:abc https://example.org:8443/bottom 1234567:short"
    log.warning(line)
    assert line in written.getvalue()


def test_a_long_run_of_digits_costs_no_time(written: io.StringIO) -> None:
    log.warning("1" * 200_000)
    assert "1" * 200_000 in written.getvalue()


def test_without_a_token_of_ours_the_shape_is_enough() -> None:
    assert Redaction("").redact(f"x {OTHER_TOKEN} y") == "x [token] y"


def test_our_own_token_may_have_any_shape_and_be_quoted() -> None:
    assert Redaction("42:a b").redact("x 42:a b y 42%3Aa%20b z") == "x [token] y [token] z"


def test_a_handler_that_formats_exceptions_itself_gets_none_to_format() -> None:
    error = ValueError(url())
    record = log.makeRecord("x", logging.ERROR, __file__, 1, "m", (), (ValueError, error, None))
    assert Redaction(TOKEN).filter(record)
    assert record.exc_info is None
    assert record.exc_text == "ValueError: https://api.telegram.org/bot[token]/sendMessage"


def test_as_json_a_record_is_one_line_with_its_parts(lines: io.StringIO) -> None:
    record = log.makeRecord(
        "some.library",
        logging.WARNING,
        __file__,
        1,
        "Ada\n%s",
        ("Bób",),
        None,
        extra={"row": 7, "kind": "CARD"},
    )
    record.created = 1_700_000_000.25
    logging.getLogger().handle(record)
    assert lines.getvalue().count("\n") == 1
    assert json.loads(lines.getvalue()) == {
        "time": "2023-11-14T22:13:20.250Z",
        "level": "WARNING",
        "logger": "some.library",
        "message": "Ada\nBób",
        "fields": {"row": 7, "kind": "CARD"},
    }


def test_as_json_an_exception_and_a_stack_are_told(lines: io.StringIO) -> None:
    log.error("could not", exc_info=ValueError("odd"), stack_info=True)
    line = json.loads(lines.getvalue())
    assert line["exception"] == "ValueError: odd"
    assert "test_as_json_an_exception" in line["stack"]


class Odd:
    def __str__(self) -> str:
        return url()


class Broken:
    def __str__(self) -> str:
        raise LookupError(TOKEN)


@pytest.mark.parametrize(
    "field",
    [
        url(),
        OTHER_TOKEN,
        {"deep": [url(), (OTHER_TOKEN,)]},
        {url(): 1},
        Odd(),
        Broken(),
        ValueError(url()),
        url().encode(),
    ],
)
@pytest.mark.parametrize("log_format", ["plain", "json"])
def test_no_field_brings_the_token_in(log_format: str, field: object) -> None:
    with logged(log_format) as stream:
        log.warning("sent to %s", url(), extra={"address": field})
        log.error("failed", exc_info=RuntimeError(url()), extra={"address": field})
    assert not SECRETS.search(stream.getvalue())
    assert "[token]" in stream.getvalue()


def test_numbers_stay_numbers_and_lists_lists(lines: io.StringIO) -> None:
    fields = {"n": 3, "share": 0.5, "sure": True, "none": None, "all": [1, "a"]}
    log.warning("x", extra=fields | {"far": float("inf")})
    assert json.loads(lines.getvalue())["fields"] == fields | {"far": "inf"}


def test_a_field_is_redacted_for_handlers_with_a_taste_of_their_own() -> None:
    record = log.makeRecord("x", logging.ERROR, __file__, 1, "m", (), None, extra={"address": url()})
    Redaction(TOKEN).filter(record)
    assert vars(record)["address"] == "https://api.telegram.org/bot[token]/sendMessage"
