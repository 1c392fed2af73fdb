"""Methods for reading a chat, and for showing that the bot is typing."""

from playground.chats.chat import Chat
from playground.chats.groups import PERMISSIONS, GroupChat
from playground.errors import bad_request
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(world: World, parameters: Parameters) -> JsonObject:
    """Answer getChat: describe a person or a group."""
    chat = world.find_chat(parameters)
    fields = chat.chat_json | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, not isinstance(chat, GroupChat)),
    }
    if isinstance(chat, GroupChat):
        # Anybody may look at a public chat.
        if not chat.bot_standing.is_inside and "username" not in chat.chat_json:
            raise chat.refusal() or bad_request("chat not found")
        fields |= _group_json(world, chat)
    elif isinstance(chat, Chat) and chat.account.username:
        fields["active_usernames"] = [chat.account.username]
    if chat.pins:
        fields["pinned_message"] = chat.message_json(chat.messages[chat.pins[-1]], nested=True)
    return fields


def _group_json(world: World, group: GroupChat) -> JsonObject:
    fields: JsonObject = {}
    if not group.is_channel:
        fields["permissions"] = {name: name in group.permissions for name in PERMISSIONS}
    if group.description:
        fields["description"] = group.description
    if username := group.chat_json.get("username"):
        fields["active_usernames"] = [username]
    if group.linked_to:
        fields["linked_chat_id"] = group.linked_to
    primary = [invite.link for invite in group.invites.values() if invite.is_primary]
    if primary:
        fields["invite_link"] = primary[0]
    if (stored := world.files.get(group.photo)) is not None:
        small, big = f"small_{stored.unique_id}", f"big_{stored.unique_id}"
        fields["photo"] = {
            "small_file_id": stored.file_id,
            "small_file_unique_id": small,
            "big_file_id": stored.file_id,
            "big_file_unique_id": big,
        }
    return fields


def send_action(world: World, parameters: Parameters) -> bool:
    """Answer sendChatAction: show for a few seconds that the bot is busy."""
    chat = world.chat_to_write(parameters)
    action = parameters.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.act(action, world.clock())
    return True
