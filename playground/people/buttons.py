"""Finds the button that a person means."""

from collections.abc import Iterable

from playground.chats.chat import Message
from playground.chats.keyboards import Button
from playground.errors import NotPossible


def find_button(
    messages: Iterable[Message], *, text: str | None, row: int | None, col: int | None
) -> tuple[Message, Button]:
    """Find a button on the first message that has it; return the message and the button.

    Searches all messages for the whole text first, then for its beginning. `row` and `col` count from 0.

    Raises:
        NotPossible: There is no such button, several buttons start with the text, or the button tells the bot nothing.
    """
    with_buttons = list(messages)
    if text is None:
        message, button = _at(with_buttons, row or 0, col or 0)
    else:
        message, button = _exactly(with_buttons, text) or _beginning(with_buttons, text)
    if button.data is None and "callback_game" not in button.other:
        typed = next((name for name in button.other if name.startswith("switch_inline_query")), None)
        instead = ": it lets the person type after the bot's name, so use inline()" if typed else ""
        raise NotPossible(f"the button {button.text!r} sends nothing to the bot{instead}")
    return message, button


def _at(messages: list[Message], row: int, col: int) -> tuple[Message, Button]:
    for message in messages:
        if row < len(message.buttons) and col < len(message.buttons[row]):
            return message, message.buttons[row][col]
    raise NotPossible(f"no message has a button at row {row}, column {col}; {_listed(messages)}")


def _exactly(messages: list[Message], text: str) -> tuple[Message, Button] | None:
    for message in messages:
        for button in _all(message):
            if button.text == text:
                return message, button
    return None


def _beginning(messages: list[Message], text: str) -> tuple[Message, Button]:
    for message in messages:
        found = [button for button in _all(message) if button.text.startswith(text)]
        if len(found) == 1:
            return message, found[0]
        if found:
            raise NotPossible(f"several buttons start with {text!r}: {_texts(found)}")
    raise NotPossible(f"there is no button {text!r}; {_listed(messages)}")


def _all(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def _texts(buttons: list[Button]) -> str:
    return " ".join(f"[{button.text}]" for button in buttons)


def _listed(messages: list[Message]) -> str:
    if not any(message.buttons for message in messages):
        return "the message has no buttons" if messages else "no message has buttons"
    return "the buttons are: " + "; ".join(
        f"message {message.id}: {_texts(_all(message))}" for message in messages[:5]
    )
