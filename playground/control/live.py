"""Live events over WebSocket: everything that changed since the last frame, for everybody watching.

Changes are collected and sent at most a few times a second, so that neither a crowd nor a slow browser holds
anything up: a frame has the current state of a chat, not every step on the way.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from playground.chats.chat import Timeline
from playground.control.fields import Fields, Refused
from playground.control.open_chat import OpenChat
from playground.control.traffic import Traffic
from playground.control.views import bot_view, chat_view
from playground.server import Playground
from playground.serving.calls import Call
from playground.wire import JsonObject, encode

#: The shortest time between frames.
_PACE_S = 0.03
#: How often to check whether the bot is still listening.
_LOOK_S = 1.0
_MAX_ASKED_BYTES = 16 * 1024
_MAX_MESSAGES = 200
_MAX_ENTRIES = 200


class Looker:
    """A browser window or program that is watching."""

    def __init__(
        self,
        telegram: Playground,
        traffic: Traffic,
        extras: Callable[[], JsonObject],
        socket: web.WebSocketResponse,
    ) -> None:
        """Start with the current state of all chats; `extras` returns what else the page shows."""
        self._telegram = telegram
        self._world = telegram.world
        self._traffic = traffic
        self._extras = extras
        self._socket = socket
        self._open: dict[int, OpenChat] = {}
        self._changed: dict[int, Timeline] = {**self._world.chats, **self._world.groups}
        self._typing: dict[int, str] = {}
        #: The number of the newest entry sent; None if the other side wants no entries.
        self._entries_until: int | None = None
        self._last_extras: JsonObject = {}
        self._news = asyncio.Event()
        self._news.set()

    def note(self, kind: str, thing: object) -> None:
        """Record what a watcher is told."""
        if kind == "chat" and isinstance(thing, Timeline):
            self._changed[thing.id] = thing
        elif kind == "call" and isinstance(thing, Call) and thing.method == "sendChatAction":
            self._note_typing(thing)
        elif self._entries_until is None and not _changes_menu(thing):
            return
        self._news.set()

    def _note_typing(self, call: Call) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._typing[int(str(call.parameters["chat_id"]))] = str(call.parameters["action"])

    async def push(self) -> None:
        """Send frames until the other side disconnects."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S):
                    await self._news.wait()
            self._news.clear()
            frame = self._frame()
            if frame:
                await self._socket.send_str(encode(frame).decode())
                await asyncio.sleep(_PACE_S)

    def _frame(self) -> JsonObject:
        frame: JsonObject = {}
        if self._changed:
            frame["people"] = [chat_view(chat) for chat in self._changed.values()]
        chats = [seen for opened in self._open.values() if (seen := opened.frame())]
        if chats:
            frame["chats"] = chats
        if self._typing:
            frame["typing"] = [{"id": chat_id, "action": action} for chat_id, action in self._typing.items()]
        self._changed, self._typing = {}, {}
        return frame | self._new_entries() | self._new_extras()

    def _new_entries(self) -> JsonObject:
        if self._entries_until is None:
            return {}
        entries = self._traffic.since(self._entries_until, _MAX_ENTRIES)
        self._entries_until = self._traffic.newest
        return {"traffic": entries} if entries else {}

    def _new_extras(self) -> JsonObject:
        extras = {"bot": bot_view(self._world), **self._extras()}
        new = {name: value for name, value in extras.items() if self._last_extras.get(name) != value}
        self._last_extras = extras
        return new

    async def listen(self) -> None:
        """Carry out requests until the other side disconnects."""
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                try:
                    self._obey(Fields(_object(message.data)))
                except Refused as refusal:
                    await self._socket.send_str(encode({"error": refusal.text}).decode())
                self._news.set()

    def _obey(self, asked: Fields) -> None:
        if "open" in asked:
            self._open_chat(asked)
        if "close" in asked:
            self._open.pop(asked.integer("close"), None)
        if "older" in asked and (opened := self._open.get(asked.integer("older"))):
            opened.ask_older(asked.integer("before"), min(asked.integer("limit", 60), _MAX_MESSAGES))
        if "forget" in asked and (opened := self._open.get(asked.integer("forget"))):
            opened.forget_before(asked.integer("before"))
        if "traffic" in asked:
            self._entries_until = 0 if asked.flag("traffic") else None

    def _open_chat(self, asked: Fields) -> None:
        chat_id = asked.integer("open")
        viewer = self._world.chats.get(asked.integer("as", chat_id))
        chat = self._world.groups.get(chat_id) or self._world.chats.get(chat_id)
        if chat is None or viewer is None:
            raise Refused(404, "there is no such chat, or nobody to view it as")
        limit = min(asked.integer("limit", 60), _MAX_MESSAGES)
        self._open[chat_id] = OpenChat(self._world, chat, viewer, limit)


def _changes_menu(thing: object) -> bool:
    return isinstance(thing, Call) and thing.method in {"setMyCommands", "deleteMyCommands"}


def _object(text: str) -> JsonObject:
    try:
        asked = json.loads(text)
    except ValueError:
        raise Refused(400, "send a JSON object") from None
    if not isinstance(asked, dict):
        raise Refused(400, "send a JSON object")
    return asked


class Live:
    """Everybody watching a playground."""

    def __init__(self, telegram: Playground, traffic: Traffic, extras: Callable[[], JsonObject]) -> None:
        """Start without watchers."""
        self._telegram = telegram
        self._traffic = traffic
        self._extras = extras
        self._sockets: set[web.WebSocketResponse] = set()

    async def welcome(self, request: web.BaseRequest) -> web.StreamResponse:
        """Serve one WebSocket until it is closed."""
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=_MAX_ASKED_BYTES)
        await socket.prepare(request)
        looker = Looker(self._telegram, self._traffic, self._extras, socket)
        watchers = self._telegram.world.watchers
        watchers.add(looker.note)
        self._sockets.add(socket)
        pushing = asyncio.get_running_loop().create_task(looker.push())
        try:
            await looker.listen()
        finally:
            watchers.remove(looker.note)
            self._sockets.discard(socket)
            pushing.cancel()
            await asyncio.gather(pushing, return_exceptions=True)
        return socket

    async def close(self) -> None:
        """Close all connections."""
        for socket in list(self._sockets):
            await socket.close(code=1001, message=b"the playground ends")
