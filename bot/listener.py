"""The HTTP server inside the bot: takes the webhook, and tells whether the bot lives and is ready.

It speaks plain HTTP and is meant to stand behind a proxy that speaks TLS. Nothing here believes a header that a proxy
adds, such as X-Forwarded-For: who may bring updates is decided by the secret alone.
"""

import asyncio
import logging
import resource
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.intake import Intake
from bot.settings import Address
from handlers.context import Parts
from storage.errors import StorageError
from storage.facts import set_fact

if TYPE_CHECKING:
    from aiohttp.web_protocol import RequestHandler

logger = logging.getLogger(__name__)

#: Answers a request.
Route = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

#: An update is a few kilobytes; whoever sends more is not Telegram.
MOST_BYTES = 1024 * 1024
#: Requests in hand at a stop end in milliseconds, or not at all; the whole stop has a few seconds.
CLOSE_S = 1.0
#: Telegram opens up to 100 connections, and a proxy a few more.
MOST_CONNECTIONS = 512
#: How long a new connection may take to ask for something, and one that has asked before to ask again.
HEAD_S = 10.0
IDLE_S = 75.0
#: A write that takes longer says that the database cannot keep up.
PROBE_S = 2.0


class ListenRefused(Exception):
    """The bot cannot listen where it is told to."""


class Listener:
    """An HTTP server with the bot's own routes."""

    def __init__(self, address: Address, gets: Mapping[str, Route], posts: Mapping[str, Route]) -> None:
        self._address = address
        self._routes = {
            **{path: dict.fromkeys(("GET", "HEAD"), route) for path, route in gets.items()},
            **{path: {"POST": route} for path, route in posts.items()},
        }

    async def start(self) -> None:
        """Listen.

        Raises:
            ListenRefused: Something else listens there, or the address is not of this machine.
        """
        # Whoever reaches the port could fill the log: no line a request, and none for what is no HTTP.
        self._door = _Door(self._serve, access_log=None, logger=_request_logger())
        self._runner = web.ServerRunner(self._door, shutdown_timeout=CLOSE_S)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._address.host, self._address.port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise ListenRefused(
                f"the bot cannot listen on {self._address} (LISTEN): {error.strerror}"
            ) from None
        logger.info("Listening on %s", self._address)

    async def close(self) -> None:
        """Listen no longer, and finish what is in hand."""
        await self._runner.cleanup()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        with self._door.at_work_on(request):
            methods = self._routes.get(request.path)
            if methods is None:
                raise web.HTTPNotFound
            route = methods.get(request.method)
            if route is None:
                raise web.HTTPMethodNotAllowed(request.method, sorted(methods))
            return await route(request)


class _Door(web.Server):
    """Lets in no more connections than it can hold, and closes those on which no request comes."""

    def __init__(self, handler: Route, **kwargs: Any) -> None:
        super().__init__(handler, **kwargs)
        self._most = min(MOST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)
        self._deadlines: dict[object, asyncio.TimerHandle] = {}

    def connection_made(self, handler: "RequestHandler", transport: asyncio.Transport) -> None:
        """Let a connection in, for as long as it takes to ask for something."""
        super().connection_made(handler, transport)
        if len(self._deadlines) >= self._most:
            # Not at once: aiohttp has yet to begin with this connection.
            self._loop.call_soon(transport.abort)
            return
        self._deadlines[handler] = self._loop.call_later(HEAD_S, transport.abort)

    def connection_lost(self, handler: "RequestHandler", exc: BaseException | None = None) -> None:
        """Forget a connection."""
        super().connection_lost(handler, exc)
        deadline = self._deadlines.pop(handler, None)
        if deadline is not None:
            deadline.cancel()

    @contextmanager
    def at_work_on(self, request: web.BaseRequest) -> Iterator[None]:
        """Leave a connection alone while its request is answered; then the next has to come in time."""
        protocol, transport = request.protocol, request.transport
        if protocol in self._deadlines:
            self._deadlines[protocol].cancel()
        try:
            yield
        finally:
            if protocol in self._deadlines and transport is not None:
                self._deadlines[protocol] = self._loop.call_later(IDLE_S, transport.abort)


def _request_logger() -> logging.Logger:
    """Return where aiohttp logs what goes wrong: mistakes of ours, not what strangers send."""
    requests = logging.getLogger(f"{__name__}.requests")
    requests.addFilter(_is_ours)
    return requests


def _is_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


class Health:
    """Tells those who watch over the bot how it is."""

    def __init__(self, parts: Parts, intake: Intake) -> None:
        self._parts = parts
        self._intake = intake
        #: Whether the bot has started and is not stopping.
        self.is_receiving = False
        #: The task that sends, once it runs.
        self.sending: asyncio.Task[None] | None = None

    async def alive(self, _: web.BaseRequest) -> web.Response:
        """Answer /healthz: the process lives and its event loop turns."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.BaseRequest) -> web.Response:
        """Answer /readyz: 200 when everything works, else 503; the body says what does not."""
        works = {
            "database": await self._stores(),
            "intake": self.is_receiving and not self._intake.is_cut_off,
            "sender": self.sending is not None and not self.sending.done(),
        }
        return web.json_response(works, status=200 if all(works.values()) else 503)

    async def _stores(self) -> bool:
        """Whether the database takes a write, which is the only way to know."""
        try:
            async with asyncio.timeout(PROBE_S):
                await self._parts.database.run(set_fact, "probed_at", str(self._parts.clock()))
        except (StorageError, TimeoutError):
            return False
        return True
