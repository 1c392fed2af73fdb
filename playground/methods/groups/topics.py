"""Methods for the topics of a forum."""

from playground.chats.chat import Message
from playground.chats.groups import GroupChat
from playground.chats.membership import announce
from playground.chats.topics import COLORS, GENERAL, Topic, Topics, in_topic
from playground.errors import bad_request
from playground.methods.groups.groups import find_group
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_MAX_NAME = 128
#: Emoji and ids of the icons that any bot may use. Telegram has more, and others.
_ICONS = {
    "📰": "5434144690511290129",
    "💡": "5312536423851630001",
    "⚡️": "5312016608254762256",
    "🎙": "5377544228505134960",
    "🔝": "5418085807791545980",
    "🗣": "5370870893004203704",
}


def icon_stickers(world: World, parameters: Parameters) -> list[JsonObject]:  # noqa: ARG001 - the shape of every method
    """Answer getForumTopicIconStickers: the icons that any bot may use; their files are not there."""
    return [_icon(emoji, emoji_id) for emoji, emoji_id in _ICONS.items()]


def _icon(emoji: str, emoji_id: str) -> JsonObject:
    identity: JsonObject = {"file_id": f"CAACAgIAAxkB{emoji_id}", "file_unique_id": f"AgAD{emoji_id[-11:]}"}
    look = {"width": 512, "height": 512, "is_animated": True, "is_video": False, "type": "custom_emoji"}
    return identity | look | {"emoji": emoji, "set_name": "Topics", "custom_emoji_id": emoji_id}


def _forum(world: World, parameters: Parameters) -> tuple[GroupChat, Topics]:
    group = find_group(world, parameters, "the chat is not a forum")
    if group.topics is None:
        raise bad_request("the chat is not a forum")
    if not group.bot_standing.may("can_manage_topics"):
        raise bad_request("not enough rights to manage topics")
    return group, group.topics


def _topic(world: World, parameters: Parameters) -> tuple[GroupChat, Topic]:
    group, topics = _forum(world, parameters)
    topic = topics.by_id.get(parameters.integer("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return group, topic


def _general(world: World, parameters: Parameters) -> tuple[GroupChat, Topic]:
    group, topics = _forum(world, parameters)
    return group, topics.general


def _name(parameters: Parameters) -> str:
    name = parameters.text("name").strip()
    if not name:
        raise bad_request("topic name must be non-empty")
    return name[:_MAX_NAME]


def _announce(world: World, group: GroupChat, topic: Topic, content: JsonObject) -> Message:
    return announce(world, group, content | in_topic(topic.id), by=world.bot.id)


def create(world: World, parameters: Parameters) -> JsonObject:
    """Answer createForumTopic."""
    group, topics = _forum(world, parameters)
    color = parameters.integer("icon_color") or COLORS[0]
    if color not in COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    topic = Topic(
        id=group.next_message_id,
        name=_name(parameters),
        color=color,
        emoji_id=_emoji_id(parameters),
    )
    topics.by_id[topic.id] = topic
    _announce(world, group, topic, {"forum_topic_created": {"name": topic.name} | topic.look_json()})
    return topic.to_json()


def _emoji_id(parameters: Parameters) -> str:
    emoji_id = parameters.text("icon_custom_emoji_id")
    if emoji_id and emoji_id not in _ICONS.values():
        raise bad_request("TOPIC_ICON_CUSTOM_EMOJI_INVALID")
    return emoji_id


def edit(world: World, parameters: Parameters) -> bool:
    """Answer editForumTopic: change the name or the icon; what is not given stays."""
    group, topic = _topic(world, parameters)
    changes: JsonObject = {}
    if "icon_custom_emoji_id" in parameters.values and _emoji_id(parameters) != topic.emoji_id:
        changes["icon_custom_emoji_id"] = topic.emoji_id = _emoji_id(parameters)
    return _rename(world, group, topic, parameters, changes)


def _rename(
    world: World, group: GroupChat, topic: Topic, parameters: Parameters, changes: JsonObject
) -> bool:
    if parameters.text("name") and _name(parameters) != topic.name:
        changes["name"] = topic.name = _name(parameters)
    if not changes:
        raise bad_request("TOPIC_NOT_MODIFIED")
    _announce(world, group, topic, {"forum_topic_edited": changes})
    return True


def _set_closed(world: World, group: GroupChat, topic: Topic, *, closed: bool) -> bool:
    if topic.is_closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = closed
    _announce(world, group, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def close(world: World, parameters: Parameters) -> bool:
    """Answer closeForumTopic."""
    return _set_closed(world, *_topic(world, parameters), closed=True)


def reopen(world: World, parameters: Parameters) -> bool:
    """Answer reopenForumTopic."""
    return _set_closed(world, *_topic(world, parameters), closed=False)


def delete(world: World, parameters: Parameters) -> bool:
    """Answer deleteForumTopic: delete a topic with its messages."""
    group, topic = _topic(world, parameters)
    if group.topics is not None:
        del group.topics.by_id[topic.id]
    for message in _messages(group, topic):
        group.delete(message.id)
    return True


def _messages(group: GroupChat, topic: Topic) -> list[Message]:
    def is_in(message: Message) -> bool:
        return message.content.get("message_thread_id", GENERAL) == topic.id

    return [message for message in group.messages.values() if is_in(message)]


def _unpin(group: GroupChat, topic: Topic) -> bool:
    if not group.bot_standing.may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    inside = {message.id for message in _messages(group, topic)}
    group.pins = [message_id for message_id in group.pins if message_id not in inside]
    group.touch()
    return True


def unpin_all(world: World, parameters: Parameters) -> bool:
    """Answer unpinAllForumTopicMessages."""
    return _unpin(*_topic(world, parameters))


def unpin_all_general(world: World, parameters: Parameters) -> bool:
    """Answer unpinAllGeneralForumTopicMessages."""
    return _unpin(*_general(world, parameters))


def edit_general(world: World, parameters: Parameters) -> bool:
    """Answer editGeneralForumTopic: change the name of the first topic."""
    _name(parameters)
    group, topic = _general(world, parameters)
    return _rename(world, group, topic, parameters, {})


def close_general(world: World, parameters: Parameters) -> bool:
    """Answer closeGeneralForumTopic."""
    return _set_closed(world, *_general(world, parameters), closed=True)


def reopen_general(world: World, parameters: Parameters) -> bool:
    """Answer reopenGeneralForumTopic; a hidden topic is shown again."""
    group, topic = _general(world, parameters)
    topic.is_hidden = False
    return _set_closed(world, group, topic, closed=False)


def hide_general(world: World, parameters: Parameters) -> bool:
    """Answer hideGeneralForumTopic; a hidden topic is closed too."""
    group, topic = _general(world, parameters)
    if topic.is_hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_hidden = topic.is_closed = True
    _announce(world, group, topic, {"general_forum_topic_hidden": {}})
    return True


def unhide_general(world: World, parameters: Parameters) -> bool:
    """Answer unhideGeneralForumTopic."""
    group, topic = _general(world, parameters)
    if not topic.is_hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_hidden = False
    _announce(world, group, topic, {"general_forum_topic_unhidden": {}})
    return True
