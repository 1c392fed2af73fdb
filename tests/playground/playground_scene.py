"""What the playground's tests share: a clock moved by hand, and the real PTB client."""

import asyncio
from typing import Any

from aiohttp import ClientSession
from telegram import Bot
from telegram.request import HTTPXRequest

from playground import Playground


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def make_request() -> HTTPXRequest:
    # Reading the certificates of the world takes longer than a test, and loopback has no use for them.
    return HTTPXRequest(connection_pool_size=4, httpx_kwargs={"verify": False})


def make_bot(telegram: Playground) -> Bot:
    return Bot(
        telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=make_request(),
        get_updates_request=make_request(),
    )


async def poll_is_waiting(telegram: Playground) -> None:
    """Give the loop over until a poll waits on the server."""
    while not telegram.world.updates.is_polled:  # noqa: ASYNC110 - an event would be one more thing to trust
        await asyncio.sleep(0)


async def call(telegram: Playground, method: str, **parameters: object) -> dict[str, Any]:
    """Call a method as a bot without a library does; return the reply as it is."""
    url = f"{telegram.base_url}{telegram.token}/{method}"
    async with ClientSession() as session, session.post(url, json=parameters) as reply:
        body = await reply.json()
    assert isinstance(body, dict)
    return body
