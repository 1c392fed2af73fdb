"""Updates by webhook: which requests are trusted, what is answered when, and that nothing gets lost."""

import asyncio
import json
import logging

import aiohttp
import pytest
from bot_scene import WEBHOOK_SECRET, Scene, at_work, from_bot, say, set_writable, webhook_settings
from faulty_network import no_connection, refused
from web_scene import SECRET_HEADER, address, message, post, readiness, stored

from bot.receiving import intake
from bot.receiving.intake import IntakeRefused
from bot.receiving.listener import MOST_BYTES
from bot.receiving.raw_updates import ALLOWED_UPDATES
from playground import Person


@pytest.fixture
def mode() -> str:
    return "webhook"


@pytest.fixture
async def ada(scene: Scene, rita: Person) -> Person:
    """A contributor with a card in hand, and more to come."""
    return await at_work(scene, rita)


async def known(scene: Scene, *names: str) -> list[Person]:
    """Let people write to the bot for the first time."""
    people = [scene.person(name) for name in names]
    await scene.do(*(person.send("/start") for person in people))
    return people


def helped(person: Person) -> int:
    """How often the bot has answered /help."""
    return sum(say("help-not-subscribed") in message.words for message in from_bot(person))


async def test_telegram_is_told_where_to_bring_updates_which_and_with_what_secret(scene: Scene) -> None:
    hook, updates = scene.telegram.world.webhook, scene.telegram.world.updates
    assert hook is not None
    assert (hook.url, hook.secret_token, hook.max_connections) == (
        scene.settings.webhook_url,
        WEBHOOK_SECRET,
        100,
    )
    assert updates.allowed == set(ALLOWED_UPDATES)
    assert not updates.is_polled


async def test_what_happened_before_the_bot_came_is_brought_at_its_start(stage: Scene) -> None:
    ada = stage.person("Ada")
    await ada.send("/start")
    await stage.start()
    await ada.sees(say("consent-text"))


async def test_an_update_is_confirmed_only_once_it_is_stored(
    scene: Scene, web: aiohttp.ClientSession
) -> None:
    (ada,) = await known(scene, "Ada")
    answer = await post(web, scene, message(7, ada))
    assert (answer.status, await stored(scene)) == (200, 2)
    await scene.quiet()
    assert helped(ada) == 1


