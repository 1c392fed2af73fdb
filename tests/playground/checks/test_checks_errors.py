"""Checks: refusals in Telegram's words, limits, blocks, floods and faults."""

from datetime import timedelta

import pytest
from checks_scene import keyboard, png
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from playground import NotPossible, Person, Playground
from playground.serving.faults import Fault, FaultType

wrong_on_purpose = pytest.mark.usefixtures("wrong_on_purpose")


@wrong_on_purpose
async def test_check_70_a_text_has_1_to_4096_characters(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="essage text is empty"):
        await bot.send_message(ada.id, " \n ")
    with pytest.raises(BadRequest, match="essage is too long"):
        await bot.send_message(ada.id, "x" * 4097)
    assert await bot.send_message(ada.id, f"<b>{'&lt;' * 4096}</b>", ParseMode.HTML)


@wrong_on_purpose
async def test_check_71_a_caption_has_at_most_1024_characters(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="essage caption is too long"):
        await bot.send_photo(ada.id, png(), caption="x" * 1025)
    assert await bot.send_photo(ada.id, png(), caption="x" * 1024)


@wrong_on_purpose
async def test_check_72_the_data_of_a_button_has_1_to_64_bytes(bot: Bot, ada: Person) -> None:
    def markup(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])

    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(ada.id, "x", reply_markup=markup("é" * 33))
    assert await bot.send_message(ada.id, "x", reply_markup=markup("é" * 32))


@wrong_on_purpose
async def test_check_73_the_answer_to_a_press_has_at_most_200_characters(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(tap.query_id, "x" * 201)
    assert await bot.answer_callback_query(tap.query_id, "x" * 200)


@wrong_on_purpose
async def test_check_74_a_poll_has_at_most_12_options_of_100_characters(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest):
        await bot.send_poll(ada.id, "?", [str(n) for n in range(13)])
    with pytest.raises(BadRequest):
        await bot.send_poll(ada.id, "?", ["x" * 101, "y"])
    assert await bot.send_poll(ada.id, "?", [str(n) for n in range(12)])


@wrong_on_purpose
async def test_check_75_broken_markup_is_refused_with_its_place(bot: Bot, ada: Person) -> None:
    broken = {
        ParseMode.HTML: ("<b>x", 'an\'t find end tag corresponding to start tag "b"'),
        ParseMode.MARKDOWN_V2: ("a. b", "character '.' is reserved and must be escaped with the preceding"),
        ParseMode.MARKDOWN: ("é*b", "an't find end of the entity starting at byte offset 2"),
    }
    for mode, (text, words) in broken.items():
        with pytest.raises(BadRequest, match=rf"(?i)can't parse entities: .*{words}"):
            await bot.send_message(ada.id, text, mode)


async def test_check_76_an_unknown_chat_is_not_found(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(5, "hello?")


async def test_check_77_nobody_gets_a_message_before_they_start(bot: Bot, telegram: Playground) -> None:
    silent = telegram.person("Silent")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(silent.id, "hello?")
    await silent.start()
    assert await bot.send_message(silent.id, "hello!")


async def test_check_78_a_block_is_reported_and_holds(bot: Bot, ada: Person) -> None:
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "hello?")
    with pytest.raises(NotPossible, match="has blocked the bot"):
        await ada.send("hello")
    ada.unblock()
    assert await bot.send_message(ada.id, "hello!")
    statuses = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert statuses == ["kicked", "member"]


async def test_check_79_a_deleted_account_is_named(bot: Bot, ada: Person) -> None:
    ada.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(ada.id, "hello?")


async def test_check_80_edits_of_missing_or_foreign_messages_are_refused(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="essage identifier is not specified"):
        await bot.edit_message_text("x")
    with pytest.raises(BadRequest, match="nvalid inline message identifier specified"):
        await bot.edit_message_text("x", inline_message_id="unknown")
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.edit_message_text("x", ada.id, 999)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_text("x", ada.id, 1)


async def test_check_81_a_flood_is_stopped_until_the_bot_has_waited(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    telegram.floods.set_limits("real")
    with pytest.raises(RetryAfter) as refused:
        for number in range(10):
            await bot.send_message(ada.id, str(number))
    wait = refused.value.retry_after
    assert isinstance(wait, timedelta)
    await telegram.clock.move(wait.total_seconds())
    assert await bot.send_message(ada.id, "now")


async def test_check_82_a_group_gets_at_most_20_messages_a_minute(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    group = telegram.group("Crew", [ada])
    telegram.floods.set_limits("real")
    for _ in range(20):
        await bot.send_message(group.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(group.id, "x")
    await telegram.clock.move(60)
    assert await bot.send_message(group.id, "x")


async def test_check_83_a_call_can_fail_before_its_effect_and_after(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    telegram.faults.add(Fault(method="sendMessage", kind=FaultType.GATEWAY, times=1))
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "before")
    telegram.faults.add(Fault(method="sendMessage", kind=FaultType.GATEWAY, times=1, after=True))
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "after")
    assert [message.text for message in ada.chat] == ["/start", "after"]


async def test_check_84_a_lost_reply_leaves_the_effect(bot: Bot, ada: Person, telegram: Playground) -> None:
    telegram.faults.add(Fault(method="sendMessage", kind=FaultType.TIMEOUT, times=1, after=True))
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "delivered?", read_timeout=0.05)
    assert (await ada.sees("delivered?")).text == "delivered?"


async def test_check_85_a_double_tap_is_two_presses(bot: Bot, ada: Person, telegram: Playground) -> None:
    telegram.faults.add(Fault(kind=FaultType.DOUBLE_TAP, times=1))
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    await ada.tap("Yes")
    updates: tuple[Update, ...] = await bot.get_updates()
    assert [update.callback_query.data for update in updates if update.callback_query] == ["Yes", "Yes"]
