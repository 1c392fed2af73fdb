"""Updates brought to a webhook: order, connections, retries, secrets, and calls in the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from playground_scene import make_bot
from telegram import Bot
from telegram.error import BadRequest, Conflict

from playground import Fault, FaultType, Person, Playground
from playground.clock import VirtualClock


@dataclass
class Hook:
    """A bot's webhook that answers as told and remembers what came."""

    url: str = ""
    bodies: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    #: Answers in turn; when they are used up, 200.
    answers: list[web.Response] = field(default_factory=list)
    #: Texts of messages that get no answer until `gate` is opened.
    held: set[str] = field(default_factory=set)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        self.changed.set()
        if body.get("message", {}).get("text") in self.held:
            await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[object]:
        return [body.get("message", {}).get("text", "press") for body in self.bodies]  # type: ignore[attr-defined]

    async def has(self, count: int) -> list[object]:
        """Wait for so many deliveries and return their texts."""
        while len(self.bodies) < count:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 5)
        return self.texts


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.answer, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def bot(telegram: Playground, hook: Hook) -> AsyncIterator[Bot]:
    """The client; it leans on `hook`, so that the playground stops before the hook does."""
    async with make_bot(telegram) as client:
        yield client


@pytest.fixture
async def ada(telegram: Playground) -> Person:
    person = telegram.person("Ada")
    await person.start()
    telegram.world.updates.drop_pending()
    return person


@pytest.fixture
async def ben(telegram: Playground) -> Person:
    person = telegram.person("Ben")
    await person.start()
    telegram.world.updates.drop_pending()
    return person


def refusals(count: int, status: int = 500, **headers: str) -> list[web.Response]:
    return [web.Response(status=status, headers=headers) for _ in range(count)]


async def settled(look: Callable[[], bool]) -> None:
    """Give the loop over until something is so."""
    async with asyncio.timeout(5):
        while not look():  # noqa: ASYNC110 - an event would be one more thing to trust
            await asyncio.sleep(0)


async def confirmed(telegram: Playground) -> None:
    await settled(lambda: not telegram.world.updates.pending)


async def failures(telegram: Playground, count: int) -> None:
    """Wait until so many deliveries of an update have failed."""
    deliveries = telegram._deliveries
    await settled(lambda: any(queue.failures >= count for queue in deliveries._queues.values()))


async def test_updates_come_with_the_secret_and_are_confirmed_by_200(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url, secret_token="s3cret")
    await ada.send("hello")
    assert await hook.has(1) == ["hello"]
    assert hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
    assert hook.headers[0]["Content-Type"] == "application/json"
    await confirmed(telegram)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message, info.ip_address) == (0, None, "127.0.0.1")


