"""A message: its text and the buttons under it. This is the only place where text from people becomes HTML."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from handlers.cut import breadth
from handlers.packing import Tap
from handlers.texts import Args, Texts

#: Telegram's limit for a message's text, in UTF-16 units after markup is parsed.
MAX_TEXT = 4096
#: Telegram shows a button in one line; a longer text is cut off on every screen.
BUTTON_WIDTH = 60
#: Buttons are placed side by side if their texts together are no wider than this on a phone.
ROW_WIDTH = 28

_TAG = re.compile("<[^>]*>")


class Button(NamedTuple):
    """A button under a message: it sends data to the bot, copies a text, or opens a link.

    It is not the library's own class: a card has up to a dozen, and handling those took as long as sending the card.
    """

    text: str
    callback_data: str | None = None
    copies: str | None = None
    url: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the button as the Bot API expects it."""
        if self.copies is not None:
            return {"text": self.text, "copy_text": {"text": self.copies}}
        if self.url is not None:
            return {"text": self.text, "url": self.url}
        return {"text": self.text, "callback_data": self.callback_data}


Buttons = list[list[Button]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text in Telegram's HTML and the buttons under it."""

    html: str
    buttons: Buttons

    @property
    def plain(self) -> str:
        """The text without markup, in case Telegram refuses the markup."""
        return unescape(_TAG.sub("", self.html))


def button(text: str, tap: Tap) -> Button:
    """Return a button that carries `tap`."""
    return Button(text, callback_data=tap.pack())


def sentence(texts: Texts, key: str, args: Args | None = None, buttons: Buttons | None = None) -> Message:
    """Return a sentence as a message, with people's texts escaped."""
    return Message(html=texts(key, escaped(args or {})), buttons=buttons or [])


def escaped(args: Args) -> dict[str, str | int | float]:
    """Return a sentence's arguments, escaped so that none is read as markup."""
    return {
        name: escape(value, quote=False) if isinstance(value, str) else value for name, value in args.items()
    }


def arranged(taps: Sequence[tuple[str, Tap]], *, columns: int | None = None) -> Buttons:
    """Arrange buttons in columns, side by side if their texts are short, or one per row: none is cut on a phone."""
    if columns:
        return [
            [button(text, tap) for text, tap in taps[first : first + columns]]
            for first in range(0, len(taps), columns)
        ]
    rows: Buttons = []
    room = 0
    for text, tap in taps:
        needs = breadth(text) + 4
        if not rows or needs > room:
            rows.append([])
            room = ROW_WIDTH
        rows[-1].append(button(text, tap))
        room -= needs
    return rows


def page_row(page: int, pages: int, *, turn: Callable[[int], Tap], here: Tap) -> Buttons:
    """Return the row that turns pages; none if there is only one page."""
    if pages == 1:
        return []
    return [
        [
            button("‹", turn((page - 1) % pages)),
            button(f"{page + 1} / {pages}", here),
            button("›", turn((page + 1) % pages)),
        ]
    ]
