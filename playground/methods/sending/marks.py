"""Methods for marking existing messages: pins and reactions."""

from dataclasses import replace

from playground.chats.chat import Timeline
from playground.chats.groups import GroupChat
from playground.chats.membership import announce
from playground.errors import bad_request
from playground.methods.sending.posting import find_message
from playground.serving.parameters import Parameters
from playground.world import World

_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 "
    "❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 "
    "😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ "
    "😡 "
)
#: The emoji that Telegram accepts as reactions.
REACTIONS = frozenset(_EMOJI.split())


def set_reaction(world: World, parameters: Parameters) -> bool:
    """Answer setMessageReaction: set or remove the bot's reaction to a message."""
    chat = world.chat_to_write(parameters)
    message = find_message(chat, parameters, "message to react")
    given = parameters.sequence("reaction", "ReactionType") or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = _emoji(given[0]) if given else None
    others = tuple(pair for pair in message.reactions if pair[0] != world.bot.id)
    changed = (*others, (world.bot.id, emoji)) if emoji else others
    chat.edit(replace(message, reactions=changed))
    return True


def _emoji(given: object) -> str:
    if not isinstance(given, dict) or given.get("type") not in {"emoji", "custom_emoji", "paid"}:
        raise bad_request("can't parse reaction type: wrong type")
    emoji = str(given.get("emoji", "")).removesuffix("\ufe0f")
    # A bot cannot set paid reactions, and custom emoji only if somebody has already set the same one.
    if emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return emoji


def pin(world: World, parameters: Parameters) -> bool:
    """Answer pinChatMessage: pin a message at the top of its chat."""
    chat = _chat_to_pin_in(world, parameters)
    message = find_message(chat, parameters, "message to pin")
    if message.kind == "service":
        raise bad_request("message can't be pinned")
    if message.id in chat.pins:
        chat.pins.remove(message.id)
    chat.pins.append(message.id)
    announce(world, chat, {"pinned_message": chat.message_json(message, nested=True)}, by=world.bot.id)
    return True


def unpin(world: World, parameters: Parameters) -> bool:
    """Answer unpinChatMessage: unpin a message, by default the newest pinned one."""
    chat = _chat_to_pin_in(world, parameters)
    message_id = parameters.integer("message_id") or (chat.pins[-1] if chat.pins else 0)
    if message_id not in chat.pins:
        raise bad_request("message to unpin not found")
    chat.pins.remove(message_id)
    chat.touch()
    return True


def unpin_all(world: World, parameters: Parameters) -> bool:
    """Answer unpinAllChatMessages."""
    chat = _chat_to_pin_in(world, parameters)
    chat.pins.clear()
    chat.touch()
    return True


def _chat_to_pin_in(world: World, parameters: Parameters) -> Timeline:
    chat = world.chat_to_write(parameters)
    if isinstance(chat, GroupChat) and not chat.bot_standing.may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
