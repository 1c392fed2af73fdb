"""What every message from the bot has, whatever its content: its chat, what it replies to, its keyboard."""

from dataclasses import dataclass, field

# A message's fields are passed through by name, whatever they are.
from typing import Any

from playground.chats.chat import Message, Timeline
from playground.chats.groups import GroupChat
from playground.chats.keyboards import Keyboard, parse_markup
from playground.chats.membership import carry_on
from playground.chats.topics import GENERAL, in_topic
from playground.errors import bad_request
from playground.serving.parameters import Parameters
from playground.text.content import read_formatted
from playground.wire import JsonObject
from playground.world import World

_OF_THREADS = ("message_thread_id", "is_topic_message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Everything about a message except its content, read from a call first."""

    chat: Timeline
    reply_to: int | None = None
    buttons: Keyboard = ()
    markup: JsonObject | None = None
    #: Fields that any message may carry: quote, has_protected_content, effect_id.
    content: JsonObject = field(default_factory=dict)


def read_envelope(world: World, parameters: Parameters) -> Envelope:
    """Read where a message goes and what accompanies it.

    Raises:
        ApiError: The bot cannot write there, the keyboard is malformed, or the message it replies to does not
            exist.
    """
    if parameters.text("business_connection_id"):
        # Nobody connects a bot to a business account here.
        raise bad_request("business connection not found")
    chat = world.chat_to_write(parameters)
    given = parameters.mapping("reply_markup", "reply markup")
    buttons, markup = parse_markup(given, is_private=chat.chat_json["type"] == "private")
    reply_to, quote = _replied(world, chat, parameters)
    content: JsonObject = {"quote": quote} if quote else {}
    if isinstance(chat, GroupChat):
        content |= _thread(chat, parameters, reply_to)
    if parameters.flag("protect_content"):
        content["has_protected_content"] = True
    if effect := parameters.text("message_effect_id"):
        content["effect_id"] = effect
    return Envelope(chat=chat, reply_to=reply_to, buttons=buttons, markup=markup, content=content)


def _thread(group: GroupChat, parameters: Parameters, reply_to: int | None) -> JsonObject:
    """Read in which thread of a group a message goes.

    Raises:
        ApiError: The bot cannot post there, or there is no such thread.
    """
    if (refusal := group.why_bot_silent()) is not None:
        raise refusal
    thread_id = parameters.integer("message_thread_id")
    if not thread_id:
        # A reply goes where the other message is.
        return thread_of(group.messages[reply_to]) if reply_to else {}
    if group.topics is not None and thread_id in {GENERAL, *group.topics.by_id}:
        return in_topic(thread_id)
    if group.topics is None and group.type == "supergroup" and thread_id in group.messages:
        return {"message_thread_id": thread_id}
    raise bad_request("message thread not found")


def thread_of(message: Message) -> JsonObject:
    """Return the fields that say in which thread of a group a message is."""
    return {name: message.content[name] for name in _OF_THREADS if name in message.content}


def read_preview(parameters: Parameters) -> JsonObject:
    """Read how the first link of a text is shown, as the field of a message; the older name only turns it off."""
    preview = parameters.mapping("link_preview_options", "LinkPreviewOptions")
    if preview is None and parameters.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    return {"link_preview_options": preview} if preview else {}


def _replied(world: World, chat: Timeline, parameters: Parameters) -> tuple[int | None, JsonObject | None]:
    """Read which message in the chat this replies to, and which part of it; None if it is not a reply."""
    reply = parameters.mapping("reply_parameters", "reply parameters")
    given = Parameters(reply) if reply else parameters
    message_id = given.integer("message_id" if reply else "reply_to_message_id")
    message = chat.messages.get(message_id)
    if message is not None:
        return message_id, quoted(world, message, given) if reply else None
    if message_id and not given.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None, None


def quoted(world: World, message: Message, reply: Parameters) -> JsonObject | None:
    """Read the quoted part of a message as a TextQuote; None if nothing is quoted.

    Raises:
        ApiError: The message does not contain these words.
    """
    words, entities = read_formatted(world, reply, "quote", "quote_entities", "quote_parse_mode")
    if not words:
        return None
    place = message.words.find(words)
    if place < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    before = message.words[:place].encode("utf-16-le", errors="replace")
    quote: JsonObject = {"text": words, "position": len(before) // 2, "is_manual": True}
    if entities:
        quote["entities"] = [entity.to_json() for entity in entities]
    return quote


def post(
    world: World,
    envelope: Envelope,
    content: JsonObject | None = None,
    **fields: Any,
) -> Message:
    """Add a message from the bot to the chat of its envelope."""
    chat = envelope.chat
    message = chat.add(
        Message(
            # The chat would set these, but copying the message takes as long as everything else.
            id=chat.next_message_id,
            revision=chat.revision + 1,
            date=world.now(),
            from_bot=True,
            buttons=envelope.buttons,
            markup=envelope.markup,
            reply_to=envelope.reply_to,
            content=envelope.content | content if content else envelope.content,
            **fields,
        )
    )
    if isinstance(chat, GroupChat) and chat.linked_to and chat.is_channel:
        carry_on(world, chat, message)
    return message


def find_message(chat: Timeline, parameters: Parameters, what: str, name: str = "message_id") -> Message:
    """Find the message that a call names.

    Raises:
        ApiError: It is not in the chat; the refusal names it as `what`.
    """
    message = chat.messages.get(parameters.integer(name))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def find_inline(world: World, parameters: Parameters) -> tuple[Timeline, Message]:
    """Find the message that was sent through the bot and that a call names by an id of its own.

    Raises:
        ApiError: There is none.
    """
    name = parameters.text("inline_message_id")
    if not name:
        raise bad_request("message identifier is not specified")
    chat_id, message_id = world.inline.places.get(name, (0, 0))
    chat = world.chat(chat_id)
    message = chat.messages.get(message_id) if chat is not None else None
    if chat is None or message is None:
        raise bad_request("MESSAGE_ID_INVALID" if chat else "invalid inline message identifier specified")
    return chat, message
