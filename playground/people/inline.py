"""What a person does in inline mode: types after the bot's name, and chooses a result."""

from dataclasses import replace

from playground.chats.chat import Account, Chat, Message, Timeline
from playground.chats.groups import GroupChat
from playground.chats.inline import InlineQuery, Result
from playground.errors import NotPossible
from playground.wire import JsonObject
from playground.world import World

#: Telegram cuts longer texts.
_MAX_QUERY = 256


def ask_inline(world: World, chat: Timeline, person_id: int, text: str, offset: str) -> InlineQuery:
    """Tell the bot what somebody types after its name in a chat."""
    query = InlineQuery(
        id=str(world.rng.getrandbits(62)),
        person_id=person_id,
        chat_id=chat.id,
        text=text[:_MAX_QUERY],
        offset=offset,
        at=world.clock(),
    )
    world.inline.add(query)
    told: JsonObject = {
        "id": query.id,
        "from": world.user_json(person_id),
        # A private chat here is always the one with the bot.
        "chat_type": chat.chat_json["type"] if isinstance(chat, GroupChat) else "sender",
        "query": query.text,
        "offset": offset,
    }
    world.updates.put("inline_query", told)
    return query


def send_result(
    world: World, chat: Timeline, account: Account, query: InlineQuery, result: Result
) -> Message:
    """Send a result through the bot; the bot is told what was chosen, and about the message if it reads the chat.

    Raises:
        NotPossible: It has to be fetched from an address, or the person cannot write here.
    """
    reason = chat.why_silent(account)
    if reason is not None:
        raise NotPossible(reason)
    if result.message is None:
        raise NotPossible("the result is at an address on the network, which the playground never uses")
    is_group = isinstance(chat, GroupChat)
    content = result.message.content | {"via_bot": world.bot_user}
    sent = chat.add(
        replace(
            result.message,
            date=world.now(),
            sender_id=account.id if is_group else None,
            content=content,
        )
    )
    if isinstance(chat, Chat):
        chat.started = True
    chosen: JsonObject = {
        "result_id": result.id,
        "from": world.user_json(account.id),
        "query": query.text,
    }
    if sent.buttons or sent.kind == "game":
        name = f"AQAA{world.rng.getrandbits(96):024x}"
        world.inline.places[name] = (chat.id, sent.id)
        chosen["inline_message_id"] = name
    world.tell("message", chat, sent)
    world.updates.put("chosen_inline_result", chosen)
    return sent
