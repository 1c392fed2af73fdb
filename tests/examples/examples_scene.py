"""Runs the example bots against a playground, by polling and by webhook, without the bots knowing."""

import importlib.util
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType

# PTB's Application has six type parameters that no example uses.
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import Application
from telegram.request import HTTPXRequest

from playground import Playground

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SECRET = "a-secret"


def load_example(name: str) -> ModuleType:
    """Load a file that stands in no package."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@asynccontextmanager
async def serving(handler: Callable[[web.BaseRequest], Any]) -> AsyncIterator[str]:
    """Serve a bot's webhook and give its address."""
    runner = web.ServerRunner(web.Server(handler, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


def _request() -> HTTPXRequest:
    # Reading the certificates of the world takes longer than a test, and loopback has no use for them.
    return HTTPXRequest(connection_pool_size=4, httpx_kwargs={"verify": False})


@asynccontextmanager
async def running(example: str, telegram: Playground, *, by: str) -> AsyncIterator[None]:
    """Run an example made with python-telegram-bot."""
    builder = Application.builder().token(telegram.token).base_url(telegram.base_url)
    builder = (
        builder.base_file_url(telegram.base_file_url).request(_request()).get_updates_request(_request())
    )
    application: Application[Any, Any, Any, Any, Any, Any] = (
        builder.build() if by == "polling" else builder.updater(None).build()
    )
    load_example(example).add_handlers(application)
    runs = _polled if by == "polling" else _called
    async with application, runs(application):
        yield


@asynccontextmanager
async def _polled(application: Application[Any, Any, Any, Any, Any, Any]) -> AsyncIterator[None]:
    assert application.updater is not None
    await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
    await application.start()
    yield
    await application.updater.stop()
    await application.stop()


@asynccontextmanager
async def _called(application: Application[Any, Any, Any, Any, Any, Any]) -> AsyncIterator[None]:
    async def on_update(request: web.BaseRequest) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    await application.start()
    async with serving(on_update) as url:
        await application.bot.set_webhook(url, secret_token=SECRET, allowed_updates=Update.ALL_TYPES)
        yield
        await application.bot.delete_webhook()
    await application.stop()
