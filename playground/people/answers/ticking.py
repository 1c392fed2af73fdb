"""Finds out whether a message has boxes to tick, and which button somebody presses next until they are done."""

import hashlib
import random
import re
from collections.abc import Mapping

from playground.chats.chat import Message
from playground.chats.keyboards import Button
from playground.people.answers.choosing import subject_of

#: A box before the text of a button, by what bots use for one that is ticked and for one that is not.
_BOX = re.compile("(?:(?P<ticked>[☑✅🗹])|[☐⬜⬛🔲])\ufe0f?\\s*(?P<name>.+)", re.DOTALL)
#: Buttons that turn pages are below the boxes, too, and end nothing.
_TURNS = re.compile(r"[‹›«»<>]|\d+ / \d+")
#: Without known options, everybody takes this share of them for right.
_SHARE = 0.4


def next_tick(
    message: Message, truths: Mapping[str, str] | None, *, reliability: float, rng: random.Random
) -> Button | None:
    """Return the box that is still to be ticked or unticked, else the button below them; None without boxes.

    Args:
        message: The message.
        truths: Texts with their right options, separated by commas.
        reliability: How often somebody ticks exactly what is right; else they decide about each box by chance.
        rng: Their own dice, which must roll alike for one message each time.
    """
    buttons = [button for row in message.buttons for button in row if button.data is not None]
    boxes = [(place, found) for place, button in enumerate(buttons) if (found := _BOX.fullmatch(button.text))]
    if not boxes:
        return None
    right = _right(message, truths, [found["name"] for _, found in boxes])
    is_sure = rng.random() < reliability
    for place, found in boxes:
        by_chance = rng.random() < _SHARE
        if bool(found["ticked"]) != ((found["name"] in right) if is_sure else by_chance):
            return buttons[place]
    below = buttons[boxes[-1][0] + 1 :]
    return next((button for button in below if not _TURNS.fullmatch(button.text.strip())), None)


def has_boxes(message: Message) -> bool:
    """Tell whether a message has boxes to tick."""
    return any(_BOX.fullmatch(button.text) for row in message.buttons for button in row)


def is_box(button: Button) -> bool:
    """Tell whether a button is a box."""
    return _BOX.fullmatch(button.text) is not None


def _right(message: Message, truths: Mapping[str, str] | None, names: list[str]) -> set[str]:
    subject = subject_of(message)
    known = next((options for text, options in (truths or {}).items() if text in subject), None)
    if known is not None:
        return {name for name in names if name in [option.strip() for option in known.split(",")]}
    marks = {name: hashlib.sha256(f"{subject}\0{name}".encode()).digest()[0] for name in names}
    return {name for name in names if marks[name] < _SHARE * 256}
