"""The formatted parts of a text: where they are, and which ones Telegram finds by itself.

Offsets and lengths are in UTF-16 code units, as everywhere in the Bot API.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playground.errors import bad_request
from playground.text.finding import find_parts
from playground.wire import JsonObject

#: Telegram keeps at most this many entities in a message and drops the rest.
MAX_ENTITIES = 100

_UNIX = re.compile(r"\d{1,10}")
#: Nothing is searched for inside these: they are literal or already a link.
#: Telegram finds these by itself, and passes over those that a bot names.
FOUND = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
#: What a bot may name.
NAMED = frozenset(
    {
        "blockquote",
        "bold",
        "code",
        "custom_emoji",
        "date_time",
        "expandable_blockquote",
        "italic",
        "pre",
        "spoiler",
        "strikethrough",
        "text_link",
        "text_mention",
        "underline",
    }
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url", "custom_emoji", "date_time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One formatted or meaningful part of a text."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    #: The person in a mention without a username, as a User.
    user: JsonObject | None = None
    #: The time that the part stands for, in seconds since 1970, and how to show it.
    unix_time: int | None = None
    time_format: str = ""

    @property
    def end(self) -> int:
        """The first unit after the part."""
        return self.offset + self.length

    def to_json(self) -> JsonObject:
        """Return the part as a MessageEntity."""
        fields: JsonObject = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            fields["url"] = self.url
        if self.language is not None:
            fields["language"] = self.language
        if self.custom_emoji_id is not None:
            fields["custom_emoji_id"] = self.custom_emoji_id
        if self.user is not None:
            fields["user"] = self.user
        if self.unix_time is not None:
            fields |= {"unix_time": self.unix_time, "date_time_format": self.time_format}
        return fields

    @classmethod
    def from_json(cls, fields: object) -> "Entity":
        """Read a MessageEntity from the bot or from a saved state.

        Raises:
            ApiError: It is not an object with a type, an offset and a length.
        """
        if not isinstance(fields, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        try:
            return cls(
                type=str(fields["type"]),
                offset=int(fields["offset"]),
                length=int(fields["length"]),
                url=fields.get("url"),
                language=fields.get("language"),
                custom_emoji_id=fields.get("custom_emoji_id"),
                user=fields.get("user"),
                unix_time=None if fields.get("unix_time") is None else int(fields["unix_time"]),
                time_format=read_time_format(str(fields.get("date_time_format") or ""), "MessageEntity"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise bad_request("can't parse MessageEntity: wrong or missing field") from error


def read_time_format(given: str, what: str) -> str:
    """Read a time format, and write it as Telegram does: day of the week, date, time.

    Raises:
        ApiError: The format is invalid.
    """
    if given in {"r", "R"}:
        return "r"
    if given.strip("tTdDwW"):
        raise bad_request(f"can't parse {what}: Invalid date-time format specified")
    last = {letter.lower(): letter for letter in given}
    return "".join(letter for letter in ("w" if "w" in last else "", last.get("d", ""), last.get("t", "")))


def read_time(unix: str, shown: str) -> tuple[int, str]:
    """Read a time in markup, and how to show it.

    Raises:
        ApiError: It is not a time.
    """
    if not _UNIX.fullmatch(unix):
        raise bad_request("can't parse entities: Invalid Unix time specified")
    return int(unix), read_time_format(shown, "entities")


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, Telegram's unit of length.

    Raises:
        ApiError: The text contains a lone surrogate.
    """
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def find_entities(text: str, known: Iterable[Entity] = ()) -> list[Entity]:
    """Find commands, links, addresses, mentions, hashtags and cashtags outside `known` opaque parts."""
    opaque = [entity for entity in known if entity.type in _OPAQUE]
    found = []
    for kind, begin, end in find_parts(text):
        part = Entity(type=kind, offset=utf16_length(text[:begin]), length=utf16_length(text[begin:end]))
        if not any(part.offset < other.end and other.offset < part.end for other in opaque):
            found.append(part)
    return found


def tidy(text: str, entities: list[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Trim a text as Telegram does before storing it, shift its entities, and add those it finds.

    Removes surrounding white space and entities that become empty.
    """
    text = text.replace("\r", "")
    bare = text.strip()
    if entities and len(bare) != len(text):
        lead = utf16_length(text[: len(text) - len(text.lstrip())])
        entities = _clip(entities, lead=lead, length=utf16_length(bare))
    entities = [*entities, *find_entities(bare, entities)]
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return bare, tuple(entities[:MAX_ENTITIES])


def _clip(entities: list[Entity], *, lead: int, length: int) -> list[Entity]:
    kept = []
    for entity in entities:
        start = max(entity.offset - lead, 0)
        end = min(entity.end - lead, length)
        if end > start:
            fields = entity.to_json() | {"offset": start, "length": end - start}
            kept.append(Entity.from_json(fields))
    return kept
