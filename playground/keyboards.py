"""Keyboards: inline ones under a message, and those that stand in place of a person's own."""

from dataclasses import dataclass, field
from typing import TypeAlias

from playground.errors import bad_request
from playground.wire import JsonObject

#: Telegram publishes no number; bot makers report that more buttons are refused.
MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
#: What a button may carry besides text, data and address. Anything else Telegram ignores.
_OTHER_FIELDS = frozenset(
    {
        "callback_game",
        "copy_text",
        "icon_custom_emoji_id",
        "login_url",
        "pay",
        "style",
        "switch_inline_query",
        "switch_inline_query_chosen_chat",
        "switch_inline_query_current_chat",
        "web_app",
    }
)
_DECORATION = frozenset({"icon_custom_emoji_id", "style"})


#: A button of a reply keyboard that asks for more than its own text.
_REQUESTS = (
    "request_contact",
    "request_location",
    "request_poll",
    "request_users",
    "request_chat",
    "web_app",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button: `data` comes back to the bot when it is pressed, `url` opens a page."""

    text: str
    data: str | None = None
    url: str | None = None
    other: JsonObject = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """Shape the button as an InlineKeyboardButton."""
        fields: JsonObject = {"text": self.text}
        if self.data is not None:
            fields["callback_data"] = self.data
        if self.url is not None:
            fields["url"] = self.url
        return fields | self.other if self.other else fields


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


def keyboard_json(keyboard: Keyboard) -> JsonObject:
    """Shape a keyboard as an InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard]}


def parse_keyboard(markup: JsonObject | None) -> Keyboard:
    """Read the inline keyboard of a reply markup; other kinds of markup and none give no buttons.

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


def _parse_button(button: object) -> Button:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    other = {name: button[name] for name in button.keys() & _OTHER_FIELDS}
    data, url = button.get("callback_data"), button.get("url")
    if data is None and url is None and not other.keys() - _DECORATION:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    return Button(text=text, data=_data(data), url=_url(url), other=other)


def _data(data: object) -> str | None:
    if data is None:
        return None
    if not isinstance(data, str) or not 1 <= len(data.encode(errors="replace")) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _url(url: object) -> str | None:
    if url is None:
        return None
    if not isinstance(url, str) or " " in url or "." not in url.partition("://")[2] + url:
        raise bad_request("BUTTON_URL_INVALID")
    return url


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyButton:
    """A button of a reply keyboard: pressing it sends its text, or what it `requests`."""

    text: str
    #: Such as request_contact or request_location; None for a plain one.
    requests: str | None = None


ReplyKeyboard: TypeAlias = tuple[tuple[ReplyButton, ...], ...]


def parse_markup(markup: JsonObject | None) -> tuple[Keyboard, JsonObject | None]:
    """Read a reply markup of any kind: inline buttons, or else the markup that changes a person's keyboard.

    Raises:
        ApiError: It is malformed.
    """
    if not markup:
        return (), None
    if "keyboard" in markup:
        parse_reply_keyboard(markup)
        return (), markup
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return (), markup
    return parse_keyboard(markup), None


def parse_reply_keyboard(markup: JsonObject) -> ReplyKeyboard:
    """Read a reply keyboard.

    Raises:
        ApiError: It has no rows of buttons with a text each.
    """
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array')
    return tuple(tuple(_parse_reply_button(button) for button in row) for row in rows if row)


def _parse_reply_button(button: object) -> ReplyButton:
    if isinstance(button, str):
        return ReplyButton(text=button)
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    requests = next((name for name in _REQUESTS if button.get(name)), None)
    return ReplyButton(text=text, requests=requests)
