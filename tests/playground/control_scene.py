"""A playground with its control API, used over real HTTP."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse
from telegram import Bot

from playground import Playground
from playground.control import Front


class Control:
    """A client of the control API."""

    def __init__(self, telegram: Playground, front: Front, session: ClientSession, bot: Bot) -> None:
        self.telegram = telegram
        self.front = front
        self.session = session
        self.bot = bot
        self.root = f"http://127.0.0.1:{telegram.port}"

    async def get(self, path: str, **headers: str) -> tuple[int, dict[str, Any]]:
        async with self.session.get(f"{self.root}/playground{path}", headers=headers) as response:
            return response.status, await response.json()

    async def post(self, path: str, values: object = None, **headers: str) -> tuple[int, dict[str, Any]]:
        url = f"{self.root}/playground{path}"
        async with self.session.post(url, json=values or {}, headers=headers) as response:
            return response.status, await response.json()

    async def seen(self, path: str) -> dict[str, Any]:
        status, body = await self.get(path)
        assert status == 200, body
        return body

    async def done(self, path: str, values: object = None) -> dict[str, Any]:
        status, body = await self.post(path, values)
        assert status == 200, body
        return body

    async def come(self, name: str, person_id: int, **more: str) -> None:
        await self.done("/people", {"name": name, "id": person_id, **more})

    @asynccontextmanager
    async def live(self, bot: str = "") -> AsyncIterator["Watching"]:
        async with self.session.ws_connect(f"{self.root}/playground{bot}/live") as socket:
            yield Watching(socket)


class Watching:
    """One WebSocket, read until what is looked for has come."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def ask(self, **values: object) -> None:
        await self.socket.send_json(values)

    async def until(self, key: str) -> Any:
        while True:
            frame = json.loads(await self.socket.receive_str(timeout=5))
            if key in frame:
                return frame[key]

    async def chat(self, key: str) -> Any:
        while True:
            for frame in await self.until("chats"):
                if key in frame:
                    return frame[key]
