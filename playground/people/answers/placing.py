"""Finds out whether a message asks for a place, and makes one up that somebody sends."""

import hashlib
import math
import random
import re
from collections.abc import Mapping

from playground.chats.chat import Message
from playground.people.answers.choosing import subject_of

#: The sign of a place on a map, with which bots ask for one.
_PIN = "📍"
_PAIR = re.compile(r"(-?\d{1,2}(?:\.\d+)?), ?(-?\d{1,3}(?:\.\d+)?)")
_WITHIN = re.compile(r"(\d+(?:\.\d+)?) ?(k?m)\b")
#: Metres of a degree of latitude.
_DEGREE_M = 111_195.0
#: How far off people who pay attention are, in each direction.
_SPREAD_M = 15.0
#: Without a known place, everybody derives one from the text that lies within this distance.
_WITHIN_M = 2_000.0


def asks_for_place(message: Message) -> bool:
    """Tell whether a message asks for a place."""
    return _PIN in message.words


def make_place(
    message: Message, truths: Mapping[str, str] | None, *, reliability: float, rng: random.Random
) -> tuple[float, float]:
    """Return the latitude and longitude that somebody sends: near the truth as often as they are reliable.

    Without a known truth, it lies near the last coordinates that the message names, and within the distance that it
    names.
    """
    subject = subject_of(message)
    known = _PAIR.search(next((place for text, place in (truths or {}).items() if text in subject), ""))
    asked = message.words[message.words.index(_PIN) :]
    named = _PAIR.findall(asked)
    centre = (float(named[-1][0]), float(named[-1][1])) if named else (0.0, 0.0)
    limit = _WITHIN.search(asked)
    within_m = float(limit[1]) * (1000.0 if limit[2] == "km" else 1.0) if limit else _WITHIN_M
    # Well inside, so that nobody's scatter leads out.
    reach_m = 0.6 * within_m
    east, north = (byte / 255 * 2 - 1 for byte in hashlib.sha256(subject.encode()).digest()[:2])
    if known:
        truth = (float(known[1]), float(known[2]))
    else:
        truth = _moved(centre, reach_m * east / math.sqrt(2), reach_m * north / math.sqrt(2))
    if rng.random() < reliability:
        return _moved(truth, rng.gauss(0.0, _SPREAD_M), rng.gauss(0.0, _SPREAD_M))
    return _moved(
        centre if not known else truth, rng.uniform(-1, 1) * reach_m / 2, rng.uniform(-1, 1) * reach_m / 2
    )


def _moved(point: tuple[float, float], east_m: float, north_m: float) -> tuple[float, float]:
    latitude, longitude = point
    degree_m = _DEGREE_M * max(math.cos(math.radians(latitude)), 0.01)
    return round(latitude + north_m / _DEGREE_M, 6), round(longitude + east_m / degree_m, 6)
