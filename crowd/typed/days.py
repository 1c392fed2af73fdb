"""Days as people type them, in English or Spanish: `tomorrow`, `friday`, `24.12.2026`, `Dec 24`, `24 de diciembre`."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from crowd.errors import ValueRefused
from crowd.typed.numbers import plain

_AHEAD = {
    **dict.fromkeys(("today", "hoy"), 0),
    **dict.fromkeys(("tomorrow", "manana"), 1),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "pasado manana"), 2),
}
_MONTHS = {
    name[:length]: number
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
    for length in (3, 4, len(name))
}
_WEEKDAYS = {
    name[:length]: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lunes martes miercoles jueves viernes sabado domingo",
    )
    for number, name in enumerate(names.split())
    for length in (3, 4, 5, len(name))
}
#: How much of a refused text is shown.
_SHOWN = 40
#: "next friday" is not accepted: on a Wednesday, it means in two days to some people and in nine to others.
_WEEKDAY = re.compile(r"(?:(?:on|this|coming|el|este|proximo|el proximo) )?([a-z]+)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?P<end>\2(?P<year>\d{4}|\d{2})?)?")
_DAY_MONTH = re.compile(
    r"(?:the |el )?(\d{1,2})(?:st|nd|rd|th)?\.?(?: of| de)? ([a-z]+)\.?(?:(?: de| del)? (\d{4}))?"
)
_MONTH_DAY = re.compile(r"([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")


def read_day(words: str, *, ends: time, now: datetime, found: str) -> date | None:
    """Read a day. Without a year, it is the next such day that is not over.

    Args:
        words: The words typed for the day, lowercase and without accents; empty for the next day on which `ends` is
        still ahead.
        ends: The time at which the day is over for the person.
        now: Their local time.
        found: Everything they typed, for the refusal.

    Returns:
        The day; None if the words do not name one.

    Raises:
        ValueRefused: It is unclear which number is the day and which the month.
    """
    if not words:
        return _next(now, ends, lambda number: now.date() + timedelta(days=number))
    if words in _AHEAD:
        return now.date() + timedelta(days=_AHEAD[words])
    if (weekday := _WEEKDAY.fullmatch(words)) and weekday[1] in _WEEKDAYS:
        days = (_WEEKDAYS[weekday[1]] - now.weekday() - 1) % 7 + 1
        return now.date() + timedelta(days=days)
    first, _, rest = words.partition(" ")
    year, month, day = _parts(words, now, found)
    if not month and first in _WEEKDAYS:
        # The weekday comes first: thu 24 dec.
        year, month, day = _parts(rest, now, found)
    if not month:
        return None
    if year:
        return _date(year, month, day)
    # The next 29 February is at most four years away, or eight around the end of a century.
    return _next(now, ends, lambda number: _date(now.year + number, month, day))


def read_date(text: str) -> date | None:
    """Read a date with its year in four digits, in the past or not; None if it is none.

    Raises:
        ValueRefused: It is unclear which number is the day and which the month.
    """
    letters = unicodedata.normalize("NFKD", plain(text))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = " ".join(bare.replace(",", " ").split())
    if not _YEAR.search(words):
        return None
    first, _, rest = words.partition(" ")
    if first.rstrip(".") in _WEEKDAYS:
        words = rest
    # With a year, it does not matter when this is asked.
    year, month, day = _parts(words, datetime(1, 1, 1), text.strip()[:_SHOWN])  # noqa: DTZ001 - it is no moment
    return _date(year, month, day) if year and month else None


def _parts(words: str, now: datetime, found: str) -> tuple[int, int, int]:
    """Year (0 if not given), month and day; all 0 if there is no date."""
    if whole := _YEAR_FIRST.fullmatch(words):
        return int(whole[1]), int(whole[3]), int(whole[4])
    if numbers := _NUMBERS.fullmatch(words):
        return _numbers(numbers, now, found)
    if (named := _DAY_MONTH.fullmatch(words)) and named[2] in _MONTHS:
        return int(named[3] or 0), _MONTHS[named[2]], int(named[1])
    if (named := _MONTH_DAY.fullmatch(words)) and named[1] in _MONTHS:
        return int(named[3] or 0), _MONTHS[named[1]], int(named[2])
    return 0, 0, 0


def _numbers(parts: re.Match[str], now: datetime, found: str) -> tuple[int, int, int]:
    first, second, typed_year = int(parts[1]), int(parts[3]), int(parts["year"] or 0)
    year = typed_year + 2000 if 0 < typed_year < 100 else typed_year
    if parts[2] == "." and not parts["end"]:
        # 1.5 is more likely to be a number than the first of May.
        return 0, 0, 0
    # With points, the day always comes first; with / and -, that depends on the country.
    if parts[2] == "." or first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    one, other = (
        (year or _next_year(month, now), month, day) for month, day in ((second, first), (first, second))
    )
    raise ValueRefused(
        "date-ambiguous",
        {"found": found, "one": "{}-{:02}-{:02}".format(*one), "other": "{}-{:02}-{:02}".format(*other)},
    )


def _next_year(month: int, now: datetime) -> int:
    return now.year if month > now.month else now.year + 1


def _next(now: datetime, ends: time, nth: Callable[[int], date | None]) -> date | None:
    for number in range(9):
        day = nth(number)
        if day is not None and datetime.combine(day, ends) > now:
            return day
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
