"""Methods for sending existing messages again: as a forward, which names the origin, or as a copy."""

from dataclasses import replace

from playground.chats.chat import Message, Timeline
from playground.chats.groups import GroupChat
from playground.errors import bad_request
from playground.methods.sending.messages import read_ids
from playground.methods.sending.posting import Envelope, find_message, post, read_envelope
from playground.people.voting import show_poll
from playground.serving.parameters import Parameters
from playground.text.content import read_caption
from playground.wire import JsonObject
from playground.world import World

#: Fields that belong to a single message and are not copied with its content.
_LEFT_BEHIND = frozenset(
    {
        "effect_id",
        "has_protected_content",
        "is_automatic_forward",
        "is_topic_message",
        "media_group_id",
        "message_thread_id",
        "quote",
        "sender_chat",
    }
)


def forward_message(world: World, parameters: Parameters) -> JsonObject:
    """Answer forwardMessage: show a message of one chat in another, with its origin."""
    envelope = read_envelope(world, parameters)
    source = world.find_chat(parameters, "from_chat_id")
    message = find_message(source, parameters, "message to forward")
    if not _can_travel(message):
        raise bad_request("the message can't be forwarded")
    return envelope.chat.message_json(_forward(world, envelope, source, message))


def forward_messages(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer forwardMessages; messages that are missing or cannot be forwarded are skipped."""
    envelope = read_envelope(world, parameters)
    source = world.find_chat(parameters, "from_chat_id")
    found = [source.messages.get(message_id) for message_id in read_ids(parameters)]
    return [
        {"message_id": _forward(world, envelope, source, message).id}
        for message in found
        if message is not None and _can_travel(message)
    ]


def copy_message(world: World, parameters: Parameters) -> JsonObject:
    """Answer copyMessage: send a message's content as if it were new."""
    envelope = read_envelope(world, parameters)
    source = world.find_chat(parameters, "from_chat_id")
    message = find_message(source, parameters, "message to copy")
    if not _can_travel(message):
        raise bad_request("the message can't be copied")
    if "caption" in parameters.values and message.file is not None:
        caption, entities = read_caption(world, parameters)
        message = replace(message, caption=caption, entities=entities)
    return {"message_id": _copy(world, envelope, message).id}


def copy_messages(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer copyMessages; messages that are missing or cannot be copied are skipped."""
    envelope = read_envelope(world, parameters)
    source = world.find_chat(parameters, "from_chat_id")
    bare = parameters.flag("remove_caption")
    found = [source.messages.get(message_id) for message_id in read_ids(parameters)]
    return [
        {"message_id": _copy(world, envelope, _uncaptioned(message) if bare else message).id}
        for message in found
        if message is not None and _can_travel(message)
    ]


def _uncaptioned(message: Message) -> Message:
    return message if message.file is None else replace(message, caption=None, entities=())


def _can_travel(message: Message) -> bool:
    return message.kind not in {"service", "invoice"} and "has_protected_content" not in message.content


def _copy(world: World, envelope: Envelope, message: Message) -> Message:
    content = {name: value for name, value in message.content.items() if name != "forward_origin"}
    return _put(world, envelope, message, content)


def _forward(world: World, envelope: Envelope, source: Timeline, message: Message) -> Message:
    origin = message.content.get("forward_origin") or origin_json(source, message)
    return _put(world, envelope, message, message.content | {"forward_origin": origin})


def origin_json(source: Timeline, message: Message) -> JsonObject:
    """Return the origin of a message as a MessageOrigin."""
    if isinstance(source, GroupChat) and source.is_channel:
        return {"type": "channel", "chat": source.chat_json, "message_id": message.id, "date": message.date}
    return {"type": "user", "sender_user": source.sender_json(message), "date": message.date}


def _put(world: World, envelope: Envelope, message: Message, content: JsonObject) -> Message:
    kept = {name: value for name, value in content.items() if name not in _LEFT_BEHIND}
    sent = post(
        world,
        envelope,
        kept,
        text=message.text,
        caption=message.caption,
        entities=message.entities,
        file=message.file,
    )
    show_poll(world, envelope.chat, sent)
    return sent
