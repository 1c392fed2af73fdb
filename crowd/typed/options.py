"""Options as people type them: one per line, or on one line with separators, or a range of numbers."""

import re

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
