"""The example bot made with aiogram, another library with another way of calling the Bot API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from examples_scene import SECRET, load_example

from playground import Playground


@asynccontextmanager
async def running_quiz(telegram: Playground, *, by: str) -> AsyncIterator[None]:
    server = TelegramAPIServer.from_base(telegram.base_url.removesuffix("/bot"))
    bot = Bot(telegram.token, session=AiohttpSession(api=server))
    dispatcher = load_example("aiogram_quiz").make_dispatcher()
    runs = _polled if by == "polling" else _called
    async with bot, runs(dispatcher, bot):
        yield


@asynccontextmanager
async def _polled(dispatcher: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
        yield
        await dispatcher.stop_polling()


@asynccontextmanager
async def _called(dispatcher: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path="/hook")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token=SECRET)
    yield
    await bot.delete_webhook()
    await runner.cleanup()


async def test_a_quiz_greets_by_its_deep_link_and_keeps_the_score(telegram: Playground, by: str) -> None:
    ada = telegram.person("Ada")
    async with running_quiz(telegram, by=by):
        await ada.start("countess")
        await ada.sees("Hello countess! 2 + 2 = ?")
        assert (await (await ada.tap("4")).answer()).text == "Right!"
        await ada.sees("7 × 6 = ?")
        assert (await (await ada.tap("48")).answer()).text == "Wrong."
        await ada.sees("That was all: 1 right.")
        await ada.send("/score")
        await ada.sees("1 of 2")
    assert telegram.count("editMessageText") == 2


async def test_a_stranger_is_told_what_to_say(telegram: Playground, by: str) -> None:
    ben = telegram.person("Ben")
    async with running_quiz(telegram, by=by):
        await ben.send("hello?")
        await ben.sees("Say /start.")
