"""Methods for editing messages that the bot has sent."""

from dataclasses import replace

from playground.chats.chat import Message, Timeline
from playground.chats.keyboards import parse_keyboard
from playground.errors import bad_request
from playground.methods.sending.files import read_media
from playground.methods.sending.places import is_live, moved, stopped
from playground.methods.sending.posting import find_inline, find_message, read_preview
from playground.serving.parameters import Parameters
from playground.text.content import read_caption, read_text
from playground.wire import JsonObject
from playground.world import World


def edit_text(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer editMessageText: change the text and the buttons."""
    chat, message = _find(world, parameters)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(world, parameters)
    content = {name: value for name, value in message.content.items() if name != "link_preview_options"}
    content |= read_preview(parameters)
    return _change(world, chat, replace(message, text=text, entities=entities, content=content), parameters)


def edit_caption(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer editMessageCaption: change the caption and the buttons."""
    chat, message = _find(world, parameters)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    caption, entities = read_caption(world, parameters)
    return _change(world, chat, replace(message, caption=caption, entities=entities), parameters)


def edit_media(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer editMessageMedia: replace the file and its caption."""
    chat, message = _find(world, parameters)
    if message.file is None and message.text is None:
        raise bad_request("message can't be edited")
    media = parameters.mapping("media", "InputMedia")
    if media is None:
        raise bad_request("media is empty")
    stored, caption, entities = read_media(world, Parameters(media, parameters.files))
    changed = replace(message, text=None, file=stored, caption=caption, entities=entities)
    return _change(world, chat, changed, parameters)


def edit_buttons(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer editMessageReplyMarkup: change only the buttons."""
    chat, message = _find(world, parameters)
    return _change(world, chat, message, parameters)


def edit_live_location(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer editMessageLiveLocation: move a location that is still live."""
    chat, message = _find(world, parameters)
    if not is_live(message, world.now()):
        raise bad_request("message can't be edited")
    return _change(world, chat, moved(message, parameters), parameters)


def stop_live_location(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer stopMessageLiveLocation: end a live location."""
    chat, message = _find(world, parameters)
    if not is_live(message, world.now()):
        raise bad_request("message can't be edited")
    return _change(world, chat, stopped(message), parameters)


def _find(world: World, parameters: Parameters) -> tuple[Timeline, Message]:
    if not parameters.text("chat_id") and not parameters.integer("message_id"):
        return find_inline(world, parameters)
    chat = world.chat_to_write(parameters)
    message = find_message(chat, parameters, "message to edit")
    if not message.from_bot or "forward_origin" in message.content or message.kind == "service":
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, chat: Timeline, changed: Message, parameters: Parameters) -> JsonObject | bool:
    # An edit without buttons removes the old ones.
    buttons = parse_keyboard(parameters.mapping("reply_markup", "reply markup"))
    changed = replace(changed, buttons=buttons, edited_at=world.now())
    if changed.same_as(chat.messages[changed.id]):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    edited = chat.edit(changed)
    # The bot does not see the chat of a message that was sent through it.
    return chat.message_json(edited) if edited.from_bot else True
