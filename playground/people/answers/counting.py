"""Finds out whether a message asks for a number that is typed or tapped digit by digit, and makes one up."""

import hashlib
import random
import re
from collections.abc import Mapping

from playground.chats.chat import Message
from playground.people.answers.choosing import subject_of

#: How far off the answers of people who pay attention are, as a standard deviation in shares of the number.
_SPREAD = 0.06
#: What people who do not pay attention take the number times.
_WILD = (0.3, 2.2)
#: Without a known number or a range, everybody derives one up to this from the text.
_MOST = 100
_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")


def asks_for_number(message: Message) -> bool:
    """Tell whether the buttons of a message are a pad: all ten digits."""
    texts = {button.text for row in message.buttons for button in row if button.data is not None}
    return texts.issuperset("0123456789")


def make_number(
    message: Message, truths: Mapping[str, str] | None, *, reliability: float, rng: random.Random
) -> str:
    """Return the number that somebody answers: near the truth as often as they are reliable, else anything.

    If a line in italics names two numbers, the answer lies between them, with as many decimals.
    """
    subject = subject_of(message)
    bounds = [
        found for line in _italics(message) for found in [list(_NUMBER.finditer(line))] if len(found) == 2
    ]
    ends = bounds[-1] if bounds else []
    low, high = (float(end[0]) for end in ends) if ends else (0.0, float(_MOST))
    known = _NUMBER.match(next((number for text, number in (truths or {}).items() if text in subject), ""))
    share = hashlib.sha256(subject.encode()).digest()[0] / 255
    truth = float(known[0]) if known else low + share * (high - low)
    off = 1.0 + rng.gauss(0.0, _SPREAD) if rng.random() < reliability else rng.uniform(*_WILD)
    number = truth * off
    if ends:
        number = min(max(number, low), high)
    decimals = max((len(found[1] or "") for found in [*ends, *([known] if known else [])]), default=0)
    return f"{number:.{decimals}f}"


def _italics(message: Message) -> list[str]:
    units = message.words.encode("utf-16-le")
    return [
        units[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")
        for entity in message.entities
        if entity.type == "italic"
    ]
