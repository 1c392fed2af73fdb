"""Formatted texts as a call carries them: read, checked against Telegram's limits, trimmed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from playground.entities import Entity, tidy, utf16_length
from playground.errors import ApiError, bad_request
from playground.markdown import parse_markdown, parse_markdown_v2
from playground.markup import parse_html
from playground.parameters import Parameters
from playground.world import World

# Telegram says "characters after entities parsing". Whether it means code points or UTF-16 units is not
# published; units are the stricter reading, so a text that fits here fits there.
MAX_TEXT = 4096
MAX_CAPTION = 1024
_PARSERS: Mapping[str, Callable[[str], tuple[str, list[Entity]]]] = MappingProxyType(
    {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
)
_PERSON_LINK = re.compile(r"tg://user\?id=(\d+)")


def read_text(world: World, parameters: Parameters) -> tuple[str, tuple[Entity, ...]]:
    """Read the text of a message and its entities.

    Raises:
        ApiError: It is empty, too long or has broken markup.
    """
    text, entities = read_formatted(world, parameters, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(world: World, parameters: Parameters) -> tuple[str | None, tuple[Entity, ...]]:
    """Read the words under a file and their entities; None where there are none.

    Raises:
        ApiError: They are too long or have broken markup.
    """
    caption, entities = read_formatted(world, parameters, "caption", "caption_entities")
    if utf16_length(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return caption or None, entities


def read_formatted(
    world: World, parameters: Parameters, name: str, entities_name: str, mode_name: str = "parse_mode"
) -> tuple[str, tuple[Entity, ...]]:
    """Read a text of any length and its entities, given or marked up.

    Raises:
        ApiError: It has broken markup, or a mode of markup that is not Telegram's.
    """
    source = parameters.text(name)
    mode = parameters.text(mode_name).lower()
    if mode in {"", "none"}:
        given = parameters.sequence(entities_name, "MessageEntity") or []
        text, entities = source, [Entity.from_json(entity) for entity in given]
    else:
        parser = _PARSERS.get(mode)
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, entities = parser(source)
    if any(entity.url for entity in entities):
        entities = _with_people(world, entities)
    return tidy(text, entities)


def _with_people(world: World, entities: list[Entity]) -> list[Entity]:
    """Turn links to people into mentions; a link to somebody whom the bot does not know is no link."""
    kept = []
    for entity in entities:
        link = _PERSON_LINK.fullmatch(entity.url or "")
        if link is None:
            kept.append(entity)
            continue
        try:
            user = world.user_json(int(link.group(1)))
        except ApiError:
            continue
        kept.append(replace(entity, type="text_mention", url=None, user=user))
    return kept
