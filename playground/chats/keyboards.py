"""Keyboards: inline keyboards under a message, and reply keyboards that replace a person's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from playground.errors import bad_request
from playground.wire import JsonObject

#: Telegram publishes no number, but bot developers report that more buttons are refused.
MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPY = 256
#: What an inline button can do, in the order in which Telegram checks: it uses the first field that has a value
#: and ignores the rest.
_ACTS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)
#: These count as missing if they are empty; the others do not.
_NOT_EMPTY = frozenset({"url", "callback_data"})
_DECORATION = ("icon_custom_emoji_id", "style")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST = re.compile(r"(?:[^/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:\[\]]+)(?::\d{1,5})?(?:[/?#].*)?", re.DOTALL)


#: What a reply keyboard button may request, in Telegram's order, and how it is refused outside private chats.
REQUESTS: Mapping[str, str] = MappingProxyType(
    {
        "request_contact": "phone number can be requested in private chats only",
        "request_location": "location can be requested in private chats only",
        "request_poll": "poll can be requested in private chats only",
        "web_app": "Web App buttons can be used in private chats only",
        "request_users": "users can be requested in private chats only",
        "request_chat": "chats can be requested in private chats only",
        "request_managed_bot": "bots can be created in private chats only",
    }
)
#: Older names for these.
_OLD_REQUESTS = {"request_phone_number": "request_contact", "request_user": "request_users"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: pressing it sends `data` to the bot, or opens the page `url`."""

    text: str
    data: str | None = None
    url: str | None = None
    other: JsonObject = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """Return the button as an InlineKeyboardButton."""
        fields: JsonObject = {"text": self.text}
        if self.data is not None:
            fields["callback_data"] = self.data
        if self.url is not None:
            fields["url"] = self.url
        return fields | self.other if self.other else fields


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


def keyboard_json(keyboard: Keyboard) -> JsonObject:
    """Return a keyboard as an InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard]}


def parse_keyboard(markup: JsonObject | None) -> Keyboard:
    """Read the inline keyboard of a reply markup; no buttons if there is no markup or it is of another kind.

    Raises:
        ApiError: A button is malformed, its data is not 1-64 bytes, or there are too many.
    """
    if not markup or "inline_keyboard" not in markup:
        return ()
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    keyboard = tuple(tuple(_parse_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def acts_of(button: JsonObject) -> list[str]:
    """List the actions that a button names, in Telegram's order; it performs the first."""
    return [
        name
        for name in _ACTS
        if button.get(name) is not None and not (name in _NOT_EMPTY and button[name] == "")
    ]


def _parse_button(button: object) -> Button:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    # Blanks do: calendars use them for days that are none.
    if not text:
        raise bad_request("inline keyboard button text must be non-empty")
    act = next(iter(acts_of(button)), None)
    if act is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    value = button[act]
    other = {name: button[name] for name in _DECORATION if name in button}
    if act == "callback_data":
        return Button(text=text, data=_data(value), other=other)
    if act == "url":
        return Button(text=text, url=_url(value, "inline keyboard button URL"), other=other)
    if act == "web_app":
        _check_web_app(value, "inline keyboard button Web App URL")
    return Button(text=text, other={**other, act: value})


def _data(data: object) -> str:
    if not isinstance(data, str) or len(data.encode(errors="replace")) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _url(url: object, what: str, *, secure: bool = False) -> str:
    """Read an address as Telegram does: tg://, ton://, http:// or https://, or a bare host name.

    Raises:
        ApiError: It is none of these.
    """
    text = str(url).strip() if isinstance(url, str) else ""
    scheme = _SCHEME.match(text)
    name = scheme[1].lower() if scheme else "http"
    rest = text[scheme.end() :] if scheme else text
    why = None
    if name not in {"http", "https", "tg", "ton"}:
        why = "Unsupported URL protocol"
    elif secure and name != "https":
        why = "Only HTTPS links are allowed"
    elif name in {"http", "https"}:
        why = _why_no_host(rest)
    if why is not None or not text:
        raise bad_request(f"{what} '{text}' is invalid: {why or 'URL must be non-empty'}")
    return text


def _why_no_host(rest: str) -> str | None:
    host = _HOST.fullmatch(rest)
    if not rest or host is None or any(character.isspace() for character in rest):
        return "Wrong HTTP URL" if rest else "URL host is empty"
    return None if "." in host[1].strip(".") or ":" in host[1] else "Wrong HTTP URL"


def _check_web_app(value: object, what: str) -> None:
    url = value.get("url") if isinstance(value, dict) else None
    if not isinstance(url, str):
        raise bad_request("can't parse inline keyboard button: can't find field \"url\"")
    _url(url, what, secure=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyButton:
    """A button of a reply keyboard: pressing it sends its text or what it `requests`."""

    text: str
    #: Such as request_contact or request_location; None for a plain button.
    requests: str | None = None
    #: The value of that request, such as the kind of poll or how many users may be chosen.
    wanted: JsonObject = field(default_factory=dict)


ReplyKeyboard: TypeAlias = tuple[tuple[ReplyButton, ...], ...]


def parse_markup(markup: JsonObject | None, *, is_private: bool = True) -> tuple[Keyboard, JsonObject | None]:
    """Read a reply markup of any kind: inline buttons, or the markup that changes a person's keyboard.

    Raises:
        ApiError: It is malformed, or has a button that is only allowed in private chats.
    """
    if not markup:
        return (), None
    if markup.get("keyboard"):
        for row in parse_reply_keyboard(markup):
            for button in row:
                if button.requests is not None and not is_private:
                    raise bad_request(REQUESTS[button.requests])
        return (), markup
    buttons = parse_keyboard(markup)
    if not buttons and (markup.get("remove_keyboard") is True or markup.get("force_reply") is True):
        return (), markup
    if not is_private and any("web_app" in button.other for row in buttons for button in row):
        raise bad_request("BUTTON_TYPE_INVALID")
    return buttons, None


def parse_reply_keyboard(markup: JsonObject) -> ReplyKeyboard:
    """Read a reply keyboard.

    Raises:
        ApiError: It does not consist of rows of buttons with text.
    """
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return tuple(tuple(_parse_reply_button(button) for button in row) for row in rows if row)


def _parse_reply_button(button: object) -> ReplyButton:
    if isinstance(button, str):
        return ReplyButton(text=button)
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    asked = {_OLD_REQUESTS.get(name, name): value for name, value in button.items()}
    # An empty object is a request too: for a poll of any kind.
    requests = next((name for name in REQUESTS if asked.get(name) or isinstance(asked.get(name), dict)), None)
    wanted = asked.get(requests) if requests is not None else None
    wanted = wanted if isinstance(wanted, dict) else {}
    if requests == "web_app":
        _check_web_app(wanted, "keyboard button Web App URL")
    return ReplyButton(text=text, requests=requests, wanted=wanted)
