"""Methods for sending and deleting messages."""

from playground.chats.chat import Message, Timeline
from playground.chats.groups import GroupChat
from playground.errors import bad_request
from playground.methods.sending.posting import find_message, post, read_envelope, read_preview
from playground.serving.parameters import Parameters
from playground.text.content import MAX_TEXT, read_formatted, read_text
from playground.text.entities import utf16_length
from playground.wire import JsonObject
from playground.world import World

#: After this a bot can no longer delete a message.
DELETABLE_S = 48 * 3600
_MAX_IDS = 100


def send_message(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendMessage: send a text to a chat."""
    envelope = read_envelope(world, parameters)
    text, entities = read_text(world, parameters)
    message = post(world, envelope, read_preview(parameters), text=text, entities=entities)
    return envelope.chat.message_json(message)


def send_draft(world: World, parameters: Parameters) -> bool:
    """Answer sendMessageDraft: show a message that is still being written; it goes when the bot sends one."""
    chat = world.chat_to_write(parameters)
    if isinstance(chat, GroupChat) or not parameters.integer("draft_id"):
        raise bad_request("drafts need a private chat and a draft_id that is not 0")
    text, _ = read_formatted(world, parameters, "text", "entities")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    chat.draft = text
    chat.touch()
    return True


def read_ids(parameters: Parameters) -> list[int]:
    """Read the message ids in a call.

    Raises:
        ApiError: There are none or more than a hundred, or they are not numbers.
    """
    given = parameters.sequence("message_ids", "message identifiers") or []
    if not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > _MAX_IDS:
        raise bad_request("too many message identifiers specified")
    try:
        return [int(str(message_id)) for message_id in given]
    except ValueError as error:
        raise bad_request("invalid message identifier specified") from error


def delete_message(world: World, parameters: Parameters) -> bool:
    """Answer deleteMessage: delete one message from a chat."""
    chat = world.find_chat(parameters)
    message = find_message(chat, parameters, "message to delete")
    if not _is_deletable(world, chat, message):
        raise bad_request("message can't be deleted")
    chat.delete(message.id)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Answer deleteMessages: delete several messages from a chat, skipping those not found."""
    chat = world.find_chat(parameters)
    for message_id in read_ids(parameters):
        message = chat.messages.get(message_id)
        if message is not None and _is_deletable(world, chat, message):
            chat.delete(message.id)
    return True


def _is_deletable(world: World, chat: Timeline, message: Message) -> bool:
    if isinstance(chat, GroupChat):
        if not chat.bot_standing.is_inside:
            return False
        if chat.bot_standing.may("can_delete_messages"):
            return True
        if not message.from_bot:
            return False
    return message.date >= world.clock() - DELETABLE_S
