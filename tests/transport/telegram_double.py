"""A small HTTP server in place of Telegram: it keeps what it receives, and answers as told."""

import asyncio
import json
import re
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

TOKEN = "123456789:AAF-this_is_no_real_token_0123456789"
#: Only the start of it, too, must not be found anywhere.
SECRET = re.compile(r"123456789|AAF-this")


@dataclass
class Received:
    """One request as it came over the wire."""

    path: str
    content_type: str
    user_agent: str
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str | None, str, bytes]] = field(default_factory=dict)


class TelegramDouble:
    """Answers every method with `status` and `reply`; some methods misbehave instead (see `_answer`)."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.status = 200
        self.reply: object = {"ok": True, "result": True}
        self.raw_reply: bytes | None = None
        self.arrivals: asyncio.Queue[str] = asyncio.Queue()
        self.released = asyncio.Event()
        self.n_open = 0
        self.max_open = 0
        self.base_url = ""

    @property
    def last(self) -> Received:
        return self.received[-1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.n_open += 1
        self.max_open = max(self.max_open, self.n_open)
        try:
            return await self._answer(request)
        finally:
            self.n_open -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/reset"):
            return await _break_off(request)
        if request.path.endswith("/deaf"):
            await self.released.wait()
        self.received.append(await _read(request))
        if request.path.endswith("/hang"):
            self.arrivals.put_nowait(request.path)
            await self.released.wait()
        if request.path.endswith("/cut"):
            return await _break_off(request, after=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        if request.path.endswith("/moved"):
            raise web.HTTPFound("/elsewhere")
        body = self.raw_reply if self.raw_reply is not None else json.dumps(self.reply).encode()
        return web.Response(status=self.status, body=body)


async def _read(request: web.Request) -> Received:
    got = Received(request.raw_path, request.content_type, request.headers.get("User-Agent", ""))
    if request.content_type != "multipart/form-data":
        got.fields = {name: str(value) for name, value in (await request.post()).items()}
        return got
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        assert part.name is not None
        content = bytes(await part.read())
        if part.filename is None:
            got.fields[part.name] = content.decode()
        else:
            got.files[part.name] = part.filename, part.headers.get("Content-Type", ""), content
    return got


async def _break_off(request: web.Request, after: bytes = b"") -> web.StreamResponse:
    transport = request.transport
    assert transport is not None
    transport.write(after)
    if not after:
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.close()
    return web.Response()


@asynccontextmanager
async def serving(certificate: ssl.SSLContext | None = None) -> AsyncIterator[TelegramDouble]:
    """Run the double on a free port of this machine, with TLS where there is a certificate."""
    double = TelegramDouble()
    app = web.Application(client_max_size=64 * 1024**2)
    app.router.add_route("*", "/{path:.*}", double.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificate)
    await site.start()
    host, port = runner.addresses[0][:2]
    double.base_url = f"https://localhost:{port}" if certificate else f"http://{host}:{port}"
    try:
        yield double
    finally:
        double.released.set()
        await runner.cleanup()
