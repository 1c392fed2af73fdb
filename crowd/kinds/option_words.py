"""Which option people mean when they type it instead of tapping its button."""

import re
import unicodedata
from collections.abc import Sequence

#: A number as people type it: 2, 2., 2), (2), #2, /2.
_NUMBER = re.compile(r"[(#/]?\s*(\d{1,3})\s*[.):]?")
#: A number at the start of an option, for people who type only the number.
_LEADING = re.compile(r"\d+")
#: What remains when a keycap emoji is reduced to its digit.
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")
#: Phones add these automatically.
_ENDINGS = ".!,;"


def read_option(text: str, options: Sequence[str]) -> int | None:
    """Return the label of the option that was typed, by its text or number; None if it matches no option.

    Case and spaces do not matter. The text of an option takes precedence over its place in the list: if the options
    are 5, 4, 3, 2, 1, typing 2 means "2". If any option starts with a number, a number never means a place. Text that
    matches two options matches neither.
    """
    for reading in (_exact, _plain, _unended):
        found = [label for label, option in enumerate(options) if reading(option) == reading(text)]
        if found and reading(text):
            return found[0] if len(found) == 1 else None
    number = _NUMBER.fullmatch(_plain(text))
    return None if number is None else _by_number(int(number[1]), options)


def has_places(options: Sequence[str]) -> bool:
    """Tell whether a number can mean an option by its place in the list."""
    return not any(_LEADING.match(_plain(option)) for option in options)


def _by_number(number: int, options: Sequence[str]) -> int | None:
    if has_places(options):
        return number - 1 if 1 <= number <= len(options) else None
    leading = [_LEADING.match(_plain(option)) for option in options]
    found = [label for label, digits in enumerate(leading) if digits and int(digits[0]) == number]
    return found[0] if len(found) == 1 else None


def _exact(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_KEYCAP).casefold().split())


def _unended(text: str) -> str:
    return _plain(text).rstrip(_ENDINGS)
