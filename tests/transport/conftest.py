"""Both transports, and a server for them to talk to."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.http.transport import HttpRequest
from tests.transport.telegram_double import TOKEN, TelegramDouble, serving


@pytest.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    async with serving() as running:
        yield running


@pytest.fixture(params=["httpx", "ours"])
async def request_impl(request: pytest.FixtureRequest) -> AsyncIterator[BaseRequest]:
    async with HTTPXRequest() if request.param == "httpx" else HttpRequest() as transport:
        yield transport


@pytest.fixture
def bot(request_impl: BaseRequest, double: TelegramDouble) -> Bot:
    """A bot that was not initialized, so that nothing but the call of the test is received."""
    return Bot(
        TOKEN,
        base_url=f"{double.base_url}/bot",
        base_file_url=f"{double.base_url}/file/bot",
        request=request_impl,
        get_updates_request=request_impl,
    )


@pytest.fixture(autouse=True)
def _future_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the coming type of `RetryAfter.retry_after`: the present one warns, also in production."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
