"""Methods for reading a chat, and for showing that the bot is typing."""

from playground.errors import bad_request
from playground.groupchats import GroupChat
from playground.parameters import Parameters
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


_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
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
        if not chat.bot_standing.is_inside:
            raise chat.refusal() or bad_request("chat not found")
        fields["permissions"] = dict.fromkeys(_PERMISSIONS, True)
        if chat.description:
            fields["description"] = chat.description
    if chat.pins:
        fields["pinned_message"] = chat.message_json(chat.messages[chat.pins[-1]], nested=True)
    return fields


def send_action(world: World, parameters: Parameters) -> bool:
    """Answer sendChatAction: show for a few seconds that the bot is busy."""
    chat = world.chat_to_write(parameters)
    action = parameters.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.act(action, world.clock())
    return True
