"""How the bot hears of what people do: order, offsets, redelivery, long polls and conflicts."""

import asyncio

import pytest
from playground_scene import Clock, make_bot, poll_is_waiting
from telegram import Bot, Update
from telegram.error import Conflict

from playground import Person, Playground


async def test_updates_come_in_order_with_ids_that_grow_by_one(bot: Bot, ada: Person) -> None:
    for text in ("a", "b", "c"):
        await ada.send(text)
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["a", "b", "c"]
    first = updates[0].update_id
    assert [update.update_id for update in updates] == [first, first + 1, first + 2]
    assert all(not update.api_kwargs for update in updates)


async def test_update_ids_start_at_random_but_by_the_seed() -> None:
    starts = [Playground(seed=seed).world.updates.next_id for seed in (1, 1, 2)]
    assert starts[0] == starts[1] != starts[2]


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, ada: Person) -> None:
    await ada.send("a")
    await ada.send("b")
    first = [update.update_id for update in await bot.get_updates()]
    assert [update.update_id for update in await bot.get_updates()] == first
    assert [update.update_id for update in await bot.get_updates(offset=first[0] + 1)] == first[1:]
    assert await bot.get_updates(offset=first[1] + 1) == ()


async def test_limit_and_negative_offset(bot: Bot, ada: Person) -> None:
    for number in range(5):
        await ada.send(str(number))
    assert len(await bot.get_updates(limit=2)) == 2
    newest = await bot.get_updates(offset=-2)
    assert [update.message.text for update in newest if update.message] == ["3", "4"]
    assert len(await bot.get_updates()) == 2


async def test_a_long_poll_ends_when_something_happens(bot: Bot, ada: Person) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0)
        await ada.send("here")
    assert [update.message.text for update in poll.result() if update.message] == ["here"]


async def test_the_older_of_two_polls_is_refused(bot: Bot, ada: Person, telegram: Playground) -> None:
    older_refused = asyncio.Event()

    async def old_poll() -> None:
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await bot.get_updates(timeout=30)
        older_refused.set()

    async with asyncio.TaskGroup() as group, make_bot(telegram) as other:
        group.create_task(old_poll())
        await poll_is_waiting(telegram)
        newer = group.create_task(other.get_updates(timeout=30))
        await older_refused.wait()
        await ada.send("for the newer")
        assert len(await newer) == 1


async def test_no_poll_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("https://bot.example/hook", secret_token="s3cret", max_connections=7)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == ("https://bot.example/hook", 7, 0)
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""


async def test_pending_updates_can_be_dropped(bot: Bot, ada: Person) -> None:
    await ada.send("never read")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_only_the_kinds_asked_for_are_kept(bot: Bot, ada: Person) -> None:
    await bot.get_updates(allowed_updates=[Update.MESSAGE])
    ada.block()
    ada.unblock()
    await ada.send("a message")
    assert [bool(update.message) for update in await bot.get_updates()] == [True]


async def test_a_block_is_told(bot: Bot, ada: Person) -> None:
    ada.block()
    ada.block()
    ada.unblock()
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_an_update_is_forgotten_after_a_day(bot: Bot, ada: Person, clock: Clock) -> None:
    await ada.send("too late")
    clock.now += 24 * 3600 - 1
    assert len(await bot.get_updates()) == 1
    clock.now += 1
    assert await bot.get_updates() == ()


async def test_after_a_quiet_week_ids_go_on_elsewhere(bot: Bot, ada: Person, clock: Clock) -> None:
    await ada.send("a")
    (before,) = await bot.get_updates()
    clock.now += 7 * 24 * 3600
    await ada.send("b")
    (after,) = await bot.get_updates()
    assert after.update_id != before.update_id + 1


async def test_closing_does_not_wait_for_a_long_poll() -> None:
    telegram = Playground()
    await telegram.start()
    async with make_bot(telegram) as bot, asyncio.TaskGroup() as group:
        poll = group.create_task(bot.get_updates(timeout=30))
        await poll_is_waiting(telegram)
        await telegram.close()
        assert await poll == ()
