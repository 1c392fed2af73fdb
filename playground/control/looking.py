"""What the control API can read: people, their chats, and what happens next."""

import asyncio

from playground.chats.chat import Timeline
from playground.chats.menus import commands_for
from playground.control.asked import Asked
from playground.control.fields import Fields, Refused
from playground.control.views import (
    bot_view,
    chat_view,
    description_for,
    is_more_before,
    keyboard_of,
    message_view,
    messages_before,
    toast_view,
)
from playground.wire import JsonObject

#: As long as a poll of the Bot API.
MAX_WAIT_S = 50.0
_MAX_MESSAGES = 1_000
_MAX_ENTRIES = 1_000


async def state(asked: Asked) -> JsonObject:
    """Describe the playground: the bot, how to reach the Bot API, and the people."""
    telegram = asked.telegram
    return {
        "bot": bot_view(telegram.world),
        "api_base_url": telegram.base_url,
        "file_base_url": telegram.base_file_url,
        "waiting_updates": len(telegram.world.updates.pending),
        "time": telegram.clock(),
        "people": len(telegram.people),
        "groups": len(telegram.world.groups),
        "crowd": asked.parts.crowd.view(),
    }


async def bots(asked: Asked) -> JsonObject:
    """List the bots: the playground's own, and those that came with other tokens."""
    telegram = asked.telegram
    return {"bots": [bot_view(each.world) for each in (telegram, *telegram.bots.values())]}


async def people(asked: Asked) -> JsonObject:
    """List the people."""
    return {"people": [chat_view(chat) for chat in asked.world.chats.values()]}


async def person(asked: Asked) -> JsonObject:
    """Show a person and what the bot offers them."""
    chat = asked.world.chats[asked.person.id]
    return {
        **chat_view(chat),
        "commands": commands_for(asked.world.bot, chat),
        "description": description_for(asked.world, chat),
        "keyboard": keyboard_of(chat),
    }


async def chat(asked: Asked) -> JsonObject:
    """Read a chat: its newest messages, or those before a given one."""
    chat = asked.place(asked.query).chat
    limit = min(max(asked.query.integer("limit", 100), 1), _MAX_MESSAGES)
    messages = messages_before(chat, asked.query.optional_integer("before"), limit)
    return {
        "revision": chat.revision,
        "messages": [message_view(asked.world, chat, message) for message in messages],
        "has_older": is_more_before(chat, messages),
    }


async def next_messages(asked: Asked) -> JsonObject:
    """Wait for what the bot sends or changes after a revision; returns nothing when the time is up."""
    chat = asked.place(asked.query).chat
    since = asked.query.integer("since", chat.revision)
    until = asyncio.get_running_loop().time() + wait_s(asked.query)
    while True:
        revision = chat.revision
        messages = [one for one in chat.messages.values() if one.revision > since and one.from_bot]
        if messages or not await _changed(chat, revision, until):
            views = [message_view(asked.world, chat, message) for message in messages]
            return {"revision": revision, "messages": views}


async def answer(asked: Asked) -> JsonObject:
    """Wait until the bot answers a press, and return the answer.

    Raises:
        Refused: It does not answer in time.
    """
    chat = asked.world.chats[asked.person.id]
    until = asyncio.get_running_loop().time() + wait_s(asked.query)
    while True:
        revision = chat.revision
        for toast in reversed(chat.toasts):
            if toast.query_id == asked.in_path["query"]:
                return toast_view(toast)
        if not await _changed(chat, revision, until):
            raise Refused(404, "the bot has not answered this press")


async def traffic(asked: Asked) -> JsonObject:
    """List the newest calls by the bot and updates to it."""
    limit = min(max(asked.query.integer("limit", 100), 1), _MAX_ENTRIES)
    return {"entries": asked.parts.traffic.since(asked.query.integer("since", 0), limit)}


async def samples(asked: Asked) -> JsonObject:
    """List the files that the page offers to send."""
    return {
        "samples": [
            {
                "name": sample.name,
                "title": sample.title,
                "bytes": len(sample.data),
                "for": list(sample.advised),
            }
            for sample in asked.parts.samples
        ]
    }


def wait_s(fields: Fields) -> float:
    """Read the longest time to wait."""
    return min(max(fields.number("timeout", 25), 0), MAX_WAIT_S)


async def _changed(chat: Timeline, revision: int, until: float) -> bool:
    """Wait until the chat is past a revision; False when the time is up."""
    try:
        await chat.changed(revision, until - asyncio.get_running_loop().time())
    except TimeoutError:
        return False
    return True
