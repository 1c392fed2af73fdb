"""Finds the choice that a message's buttons offer, for any bot, on one page or several."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playground.chats.chat import Message
from playground.chats.keyboards import Button

_DIGITS = re.compile(r"\d+")
#: Texts of buttons that turn to the next page of options, and to the previous one.
_NEXT = frozenset({"›", "»", "→", "▶", "▶️", "➡", "➡️", ">", ">>"})
_BACK = frozenset({"‹", "«", "←", "◀", "◀️", "⬅", "⬅️", "<", "<<"})
#: Before the text of a button that is chosen now.
_MARK = "✓"
#: After turning this many pages of one message, a person chooses from the current page.
MOST_TURNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Buttons that belong together, and which of them is right."""

    options: tuple[Button, ...]
    right: Button


@dataclass(slots=True)
class Book:
    """The options of a message with several pages, as far as somebody has turned them.

    Attributes:
        seen: The options on the pages turned so far, by their data.
        chosen: The option to press once its page comes.
        n_turns: How many pages were turned.
    """

    seen: dict[str, Button] = field(default_factory=dict)
    chosen: Button | None = None
    n_turns: int = 0

    def turn(self, options: Sequence[Button]) -> None:
        """Leave a page with these options."""
        self.seen.update((button.data or "", button) for button in options)
        self.n_turns += 1

    def to_choose_from(self, options: Sequence[Button]) -> list[Button]:
        """Return all options once every page has been seen, given those on the current page; nothing before that."""
        if self.n_turns >= MOST_TURNS:
            return list(options)
        return list(self.seen.values()) if all(button.data in self.seen for button in options) else []


def find_choice(message: Message, truths: Mapping[str, str] | None = None) -> Choice | None:
    """Find the options of a message; None if there are fewer than two.

    If the message contains a text from `truths` and its option is one of the buttons, that button is right; otherwise a
    hash of the message's words decides.
    """
    options = options_on(message)
    return choice_of(options, subject_of(message), truths) if len(options) > 1 else None


def find_comparison(message: Message, truths: Mapping[str, str] | None = None) -> Choice | None:
    """Find the buttons that are called like a part of the message, such as left and right; None with fewer than two.

    What is right depends on the parts alone, wherever they stand: a known option that is one of them, else their words.
    """
    options = options_on(message)
    parts = {}
    for button in options:
        part = _part(message.words, _name(button))
        if part:
            parts[part] = button
    if len(parts) < 2:
        return None
    known = next(
        (best for text, best in (truths or {}).items() if best in parts and all(p in text for p in parts)),
        None,
    )
    both = "\0".join(sorted(parts))
    best = known or max(parts, key=lambda part: hashlib.sha256(f"{both}\0{part}".encode()).digest())
    return Choice(options=tuple(options), right=parts[best])


def _name(button: Button) -> str:
    return button.text.removeprefix(_MARK).strip()


def _part(words: str, name: str) -> str:
    """Return what stands below a line with a name, up to an empty line; "" for nothing."""
    lines = words.split("\n")
    if name not in lines:
        return ""
    below = lines[lines.index(name) + 1 :]
    return " ".join(" ".join(below[: below.index("")] if "" in below else below).split())


def options_on(message: Message) -> list[Button]:
    """Find the buttons that belong together: those whose data only differ in numbers.

    If there are several such groups, the largest one counts, or the upper one in a tie. Buttons that turn pages never
    count.
    """
    groups: dict[str, list[Button]] = {}
    for button in (button for row in message.buttons for button in row):
        if button.data is not None and button.text.strip() not in _NEXT | _BACK:
            groups.setdefault(_DIGITS.sub("#", button.data), []).append(button)
    return max(groups.values(), key=len, default=[])


def choice_of(options: Sequence[Button], subject: str, truths: Mapping[str, str] | None = None) -> Choice:
    """Find the right option for a text."""
    known = next((option for text, option in (truths or {}).items() if text in subject), None)
    for button in options:
        if button.text == known:
            return Choice(options=tuple(options), right=button)
    # Use a hash of both, not the position, because bots may shuffle their buttons.
    right = max(options, key=lambda button: hashlib.sha256(f"{subject}\0{button.text}".encode()).digest())
    return Choice(options=tuple(options), right=right)


def next_page(message: Message) -> Button | None:
    """Find the button that turns to the next page of options, if there are several pages."""
    buttons = (button for row in message.buttons for button in row)
    return next((b for b in buttons if b.data is not None and b.text.strip() in _NEXT), None)


def subject_of(message: Message) -> str:
    """Return a message's words without text in italics, which holds asides that may differ between people."""
    units = message.words.encode("utf-16-le")
    kept, end = [], 0
    for entity in sorted(message.entities, key=lambda entity: entity.offset):
        if entity.type == "italic" and entity.offset >= end:
            kept.append(units[2 * end : 2 * entity.offset])
            end = entity.end
    kept.append(units[2 * end :])
    return " ".join(b"".join(kept).decode("utf-16-le", "replace").split())
