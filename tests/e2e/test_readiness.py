"""Whether the bot is alive and ready, as proxies and supervisors ask over HTTP."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from bot_scene import LOOK_S, Scene, set_writable
from web_scene import address, message, post, readiness, stored

from bot.receiving import intake, listener


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


async def _connect(scene: Scene, sent: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    assert scene.settings.listen is not None
    reader, writer = await asyncio.open_connection(scene.settings.listen.host, scene.settings.listen.port)
    writer.write(sent)
    return reader, writer


@pytest.mark.parametrize(
    "sent", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "], ids=["nothing", "half"]
)
async def test_a_connection_that_asks_for_nothing_is_closed(
    scene: Scene, web: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(listener, "HEAD_S", 0.05)
    reader, writer = await _connect(scene, sent)
    assert await _read_to_the_end(reader) == b""
    writer.close()
    assert (await readiness(web, scene))[0] == 200


async def test_a_connection_may_ask_again_but_not_half(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "IDLE_S", 0.2)
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    reader, writer = await _connect(scene, whole)
    for _ in range(3):
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert await reader.readexactly(len(b'{"alive": true}'))
        writer.write(whole)
    writer.write(b"GET /healthz")
    assert b"alive" in await _read_to_the_end(reader)
    writer.close()


async def test_no_more_connections_are_let_in_than_can_be_held(
    stage: Scene,
    web: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 5)
    await stage.start()
    # Telegram itself comes with connections of its own.
    held = [await _connect(stage) for _ in range(5)]
    for _ in range(20):
        reader, writer = await _connect(stage)
        assert await _read_to_the_end(reader) == b""
        writer.close()
    assert caplog.text == ""
    for _, writer in held:
        writer.close()
        await writer.wait_closed()
    while (await _status(web, stage)) != 200:  # noqa: ASYNC110 - their end is told to nobody
        await asyncio.sleep(LOOK_S)


async def _status(web: aiohttp.ClientSession, scene: Scene) -> int:
    try:
        return (await readiness(web, scene))[0]
    except aiohttp.ClientError:
        return 0


async def _read_to_the_end(reader: asyncio.StreamReader) -> bytes:
    try:
        async with asyncio.timeout(10):
            return await reader.read()
    except ConnectionError:
        return b""
