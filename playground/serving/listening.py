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

from playground.chats.files import MAX_UPLOAD_BYTES
from playground.errors import ApiError, NotPossible, PortTaken, forbidden
from playground.serving.calls import Switchboard
from playground.serving.door import FILE_HEADERS, PAGE_HEADERS, Door
from playground.serving.faults import Fault, FaultType
from playground.serving.parameters import read_parameters
from playground.serving.reply import refusal_reply, result_reply
from playground.wire import encode

HOST = "127.0.0.1"
TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{30,50}")
#: Room for the other fields of a form with a file of the largest size.
_MAX_BODY_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024
#: How long a stopping server waits for calls in progress. Long polls are ended first.
_STOP_S = 1.0
#: Closing with this resets a connection instead of ending it cleanly.
_LINGER = struct.pack("ii", 1, 0)

#: Finds the switchboard for a token that was never seen; None if the token was revoked.
Meet: TypeAlias = Callable[[str], Switchboard | None]
#: Answers requests other than Bot API calls: the control API and the browser page.
Front: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Listener:
    """Listens, and passes requests to the switchboard, the files or the front."""

    def __init__(
        self, meet: Meet, *, host: str, port: int, open_to_network: bool, names: Iterable[str] = ()
    ) -> None:
        """Prepare, without listening yet; `names` are the names by which other machines know this one.

        Raises:
            NotPossible: The host would let other machines in, but `open_to_network` is not set.
        """
        if not open_to_network and not _is_loopback(host):
            raise NotPossible(f"{host} would let other machines in: pass open_to_network=True to allow this")
        self._meet = meet
        #: The bots' switchboards, by token.
        self.boards: dict[str, Switchboard] = {}
        self._door = Door((host, *names))
        self._host = host
        self._wanted_port = port
        self.front: Front | None = None
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        """Start listening.

        Raises:
            PortTaken: Another program is listening on the port.
        """
        # The plain server without aiohttp's router and middlewares, which would take half the time of a simple call.
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
        """Stop listening."""
        runner, self._runner = self._runner, None
        if runner is not None:
            for board in self.boards.values():
                board.close()
            await runner.cleanup()

    @property
    def is_open(self) -> bool:
        """Whether it is listening."""
        return self._runner is not None

    @property
    def port(self) -> int:
        """The port it listens on."""
        if self._runner is None:
            raise NotPossible("the playground has no port before it is started")
        return int(self._runner.addresses[0][1])

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request: a call, a download, or something for the front."""
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
                # Telegram's servers have no address with such a token; only a wrong token is Unauthorized.
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
            # The bot disconnected in the middle of a call: nothing happened, and nobody reads the reply.
            return refusal_reply(ApiError(400, "Bad Request"))
        except ApiError as error:
            return refusal_reply(error)
        if fault is not None and fault.kind in {FaultType.TIMEOUT, FaultType.RESET}:
            await self._lose(board, request, fault)
        return result_reply(result)

    async def _lose(self, board: Switchboard, request: web.BaseRequest, fault: Fault) -> None:
        """Withhold the reply from the bot: close the connection after a while, or cut it at once."""
        if fault.kind is FaultType.TIMEOUT:
            await board.hold(fault.lasts_s)
        transport = request.transport
        if isinstance(transport, asyncio.Transport):
            connection = transport.get_extra_info("socket")
            if connection is not None and fault.kind is FaultType.RESET:
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
    """Answer a request that is not let in, in the control API's format."""
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
