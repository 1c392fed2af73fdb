"""What the bot says in a group: what it is, when it is added or asked, and nothing else.

Its one greeting shows whoever added it that it works, and shows the others the way to a private chat with it; without
that it would look broken. It ignores everything else that people write in a group.
"""

from telegram import ChatMember, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatType

from crowd.ids import HOUR, MINUTE
from handlers.context import CrowdContext
from usecases.people.introduce import introduce

#: A command gets another reply after this long; a mention, or being added again, only after an hour.
_AGAIN = MINUTE
_UNASKED_AGAIN = HOUR
#: Commands that it answers even without its name; others may be meant for another bot.
_BARE = frozenset({"start", "help"})
_OUTSIDE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def on_group_command(update: Update, context: CrowdContext) -> None:
    """A command in a group, meant for this bot."""
    message = update.effective_message
    name, _, bot = ((message.text if message else None) or "/").split()[0].removeprefix("/").partition("@")
    meant = bot.casefold() == context.bot.username.casefold() if bot else name.casefold() in _BARE
    if message is not None and meant:
        await _introduce(message.chat_id, context, quiet_for=_AGAIN)


async def on_group_mention(update: Update, context: CrowdContext) -> None:
    """A message in a group that names this bot."""
    message = update.effective_message
    if message is not None and _names(message, context.bot.username):
        await _introduce(message.chat_id, context, quiet_for=_UNASKED_AGAIN)


async def on_group_membership(change: ChatMemberUpdated, context: CrowdContext) -> None:
    """The bot was added to a group or removed from it."""
    came = change.old_chat_member.status in _OUTSIDE and change.new_chat_member.status not in _OUTSIDE
    if came and change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
        await _introduce(change.chat.id, context, quiet_for=_UNASKED_AGAIN)


async def _introduce(group_id: int, context: CrowdContext, *, quiet_for: int) -> None:
    link = f"https://t.me/{context.bot.username}?start=group"
    locale = context.visitor.locale
    await context.effect(introduce, group_id, link, locale=locale, quiet_for=quiet_for, at=context.now)


def _names(message: Message, username: str) -> bool:
    found = message.parse_entities([MessageEntity.MENTION]).values()
    return any(name.casefold() == f"@{username.casefold()}" for name in found)
