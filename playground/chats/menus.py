"""Which commands a person sees: those in the narrowest menu that the bot has set in their language."""

from playground.chats.chat import Chat, Timeline
from playground.chats.groups import GroupChat
from playground.wire import JsonObject
from playground.world import BotProfile


def commands_for(bot: BotProfile, chat: Chat, place: Timeline | None = None) -> list[JsonObject]:
    """Choose the menu that the person in a private chat sees there, or in the group `place`."""
    language = chat.account.language or ""
    for scope in _scopes(chat, place):
        for code in dict.fromkeys((language, "")):
            commands = bot.commands.get((scope, code))
            if commands:
                return commands
    return []


def _scopes(chat: Chat, place: Timeline | None) -> list[str]:
    """List the scopes that include the person, narrowest first."""
    if not isinstance(place, GroupChat):
        return [f"chat/{chat.id}", "all_private_chats", "default"]
    leads = place.standing(chat.id).status in {"creator", "administrator"}
    return [
        f"chat_member/{place.id}/{chat.id}",
        *([f"chat_administrators/{place.id}"] if leads else []),
        f"chat/{place.id}",
        *(["all_chat_administrators"] if leads else []),
        "all_group_chats",
        "default",
    ]
