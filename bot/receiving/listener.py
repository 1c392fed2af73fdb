"""The HTTP server inside the bot: receives the webhook, and reports whether the bot is alive and ready.

It speaks plain HTTP and is meant to run behind a proxy that speaks TLS. It trusts no header that a proxy adds, such as
X-Forwarded-For: only the secret decides who may send updates.
"""

import asyncio
import logging
import resource
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.receiving.intake import Intake
from bot.settings import Address
from handlers.context import Parts
from storage.errors import StorageError
from storage.facts import set_fact

if TYPE_CHECKING:
    from aiohttp.web_protocol import RequestHandler

logger = logging.getLogger(__name__)

#: Answers a request.
Route = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

#: An update is a few kilobytes; anybody who sends more is not Telegram.
MOST_BYTES = 1024 * 1024
#: Requests under way when the bot stops end in milliseconds or never; stopping may take a few seconds in all.
CLOSE_S = 1.0
#: Telegram opens up to 100 connections, and a proxy a few more.
MOST_CONNECTIONS = 512
#: How long a new connection may take to send a request, and an open one to send the next.
HEAD_S = 10.0
IDLE_S = 75.0
#: If a write takes longer, the database cannot keep up.
PROBE_S = 2.0


class ListenRefused(Exception):
    """The bot cannot listen at its address."""


class ListenNotNow(ListenRefused):
    """The address is taken, or not there yet."""


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
            ListenRefused: Something else listens there, or the address does not belong to this machine.
        """
        # Anybody who reaches the port could fill the log, so requests are not logged, and neither is what is not HTTP.
        self._door = _Door(self._serve, access_log=None, logger=_request_logger())
        self._runner = web.ServerRunner(self._door, shutdown_timeout=CLOSE_S)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._address.host, self._address.port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise ListenNotNow(
                f"the bot cannot listen on {self._address} (LISTEN): {error.strerror}"
            ) from None
        logger.info("Listening on %s", self._address)

    async def close(self) -> None:
        """Stop listening, and finish the requests under way."""
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
    """Accepts no more connections than it can hold, and closes those that send no request."""

    def __init__(self, handler: Route, **kwargs: Any) -> None:
        super().__init__(handler, **kwargs)
        self._most = min(MOST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 4)
        self._deadlines: dict[object, asyncio.TimerHandle] = {}

    def connection_made(self, handler: "RequestHandler", transport: asyncio.Transport) -> None:
        """Accept a connection, and give it some time to send a request."""
        super().connection_made(handler, transport)
        if len(self._deadlines) >= self._most:
            # Not right away: aiohttp has not set up this connection yet.
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
        """Leave a connection alone while its request is answered; after that, the next one has to come in time."""
        protocol, transport = request.protocol, request.transport
        if protocol in self._deadlines:
            self._deadlines[protocol].cancel()
        try:
            yield
        finally:
            if protocol in self._deadlines and transport is not None:
                self._deadlines[protocol] = self._loop.call_later(IDLE_S, transport.abort)


def _request_logger() -> logging.Logger:
    """Return the logger for aiohttp's errors: our own mistakes, not what strangers send."""
    requests = logging.getLogger(f"{__name__}.requests")
    requests.addFilter(_is_ours)
    return requests


def _is_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


class Health:
    """Reports the bot's health to monitoring."""

    def __init__(self, parts: Parts, intake: Intake) -> None:
        self._parts = parts
        self._intake = intake
        #: Whether the bot has started and is not stopping.
        self.is_receiving = False
        #: The task that sends, once it runs.
        self.sending: asyncio.Task[None] | None = None

    async def alive(self, _: web.BaseRequest) -> web.Response:
        """Answer /healthz: the process is alive and its event loop is running."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.BaseRequest) -> web.Response:
        """Answer /readyz: 200 if everything works, else 503 with what does not in the body."""
        works = {
            "database": await self._stores(),
            "intake": self.is_receiving and not self._intake.is_cut_off,
            "sender": self.sending is not None and not self.sending.done(),
        }
        return web.json_response(works, status=200 if all(works.values()) else 503)

    async def _stores(self) -> bool:
        """Return whether the database accepts a write; only trying can tell."""
        try:
            async with asyncio.timeout(PROBE_S):
                await self._parts.database.run(set_fact, "probed_at", str(self._parts.clock()))
        except (StorageError, TimeoutError):
            return False
        return True
