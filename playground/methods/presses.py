"""The method for answering a press."""

from playground.chats.queries import MAX_ANSWER, Toast
from playground.errors import bad_request
from playground.serving.parameters import Parameters
from playground.text.entities import utf16_length
from playground.world import World


def answer_press(world: World, parameters: Parameters) -> bool:
    """Answer answerCallbackQuery: end the person's wait, with or without a text."""
    text = parameters.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = world.presses.take(parameters.text("callback_query_id"))
    chat = world.chats[press.person_id]
    chat.toasts.append(
        Toast(
            query_id=press.query_id,
            text=text,
            show_alert=parameters.flag("show_alert"),
            revision=chat.revision + 1,
            url=parameters.text("url"),
        )
    )
    chat.touch()
    return True
