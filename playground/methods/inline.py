"""The method that answers what people type after the bot's name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from playground.chats.chat import Message
from playground.chats.files import StoredFile
from playground.chats.inline import Result
from playground.chats.keyboards import parse_keyboard
from playground.errors import bad_request
from playground.methods.games import read_game
from playground.methods.sending.places import read_contact, read_location, read_venue
from playground.methods.sending.posting import read_preview
from playground.serving.parameters import Parameters
from playground.text.content import read_caption, read_formatted, read_text
from playground.text.entities import utf16_length
from playground.wire import JsonObject
from playground.world import World

MAX_RESULTS = 50
_MAX_ID_BYTES = 64
_MAX_OFFSET_BYTES = 64
_MAX_BUTTON = 64
#: By type of result: the names of its address and file, and the kinds of file that it may be.
_FILES: Mapping[str, tuple[str, str, frozenset[str]]] = MappingProxyType(
    {
        "audio": ("audio_url", "audio_file_id", frozenset({"audio"})),
        "document": ("document_url", "document_file_id", frozenset({"document"})),
        "gif": ("gif_url", "gif_file_id", frozenset({"animation"})),
        "mpeg4_gif": ("mpeg4_url", "mpeg4_file_id", frozenset({"animation"})),
        "photo": ("photo_url", "photo_file_id", frozenset({"photo"})),
        "sticker": ("", "sticker_file_id", frozenset({"sticker"})),
        "video": ("video_url", "video_file_id", frozenset({"video"})),
        "voice": ("voice_url", "voice_file_id", frozenset({"voice"})),
    }
)
#: What each type cannot do without, beside its file.
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("title",),
        "contact": ("phone_number", "first_name"),
        "document": ("title",),
        "location": ("title",),
        "video": ("title",),
        "voice": ("title",),
    }
)
#: Reads the content of a message from an object: the fields of the Message.
_Read: TypeAlias = Callable[[World, Parameters], Message | None]


def answer_query(world: World, parameters: Parameters) -> bool:
    """Answer answerInlineQuery: offer results to the person who types."""
    button = _button(parameters)
    given = parameters.sequence("results", "inline query results") or []
    if len(given) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    results = [read_result(world, result) for result in given]
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(parameters.text("next_offset").encode()) > _MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = world.inline.to_answer(parameters.text("inline_query_id"))
    query.is_answered, query.results, query.button = True, results, button
    query.next_offset = parameters.text("next_offset")
    world.chats[query.person_id].touch()
    return True


def _button(parameters: Parameters) -> JsonObject | None:
    button = parameters.mapping("button", "InlineQueryResultsButton")
    if button is None and parameters.text("switch_pm_text"):
        # The form before Bot API 6.7, which Telegram still accepts.
        start = parameters.text("switch_pm_parameter")
        button = {"text": parameters.text("switch_pm_text"), "start_parameter": start}
    if button is None:
        return None
    if len([name for name in ("web_app", "start_parameter") if button.get(name) is not None]) != 1:
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")
    if not 1 <= utf16_length(str(button.get("text", ""))) <= _MAX_BUTTON:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    return button


def read_result(world: World, given: object) -> Result:
    """Read an InlineQueryResult.

    Raises:
        ApiError: It lacks something, or its message could not be sent.
    """
    if not isinstance(given, dict):
        raise bad_request("can't parse inline query result: Inline query result must be an object")
    result = Parameters(given)
    kind = result.text("type").lower()
    for name in ("type", "id", *_NEEDED.get(kind, ())):
        if not isinstance(given.get(name), str):
            raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    if kind not in _FILES and kind not in _OTHERS:
        what = f'type "{kind}" is unsupported for the inline query result'
        raise bad_request(f"can't parse inline query result: {what}")
    if not 1 <= len(result.text("id").encode()) <= _MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    message = _message(world, result, kind)
    buttons = parse_keyboard(result.mapping("reply_markup", "reply markup"))
    if message is not None:
        message = replace(message, buttons=buttons)
    return Result(id=result.text("id"), content=given, message=message)


def _message(world: World, result: Parameters, kind: str) -> Message | None:
    file = _file(world, result, kind) if kind in _FILES else None
    content = result.mapping("input_message_content", "input message content")
    if content is not None:
        return _read_content(world, Parameters(content))
    if kind in _OTHERS:
        return _OTHERS[kind](world, result)
    caption, entities = read_caption(world, result)
    if file is None:
        return None
    shown: JsonObject = {"show_caption_above_media": True} if result.flag("show_caption_above_media") else {}
    return _draft(caption=caption, entities=entities, file=file, content=shown)


def _draft(**fields: object) -> Message:
    return Message(id=0, date=0, from_bot=False, **fields)  # type: ignore[arg-type]


def _file(world: World, result: Parameters, kind: str) -> StoredFile | None:
    """Read the file of a result; None if it is at an address where no test put one."""
    address, name, kinds = _FILES[kind]
    if address and result.text(address):
        if kind in {"document", "video"} and not result.text("mime_type"):
            raise bad_request("can't parse inline query result: Can't find field \"mime_type\"")
        return None
    if not result.text(name):
        raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    stored = world.files.get(result.text(name))
    if stored is None or stored.kind not in kinds:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _read_content(world: World, content: Parameters) -> Message:
    values = content.values
    if "message_text" in values:
        text, entities = read_formatted(world, content, "message_text", "entities")
        words = Parameters({"text": text, "entities": [entity.to_json() for entity in entities]})
        text, entities = read_text(world, words)
        return _draft(text=text, entities=entities, content=read_preview(content))
    if "title" in values and "address" in values:
        return _venue(world, content)
    if "latitude" in values:
        return _location(world, content)
    if "phone_number" in values:
        return _contact(world, content)
    raise bad_request(
        "can't parse inline query result: Input message content is not specified or unsupported"
    )


def _article(world: World, result: Parameters) -> Message:
    # The form before Bot API 2.0, which Telegram still accepts.
    if not isinstance(result.values.get("message_text"), str):
        raise bad_request("can't parse inline query result: Can't find field \"message_text\"")
    return _read_content(world, result)


def _location(_world: World, result: Parameters) -> Message:
    place = read_location(result)
    if period := result.integer("live_period"):
        place["live_period"] = period
    return _draft(content={"location": place})


def _venue(_world: World, result: Parameters) -> Message:
    venue = read_venue(result)
    return _draft(content={"venue": venue, "location": venue["location"]})


def _contact(_world: World, result: Parameters) -> Message:
    return _draft(content={"contact": read_contact(result)})


def _game(_world: World, result: Parameters) -> Message:
    return _draft(content={"game": read_game(result)})


_OTHERS: Mapping[str, _Read] = MappingProxyType(
    {"article": _article, "location": _location, "venue": _venue, "contact": _contact, "game": _game}
)
