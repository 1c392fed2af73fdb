"""Limits that the schema does not express in numbers: rules across parameters, alphabets and sums.

Sources: the Bot API's web page, and tdlib/telegram-bot-api for the wording of refusals. The methods themselves check
the limits that need a file or a message (sizes, pixels, ages).
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from playground.chats.keyboards import acts_of
from playground.errors import ApiError
from playground.schema.shapes import Problem, ProblemType
from playground.serving.parameters import Parameters

#: Checks a call; None if it follows the rule.
Rule: TypeAlias = Callable[[Parameters], Problem | None]

#: Most buttons in one inline keyboard: Telegram publishes no number, but bot developers report this one.
MAX_BUTTONS = 100
MAX_ENTITIES = 100
#: A live location that never ends.
_FOR_EVER = 0x7FFFFFFF
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_COMMAND = re.compile(r"/?[a-z0-9_]*")
_PARSE_MODES = frozenset({"html", "markdown", "markdownv2", "none"})
_ACTIONS = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_audio",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_audio",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)
#: Media that an album cannot mix with other kinds.
_APART = frozenset({"audio", "document"})


def _beyond(path: str, wanted: str, refusal: str) -> Problem:
    return Problem(path=path, kind=ProblemType.LIMIT, wanted=wanted, refusal=refusal)


def _matches(name: str, pattern: re.Pattern[str], refusal: str) -> Rule:
    def rule(parameters: Parameters) -> Problem | None:
        text = parameters.text(name)
        if not text or pattern.fullmatch(text):
            return None
        return _beyond(name, pattern.pattern, refusal)

    return rule


def _between(name: str, low: float, high: float, refusal: str, *, or_else: float | None = None) -> Rule:
    def rule(parameters: Parameters) -> Problem | None:
        try:
            value = float(parameters.text(name) or low)
        except ValueError:
            return None  # a wrong type, which was found already
        # Telegram takes 0 for a number that is missing.
        return (
            None
            if not value or low <= value <= high or value == or_else
            else _beyond(name, f"{low}-{high}", refusal)
        )

    return rule


def _list(parameters: Parameters, name: str) -> list[object]:
    try:
        return parameters.sequence(name, name) or []
    except ApiError:
        return []  # a wrong type, which was found already


def _keyboard(parameters: Parameters) -> Problem | None:
    if "reply_markup" not in parameters.values:
        return None
    buttons = _buttons(parameters)
    for button in buttons:
        # Ignore empty texts: libraries send all fields, and Telegram uses the first that it knows.
        acts = [name for name in acts_of(button) if button[name] != ""]
        if len(acts) > 1:
            return _beyond("reply_markup", f"one of {', '.join(acts)}: Telegram takes the first", "")
    if len(buttons) > MAX_BUTTONS:
        return _beyond("reply_markup", f"at most {MAX_BUTTONS} buttons", "reply markup is too long")
    return None


def _buttons(parameters: Parameters) -> list[dict[str, object]]:
    try:
        markup = parameters.mapping("reply_markup", "reply markup") or {}
    except ApiError:
        return []  # a wrong type, which was found already
    rows = markup.get("inline_keyboard")
    rows = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return [button for row in rows for button in row if isinstance(button, dict)]


def _parse_mode(parameters: Parameters) -> Problem | None:
    mode = parameters.text("parse_mode").lower()
    if not mode or mode in _PARSE_MODES:
        return None
    return _beyond("parse_mode", "HTML, MarkdownV2 or Markdown", "unsupported parse_mode")


def _entities(parameters: Parameters) -> Problem | None:
    for name in ("entities", "caption_entities"):
        if name in parameters.values and len(_list(parameters, name)) > MAX_ENTITIES:
            # Telegram silently drops the extra ones.
            return _beyond(name, f"at most {MAX_ENTITIES}", "")
    return None


def _action(parameters: Parameters) -> Problem | None:
    action = parameters.text("action")
    if not action or action in _ACTIONS:
        return None
    return _beyond("action", "one of " + ", ".join(sorted(_ACTIONS)), "wrong parameter action in request")


def _commands(parameters: Parameters) -> Problem | None:
    for place, command in enumerate(_list(parameters, "commands")):
        name = str(command.get("command", "")) if isinstance(command, dict) else ""
        if not _COMMAND.fullmatch(name.strip()):
            return _beyond(f"commands[{place}].command", "a-z, 0-9 and _", "BOT_COMMAND_INVALID")
    return None


def _stars(parameters: Parameters) -> Problem | None:
    if parameters.text("currency") != "XTR" or not parameters.text("prices"):
        return None
    if len(_list(parameters, "prices")) != 1:
        return _beyond("prices", "exactly one price in Stars", "STARS_INVOICE_INVALID")
    if parameters.text("provider_token"):
        return _beyond("provider_token", "none for Stars", "STARS_INVOICE_INVALID")
    return None


def _media_of_one_kind(parameters: Parameters) -> Problem | None:
    kinds = {str(item.get("type")) for item in _list(parameters, "media") if isinstance(item, dict)}
    for kind in _APART & kinds:
        if len(kinds) > 1:
            wanted = f"{kind}s only with {kind}s"
            return _beyond("media", wanted, f"{kind.capitalize()} can't be mixed with other media types")
    return None


def _ids_increase(parameters: Parameters) -> Problem | None:
    ids = [one for one in _list(parameters, "message_ids") if isinstance(one, int)]
    if ids == sorted(set(ids)):
        return None
    refusal = "message identifiers must be in a strictly increasing order"
    return _beyond("message_ids", "strictly increasing", refusal)


def _quiz(parameters: Parameters) -> Problem | None:
    if parameters.text("type") != "quiz":
        return None
    correct = parameters.text("correct_option_id") or parameters.text("correct_option_ids")
    if not correct:
        return _beyond("correct_option_ids", "needed for a quiz", "correct_option_ids must be specified")
    return None


def _poll_ends_once(parameters: Parameters) -> Problem | None:
    if parameters.integer("open_period") and parameters.integer("close_date"):
        # Telegram uses the period and ignores the date.
        return _beyond("close_date", "not with open_period", "")
    return None


_KEYBOARD: tuple[Rule, ...] = (_keyboard,)
_WORDS: tuple[Rule, ...] = (_parse_mode, _entities)
_MEDIA = ("Animation", "Audio", "Document", "Photo", "Video", "Voice")
_LANGUAGES: tuple[Rule, ...] = (_matches("language_code", _LANGUAGE, "LANG_CODE_INVALID"),)
_PLACE: tuple[Rule, ...] = (
    _between("latitude", -90, 90, "wrong location"),
    _between("longitude", -180, 180, "wrong location"),
)
_LIVE: Rule = _between("live_period", 60, 86_400, "wrong live location period specified", or_else=_FOR_EVER)
_INVOICE: tuple[Rule, ...] = (_stars,)

#: The rules of each method.
RULES: Mapping[str, tuple[Rule, ...]] = {
    "sendMessage": (*_WORDS, *_KEYBOARD),
    "editMessageText": (*_WORDS, *_KEYBOARD),
    "editMessageCaption": (*_WORDS, *_KEYBOARD),
    "editMessageReplyMarkup": _KEYBOARD,
    "editMessageMedia": _KEYBOARD,
    "copyMessage": (*_WORDS, *_KEYBOARD),
    **{f"send{kind}": (*_WORDS, *_KEYBOARD) for kind in _MEDIA},
    "sendVideoNote": _KEYBOARD,
    "sendSticker": _KEYBOARD,
    "sendContact": _KEYBOARD,
    "sendDice": _KEYBOARD,
    "sendLocation": (*_PLACE, _LIVE, *_KEYBOARD),
    "sendVenue": (*_PLACE, *_KEYBOARD),
    "editMessageLiveLocation": (*_PLACE, *_KEYBOARD),
    "sendPoll": (_quiz, _poll_ends_once, *_KEYBOARD),
    "sendMediaGroup": (_media_of_one_kind,),
    "copyMessages": (_ids_increase,),
    "forwardMessages": (_ids_increase,),
    "sendChatAction": (_action,),
    "setWebhook": (_matches("secret_token", _SECRET, "secret token contains unallowed characters"),),
    "setMyCommands": (_commands, *_LANGUAGES),
    "getMyCommands": _LANGUAGES,
    "deleteMyCommands": _LANGUAGES,
    "setMyName": _LANGUAGES,
    "setMyDescription": _LANGUAGES,
    "setMyShortDescription": _LANGUAGES,
    "sendInvoice": (
        *_INVOICE,
        _matches("start_parameter", _START, "START_PARAM_INVALID"),
        *_KEYBOARD,
    ),
    "createInvoiceLink": _INVOICE,
}
