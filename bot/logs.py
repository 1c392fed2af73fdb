"""Sets up logging: one line a record, plain or as JSON, times in UTC, and the bot's token nowhere.

The token is part of every URL of the Bot API, so it turns up wherever a library logs a URL or an exception
repeats one. It is taken out at the handlers, which every record must pass, whoever made it.
"""

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

_REDACTED = "[token]"
#: Anything shaped like a token, ours or not; `%3A` is the colon of a quoted URL. Without the look-behind a
#: long run of digits would be tried from each of them.
_TOKEN_SHAPE = re.compile(r"(?<!\d)\d+(?::|%3A)[A-Za-z0-9_-]{35,}", re.IGNORECASE)
#: A token of any length where the Bot API has it; a local server takes shorter ones.
_TOKEN_IN_PATH = re.compile(r"(?<=/bot)\d+(?::|%3A)[^/\s'\"<>]+", re.IGNORECASE)
#: They log every request or tick at INFO; aiosqlite, at DEBUG, everything that is stored: secrets, and people's words.
_CHATTY = ("httpx", "httpcore", "apscheduler", "aiosqlite")
_SCHEDULER = "apscheduler.scheduler"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: A line break in a name that somebody gave himself must not look like a record of ours.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127)} | {10: "\\n", 13: "\\r", 9: "\\t"}


#: What every record has; all else was given to the log call as `extra`.
_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

#: What `LOG_FORMAT` may say.
PLAIN, JSON = "plain", "json"


def configure_logging(
    level: str | int, token: str, *, log_format: str = PLAIN, stream: TextIO | None = None
) -> None:
    """Let all records go to one stream, in place of the handlers that the root logger had.

    Handlers that other loggers have already are kept, and redacted too. An exception that ends the program is
    logged like any other, because Python's own printout would repeat the token.

    Args:
        level: The least level that is written, as a name or a number.
        token: The bot's token. It may be empty: what is shaped like a token is taken out anyway.
        log_format: `plain`, or `json` for an object a line: time, level, logger, message, fields, and exception or
            stack where there is one.
        stream: Where to; stderr if None.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLine() if log_format == JSON else _OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    redaction = Redaction(token)
    for known in _all_handlers():
        known.addFilter(redaction)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_SCHEDULER).addFilter(_is_news)
    sys.excepthook = _log_uncaught


def _is_news(record: logging.LogRecord) -> bool:
    """False for a tick that is passed over as the one before is still at work: that is meant, often in a long fit."""
    return "maximum number of running instances reached" not in str(record.msg)


class Redaction(logging.Filter):
    """Takes the token out of all that a record may write: message, arguments, exception and stack.

    The record itself is changed, so handlers that run later see it without the token, too.
    """

    def __init__(self, token: str) -> None:
        super().__init__()
        self._secrets = tuple({token, quote(token, safe="")} - {""})

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact, and let pass."""
        record.msg, record.args = self.redact(_message_of(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        # A handler with a taste of its own would format the exception again, token and all.
        record.exc_info = None
        record.exc_text = record.exc_text and self.redact(record.exc_text)
        record.stack_info = record.stack_info and self.redact(record.stack_info)
        for name, value in fields_of(record).items():
            setattr(record, name, self._redact_value(value))
        return True

    def _redact_value(self, value: object) -> object:
        """Give what a field holds as JSON can say it, without the token."""
        match value:
            case float():
                return value if math.isfinite(value) else str(value)  # JSON has no word for the others
            case None | bool() | int():
                return value
            case dict():
                return {self.redact(str(name)): self._redact_value(each) for name, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._redact_value(each) for each in value]
            case _:
                return self.redact(_text_of(value))

    def redact(self, text: str) -> str:
        """Give the text without the token and without anything that is shaped like one."""
        for secret in self._secrets:
            text = text.replace(secret, _REDACTED)
        text = _TOKEN_SHAPE.sub(_REDACTED, text)
        return _TOKEN_IN_PATH.sub(_REDACTED, text)


def without_tokens(page: bytes) -> bytes:
    """Give what a server sent without anything in it that is shaped like a token."""
    text = page.decode(errors="surrogateescape")
    return _TOKEN_IN_PATH.sub(_REDACTED, _TOKEN_SHAPE.sub(_REDACTED, text)).encode(errors="surrogateescape")


class _OneLine(logging.Formatter):
    """A record is one line, with the lines of a traceback after it."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__(_FORMAT)
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the library's name)
        return super().formatMessage(record).translate(_CONTROLS)


class _JsonLine(logging.Formatter):
    """A record is one line with one JSON object."""

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
    """Return what was given to a log call as `extra`."""
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
