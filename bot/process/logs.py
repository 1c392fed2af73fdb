"""Sets up logging: one line per record, plain or as JSON, times in UTC, and never the bot's token.

The token is part of every URL of the Bot API, so it turns up wherever a library logs a URL or an exception repeats one.
It is removed at the handlers, which every record passes through, whoever made it.
"""

import asyncio
import json
import logging
import math
import re
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from bot.process.log_cap import LogCap

_REDACTED = "[token]"
#: Anything shaped like a token, ours or not; `%3A` is the colon in a quoted URL. Without the look-behind, a long run of
#: digits would be tried from each digit.
_TOKEN_SHAPE = re.compile(r"(?<!\d)\d+(?::|%3A)[A-Za-z0-9_-]{35,}", re.IGNORECASE)
#: A token of any length in a Bot API URL; a local server accepts shorter ones.
_TOKEN_IN_PATH = re.compile(r"(?<=/bot)\d+(?::|%3A)[^/\s'\"<>]+", re.IGNORECASE)
#: These log every request or tick at INFO; aiosqlite, at DEBUG, logs everything stored, including secrets and texts.
_CHATTY = ("httpx", "httpcore", "apscheduler", "aiosqlite")
_SCHEDULER = "apscheduler.scheduler"
_TICKS = "apscheduler.executors.default"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: A line break in a name that somebody chose must not look like the start of a new record.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127)} | {10: "\\n", 13: "\\r", 9: "\\t"}


#: The fields of every record; all others were given to the log call as `extra`.
_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

#: The values of `LOG_FORMAT`.
PLAIN, JSON = "plain", "json"


def configure_logging(
    level: str | int, token: str, *, log_format: str = PLAIN, stream: TextIO | None = None
) -> None:
    """Send all records to one stream, replacing the root logger's handlers.

    Handlers that other loggers already have are kept and redacted too. An exception that ends the program is logged
    like any other, because Python's own printout would repeat the token.

    Args:
        level: The lowest level to write, as a name or a number.
        token: The bot's token. It may be empty: anything shaped like a token is removed anyway.
        log_format: `plain`, or `json` for one object per line: time, level, logger, message, fields, and exception or
            stack if there is one.
        stream: The stream to write to; stderr if None.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLine() if log_format == JSON else _OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # First, while a record's text is still apart from its arguments.
    handler.addFilter(LogCap())
    redaction = Redaction(token)
    for known in _all_handlers():
        known.addFilter(redaction)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_SCHEDULER).addFilter(_is_news)
    logging.getLogger(_TICKS).addFilter(_has_failed)
    sys.excepthook = _log_uncaught


def _is_news(record: logging.LogRecord) -> bool:
    """Return False for a tick skipped because the one before is still running: that is normal during a long fit."""
    return "maximum number of running instances reached" not in str(record.msg)


def _has_failed(record: logging.LogRecord) -> bool:
    """Return False for a tick that was cancelled: the bot is ending, and the next start does what is left."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


class Redaction(logging.Filter):
    """Removes the token from everything that a record may write: message, arguments, exception and stack.

    It changes the record itself, so later handlers do not see the token either.
    """

    def __init__(self, token: str) -> None:
        super().__init__()
        self._secrets = tuple({token, quote(token, safe="")} - {""})

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record, and let it pass."""
        record.msg, record.args = self.redact(_message_of(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        # A handler with its own formatter would format the exception again, token included.
        record.exc_info = None
        record.exc_text = record.exc_text and self.redact(record.exc_text)
        record.stack_info = record.stack_info and self.redact(record.stack_info)
        for name, value in fields_of(record).items():
            setattr(record, name, self._redact_value(value))
        return True

    def _redact_value(self, value: object) -> object:
        """Return a field's value in a form that JSON can express, without the token."""
        match value:
            case float():
                return value if math.isfinite(value) else str(value)  # JSON cannot express the others
            case None | bool() | int():
                return value
            case dict():
                return {self.redact(str(name)): self._redact_value(each) for name, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._redact_value(each) for each in value]
            case _:
                return self.redact(_text_of(value))

    def redact(self, text: str) -> str:
        """Return the text without the token and without anything shaped like one."""
        for secret in self._secrets:
            text = text.replace(secret, _REDACTED)
        text = _TOKEN_SHAPE.sub(_REDACTED, text)
        return _TOKEN_IN_PATH.sub(_REDACTED, text)


def without_tokens(page: bytes) -> bytes:
    """Return a text from a server without anything shaped like a token."""
    text = page.decode(errors="surrogateescape")
    return _TOKEN_IN_PATH.sub(_REDACTED, _TOKEN_SHAPE.sub(_REDACTED, text)).encode(errors="surrogateescape")


class _OneLine(logging.Formatter):
    """Formats a record as one line, followed by the lines of its traceback."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__(_FORMAT)
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the library's name)
        return super().formatMessage(record).translate(_CONTROLS)


class _JsonLine(logging.Formatter):
    """Formats a record as one line with one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "fields": fields_of(record),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False, default=str)


def fields_of(record: logging.LogRecord) -> dict[str, object]:
    """Return the fields given to a log call as `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD}


def _text_of(value: object) -> str:
    try:
        return str(value)
    except Exception as error:  # noqa: BLE001  (a field that cannot be printed stops nobody)
        return f"[{type(error).__name__}]"


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001  (a wrong log call must neither raise nor print its arguments raw)
        return f"{record.msg!s} [{type(error).__name__} in the arguments of this log call]"


def _all_handlers() -> set[logging.Handler]:
    known = logging.Logger.manager.loggerDict.values()
    loggers = [logging.getLogger(), *(logger for logger in known if isinstance(logger, logging.Logger))]
    handlers = {handler for logger in loggers for handler in logger.handlers}
    return handlers | ({logging.lastResort} if logging.lastResort else set())


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("ended by an error", exc_info=(kind, error, traceback))
