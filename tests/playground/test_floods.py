"""The limits on sending, measured from outside and held against their description."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from playground_scene import make_bot
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter

from playground import NotPossible, Playground
from playground.clock import VirtualClock
from playground.schema.table import read_table
from playground.serving.floods import (
    CHAT_BURST,
    CHAT_PER_S,
    COUNTED,
    COUNTED_BY_LIST,
    GROUP_PER_MINUTE,
    NANOSTARS,
    OVERALL_PER_S,
    PAID_PER_S,
)


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lengths of time as PTB will give them in future; reading the old numbers is a warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Meter:
    """Sends over HTTP, as any bot does, as fast as it is let; time is virtual."""

    def __init__(self, telegram: Playground, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.sent_at: list[float] = []
        self._session = session

    async def send(self, chat_id: int, method: str = "sendMessage", **more: object) -> int:
        """Try once; tell how long to wait, 0 where it was sent."""
        values = {"chat_id": chat_id, "text": f"message {len(self.sent_at)}", **more}
        url = f"{self.telegram.base_url}{self.telegram.token}/{method}"
        async with self._session.post(url, json=values) as reply:
            told = await reply.json()
        if not told["ok"]:
            assert reply.status == 429, told
            return int(told["parameters"]["retry_after"])
        self.sent_at.append(self.telegram.clock())
        return 0

    async def send_obeying(self, chats: list[int], count: int, **more: object) -> None:
        """Send so many, waiting as told."""
        while len(self.sent_at) < count:
            wait_s = await self.send(chats[len(self.sent_at) % len(chats)], **more)  # type: ignore[arg-type]
            await self.telegram.clock.move(wait_s)

    def busiest(self, span_s: float) -> int:
        """Most messages in any such span."""
        return max(
            sum(begin <= at < begin + span_s for at in self.sent_at) for begin in dict.fromkeys(self.sent_at)
        )


async def people(telegram: Playground, count: int) -> list[int]:
    for number in range(count):
        await telegram.person(f"Person {number}").start()
    return list(telegram.people)


def limited(limits: float | str = "real") -> Playground:
    return Playground(seed=1, clock=VirtualClock(), limits=limits)  # type: ignore[arg-type]


@asynccontextmanager
async def metered(telegram: Playground) -> AsyncIterator[Meter]:
    async with telegram, aiohttp.ClientSession() as session:
        yield Meter(telegram, session)


@pytest.fixture
async def meter() -> AsyncIterator[Meter]:
    async with metered(limited()) as meter:
        yield meter


async def test_over_all_chats_30_messages_go_in_any_second(meter: Meter) -> None:
    telegram = meter.telegram
    chats = await people(telegram, 200)
    begun = telegram.clock()
    await meter.send_obeying(chats, 200)
    assert meter.busiest(1.0) == OVERALL_PER_S
    assert telegram.clock() - begun == 200 // OVERALL_PER_S


async def test_a_private_chat_takes_a_burst_and_then_one_message_a_second(meter: Meter) -> None:
    telegram = meter.telegram
    (chat,) = await people(telegram, 1)
    begun = telegram.clock()
    await meter.send_obeying([chat], 25)
    assert sum(at == begun for at in meter.sent_at) == CHAT_BURST
    assert meter.busiest(10.0) == CHAT_BURST + 9 * CHAT_PER_S
    assert meter.sent_at[-1] - begun == (25 - CHAT_BURST) / CHAT_PER_S


async def test_a_group_takes_20_messages_in_any_minute(meter: Meter) -> None:
    telegram = meter.telegram
    ada = telegram.person("Ada")
    group = telegram.group("Crew", [ada])
    begun = telegram.clock()
    await meter.send_obeying([group.id], 50)
    assert meter.busiest(60.0) == GROUP_PER_MINUTE
    assert meter.sent_at[-1] - begun == 2 * 60


async def test_who_does_not_wait_is_refused_for_the_whole_time(meter: Meter) -> None:
    telegram = meter.telegram
    ada = telegram.person("Ada")
    group = telegram.group("Crew", [ada])
    await meter.send_obeying([group.id], GROUP_PER_MINUTE)
    assert await meter.send(group.id) == 60
    await telegram.clock.move(59.5)
    assert await meter.send(group.id) == 1
    await telegram.clock.move(0.5)
    assert await meter.send(group.id) == 0


async def test_the_refusal_has_the_header_and_the_body_of_telegram() -> None:
    async with limited() as telegram, make_bot(telegram) as bot, aiohttp.ClientSession() as session:
        ada = telegram.person("Ada")
        await ada.start()
        for number in range(CHAT_BURST):
            await bot.send_message(ada.id, f"{number}")
        with pytest.raises(RetryAfter):
            await bot.send_message(ada.id, "one too many")
        url = f"{telegram.base_url}{telegram.token}/sendMessage"
        async with session.post(url, json={"chat_id": ada.id, "text": "and another"}) as reply:
            assert (reply.status, reply.headers["Retry-After"]) == (429, "1")
            assert await reply.json() == {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 1",
                "parameters": {"retry_after": 1},
            }


async def test_edits_count_and_answers_to_presses_reads_and_deletes_do_not() -> None:
    async with limited() as telegram, make_bot(telegram) as bot:
        ada = telegram.person("Ada")
        await ada.start()
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
        sent = await bot.send_message(ada.id, "0", reply_markup=keyboard)
        for number in range(1, CHAT_BURST):
            await bot.edit_message_text(f"{number}", ada.id, sent.message_id, reply_markup=keyboard)
        with pytest.raises(RetryAfter):
            await bot.edit_message_text("again", ada.id, sent.message_id)
        for _ in range(OVERALL_PER_S + 1):
            tap = await ada.tap("Yes")
            await bot.answer_callback_query(tap.query_id)
            await bot.get_chat(ada.id)
            await bot.send_chat_action(ada.id, "typing")
        await bot.delete_message(ada.id, sent.message_id)


async def test_an_album_counts_as_many_messages_as_it_has(meter: Meter) -> None:
    (chat,) = await people(meter.telegram, 1)
    sent = await meter.telegram.people[chat].send_document("notes.txt", b"One")
    assert sent.document is not None
    media = [{"type": "document", "media": sent.document.file_id}] * CHAT_BURST
    assert await meter.send(chat, "sendMediaGroup", media=media) == 0
    assert await meter.send(chat) == 1


async def test_paid_messages_go_beyond_30_a_second_and_cost_a_tenth_of_a_star(meter: Meter) -> None:
    telegram = meter.telegram
    telegram.world.purse.nanostars = 100 * NANOSTARS
    chats = await people(telegram, 600)
    for chat in chats[:500]:
        assert await meter.send(chat, allow_paid_broadcast=True) == 0
    assert telegram.world.purse.nanostars == 100 * NANOSTARS - (500 - OVERALL_PER_S) * NANOSTARS // 10
    # The 30 of the others are untouched; once they are used, the flag alone lets one pass.
    assert [await meter.send(chat) for chat in chats[500 : 501 + OVERALL_PER_S]] == [0] * OVERALL_PER_S + [1]
    assert await meter.send(chats[-1], allow_paid_broadcast=True) == 0


async def test_even_paid_messages_end_at_1000_a_second(meter: Meter) -> None:
    telegram = meter.telegram
    telegram.world.purse.nanostars = 1_000 * NANOSTARS
    chats = await people(telegram, 1_100)
    waits = [await meter.send(chat, allow_paid_broadcast=True) for chat in chats]
    assert waits.count(0) == PAID_PER_S


async def test_without_the_stars_a_paid_message_is_refused_and_only_sent_ones_are_charged(
    meter: Meter,
) -> None:
    telegram = meter.telegram
    chats = await people(telegram, 40)
    for chat in chats[:OVERALL_PER_S]:
        assert await meter.send(chat, allow_paid_broadcast=True) == 0, "the first 30 of a second cost nothing"
    async with make_bot(telegram) as bot:
        telegram.world.purse.nanostars = NANOSTARS // 10 - 1
        with pytest.raises(BadRequest, match=r"(?i)balance_too_low"):
            await bot.send_message(chats[-2], "x", allow_paid_broadcast=True)
        telegram.world.purse.nanostars = NANOSTARS
        telegram.people[chats[-1]].block()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(chats[-1], "x", allow_paid_broadcast=True)
        assert telegram.world.purse.nanostars == NANOSTARS
        await bot.send_message(chats[-2], "x", allow_paid_broadcast=True)
        balance = await bot.get_my_star_balance()
    assert (balance.amount, balance.nanostar_amount) == (0, NANOSTARS * 9 // 10)


async def test_limits_can_be_scaled_and_are_off_by_default() -> None:
    async with metered(limited(10)) as meter:
        waits = [await meter.send(chat) for chat in await people(meter.telegram, 400)]
        assert waits.count(0) == 10 * OVERALL_PER_S
    async with metered(Playground(seed=1, clock=VirtualClock())) as meter:
        (chat,) = await people(meter.telegram, 1)
        assert [await meter.send(chat) for _ in range(100)] == [0] * 100


@pytest.mark.parametrize("limits", ["on", 0, -1, float("inf"), float("nan")])
def test_limits_that_mean_nothing_are_refused(limits: float | str) -> None:
    with pytest.raises(NotPossible, match="limits must be"):
        limited(limits)


async def test_a_webhook_is_set_once_a_second(meter: Meter) -> None:
    url = "http://127.0.0.1:9/hook"
    assert await meter.send(0, "setWebhook", url=url) == 0
    assert await meter.send(0, "setWebhook", url=url) == 1
    await meter.telegram.clock.move(1)
    assert await meter.send(0, "setWebhook", url=url) == 0


def test_what_counts_are_methods_of_the_schema_that_send_or_edit() -> None:
    counted = COUNTED | COUNTED_BY_LIST.keys()
    assert counted <= read_table().methods.keys()
    gives_messages = {
        name for name, method in read_table().methods.items() if {"Message", "[Message]"} & {*method.returns}
    }
    # These give messages, and send or edit none that counts; the rest send without giving the message.
    assert gives_messages - counted == {"getUserPersonalChatMessages", "setGameScore"}
    assert counted - gives_messages == {"copyMessage", "copyMessages", "forwardMessages", "stopPoll"}
