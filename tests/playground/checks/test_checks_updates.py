"""Checks: how updates travel, by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from playground_scene import make_bot, poll_is_waiting
from telegram import Bot, Update
from telegram.error import Conflict

from playground import Person, Playground


@dataclass
class Hook:
    """A bot's own address: it keeps what comes, and answers as it is told."""

    url: str = ""
    received: asyncio.Queue[tuple[str | None, dict[str, object]]] = field(default_factory=asyncio.Queue)
    #: Status and body of the answers to come; then 200 with nothing.
    answers: list[tuple[int, dict[str, object] | None]] = field(default_factory=list)

    async def on_post(self, request: web.BaseRequest) -> web.Response:
        self.received.put_nowait(
            (request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json())
        )
        status, body = self.answers.pop(0) if self.answers else (200, None)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)

    async def next_update(self, bot: Bot) -> Update:
        _, body = await asyncio.wait_for(self.received.get(), 5)
        return Update.de_json(body, bot)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.on_post, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_check_60_updates_come_again_until_they_are_confirmed(bot: Bot, ada: Person) -> None:
    for text in ("a", "b"):
        await ada.send(text)
    first, second = await bot.get_updates()
    assert second.update_id == first.update_id + 1
    assert [update.update_id for update in await bot.get_updates()] == [first.update_id, second.update_id]
    assert [update.update_id for update in await bot.get_updates(offset=second.update_id)] == [
        second.update_id
    ]
    assert await bot.get_updates(offset=second.update_id + 1) == ()


async def test_check_61_a_long_poll_ends_when_something_happens(bot: Bot, ada: Person) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0)
        await ada.send("here")
    assert [update.message.text for update in poll.result() if update.message] == ["here"]


async def test_check_62_of_two_pollers_the_older_is_refused(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    refused: asyncio.Queue[Conflict] = asyncio.Queue()

    async def old_poll() -> None:
        with pytest.raises(Conflict, match="terminated by other getUpdates request") as error:
            await bot.get_updates(timeout=30)
        refused.put_nowait(error.value)

    async with asyncio.TaskGroup() as group, make_bot(telegram) as other:
        group.create_task(old_poll())
        await poll_is_waiting(telegram)
        newer = group.create_task(other.get_updates(timeout=30))
        await refused.get()
        await ada.send("for the newer")
        assert len(await newer) == 1


async def test_check_63_only_the_kinds_asked_for_come(bot: Bot, ada: Person) -> None:
    await bot.get_updates(allowed_updates=[Update.MESSAGE])
    ada.block()
    ada.unblock()
    await ada.send("a message")
    assert [bool(update.message) for update in await bot.get_updates()] == [True]


async def test_check_64_an_unread_update_is_forgotten_after_a_day(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    await ada.send("too late")
    await telegram.clock.move(24 * 3600)
    assert await bot.get_updates() == ()


async def test_check_65_pending_updates_can_be_dropped(bot: Bot, ada: Person) -> None:
    await ada.send("never read")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_check_66_a_webhook_gets_updates_with_its_secret(bot: Bot, ada: Person, hook: Hook) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret", max_connections=7)
    await ada.send("hello")
    secret, body = await asyncio.wait_for(hook.received.get(), 5)
    update = Update.de_json(body, bot)
    assert secret == "s3cret"
    assert update.message is not None
    assert update.message.text == "hello"
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == (hook.url, 7)


async def test_check_67_a_poll_is_refused_while_a_webhook_is_set(bot: Bot, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_check_68_a_webhook_answers_with_a_call(bot: Bot, ada: Person, hook: Hook) -> None:
    hook.answers = [(200, {"method": "sendMessage", "chat_id": ada.id, "text": "by return"})]
    await bot.set_webhook(hook.url)
    await ada.send("hello")
    assert (await ada.sees("by return")).from_bot


async def test_check_69_a_refused_delivery_comes_again_in_order(bot: Bot, ada: Person, hook: Hook) -> None:
    hook.answers = [(500, None)]
    await bot.set_webhook(hook.url)
    await ada.send("first")
    await ada.send("second")
    texts = [update.message.text for _ in range(3) if (update := await hook.next_update(bot)).message]
    assert texts == ["first", "first", "second"]
