"""Asks the Bot API server who the bot is and what is waiting for it, without disturbing a running bot."""

import asyncio
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import aiohttp

from bot.http.connecting import NoConnection, Proxy, by_way_of, connector

#: A server that is up answers faster than this.
_PATIENCE_S = 10.0
#: How many billionths make a Star.
_NANOSTARS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What the server says.

    Attributes:
        username: The bot's user name; None if the server refuses the token.
        refusal: The server's words, if it does.
        pending: Updates waiting at the server; 0 if it did not say.
        webhook_host: Where the server sends updates; empty if the bot polls.
        server_time_s: The server's clock, in seconds since 1970 UTC; None if it does not say.
        stars: The bot's balance of Stars; None if it was not asked for or the server does not say.
    """

    username: str | None
    refusal: str = ""
    pending: int = 0
    webhook_host: str = ""
    server_time_s: float | None = None
    stars: float | None = None


class NotReached(Exception):
    """The server does not answer; the message says how, without the token."""


async def reach(
    base_url: str, token: str, *, proxy: Proxy | None = None, asks_balance: bool = False
) -> Reached:
    """Ask the server, on request also for the bot's Stars.

    Raises:
        NotReached: It does not answer.
    """
    failure = ""
    try:
        async with (
            asyncio.timeout(_PATIENCE_S),
            aiohttp.ClientSession(connector=connector(proxy)) as session,
        ):
            ask = partial(_ask, session, by_way_of(proxy, is_tls=base_url.startswith("https:")))
            who, time_s = await ask(f"{base_url}{token}/getMe")
            if not who.get("ok"):
                return Reached(username=None, refusal=str(who.get("description", "")), server_time_s=time_s)
            hook, _ = await ask(f"{base_url}{token}/getWebhookInfo")
            stars = _stars(*await ask(f"{base_url}{token}/getMyStarBalance")) if asks_balance else None
    except TimeoutError:
        failure = f"no answer within {_PATIENCE_S:.0f} s"
    except NoConnection as error:
        failure = str(error)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # Its text and that of its cause may repeat the address with the token.
        failure = type(error).__name__
    if failure:
        raise NotReached(failure)
    return _reached(who, hook, time_s, stars)


async def _ask(
    session: aiohttp.ClientSession, via: dict[str, Any], url: str
) -> tuple[dict[str, Any], float | None]:
    async with session.post(url, allow_redirects=False, **via) as response:
        answer = await response.json(content_type=None)
        if not isinstance(answer, dict):
            raise ValueError("no answer of a Bot API server")  # noqa: TRY004
        return answer, _time_of(response.headers.get("Date"))


def _stars(answer: dict[str, Any], _: float | None) -> float | None:
    balance = answer.get("result")
    if not answer.get("ok") or not isinstance(balance, dict):
        return None
    return float(balance.get("amount", 0)) + float(balance.get("nanostar_amount", 0)) / _NANOSTARS


def _time_of(header: str | None) -> float | None:
    try:
        return parsedate_to_datetime(header or "").astimezone(UTC).timestamp()
    except ValueError:
        return None


def _reached(who: dict[str, Any], hook: dict[str, Any], time_s: float | None, stars: float | None) -> Reached:
    info = hook.get("result") or {}
    return Reached(
        username=str(who["result"].get("username", "")),
        pending=int(info.get("pending_update_count", 0)),
        webhook_host=str(info.get("url", "")).removeprefix("https://").partition("/")[0],
        server_time_s=time_s,
        stars=stars,
    )
