"""Takes out of an update what must not be stored, not even until it is handled."""

import re
from collections.abc import Sequence
from typing import Any

from crowd.people.visitors import REDUCED_PREFIX, reduce_token
from crowd.people.zones import nearest_zone
from handlers.kinds.sent import REDUCED

RawUpdate = dict[str, Any]

#: A token of a grant link, or what such a token is reduced to, wherever it stands in a text; `%3D` comes before it in
#: a link that shares the link.
_TOKEN = re.compile(r"(?:(?<![\w-])|(?<=%3D)|(?<=%3d))[gh]_[A-Za-z0-9_-]{32}(?![\w-])")
#: What may be a token in the midst of other letters, or without its prefix, as in a mutilated link. Only the database
#: tells such a token from a long word, which must stay as it is.
_PERHAPS = re.compile(r"(?=([A-Za-z0-9_-]{32}))")
#: The fields of a message that say where something is.
PLACES = frozenset({"location", "venue"})
#: The fields of a message that somebody else, or another bot, has written.
_OF_OTHERS = frozenset({"forward_origin", "via_bot"})
#: What is left of a contact: that it was one.
_NO_CONTACT = {"phone_number": "", "first_name": ""}


def reduced(raw: RawUpdate, *, keeps: frozenset[str] = frozenset()) -> RawUpdate:
    """Return an update without the places, contacts, grant links and pressed message that it carries.

    Args:
        raw: The update.
        keeps: What of `PLACES` the message may keep, because it answers a question that takes it. What it quotes or
            forwards is never kept, nor is a name or an address.

    A place becomes the city that tells its time zone, and is marked as such. A token becomes the start of its hash, of
    the same length, since Telegram's marks count the characters before them; whoever sends that start itself has a dead
    link.
    """
    query = raw.get("callback_query")
    if query:
        return _without_shown(raw, query)
    left = {name: _reduced(value) for name, value in raw.items()}
    if keeps and has_place(raw):
        message, now = raw["message"], _reduced(raw["message"])
        kept = {name: _kept(name, message[name]) for name in keeps & PLACES & message.keys()}
        left["message"] = {**now, **kept} if isinstance(now, dict) else now
    return left


def has_place(raw: RawUpdate) -> bool:
    """Tell whether an update brings a new message with a place that its sender chose."""
    message = raw.get("message")
    return isinstance(message, dict) and bool(PLACES & message.keys()) and not _OF_OTHERS & message.keys()


def perhaps_tokens(body: str) -> set[str]:
    """Return what may be tokens of grant links in the JSON of a reduced update, without their prefix."""
    return set(_PERHAPS.findall(body))


def without_tokens(body: str, tokens: Sequence[str]) -> str:
    """Return the JSON of an update with the start of its hash for each of these tokens."""
    for token in tokens:
        body = body.replace(token, reduce_token(token).removeprefix(REDUCED_PREFIX))
    return body


def _without_shown(raw: RawUpdate, query: object) -> RawUpdate:
    """Leave out the content of the pressed message: no handler reads it, so storing and parsing it would be wasted."""
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    pressed = query["message"]
    where = {name: pressed[name] for name in ("message_id", "chat") if name in pressed}
    return {**raw, "callback_query": {**query, "message": where}}


def _reduced(value: object) -> object:
    match value:
        case str():
            return _TOKEN.sub(lambda found: reduce_token(found[0]), value) if "_" in value else value
        case list():
            return [_reduced(item) for item in value]
        case dict():
            return {name: _part(name, item) for name, item in value.items()}
        case _:
            return value


def _part(name: str, value: object) -> object:
    match name:
        case "location":
            return _city_near(value)
        case "venue":
            place = value.get("location") if isinstance(value, dict) else None
            return {"location": _city_near(place), "title": "", "address": ""}
        case "contact":
            return _NO_CONTACT
        case _:
            return _reduced(value)


def _kept(name: str, value: object) -> object:
    """A place as it is; of a venue only where it is."""
    if name == "venue":
        place = value.get("location") if isinstance(value, dict) else None
        return {"location": place, "title": "", "address": ""}
    return value


def _city_near(place: object) -> object:
    """The place of the city whose zone a person near it has; a malformed place is none."""
    latitude, longitude = (place.get(name) if isinstance(place, dict) else None for name in _DEGREES)
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    zone = nearest_zone(latitude, longitude)
    return {"latitude": zone.latitude, "longitude": zone.longitude, REDUCED: True}


_DEGREES = ("latitude", "longitude")
