"""Whether the bot is alive and ready, as a proxy or a supervisor asks it over HTTP."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from bot_scene import LOOK_S, Scene, set_writable
from web_scene import address, message, post, readiness, stored

from bot import intake


@pytest.fixture
def mode() -> str:
    return "webhook"


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_bot_that_runs_is_alive_and_ready_however_updates_come(
    stage: Scene, web: aiohttp.ClientSession, way: str
) -> None:
    if way == "polling":
        stage.settings = replace(stage.settings, webhook_url="")
    await stage.start()
    async with web.get(address(stage, "/healthz")) as answer:
        assert answer.status == 200
    assert await readiness(web, stage) == (200, {"database": True, "intake": True, "sender": True})
    async with web.post(address(stage, "/healthz")) as answer:
        assert answer.status == 405


async def test_a_bot_that_cannot_store_is_not_ready(scene: Scene, web: aiohttp.ClientSession) -> None:
    await set_writable(scene.database, writable=False)
    assert await readiness(web, scene) == (503, {"database": False, "intake": True, "sender": True})
    await set_writable(scene.database, writable=True)
    assert (await readiness(web, scene))[0] == 200


async def test_a_bot_whose_sending_has_ended_is_not_ready(scene: Scene, web: aiohttp.ClientSession) -> None:
    await scene.bot.sender.close()
    sending = scene.bot.health.sending
    assert sending is not None
    await sending
    assert await readiness(web, scene) == (503, {"database": True, "intake": True, "sender": False})


async def test_a_bot_that_is_still_starting_is_alive_and_not_ready_and_takes_nothing(
    stage: Scene, web: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.beginning.START_PAUSE_S", 0)
    seen: list[object] = []

    async def look_in(_: object) -> tuple[int, bytes]:
        async with web.get(address(stage, "/healthz")) as answer:
            seen.append(answer.status)
        seen.append(await readiness(web, stage))
        seen.append((await post(web, stage, message(7, stage.person("Ada")))).status)
        return 502, b'{"ok": false, "error_code": 502, "description": "Bad Gateway"}'

    stage.faults.plan("getMe", look_in)
    await stage.start()
    assert seen == [200, (503, {"database": True, "intake": False, "sender": False}), 503]
    assert await stored(stage) == 0


async def test_a_bot_that_polls_and_is_cut_off_is_not_ready_until_telegram_answers(
    stage: Scene, web: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FIRST_WAIT_S", 0.0)
    stage.settings = replace(stage.settings, webhook_url="")
    seen: list[object] = []

    async def look_in(_: object) -> tuple[int, bytes]:
        seen.append((await readiness(web, stage))[1]["intake"])
        return 502, b'{"ok": false, "error_code": 502, "description": "Bad Gateway"}'

    stage.meddle = lambda bot: stage.faults.stand_before(bot.poll_request)
    for _ in range(2):
        stage.faults.plan("getUpdates", look_in)
    await stage.start()
    await stage.quiet()
    assert seen == [True, False]
    async with asyncio.timeout(10):
        while (await readiness(web, stage))[0] != 200:  # noqa: ASYNC110 - the bot sets no event of ours
            await asyncio.sleep(LOOK_S)
