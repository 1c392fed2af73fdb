"""Cuts a task's content to Telegram's limits: between words if possible, and never inside a character."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

#: A cut looks back this far for a space to cut at.
LOOK_BACK = 40
#: If a page has less room than this for a column's text, the text starts on the next page.
LEAST_SHOWN = 40
#: The most characters of a column's name; with twenty columns, more would leave no room for their texts.
MOST_NAME = 60
#: The most columns on a card; the rest are one tap away.
MOST_FIELDS = 20
#: The longest characters in use are put together from fewer code points than this. A text can also be one
#: letter with marks without end; that is cut where it must be.
MOST_PARTS = 32

#: Marks that attach to the letter before them, and invisible characters.
_NO_BREADTH = frozenset({"Mn", "Me", "Cf"})
_JOINER = "\u200d"
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_TAGS = "".join(map(chr, range(0xE0020, 0xE0080)))
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))

Field = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The columns with something to show, each cut to fit."""

    fields: list[Field]
    is_cut: bool


def width(text: str) -> int:
    """Return a text's length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def breadth(text: str) -> int:
    """Return how wide a text is on a screen, in letters of normal width; those of some scripts count as two."""
    if text.isascii():
        return len(text)
    return sum(_breadth_of(character) for character in text)


def _breadth_of(character: str) -> int:
    if unicodedata.category(character) in _NO_BREADTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fits(text: str, room: int) -> bool:
    """Return whether a text, which may be very long, is no wider than `room`."""
    return len(text) <= room and width(text) <= room


def cut_fields(content: Mapping[str, str], *, room: int) -> Cut:
    """Cut the columns that are not empty so that together, names included, they fit `room`.

    Short columns stay whole; the room they leave is shared equally among the long ones.
    """
    given = [(name, text.strip()) for name, text in content.items() if text.strip()]
    shown = [(cut(name, MOST_NAME), text) for name, text in given[:MOST_FIELDS]]
    room = max(room - sum(width(name) + 4 for name, _ in shown), 0)
    # No column can get more than all of the room, so no more than that is looked at.
    shares = _share(room, [width(text[: room + 1]) for _, text in shown])
    fields = [(name, cut(text, share)) for (name, text), share in zip(shown, shares, strict=True)]
    return Cut(fields=fields, is_cut=fields != given)


def pages_of(content: Mapping[str, str], *, room: int) -> list[list[Field]]:
    """Return all of the content as pages of (column, part of its text), each fitting `room`."""
    pages: list[list[Field]] = [[]]
    left = room
    for name, text in content.items():
        rest = text.strip()
        while rest:
            if left < width(name) + LEAST_SHOWN:
                pages.append([])
                left = room
            part = _head(rest, left - width(name) - 4)
            pages[-1].append((name, part))
            left -= width(name) + 4 + width(part)
            rest = rest[len(part) :].lstrip()
    return pages


def cut(text: str, room: int) -> str:
    """Return `text` if it fits `room`, else its beginning with an ellipsis; the ellipsis alone if need be."""
    if fits(text, room):
        return text
    head = _head(text, room - 1)
    return (head.rstrip() if width(head) < room else "") + "…"


def _share(room: int, wants: list[int]) -> list[int]:
    """Share out `room`: nobody gets more than they want, and those who want more get equal parts."""
    shares = [0] * len(wants)
    waiting = sorted(range(len(wants)), key=wants.__getitem__)
    for place, index in enumerate(waiting):
        fair = room // (len(waiting) - place)
        shares[index] = min(wants[index], fair)
        room -= shares[index]
    return shares


def _head(text: str, room: int) -> str:
    """Return the longest beginning that fits, cut at a space if there is one nearby."""
    if fits(text, room):
        return text
    # Never less than one character, so that cutting page by page comes to an end.
    end = max(min(room, len(text)), 1)
    while end > 1 and width(text[:end]) > room:
        end = max(end - max(1, (width(text[:end]) - room) // 2), 1)
    end = next((place for place in range(end, max(end - MOST_PARTS, 0), -1) if not _tears(text, place)), end)
    if end == len(text) or text[end].isspace():
        return text[:end]
    space = max(text.rfind(" ", max(end - LOOK_BACK, 1), end), text.rfind("\n", max(end - LOOK_BACK, 1), end))
    if space > 0 and not _tears(text, space + 1):
        return text[: space + 1]
    return text[:end]


def _tears(text: str, place: int) -> bool:
    """Return whether a cut before `place` would split what people read as one character."""
    if place >= len(text):
        return False
    after = text[place]
    if text[place - 1] == _JOINER or after == _JOINER or unicodedata.category(after).startswith("M"):
        return True
    if after in _SKIN_TONES or after in _TAGS:
        return True
    # Flags are pairs of special letters, so only every second position between such letters is a boundary.
    return after in _FLAG_LETTERS and _flag_letters_before(text, place) % 2 == 1


def _flag_letters_before(text: str, place: int) -> int:
    return place - len(text[:place].rstrip(_FLAG_LETTERS))
