"""Receives updates by webhook: Telegram sends each one here, and gets a 200 only once it is stored.

Telegram resends what is not stored, for up to 24 hours, and sends each chat's updates one after the other, so the
webhook promises the same as polling. Only the secret is trusted.
"""

import asyncio
import hmac
import json
import logging
import secrets
from typing import Any

from aiohttp import web
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.process.disk import DiskWatch
from bot.receiving.intake import Intake, IntakeNotNow, IntakeRefused
from bot.receiving.raw_updates import ALLOWED_UPDATES
from bot.receiving.waiting import RawUpdate
from handlers.context import CrowdApplication, Parts
from storage.errors import StorageLost
from storage.facts import get_fact, set_fact
from storage.tx import Tx

logger = logging.getLogger(__name__)

#: Telegram's maximum. Each connection carries one update at a time, and updates that come together share an fsync.
CONNECTIONS = 100
#: How long to ask Telegram to wait if there is no room or nothing can be stored.
RETRY_AFTER_S = 1
#: A sender that takes longer over an update has gone to sleep.
BODY_S = 10.0
#: How often to ask Telegram whether its calls succeed.
WATCH_S = 30.0
#: The largest update id: the database stores no larger one.
_IDS = range(2**63)


class Webhook:
    """Receives the updates that Telegram sends, and makes sure that it sends them here."""

    def __init__(
        self,
        application: CrowdApplication,
        parts: Parts,
        intake: Intake,
        disk: DiskWatch,
        *,
        url: str,
        secret: str,
    ) -> None:
        self._application = application
        self._parts = parts
        self._intake = intake
        self._disk = disk
        self._url = url
        self._secret = secret
        self._is_open = False
        self._trouble_at: object = None

    async def open(self) -> None:
        """Accept updates, and register the webhook with Telegram.

        Raises:
            IntakeRefused: Telegram refuses the address.
            TelegramError: Telegram does not answer.
        """
        if not self._secret:
            self._secret = await self._parts.database.run(_keep_secret, secrets.token_urlsafe(48))
        self._is_open = True
        try:
            await self._set()
        except BadRequest as error:
            raise IntakeRefused(
                f"Telegram refuses the address of WEBHOOK_URL, {self._url}: {error}"
            ) from None
        self._trouble_at = (await self._application.bot.get_webhook_info()).last_error_date

    async def watch(self) -> None:
        """Check for ever whether Telegram still sends updates here.

        Raises:
            IntakeRefused: It does not: the token is no longer valid, or another program uses it.
        """
        while True:
            await asyncio.sleep(WATCH_S)
            try:
                await self.look()
            except InvalidToken as error:
                raise IntakeRefused(str(error)) from None
            except (NetworkError, RetryAfter) as error:
                logger.warning("Cannot ask Telegram how the webhook is doing: %s", error)

    async def look(self) -> None:
        """Ask Telegram once whether its calls succeed, and log new failures.

        Raises:
            IntakeRefused: Updates go elsewhere.
        """
        info = await self._application.bot.get_webhook_info()
        if info.url != self._url:
            raise IntakeNotNow(
                "updates do not come here any more: another program with this token has taken the webhook away"
            )
        if info.last_error_date is not None and info.last_error_date != self._trouble_at:
            self._trouble_at = info.last_error_date
            logger.warning(
                "Telegram could not deliver an update to %s: %s (%d waiting)",
                self._url,
                info.last_error_message,
                info.pending_update_count,
            )

    async def take(self, request: web.BaseRequest) -> web.Response:
        """Answer a request: 200 once its update is stored.

        Strangers get a 403, nothing else, and no line in the log, since they can call as often as they like.
        """
        if not self._is_open:
            return _not_now()
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), self._secret.encode()):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        if self._intake.is_full:
            return _not_now()
        update = await _read(request)
        if update is None:
            # If refused, it would be sent again for 24 hours and hold up its chat for that long.
            logger.error("What Telegram brought is no update, and was left out")
            return web.Response()
        try:
            await self._intake.receive([update])
        except StorageLost as error:
            self._disk.refused(error)  # Telegram sends the update again
            return _not_now()
        return web.Response()

    async def _set(self) -> None:
        # Not with the library's own method: that logs what it sends, including the secret.
        wanted = {
            "url": self._url,
            "secret_token": self._secret,
            "max_connections": CONNECTIONS,
            "allowed_updates": ALLOWED_UPDATES,
        }
        data = RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()])
        bot = self._application.bot
        await bot.request.post(f"{bot.base_url}/setWebhook", data)


async def _read(request: web.BaseRequest) -> RawUpdate | None:
    """Read the update of a request; return None if there is none or it is too large to be one.

    Raises:
        HTTPException: The request never ends.
    """
    try:
        async with asyncio.timeout(BODY_S):
            body = await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.HTTPRequestEntityTooLarge:
        return None
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(found, dict) and type(found.get("update_id")) is int and found["update_id"] in _IDS
    return found if is_update else None


def _not_now() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(RETRY_AFTER_S)})


def _keep_secret(tx: Tx, fresh: str) -> str:
    """Return the secret made at an earlier start, or make and store a new one."""
    kept = get_fact(tx, "webhook_secret")
    if kept is None:
        set_fact(tx, "webhook_secret", fresh)
    return kept or fresh
