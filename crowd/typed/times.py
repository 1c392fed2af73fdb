"""Times as people type them, in English or Spanish: `tomorrow 18:00`, `24.12.2026`, `in 3 days`, `6 pm`.

This is a small parser of our own, because general libraries guess if a date can be read in two ways, and people notice
a wrongly guessed deadline only once it has passed. Here such a date is refused, with both ways to write it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from crowd.errors import ValueRefused
from crowd.ids import DAY, HOUR, MINUTE, SECOND
from crowd.typed.days import read_day
from crowd.typed.numbers import plain

#: A day without a time means the end of that day.
_END_OF_DAY = time(23, 59)
_NOON = time(12)

_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuto", "minutos"), MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hora", "horas"), HOUR),
    **dict.fromkeys(("d", "day", "days", "dia", "dias"), DAY),
    **dict.fromkeys(("w", "wk", "week", "weeks", "semana", "semanas"), 7 * DAY),
}
_ONE = {"a", "an", "one", "un", "una"}
_SPAN = re.compile(
    r"(?P<sign>\+|in |en |dentro de )?\s*(?P<count>\d{1,6}|an?|one|una?)\s*(?P<unit>[a-z]+)(?: from now| desde ahora)?"
)
_OFFSET = re.compile(
    r"(?<=\d) ?(?:(?P<utc>z|utc|gmt)|(?<=:\d\d)(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))$"
)
_CLOCK = (
    r"(?P<at>at |a las? |@ ?)?"
    r"(?:(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d{2})(?::\d{2})?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\.?| ?(?P<hours>h|hrs|horas|uhr))?|(?P<noon>noon|mediodia))"
)
_CLOCK_LAST = re.compile(rf"(?:(?P<day>.+?)[ t]+)??{_CLOCK}")
_CLOCK_FIRST = re.compile(rf"{_CLOCK} (?:(?:on|el) )?(?P<day>.+)")


def read_time(text: str, *, zone: str | None, at: int) -> int:
    """Read a point in time.

    A date without a year means the next such date, a weekday the next such day after today, a time without a day the
    next time the clock shows it, and a day without a time the end of that day.

    Args:
        text: The text typed.
        zone: IANA name of the person's time zone; None for UTC.
        at: The current time.

    Returns:
        Microseconds since 1970 UTC, rounded down to a minute. May be in the past if a complete date was typed.

    Raises:
        ValueRefused: It cannot be read, or it can be read in two ways.
    """
    found, typed = text.strip()[:40], _folded(text)
    span = _SPAN.fullmatch(typed)
    if span and span["unit"] in _UNITS and (span["sign"] or len(span["unit"]) > 1 or span["unit"] in "dw"):
        count = 1 if span["count"] in _ONE else int(span["count"])
        moment = at + count * _UNITS[span["unit"]]
        # A full minute, because it is shown without seconds.
        return moment - moment % MINUTE
    where: tzinfo = UTC if zone is None else ZoneInfo(zone)
    if offset := _OFFSET.search(typed):
        where, typed = _offset(offset), typed[: offset.start()]
    now = datetime.fromtimestamp(at // SECOND, where).replace(tzinfo=None)
    for words, clock in _readings(typed):
        ends = clock or _END_OF_DAY
        day = read_day(words, ends=ends, now=now, found=found)
        if day is not None:
            return int(datetime.combine(day, ends, where).timestamp()) * SECOND
    raise ValueRefused("limit-unclear", {"found": found})


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", plain(text))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.replace(",", " ").split())


def _offset(found: re.Match[str]) -> tzinfo:
    if found["utc"]:
        return UTC
    minutes = 60 * int(found["hours"]) + int(found["minutes"])
    return timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes))


def _readings(typed: str) -> Iterator[tuple[str, time | None]]:
    """The ways to split the text into words for the day and words for the time."""
    if typed:
        yield typed, None
    for shape in (_CLOCK_LAST, _CLOCK_FIRST):
        found = shape.fullmatch(typed)
        clock = _clock(found) if found else None
        if found and clock:
            yield found["day"] or "", clock


def _clock(found: re.Match[str]) -> time | None:
    """The time of day; None for a number that may not be a time, such as 6 or 18.30 alone."""
    if found["noon"]:
        return _NOON
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    # 18h alone may be a time or a duration.
    is_told = (
        found["mark"] in {":", "h"} or found["half"] or (found["hours"] and (found["day"] or found["at"]))
    )
    if not is_told and not (found["day"] if found["mark"] else found["at"] and hour > 12):
        return None
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
