"""Options as people type them: one per line, or on one line with separators, or a range of numbers."""

import re

from crowd.errors import ValueRefused
from crowd.typed.names import look_of, tidy_name

#: Fifty options are seven pages of buttons; with more, it is not a question but a search.
MAX_OPTIONS = 50
#: On a phone, Telegram cuts off a button's text at about this width.
MAX_OPTION = 64
#: Separators between options on one line; the first kind that occurs is used. Chinese and Japanese keyboards type the
#: full-width ones, and the bot itself shows the dot between options.
_SEPARATORS = (re.compile("[;；]"), re.compile("[,，、،]"), re.compile("[|·]"), re.compile(r"\s/\s"))
#: A range such as 1-5. Only small numbers: 2024-2026 is more likely to be a single option.
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|\.\.+|…|to|a)\s*(\d{1,3})")
#: A longer range of numbers is not a scale.
_MOST_STEPS = 50


def split_options(text: str) -> tuple[str, ...]:
    """Split what a requester typed into options, each with its white space tidied; there may be one or none."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = _scale(lines[0].strip()) or _separated(lines[0])
    return tuple(" ".join(line.split()) for line in lines if line.strip())


def check_options(text: str, *, most: int = MAX_OPTIONS) -> tuple[str, ...]:
    """Split what a requester typed into options; see `split_options`.

    Raises:
        ValueRefused: There are fewer than two or more than `most`, one is too long or invisible, or two look
            the same.
    """
    written = split_options(text)
    options = tuple(map(tidy_name, written))
    if not all(options):
        raise ValueRefused("option-unseen", {"number": options.index("") + 1})
    if len(options) < 2:
        raise ValueRefused("options-too-few", {"found": len(options)})
    if len(options) > most:
        raise ValueRefused("options-too-many", {"found": len(options), "most": most})
    by_look: dict[str, str] = {}
    for option in options:
        if len(option) > MAX_OPTION:
            raise ValueRefused("option-too-long", {"option": option[:MAX_OPTION], "most": MAX_OPTION})
        other = by_look.get(look_of(option))
        if other is not None and other.casefold() == option.casefold():
            raise ValueRefused("option-twice", {"option": option})
        if other is not None:
            raise ValueRefused("options-alike", {"first": other, "second": option})
        by_look[look_of(option)] = option
    return options


def _separated(line: str) -> list[str]:
    for separator in _SEPARATORS:
        if separator.search(line):
            return separator.split(line)
    return [line]


def _scale(line: str) -> list[str]:
    found = _RANGE.fullmatch(line)
    if found is None:
        return []
    first, last = int(found[1]), int(found[2])
    return [str(number) for number in range(first, last + 1)] if 0 < last - first < _MOST_STEPS else []