async def test_what_waits_already_is_brought_unless_it_is_to_be_dropped(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await ada.send("before")
    await bot.set_webhook(hook.url)
    assert await hook.has(1) == ["before"]
    await bot.delete_webhook()
    await ada.send("dropped")
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ada.send("after")
    assert await hook.has(2) == ["before", "after"]


async def test_the_updates_of_a_chat_come_one_after_the_other_and_chats_do_not_wait_for_each_other(
    telegram: Playground, bot: Bot, ada: Person, ben: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    hook.held = {"a1"}
    for text in ("a1", "a2", "a3"):
        await ada.send(text)
    await ben.send("b1")
    assert sorted(map(str, await hook.has(2))) == ["a1", "b1"]
    await ben.send("b2")
    assert (await hook.has(3))[2] == "b2"
    hook.gate.set()
    assert (await hook.has(5))[3:] == ["a2", "a3"]


async def test_no_more_connections_are_used_than_allowed(telegram: Playground, bot: Bot, hook: Hook) -> None:
    await bot.set_webhook(hook.url, max_connections=3)
    people = [telegram.person(f"Person {number}") for number in range(10)]
    hook.held = {"/start"}
    for person in people:
        await person.start()
    await hook.has(3)
    await bot.get_me()  # time enough for a fourth to come
    assert len(hook.bodies) == 3
    hook.gate.set()
    await hook.has(10)


async def test_a_failed_delivery_is_tried_at_once_and_then_with_growing_pauses(
    telegram: Playground, bot: Bot, ada: Person, ben: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    hook.answers = refusals(10)
    await ada.send("hard")
    await hook.has(2)
    for count, pause_s in enumerate((2, 4, 8, 16, 32), start=2):
        await failures(telegram, count)
        await telegram.clock.move(pause_s - 0.5)
        assert len(hook.bodies) == count
        await telegram.clock.move(0.5)
        await hook.has(count + 1)
    for count, longest_s in ((7, 64), (8, 120)):  # from 60 seconds on, the pause is drawn
        await failures(telegram, count)
        await telegram.clock.move(55)
        assert len(hook.bodies) == count
        await telegram.clock.move(longest_s - 55)
        await hook.has(count + 1)
    await ben.send("easy")  # another chat is not held up, though its first try fails too
    await hook.has(11)
    assert hook.texts.count("easy") == 2


async def test_what_went_wrong_is_told(telegram: Playground, bot: Bot, ada: Person, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    hook.answers = refusals(2, 403)
    await ada.send("x")
    await failures(telegram, 2)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
    assert info.last_error_date is not None
    assert info.pending_update_count == 1


async def test_a_bot_may_ask_for_a_longer_pause(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    hook.answers = [web.Response(status=503, headers={"Retry-After": "100"})]
    await ada.send("x")
    await failures(telegram, 1)
    await telegram.clock.move(99)
    assert len(hook.bodies) == 1
    await telegram.clock.move(1)
    await hook.has(2)


async def test_a_redirect_and_a_closed_port_are_failures(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    hook.answers = refusals(2, 302, Location=hook.url)
    await ada.send("x")
    await failures(telegram, 2)
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 302 Found"
    await bot.set_webhook("http://127.0.0.1:1/hook")
    await failures(telegram, 2)
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"


async def test_an_update_is_given_up_after_a_day(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    hook.answers = refusals(3)
    await ada.send("old")
    await failures(telegram, 2)
    telegram.clock._ahead += 24 * 3600  # a day passes in which the server is not running
    await telegram.clock.move(2)
    await confirmed(telegram)
    await ada.send("new")
    assert (await hook.has(3))[2] == "new"


async def test_the_answer_to_an_update_may_be_a_call(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    form = aiohttp.MultipartWriter("form-data")
    for name, value in (("method", "sendDocument"), ("chat_id", str(ada.id)), ("document", "attach://f")):
        form.append(value).set_content_disposition("form-data", name=name)
    form.append(b"abc").set_content_disposition("form-data", name="f", filename="f.txt")
    hook.answers = [
        web.json_response({"method": "sendMessage", "chat_id": ada.id, "text": "by JSON"}),
        web.Response(
            text=f"method=sendMessage&chat_id={ada.id}&text=by+form",
            content_type="application/x-www-form-urlencoded",
        ),
        web.Response(body=form),
        web.json_response({"method": "getMe"}),
        web.json_response({"method": "deleteWebhook"}),
        web.json_response({"method": "sendMessage", "chat_id": 1, "text": "to nobody"}),
        web.Response(text="{", content_type="application/json"),
    ]
    before = telegram.count("getMe")
    for number in range(7):
        await ada.send(f"{number}")
    await hook.has(7)
    await confirmed(telegram)
    assert [message.words for message in ada.chat if message.from_bot] == ["by JSON", "by form", ""]
    assert await ada.downloads("f.txt") == b"abc"
    assert (telegram.count("getMe"), telegram.count("deleteWebhook")) == (before, 0)


async def test_polling_and_webhook_exclude_each_other(bot: Bot, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("ftp://bot.example/hook", "invalid url specified"),
        ("http://bot.example/hook", "an https url must be provided"),
        ("https://bot.example:8080/hook", "only on ports 80, 88, 443 or 8443"),
    ],
)
async def test_addresses_that_telegram_would_not_call_are_refused(bot: Bot, url: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.set_webhook(url)


async def test_no_address_outside_this_machine_is_called(telegram: Playground, bot: Bot, ada: Person) -> None:
    await bot.set_webhook("https://bot.example:8443/hook")
    await ada.send("x")
    await failures(telegram, 2)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Failed to resolve host: Name or service not known"


async def test_allowed_kinds_outlive_the_webhook(bot: Bot, ada: Person, hook: Hook) -> None:
    await bot.set_webhook(hook.url, allowed_updates=["callback_query"])
    await bot.delete_webhook()
    await ada.send("not asked for")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    await ada.send("asked for")
    assert len(await bot.get_updates()) == 1


async def test_a_doubled_update_is_brought_twice(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook
) -> None:
    await bot.set_webhook(hook.url)
    telegram.faults.add(Fault(kind=FaultType.DUPLICATE, times=1))
    await ada.send("twice")
    await ada.send("once")
    assert await hook.has(3) == ["twice", "twice", "once"]
    assert hook.bodies[0] == hook.bodies[1]
    await confirmed(telegram)


async def test_a_webhook_outlives_a_restart(
    telegram: Playground, bot: Bot, ada: Person, hook: Hook, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hook.answers = refusals(2)
    await bot.set_webhook(hook.url)
    await ada.send("kept")
    await failures(telegram, 2)
    path = tmp_path_factory.mktemp("state") / "state.json"
    telegram.save(path)
    await telegram.close()
    async with Playground.load(path, clock=VirtualClock()):
        assert await hook.has(3) == ["kept"] * 3
