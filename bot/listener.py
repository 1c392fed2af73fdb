"""The HTTP server inside the bot: takes the webhook, and tells whether the bot lives and is ready.

It speaks plain HTTP and is meant to stand behind a proxy that speaks TLS. Nothing here believes a header that a proxy
adds, such as X-Forwarded-For: who may bring updates is decided by the secret alone.
"""

import asyncio
import logging
from collections.abc import Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.intake import Intake
from bot.settings import Address
from handlers.context import Parts
from storage.errors import StorageError
from storage.facts import set_fact

logger = logging.getLogger(__name__)

#: An update is a few kilobytes; whoever sends more is not Telegram.
MOST_BYTES = 1024 * 1024
#: Requests in hand at a stop end in milliseconds, or not at all; the whole stop has a few seconds.
CLOSE_S = 1.0
#: A write that takes longer says that the database cannot keep up.
PROBE_S = 2.0


class ListenRefused(Exception):
    """The bot cannot listen where it is told to."""


class Listener:
    """An HTTP server with the bot's own routes."""

    def __init__(self, address: Address, gets: Mapping[str, Handler], posts: Mapping[str, Handler]) -> None:
        self._address = address
        application = web.Application(client_max_size=MOST_BYTES)
        for path, handler in gets.items():
            application.router.add_get(path, handler)
        for path, handler in posts.items():
            application.router.add_post(path, handler)
        # Whoever reaches the port could fill the log: no line a request, and none for what is no HTTP.
        self._runner = web.AppRunner(
            application, access_log=None, logger=_request_logger(), shutdown_timeout=CLOSE_S
        )

    async def start(self) -> None:
        """Listen.

        Raises:
            ListenRefused: Something else listens there, or the address is not of this machine.
        """
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

    async def alive(self, _: web.Request) -> web.Response:
        """Answer /healthz: the process lives and its event loop turns."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.Request) -> web.Response:
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
