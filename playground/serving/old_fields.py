"""Fields that Telegram has replaced and still sends beside the new ones, as tdlib/telegram-bot-api does.

Older libraries read nothing else: whether a message is forwarded, who joined a group, whom somebody shared.
"""

from collections.abc import Mapping
from types import MappingProxyType

from playground.wire import JsonObject

#: The old fields, which are in no description of the Bot API any more.
OLD_FIELDS = frozenset(
    {
        "Message.forward_date",
        "Message.forward_from",
        "Message.left_chat_participant",
        "Message.new_chat_member",
        "Message.new_chat_participant",
        "Message.user_shared",
        "Poll.correct_option_id",
        "UsersShared.user_ids",
    }
)
_NEW = frozenset({"forward_origin", "left_chat_member", "new_chat_members", "users_shared"})
#: By the field of a MessageOrigin: the old field of the message. People in the playground hide nothing.
_ORIGINS: Mapping[str, str] = MappingProxyType({"sender_user": "forward_from", "date": "forward_date"})


def with_old_fields(content: JsonObject) -> JsonObject:
    """Return the content of a message, with the old fields that go with it."""
    if _NEW.isdisjoint(content):
        return content
    fields = dict(content)
    match content:
        case {"forward_origin": dict(origin)}:
            fields |= {old: origin[new] for new, old in _ORIGINS.items() if new in origin}
        case {"new_chat_members": [first, *_]}:
            fields |= {"new_chat_member": first, "new_chat_participant": first}
        case {"left_chat_member": gone}:
            fields["left_chat_participant"] = gone
    match content:
        case {"users_shared": {"request_id": request, "users": [{"user_id": user}]}}:
            fields["user_shared"] = {"request_id": request, "user_id": user}
    return fields
