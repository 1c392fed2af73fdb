"""How a button carries data: as the fields of a frozen dataclass, packed into at most 64 bytes.

The bytes are never trusted, because the person who taps may have forged them. They only name a row, and the use case
checks whose it is and in which state.
"""

import dataclasses
import re
import typing
from enum import StrEnum
from typing import Any, ClassVar, NewType, Self

#: Telegram's limit, which python-telegram-bot does not check.
MAX_BYTES = 64
#: The largest id that a row of the database can have.
LARGEST_ID = 2**63 - 1
#: The names that a button may carry: those of time zones.
_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,48}")


#: A number below a hundred, so that the ids beside it may be as long as they get.
Small = NewType("Small", int)
#: A short word, such as what a button does to a half-made answer.
Word = NewType("Word", str)
#: A step of the dialogue, whether its own or one of a kind of question.
Step = NewType("Step", str)
_SHORT = {
    Small: re.compile(r"[0-9]{1,2}"),
    Word: re.compile(r"[a-z]{1,8}"),
    Step: re.compile(r"[A-Z_]{1,16}"),
}


class ButtonOutdated(ValueError):
    """The data does not belong to any button, or no longer does."""


class Tap:
    """A button's data. The first character says which button it is, the second the version of its shape."""

    PREFIX: ClassVar[str]

    def pack(self) -> str:
        """Return the data for the button.

        Raises:
            ValueError: It would not fit.
        """
        values = [str(getattr(self, name)) for name in _fields(type(self))]
        data = ":".join([self.PREFIX, *values])
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"{data!r} does not fit a button")
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """Return the button that carried `data`.

        Raises:
            ButtonOutdated: The data is of another button or version, or was never made by the bot.
        """
        prefix, *parts = (data or "").split(":")
        fields = _fields(cls)
        if prefix != cls.PREFIX or len(parts) != len(fields):
            raise ButtonOutdated(data)
        try:
            values = {
                name: _read(hint, part) for (name, hint), part in zip(fields.items(), parts, strict=True)
            }
        except ValueError as error:
            raise ButtonOutdated(data) from error
        return cls(**values)


def prefix_of(data: str | None) -> str:
    """Return the prefix that identifies a button's handler; there may be none with it."""
    return (data or "").partition(":")[0]


_SHAPES: dict[type[Tap], dict[str, object]] = {}


def _fields(tap: type[Tap]) -> dict[str, object]:
    """Return the names of a button's values, each with how to read it."""
    if tap not in _SHAPES:
        hints = typing.get_type_hints(tap)
        names = [field.name for field in dataclasses.fields(typing.cast("type[typing.Any]", tap))]
        _SHAPES[tap] = {name: hints[name] for name in names}
    return _SHAPES[tap]


def _read(hint: Any, part: str) -> object:
    if hint in _SHORT and not _SHORT[hint].fullmatch(part):
        raise ValueError(part)
    as_type: type = getattr(hint, "__supertype__", hint)
    if issubclass(as_type, StrEnum):
        return as_type(part)
    if as_type is str:
        if not _NAME.fullmatch(part):
            raise ValueError(part)
        return part
    # int() alone would take "１２", " 12" and "1_2", which pack differently: two forms of one button.
    if not part.isascii() or not part.isdecimal() or len(part) > 19 or int(part) > LARGEST_ID:
        raise ValueError(part)
    return int(part)
