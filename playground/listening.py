"""The HTTP side of a playground: paths, tokens, and replies that never arrive."""

import asyncio
import ipaddress
import re
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias
from urllib.parse import unquote

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from playground.calls import Switchboard
from playground.door import FILE_HEADERS, PAGE_HEADERS, Door
from playground.errors import ApiError, NotPossible, PortTaken, forbidden
from playground.faults import Fault, FaultKind
from playground.files import MAX_UPLOAD_BYTES
from playground.parameters import read_parameters
from playground.reply import refusal_reply, result_reply
from playground.wire import encode

HOST = "127.0.0.1"
TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{30,50}")
#: Room for the other fields of a form beside a file of the largest size.
_MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024
#: How long a stopping server waits for calls under way. Long polls are ended before.
_STOP_S = 1.0
#: Closing with this cuts a connection instead of ending it politely.
_LINGER = struct.pack("ii", 1, 0)

#: Finds the switchboard of a bot whose token was never seen; None where the token was withdrawn.
Meet: TypeAlias = Callable[[str], Switchboard | None]
#: Answers requests that are no calls of the Bot API: the control API and the browser page.
Front: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Listener:
    """Listens, and brings what comes to the switchboard, the files or the front."""

    def __init__(
        self, meet: Meet, *, host: str, port: int, open_to_network: bool, names: Iterable[str] = ()
    ) -> None:
        """Prepare, without listening yet; `names` are those under which other machines know this one.

        Raises:
            NotPossible: The host lets other machines in, and `open_to_network` does not say that this is wanted.
        """
        if not open_to_network and not _is_loopback(host):
            raise NotPossible(
                f"{host} lets other machines in, which has to be asked for: open_to_network=True"
            )
        self._meet = meet
        #: The switchboards of the bots by token.
        self.boards: dict[str, Switchboard] = {}
        self._door = Door((host, *names))
        self._host = host
        self._wanted_port = port
        self.front: Front | None = None
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        """Listen.

        Raises:
            PortTaken: Another program listens on the port.
        """
        # The plain server, without aiohttp's router and its middlewares: half the time a simple call takes.
        server = web.Server(self._answer, request_factory=_make_request, access_log=None)
        runner = web.ServerRunner(server, shutdown_timeout=_STOP_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._wanted_port).start()
        except OSError as error:
            await runner.cleanup()
            raise PortTaken(self._wanted_port) from error
        self._runner = runner

    async def close(self) -> None:
        """Listen no longer."""
        runner, self._runner = self._runner, None
        if runner is not None:
            for board in self.boards.values():
                board.close()
            await runner.cleanup()

    @property
    def is_open(self) -> bool:
        """Whether it listens."""
        return self._runner is not None

    @property
    def port(self) -> int:
        """Where it listens."""
        if self._runner is None:
            raise NotPossible("the playground has no port before it is started")
        return int(self._runner.addresses[0][1])

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request: a call, a download, or what the front serves."""
        path = request.raw_path.partition("?")[0]
        is_call = path.startswith("/bot")
        is_for_bot = is_call or path.startswith("/file/bot")
        refusal = self._door.refusal_of(request, is_call=is_for_bot)
        if refusal is not None:
            return refusal_reply(forbidden(refusal)) if is_for_bot else _shut(refusal)
        if not is_for_bot:
            return await self.front(request) if self.front else refusal_reply(ApiError(404, "Not Found"))
        if "%" in path:
            path = unquote(path)
        token, _, rest = path.removeprefix("/bot" if is_call else "/file/bot").partition("/")
        board = self.boards.get(token)
        if board is None:
            if not TOKEN.fullmatch(token):
                # Telegram's servers know no address with such a token; only a wrong one is Unauthorized.
                return refusal_reply(ApiError(404, "Not Found"))
            board = self._meet(token)
            if board is None:
                return refusal_reply(ApiError(401, "Unauthorized"))
        return await self._on_call(board, request, rest) if is_call else self._on_download(board, rest)

    async def _on_call(self, board: Switchboard, request: web.BaseRequest, method: str) -> web.StreamResponse:
        try:
            name = board.find(method)
            try:
                parameters = await read_parameters(request)
            except ApiError as error:
                board.note_unreadable(name, error)
                raise
            result, fault = await board.carry_out(name, parameters)
        except ConnectionError:
            # The bot was cut off in the middle of a call: nothing happened, and nobody reads the reply.
            return refusal_reply(ApiError(400, "Bad Request"))
        except ApiError as error:
            return refusal_reply(error)
        if fault is not None and fault.kind in {FaultKind.TIMEOUT, FaultKind.RESET}:
            await self._lose(board, request, fault)
        return result_reply(result)

    async def _lose(self, board: Switchboard, request: web.BaseRequest, fault: Fault) -> None:
        """Keep the reply from the bot: after a while of silence, or by cutting the connection."""
        if fault.kind is FaultKind.TIMEOUT:
            await board.hold(fault.lasts_s)
        transport = request.transport
        if isinstance(transport, asyncio.Transport):
            connection = transport.get_extra_info("socket")
            if connection is not None and fault.kind is FaultKind.RESET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
            transport.abort()

    def _on_download(self, board: Switchboard, path: str) -> web.Response:
        stored = board.world.files.at_path(path)
        if stored is None:
            return refusal_reply(ApiError(404, "Not Found"))
        return web.Response(
            body=stored.data, content_type="application/octet-stream", headers={**FILE_HEADERS}
        )


def _shut(why: str) -> web.Response:
    """Answer a request that is not let in, in the shape of the control API."""
    return web.Response(
        body=encode({"error": why}), status=403, content_type="application/json", headers={**PAGE_HEADERS}
    )


def _make_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_MAX_BODY_BYTES)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
