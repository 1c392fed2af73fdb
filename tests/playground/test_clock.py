"""A clock that a test moves: timers, long polls, retention, presses; and real time that can be moved ahead."""

import asyncio

import pytest
from playground_scene import make_bot, poll_is_waiting
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from playground import NotPossible, Playground
from playground.clock import VIRTUAL_START, Clock, VirtualClock

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


async def test_virtual_time_passes_only_when_it_is_moved() -> None:
    clock = VirtualClock()
    assert (clock(), clock()) == (VIRTUAL_START, VIRTUAL_START)
    await clock.move(2.5)
    assert clock() == VIRTUAL_START + 2.5


async def test_timers_come_in_order_each_at_its_own_time() -> None:
    clock, seen = VirtualClock(0), []
    for due in (3, 1, 2):
        clock.call_later(due, lambda: seen.append(clock()))
    clock.call_later(5, lambda: seen.append(clock()))
    await clock.move(4)
    assert seen == [1, 2, 3]
    await clock.move(1)
    assert seen == [1, 2, 3, 5]


async def test_a_timer_may_set_another_that_falls_due_on_the_way() -> None:
    clock, seen = VirtualClock(0), []

    def again() -> None:
        seen.append(clock())
        clock.call_later(1, again)

    clock.call_later(1, again)
    await clock.move(3.5)
    assert seen == [1, 2, 3]


async def test_a_cancelled_timer_never_comes() -> None:
    clock, seen = VirtualClock(0), []
    timer = clock.call_later(1, lambda: seen.append("never"))
    timer.cancel()
    timer.cancel()
    await clock.move(2)
    assert seen == []


async def test_time_does_not_go_back() -> None:
    with pytest.raises(NotPossible, match="does not go back"):
        await VirtualClock().move(-1)


async def test_a_sleep_ends_when_time_is_moved() -> None:
    clock = VirtualClock()
    async with asyncio.TaskGroup() as group:
        sleeper = group.create_task(clock.sleep(3600))
        await asyncio.sleep(0)
        await clock.move(3599)
        assert not sleeper.done()
        await clock.move(1)
    assert sleeper.done()


async def test_real_time_can_be_moved_ahead_and_takes_its_timers_along() -> None:
    clock, seen = Clock(lambda: 100.0), []
    near, far = (
        clock.call_later(60, lambda: seen.append("near")),
        clock.call_later(90, lambda: seen.append("far")),
    )
    await clock.move(70)
    assert (seen, clock()) == (["near"], 170)
    assert far.alarm is not None
    assert far.alarm.when() - asyncio.get_running_loop().time() < 21
    near.cancel()
    far.cancel()


async def test_real_timers_come_by_themselves() -> None:
    clock, come = Clock(), asyncio.Event()
    clock.call_later(0.001, come.set)
    await asyncio.wait_for(come.wait(), 5)


async def test_a_long_poll_ends_in_virtual_time() -> None:
    async with Playground(clock=VirtualClock()) as telegram, make_bot(telegram) as bot:
        async with asyncio.TaskGroup() as group:
            poll = group.create_task(bot.get_updates(timeout=50))
            await poll_is_waiting(telegram)
            await telegram.clock.move(49)
            assert telegram.world.updates.is_polled
            await telegram.clock.move(1)
        assert poll.result() == ()


async def test_no_poll_is_longer_than_50_seconds() -> None:
    async with Playground(clock=VirtualClock()) as telegram, make_bot(telegram) as bot:
        async with asyncio.TaskGroup() as group:
            poll = group.create_task(bot.get_updates(timeout=3600))
            await poll_is_waiting(telegram)
            await telegram.clock.move(50)
        assert poll.result() == ()


async def test_updates_and_presses_grow_old_by_the_clock() -> None:
    async with Playground(clock=VirtualClock(), answerable_s=60) as telegram, make_bot(telegram) as bot:
        ada = telegram.person("Ada")
        await ada.start()
        await bot.send_message(ada.id, "?", reply_markup=KEYBOARD)
        tap = await ada.tap("Yes")
        await telegram.clock.move(61)
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_callback_query(tap.query_id)
        assert len(await bot.get_updates()) == 2
        await telegram.clock.move(24 * 3600)
        assert await bot.get_updates() == ()
