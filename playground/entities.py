"""The formatted parts of a text: where they lie, and which ones Telegram finds by itself.

Offsets and lengths are in UTF-16 code units, as everywhere in the Bot API.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playground.errors import bad_request
from playground.wire import JsonObject

#: Telegram keeps at most this many entities of a message and forgets the rest.
MAX_ENTITIES = 100

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?'()\[\]])"
    r"|(?P<email>\b[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b)"
    r"|(?<![\w/@#])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#(?!\d+\b)\w{1,256})\b"
)
_FINDABLE = re.compile("[/@#]")
#: Nothing is looked for inside these: they are literal, or a link already.
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url", "custom_emoji"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One formatted or meaningful part of a text."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    #: Whom a mention without a user name means, as a User.
    user: JsonObject | None = None

    @property
    def end(self) -> int:
        """The first unit after the part."""
        return self.offset + self.length

    def to_json(self) -> JsonObject:
        """Shape the part as a MessageEntity."""
        fields: JsonObject = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            fields["url"] = self.url
        if self.language is not None:
            fields["language"] = self.language
        if self.custom_emoji_id is not None:
            fields["custom_emoji_id"] = self.custom_emoji_id
        if self.user is not None:
            fields["user"] = self.user
        return fields

    @classmethod
    def from_json(cls, fields: object) -> "Entity":
        """Read a MessageEntity that the bot gave or that was saved.

        Raises:
            ApiError: It is no object with a type, an offset and a length.
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
            )
        except (KeyError, TypeError, ValueError) as error:
            raise bad_request("can't parse MessageEntity: wrong or missing field") from error


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, Telegram's unit of length.

    Raises:
        ApiError: The text holds half of a surrogate pair.
    """
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def find_entities(text: str, known: Iterable[Entity] = ()) -> list[Entity]:
    """Find commands, links, addresses, mentions and hashtags, outside of `known` opaque parts."""
    if not _FINDABLE.search(text):
        return []
    opaque = [entity for entity in known if entity.type in _OPAQUE]
    found = []
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        part = Entity(type=match.lastgroup or "", offset=offset, length=utf16_length(match.group()))
        if not any(part.offset < other.end and other.offset < part.end for other in opaque):
            found.append(part)
    return found


def tidy(text: str, entities: list[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Trim a text as Telegram does before it stores it, move its entities along, and add those it finds.

    Surrounding white space goes; an entity left with nothing in it goes too.
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
