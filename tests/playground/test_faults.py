"""Faults by rule and seed: what the bot is told, what took effect, and that a seed brings the same again."""

import asyncio

import pytest
from playground_scene import make_request
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from playground import ApiError, Fault, FaultType, NotPossible, Person, Playground
from playground.clock import VirtualClock
from playground.serving.parameters import Parameters


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths of time as PTB will give them in future; reading the old numbers is a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def ada(telegram: Playground) -> Person:
    person = telegram.person("Ada")
    await person.start()
    telegram.world.updates.drop_pending()
    return person


def texts(person: Person) -> list[str]:
    return [message.words for message in person.chat if message.from_bot]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (FaultType.FLOOD, RetryAfter, "Flood control exceeded"),
        (FaultType.ERROR, NetworkError, "Internal Server Error"),
        (FaultType.GATEWAY, NetworkError, "Bad Gateway"),
        (FaultType.RESET, NetworkError, "."),
    ],
)
async def test_a_call_is_refused_or_cut_before_or_after_its_effect(
    telegram: Playground,
    bot: Bot,
    ada: Person,
    kind: FaultType,
    error: type[TelegramError],
    words: str,
    after: bool,
) -> None:
    telegram.faults.add(Fault(kind=kind, method="sendMessage", times=1, after=after))
    with pytest.raises(error, match=words):
        await bot.send_message(ada.id, "first")
    await bot.send_message(ada.id, "second")
    assert texts(ada) == (["first", "second"] if after else ["second"])
    assert [call.took_effect for call in telegram.calls if call.method == "sendMessage"] == [after, True]


async def test_a_reply_that_never_comes_leaves_the_effect(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    telegram.faults.add(Fault(kind=FaultType.TIMEOUT, method="sendMessage", times=1, after=True))
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "delivered", read_timeout=0.05)
    # On a busy machine the bot has given up before the server has read the call.
    await ada.sees("delivered")
    assert texts(ada) == ["delivered"]