@pytest.mark.parametrize(
    "secret",
    [None, "", "wrong", WEBHOOK_SECRET[:-1], WEBHOOK_SECRET + "x", WEBHOOK_SECRET.lower(), "\u00e9t\u00e9"],
)
async def test_without_the_secret_nothing_is_taken_said_or_logged(
    scene: Scene, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, secret: str | None
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {"X-Forwarded-For": "149.154.160.1", "X-Real-IP": "149.154.160.1"}
    if secret is not None:
        headers[SECRET_HEADER] = secret
    async with web.post(
        scene.settings.webhook_url, json=message(7, scene.person("Ada")), headers=headers
    ) as answer:
        assert (answer.status, await answer.read()) == (403, b"")
    assert await stored(scene) == 0
    assert not [record for record in caplog.records if "403" in record.getMessage()]
    assert not secret or secret not in caplog.text


async def test_a_body_above_a_mebibyte_is_left_out(scene: Scene, web: aiohttp.ClientSession) -> None:
    ada = scene.person("Ada")
    most = MOST_BYTES - len(json.dumps(message(7, ada, "")))
    assert (await post(web, scene, message(7, ada, "x" * (most + 100)))).status == 200
    # A stranger learns not even that.
    assert (await post(web, scene, message(8, ada, "x" * (most + 100)), secret="no")).status == 403
    assert await stored(scene) == 0
    assert (await post(web, scene, message(7, ada, "x" * (most - 100)))).status == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"\x16\x03\x01\x00\xff",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -4\r\n\r\n",
    ],
    ids=["words", "tls", "version", "length"],
)
async def test_what_is_no_http_is_hung_up_on_without_a_line_in_the_log(
    scene: Scene, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    assert scene.settings.listen is not None
    reader, writer = await asyncio.open_connection(scene.settings.listen.host, scene.settings.listen.port)
    writer.write(sent)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer == b"" or answer.startswith(b"HTTP/1.0 400")
    assert caplog.text == ""
    assert (await readiness(web, scene))[0] == 200


NO_UPDATES = {
    "nothing": b"",
    "half": b"{",
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "no id": b"{}",
    "text as id": b'{"update_id": "7"}',
    "a truth as id": b'{"update_id": true}',
    "below zero": b'{"update_id": -1}',
    "beyond 64 bits": b'{"update_id": 9223372036854775808}',
    "no text": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "a number as message": b'{"update_id": 7, "message": 5}',
    "a list as message": b'{"update_id": 7, "message": [1]}',
    "no chat": b'{"update_id": 7, "message": {"from": {"id": 5}, "message_id": 1, "date": 1}}',
    "a text as sender": b'{"update_id": 7, "message": {"from": "x"}}',
    "a text as sender's id": b'{"update_id": 7, "callback_query": {"id": "1", "from": {"id": "5"}}}',
    "a press without id": b'{"update_id": 7, "callback_query": {"from": {"id": 5}}}',
    "a number as pressed message": b'{"update_id": 7, "callback_query": {"message": 5}}',
}


@pytest.mark.parametrize("body", NO_UPDATES.values(), ids=NO_UPDATES)
async def test_what_is_no_update_is_left_out_with_a_line_and_not_brought_again(
    scene: Scene, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    headers = {SECRET_HEADER: WEBHOOK_SECRET, "Content-Type": "application/json"}
    async with web.post(scene.settings.webhook_url, data=body, headers=headers) as answer:
        assert answer.status == 200
    assert await stored(scene) == 0
    assert "left out" in caplog.text
    assert "Traceback" not in caplog.text
    assert (await post(web, scene, message(7, scene.person("Ada")))).status == 200


async def test_only_json_is_taken_only_by_post_and_only_at_its_path(
    scene: Scene, web: aiohttp.ClientSession
) -> None:
    url, headers = scene.settings.webhook_url, {SECRET_HEADER: WEBHOOK_SECRET}
    for data in (b'{"update_id": 7}', {"update_id": "7"}):
        async with web.post(url, data=data, headers=headers) as answer:
            assert answer.status == 415
    for method in ("GET", "PUT", "DELETE"):
        async with web.request(method, url, headers=headers) as answer:
            assert answer.status == 405
    for path in ("/", "/askmany", "/askmany/hook/", "/askmany/hook/more"):
        async with web.post(address(scene, path), json={"update_id": 7}, headers=headers) as answer:
            assert answer.status == 404
    assert await stored(scene) == 0


async def test_an_update_that_is_brought_ten_times_at_once_takes_effect_once(
    scene: Scene, web: aiohttp.ClientSession
) -> None:
    (ada,) = await known(scene, "Ada")
    answers = await asyncio.gather(*(post(web, scene, message(7, ada)) for _ in range(10)))
    assert {answer.status for answer in answers} == {200}
    await scene.quiet()
    assert (await post(web, scene, message(7, ada))).status == 200
    await scene.quiet()
    assert helped(ada) == 1


async def test_an_update_id_that_comes_again_with_something_else_is_told_in_the_log(
    scene: Scene, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    ada, ben = await known(scene, "Ada", "Ben")
    for _ in range(2):
        assert (await post(web, scene, message(7, ada))).status == 200
    assert "other content" not in caplog.text
    assert (await post(web, scene, message(7, ben))).status == 200
    await scene.quiet()
    assert "Update 7 came again with other content" in caplog.text
    assert (helped(ada), helped(ben)) == (1, 0)


async def test_without_room_telegram_is_asked_to_come_again_and_everything_is_handled_then(
    stage: Scene, web: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FULL", 3)
    await stage.start(concurrent_people=1)
    people = await known(stage, "Ada", "Ben", "Cleo", "Dan", "Eve")
    # Somebody else is being handled.
    await stage.bot.intake._places.acquire()
    statuses = [
        (await post(web, stage, message(number, person))).status for number, person in enumerate(people, 1)
    ]
    assert statuses == [200, 200, 200, 503, 503]
    refusal = await post(web, stage, message(4, people[3]))
    assert (refusal.headers["Retry-After"], await stored(stage)) == ("1", 5 + 3)
    stage.bot.intake._places.release()
    await stage.quiet()
    for number, person in enumerate(people[3:], 4):
        assert (await post(web, stage, message(number, person))).status == 200
    await stage.quiet()
    assert [helped(person) for person in people] == [1] * 5


async def test_what_cannot_be_stored_is_brought_again(
    scene: Scene, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await set_writable(scene.database, writable=False)
    await ada.tap("Red")
    trouble = scene.telegram.world.webhook_trouble
    async with asyncio.timeout(10):
        while not trouble.text:  # noqa: ASYNC110 - an event would be one more thing to trust
            await asyncio.sleep(0)
    assert trouble.text == "Wrong response from the webhook: 503 Service Unavailable"
    assert caplog.text.count("nothing can be stored") == 1
    assert "Traceback" not in caplog.text
    await set_writable(scene.database, writable=True)
    assert await scene.count("SELECT count(*) FROM answer") == 0
    scene.clock.move(seconds=1.1)
    await ada.sees("Rose")
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_a_secret_of_its_own_making_is_kept_over_restarts_and_a_given_one_is_not_stored(
    stage: Scene,
) -> None:
    def secret() -> str:
        hook = stage.telegram.world.webhook
        return hook.secret_token if hook is not None else ""

    facts = "SELECT count(*) FROM fact WHERE name = 'webhook_secret'"
    await stage.start()
    assert (secret(), await stage.count(facts)) == (WEBHOOK_SECRET, 0)
    await stage.stop()
    await stage.start(webhook_secret="")
    made = secret()
    assert len(made) == 64
    await stage.stop()
    await stage.start()
    assert (secret(), await stage.count(facts)) == (made, 1)


async def test_back_to_polling_the_webhook_is_left_and_nothing_is_lost(scene: Scene, ada: Person) -> None:
    await scene.stop()
    await ada.tap("Red")
    await scene.start(webhook_url="", listen=None)
    await ada.sees("Rose")
    assert scene.telegram.world.webhook is None
    await scene.stop()
    await ada.tap("Blue")
    await scene.start(**webhook_settings())
    await ada.sees("Sea")
    assert await scene.count("SELECT count(*) FROM answer") == 2


async def test_an_address_that_telegram_refuses_ends_the_bot_with_its_words(stage: Scene) -> None:
    stage.faults.plan("setWebhook", refused(400, "Bad Request: bad webhook: Failed to resolve host"))
    with pytest.raises(IntakeRefused, match=r"WEBHOOK_URL, .*/askmany/hook: .*failed to resolve host"):
        await stage.start()


async def test_a_telegram_that_is_not_there_yet_is_asked_again(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.beginning.START_PAUSE_S", 0)
    stage.faults.plan("setWebhook", no_connection)
    stage.faults.plan("setWebhook", refused(429, "Too Many Requests: retry after 1", retry_after=1))
    await stage.start()
    assert stage.faults.left == 0
    assert stage.telegram.world.webhook is not None


async def test_trouble_of_telegram_with_our_address_is_logged_once(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    webhook = scene.bot.webhook
    assert webhook is not None
    await webhook.look()
    assert caplog.text == ""
    trouble = scene.telegram.world.webhook_trouble
    trouble.at, trouble.text = 1_800_000_001, "Wrong response from the webhook: 502 Bad Gateway"
    await webhook.look()
    await webhook.look()
    assert caplog.text.count("502 Bad Gateway (0 waiting)") == 1


@pytest.mark.parametrize("url", ["", "https://another.example.org/hook"])
async def test_who_takes_the_webhook_away_ends_the_bot_with_a_clear_line(scene: Scene, url: str) -> None:
    webhook = scene.bot.webhook
    assert webhook is not None
    await scene.bot.application.bot.set_webhook(url)
    with pytest.raises(IntakeRefused, match="another program with this token"):
        await webhook.look()


async def test_a_bot_that_stops_takes_nothing_more_and_finishes_what_it_has(
    scene: Scene, ada: Person, web: aiohttp.ClientSession
) -> None:
    await ada.tap("Red")
    await scene.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await post(web, scene, message(7, ada))
    # Telegram goes on to bring updates here.
    assert scene.telegram.world.webhook is not None
    await scene.start()
    await ada.sees("Rose")
    assert await scene.count("SELECT count(*) FROM answer") == 1
