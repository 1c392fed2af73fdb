"""Reads formatted texts from a call, checks them against Telegram's limits and trims them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from playground.errors import ApiError, bad_request
from playground.serving.parameters import Parameters
from playground.text.entities import FOUND, NAMED, Entity, tidy, utf16_length
from playground.text.markdown import parse_markdown, parse_markdown_v2
from playground.text.markup import parse_html
from playground.world import World

# Telegram says "characters after entities parsing". It does not say whether it means code points or UTF-16 units;
# units are the stricter reading, so a text that fits here fits there.
MAX_TEXT = 4096
MAX_CAPTION = 1024
_PARSERS: Mapping[str, Callable[[str], tuple[str, list[Entity]]]] = MappingProxyType(
    {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
)
_PERSON_LINK = re.compile(r"tg://user\?id=(\d+)")


def read_text(world: World, parameters: Parameters) -> tuple[str, tuple[Entity, ...]]:
    """Read the text of a message and its entities.

    Raises:
        ApiError: The text is empty or too long, or has broken markup.
    """
    text, entities = read_formatted(world, parameters, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(world: World, parameters: Parameters) -> tuple[str | None, tuple[Entity, ...]]:
    """Read the caption of a file and its entities; None if there is none.

    Raises:
        ApiError: The caption is too long or has broken markup.
    """
    caption, entities = read_formatted(world, parameters, "caption", "caption_entities")
    if utf16_length(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return caption or None, entities


def read_formatted(
    world: World, parameters: Parameters, name: str, entities_name: str, mode_name: str = "parse_mode"
) -> tuple[str, tuple[Entity, ...]]:
    """Read a text of any length and its entities, given separately or as markup.

    Raises:
        ApiError: The markup is broken, or its mode is not one of Telegram's.
    """
    source = parameters.text(name)
    mode = parameters.text(mode_name).lower()
    if mode in {"", "none"}:
        given = parameters.lenient_sequence(entities_name) or []
        text, entities = source, _named([Entity.from_json(entity) for entity in given])
    else:
        parser = _PARSERS.get(mode)
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, entities = parser(source)
    if any(entity.url for entity in entities):
        entities = _with_people(world, entities)
    return tidy(text, entities)


def _named(given: list[Entity]) -> list[Entity]:
    """Leave the entities that a bot may name: Telegram finds the others by itself.

    Raises:
        ApiError: One is of a type that Telegram does not know.
    """
    if any(entity.type not in FOUND | NAMED for entity in given):
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return [entity for entity in given if entity.type in NAMED]


def _with_people(world: World, entities: list[Entity]) -> list[Entity]:
    """Turn links to people into mentions; drop links to people the bot does not know."""
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