async def test_a_reply_that_never_comes_ends_in_a_closed_connection(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    telegram.faults.add(Fault(kind=FaultType.TIMEOUT, method="sendMessage", after=True, seconds=30))
    async with asyncio.TaskGroup() as group:
        call = group.create_task(lost(bot, ada))
        await ada.sees("delivered")
        assert not call.done()
        await telegram.clock.move(30)
    assert isinstance(call.result(), NetworkError)


async def lost(bot: Bot, ada: Person) -> TelegramError | None:
    try:
        await bot.send_message(ada.id, "delivered")
    except TelegramError as error:
        return error
    return None


@pytest.mark.parametrize("after", [False, True])
async def test_a_slow_call_waits_before_or_after_its_effect(
    telegram: Playground, bot: Bot, ada: Person, after: bool
) -> None:
    telegram.faults.add(Fault(kind=FaultType.SLOW, method="sendMessage", after=after, seconds=20))
    struck: list[object] = []
    called = asyncio.Event()

    def watch(kind: str, thing: object) -> None:
        if kind == "fault":
            struck.append(thing)
            called.set()

    telegram.world.watchers.add(watch)
    async with asyncio.TaskGroup() as group:
        call = group.create_task(bot.send_message(ada.id, "late"))
        await called.wait()
        await asyncio.sleep(0)
        assert (texts(ada), call.done()) == (["late"] if after else [], False)
        await telegram.clock.move(20)
    assert texts(ada) == ["late"]


async def test_every_third_call_is_struck_and_only_so_often(telegram: Playground, ada: Person) -> None:
    telegram.faults.add(Fault(kind=FaultType.ERROR, method="sendMessage", nth=3, times=2))
    struck = []
    for number in range(1, 13):
        try:
            await telegram._board.carry_out(
                "sendMessage", Parameters({"chat_id": ada.id, "text": f"{number}"})
            )
        except ApiError:
            struck.append(number)
    assert struck == [3, 6]


async def test_other_methods_and_chats_are_spared_and_rules_can_be_taken_back(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    ben = telegram.person("Ben")
    await ben.start()
    fault = telegram.faults.add(Fault(kind=FaultType.ERROR, method="sendMessage", chat_id=ben.id))
    await bot.send_message(ada.id, "spared")
    await bot.get_chat(ben.id)
    with pytest.raises(NetworkError):
        await bot.send_message(ben.id, "struck")
    telegram.faults.remove(fault)
    await bot.send_message(ben.id, "spared too")
    assert telegram.faults.rules == []


async def struck_calls(seed: int, order: list[int]) -> list[tuple[int, int]]:
    """Which calls a share of 30 % strikes, as (chat, number of its call), when the chats take turns so."""
    telegram = Playground(seed=seed)
    people = {chat: telegram.person(f"{chat}", id=chat) for chat in sorted(set(order))}
    for person in people.values():
        await person.start()
    telegram.faults.add(Fault(kind=FaultType.ERROR, method="sendMessage", share=0.3))
    met: dict[int, int] = {}
    struck = []
    for chat in order:
        met[chat] = met.get(chat, 0) + 1
        try:
            await telegram._board.carry_out("sendMessage", Parameters({"chat_id": chat, "text": "x"}))
        except ApiError:
            struck.append((chat, met[chat]))
    return sorted(struck)


async def test_a_seed_strikes_the_same_calls_of_each_chat_in_whatever_order_the_chats_come() -> None:
    turns = [11, 12, 13, 14] * 50
    first = await struck_calls(3, turns)
    assert first == await struck_calls(3, sorted(turns))
    assert first != await struck_calls(4, turns)
    assert 0.2 < len(first) / len(turns) < 0.4


async def test_rules_of_faults_do_not_change_the_ids() -> None:
    ids = []
    for with_faults in (False, True):
        telegram = Playground(seed=5)
        if with_faults:
            telegram.faults.add(Fault(kind=FaultType.ERROR, share=0.5))
            telegram.faults.add(Fault(kind=FaultType.DOUBLE_TAP))
        person = telegram.person("Ada")
        await person.start()
        ids.append((person.id, telegram.world.updates.next_id))
    assert ids[0] == ids[1]


async def received(bot: Bot, offset: int = 0) -> list[tuple[int, str]]:
    updates = await bot.get_updates(offset=offset)
    return [
        (update.update_id, (update.message.text or "") if update.message else "press") for update in updates
    ]


async def test_an_update_comes_again_after_it_was_confirmed(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    telegram.faults.add(Fault(kind=FaultType.DUPLICATE, update="message", nth=2))
    for text in ("a", "b", "c"):
        await ada.send(text)
    first = await received(bot)
    assert [text for _, text in first] == ["a", "b", "c"]
    again = await received(bot, first[-1][0] + 1)
    assert again == [first[1]]
    assert await received(bot, first[-1][0] + 1) == []


async def test_an_update_comes_late_after_what_happened_later(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    telegram.faults.add(Fault(kind=FaultType.DELAY, times=1, seconds=40))
    await ada.send("early bird")
    await ada.send("second")
    first = await received(bot)
    assert [text for _, text in first] == ["second"]
    await telegram.clock.move(40)
    assert [text for _, text in await received(bot, first[0][0] + 1)] == ["early bird"]


async def test_the_updates_of_one_reply_change_places(telegram: Playground, bot: Bot, ada: Person) -> None:
    for number in range(20):
        await ada.send(f"{number:02}")
    in_order = await received(bot)
    telegram.faults.add(Fault(kind=FaultType.SHUFFLE))
    shuffled = await received(bot)
    assert shuffled != in_order
    assert sorted(shuffled) == in_order


async def test_a_finger_taps_twice_and_both_presses_can_be_answered(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await bot.send_message(ada.id, "?", reply_markup=keyboard)
    telegram.faults.add(Fault(kind=FaultType.DOUBLE_TAP))
    tap = await ada.tap("Yes")
    first, second = [update.callback_query for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert (first.data, second.data) == ("y", "y")
    assert tap.query_id == first.id != second.id
    await first.answer("once")
    await second.answer("twice")
    assert [toast.text for toast in ada.toasts] == ["once", "twice"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": FaultType.ERROR, "share": 1.5},
        {"kind": FaultType.ERROR, "nth": 0},
        {"kind": FaultType.ERROR, "times": 0},
        {"kind": FaultType.DELAY, "method": "sendMessage"},
        {"kind": FaultType.RESET, "update": "message"},
    ],
)
def test_a_rule_that_means_nothing_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NotPossible):
        Fault(**wrong)  # type: ignore[arg-type]


async def test_closing_does_not_wait_for_calls_that_are_held(ada: Person, telegram: Playground) -> None:
    telegram.faults.add(Fault(kind=FaultType.TIMEOUT, method="getMe", times=1, after=True))
    request = make_request()
    async with asyncio.TaskGroup() as group:
        call = group.create_task(asks_in_vain(request, f"{telegram.base_url}{telegram.token}/getMe"))
        while not telegram.count("getMe"):  # noqa: ASYNC110 - an event would be one more thing to trust
            await asyncio.sleep(0)
        await telegram.close()
        assert await call
    await request.shutdown()


async def asks_in_vain(request: object, url: str) -> bool:
    try:
        await request.post(url)  # type: ignore[attr-defined]
    except NetworkError:
        return True
    return False


async def test_rules_can_be_in_force_from_the_start() -> None:
    fault = Fault(kind=FaultType.GATEWAY, method="getMe", times=1)
    async with Playground(seed=7, faults=[fault]) as telegram:
        client = Bot(telegram.token, base_url=telegram.base_url, request=make_request())
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await client.initialize()
        await client.initialize()
        await client.shutdown()
