"""Reads what people type about how much, how often or when they want to be asked."""

import re
import unicodedata

#: The largest number of questions a day that people may type.
MOST_TASKS = 1000
#: The most messages a day: one an hour.
MOST_PUSHES = 24

_DAY_MIN = 24 * 60
_NONE = frozenset({"none", "no", "never", "off", "-", "ninguna", "ninguno", "nunca"})
_ANY = frozenset({"any", "unlimited", "all", "todas", "∞"})
_YES = frozenset({"yes", "y", "on", "sí", "si", "s"})
_TIME = r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(?:h(?:rs?|ours|oras)?|uhr|o'clock)?\s*([ap])?\.?(?:m\b\.?)?"
_SPAN = re.compile(
    rf"(?:from|de|desde|between|entre)?\s*(?:las\s+)?{_TIME}\s*(?:-|to|until|till|a|hasta|and|y)\s*(?:las\s+)?{_TIME}"
)
_ONE_TIME = re.compile(rf"(?:at|a)?\s*(?:las\s+)?{_TIME}")
_COUNT = re.compile(r"(?:at most|up to|max\.?|hasta|máximo)?\s*(\d{1,6})(?:\s\D{0,40})?")
#: Dashes and similar characters that mean "to".
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~→"), "-")


class Unreadable(ValueError):
    """The text typed cannot be read as expected."""


def read_hours(text: str) -> tuple[int, int] | None:
    """Read quiet hours as minutes after midnight: 23-7, 22:30 - 8:00, 9pm-7am, from 23 to 7; None for no quiet hours.

    Raises:
        Unreadable: The text is neither.
    """
    plain = _plain(text)
    if plain in _NONE:
        return None
    found = _SPAN.fullmatch(plain)
    if found is None:
        raise Unreadable(text)
    begin, end = _minute(*found.group(1, 2, 3)), _minute(*found.group(4, 5, 6))
    if begin == end:
        raise Unreadable(text)
    return begin, end


def is_span(text: str) -> bool:
    """Tell whether the text is a span of hours, which can mean nothing else."""
    return _SPAN.fullmatch(_plain(text)) is not None


def read_time(text: str) -> int | None:
    """Read a time of day as minutes after midnight: 18:00, 18, 6 pm; None for never.

    Raises:
        Unreadable: The text is neither.
    """
    plain = _plain(text)
    if plain in _NONE:
        return None
    found = _ONE_TIME.fullmatch(plain)
    if found is None:
        raise Unreadable(text)
    return _minute(*found.group(1, 2, 3))


def read_count(text: str, *, most: int, never: bool = False) -> int | None:
    """Read a number per day: 10, 10 a day, at most 10; None for no limit.

    Args:
        text: The text typed.
        most: The largest number that makes sense.
        never: Whether the answer may be none at all.

    Raises:
        Unreadable: The text is neither, or the number is too large.
    """
    plain = _plain(text)
    if plain in _ANY:
        return None
    if never and plain in _NONE:
        return 0
    found = _COUNT.fullmatch(plain)
    if found is None or not (0 if never else 1) <= int(found[1]) <= most:
        raise Unreadable(text)
    return int(found[1])


def read_yes_or_no(text: str) -> bool:
    """Read yes or no.

    Raises:
        Unreadable: The text is neither.
    """
    plain = _plain(text)
    if plain not in _YES | _NONE:
        raise Unreadable(text)
    return plain in _YES


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise Unreadable(hour)
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise Unreadable(hour)
    return (hours * 60 + minutes) % _DAY_MIN


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).casefold().split())
