"""Finds out whether a message asks for a number that is typed or tapped digit by digit, and makes one up."""

import hashlib
import random
from collections.abc import Mapping

from playground.chats.chat import Message

#: How far off the answers of people who pay attention are, as a standard deviation in shares of the number.
_SPREAD = 0.06
#: What people who do not pay attention take the number times.
_WILD = (0.3, 2.2)
#: Without a known number, everybody derives one below this from the text.
_MOST = 100


def asks_for_number(message: Message) -> bool:
    """Tell whether the buttons of a message are a pad: all ten digits."""
    texts = {button.text for row in message.buttons for button in row if button.data is not None}
    return texts.issuperset("0123456789")


def make_number(
    subject: str, truths: Mapping[str, str] | None, *, reliability: float, rng: random.Random
) -> str:
    """Return the number that somebody answers: near the truth as often as they are reliable, else anything."""
    known = next((number for text, number in (truths or {}).items() if text in subject), "")
    derived = hashlib.sha256(subject.encode()).digest()[0] % _MOST
    truth = int(known) if known.isdecimal() else derived
    off = 1.0 + rng.gauss(0.0, _SPREAD) if rng.random() < reliability else rng.uniform(*_WILD)
    return str(max(round(truth * off), 0))
