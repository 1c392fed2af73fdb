"""People, chats, calls and updates as plain JSON, for programs that control the playground from outside."""

from collections.abc import Iterable, Mapping

from playground.chats.chat import Chat, Message, Timeline
from playground.chats.groups import GroupChat
from playground.chats.queries import Toast
from playground.people.voting import poll_of
from playground.serving.calls import Call
from playground.serving.updates import Update
from playground.wire import JsonObject, encode, without_none
from playground.world import World

#: The live view only shows part of a larger call or update.
_MAX_SHOWN_BYTES = 24_000
_MAX_PREVIEW = 90


def chat_view(chat: Timeline) -> JsonObject:
    """Return a chat's entry in the list of chats: whose it is, and a preview of the newest message."""
    shared: JsonObject = {"revision": chat.revision, "last": _preview(next(chat.newest_first(), None))}
    if isinstance(chat, GroupChat):
        inside = [user for user, standing in chat.standings.items() if standing.is_inside]
        return without_none(
            {
                "id": chat.id,
                "name": chat.title,
                "group": chat.type,
                "members": [user for user in inside if user != chat.bot_id],
                "bot": chat.bot_standing.status,
                **shared,
            }
        )
    return without_none(_person_view(chat) | shared if isinstance(chat, Chat) else shared)


def _person_view(chat: Chat) -> JsonObject:
    account = chat.account
    return {
        "id": account.id,
        "name": account.first_name,
        "last_name": account.last_name,
        "username": account.username,
        "language": account.language,
        "started": chat.started,
        "blocked": chat.blocked,
        "deactivated": chat.deactivated or None,
    }


def _preview(message: Message | None) -> JsonObject | None:
    if message is None:
        return None
    return {
        "id": message.id,
        "date": message.edited_at or message.date,
        "from_bot": message.from_bot,
        "words": _in_short(message),
    }


def _in_short(message: Message) -> str:
    words = " ".join(message.words[: 4 * _MAX_PREVIEW].split())[:_MAX_PREVIEW]
    return words or _kind_of(message)


def _kind_of(message: Message) -> str:
    if message.document is not None:
        return message.document.name
    # A service message has a single field, which names what happened.
    kind = next(iter(message.content), "service") if message.kind == "service" else message.kind
    return kind.replace("_", " ").capitalize()


def pinned_of(chat: Timeline) -> JsonObject | None:
    """Return a preview of the visible pinned message; None if there is none."""
    message = chat.messages.get(chat.pins[-1]) if chat.pins else None
    return {"id": message.id, "words": _in_short(message)} if message is not None else None


def message_view(world: World, chat: Timeline, message: Message) -> JsonObject:
    """Return a message as in the Bot API, with more that a person sees.

    Adds `revision`, the chat's counter when the message last changed; `reactions`, pairs of a person's id and an
    emoji; and for a poll `votes`, the positions that each person chose.
    """
    view = {**chat.message_json(message), "revision": message.revision}
    if message.reactions:
        view["reactions"] = [list(pair) for pair in message.reactions]
    poll = poll_of(world, message)
    if poll is not None and poll.votes:
        view["votes"] = {str(person_id): chosen for person_id, chosen in poll.votes.items()}
    return view


def toast_view(toast: Toast) -> JsonObject:
    """Return the bot's answer to a press."""
    return {
        "query_id": toast.query_id,
        "text": toast.text,
        "show_alert": toast.show_alert,
        "url": toast.url,
        "revision": toast.revision,
    }


def bot_view(world: World) -> JsonObject:
    """Return who the bot is and whether it is listening."""
    bot = world.bot
    return {
        "id": bot.id,
        "name": bot.names.get("", bot.first_name),
        "username": bot.username,
        "listening": world.updates.is_listened_to or world.webhook is not None,
    }


def description_for(world: World, chat: Chat) -> str:
    """Return the bot's description for this person's empty chat."""
    kept = world.bot.descriptions
    return kept.get(chat.account.language or "", kept.get("", ""))


def call_view(call: Call) -> JsonObject:
    """Return a call by the bot and its outcome."""
    result = call.result
    if call.method == "getUpdates" and isinstance(result, list):
        # The updates are already in the list.
        result = [update["update_id"] for update in result]
    error = None
    if call.error is not None:
        error = without_none(
            {
                "code": call.error.code,
                "description": call.error.description,
                "parameters": call.error.parameters,
            }
        )
    return {
        "what": "call",
        "name": call.method,
        "ok": call.error is None,
        **without_none({"error": error, "chat_id": _chat_id(call.parameters)}),
        "body": _bounded({"parameters": call.parameters, "error" if error else "result": error or result}),
    }


def update_view(update: Update) -> JsonObject:
    """Return an update that is or was waiting for the bot."""
    who = update.content.get("from")
    chat_id = who.get("id") if isinstance(who, dict) else None
    return {
        "what": "update",
        "name": update.kind,
        "ok": True,
        **without_none({"chat_id": chat_id}),
        "body": _bounded(update.to_json()),
    }


def _chat_id(parameters: Mapping[str, object]) -> int | None:
    try:
        return int(str(parameters.get("chat_id")))
    except ValueError:
        return None


def _bounded(body: JsonObject) -> JsonObject:
    size = len(encode(body))
    if size <= _MAX_SHOWN_BYTES:
        return body
    return {name: _cut(value) for name, value in body.items()} | {"shown_of_bytes": size}


def _cut(value: object) -> object:
    text = value if isinstance(value, str) else encode(value).decode()
    return value if len(text) <= _MAX_SHOWN_BYTES // 4 else text[: _MAX_SHOWN_BYTES // 4] + " …"


def messages_before(chat: Timeline, before: int | None, limit: int) -> list[Message]:
    """Return the newest messages older than `before`, oldest first."""
    found: list[Message] = []
    for message in chat.newest_first():
        if len(found) == limit:
            break
        if before is None or message.id < before:
            found.append(message)
    found.reverse()
    return found


def is_more_before(chat: Timeline, messages: Iterable[Message]) -> bool:
    """Tell whether the chat has messages older than the first of these."""
    first = next(iter(messages), None)
    return first is not None and next(iter(chat.messages.values())).id < first.id


def keyboard_of(chat: Timeline) -> JsonObject | None:
    """Return the bot's reply keyboard and the message it came with.

    None if there is none.
    """
    for message in chat.newest_first():
        if message.markup is not None and "force_reply" not in message.markup:
            return message.markup | {"message_id": message.id} if "keyboard" in message.markup else None
    return None
