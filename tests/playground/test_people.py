"""What a virtual person can do and see, and a whole talk with a PTB application."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playground_scene import Clock
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from playground import NotPossible, NotSeen, Person, Playground


def keyboard(*labels: str, prefix: str = "") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"{prefix}{label}") for label in labels]]
    )


async def on_start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_html("Is <b>this</b> a bird?", reply_markup=keyboard("Yes", "No"))


async def on_press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer(f"Noted: {query.data}")
    await query.edit_message_text(f"You said {query.data}.")


async def test_a_talk_with_an_application_that_polls(telegram: Playground) -> None:
    builder = Application.builder().token(telegram.token)
    application: Application[Any, Any, Any, Any, Any, Any] = (
        builder.base_url(telegram.base_url).base_file_url(telegram.base_file_url).build()
    )
    application.add_handlers([CommandHandler("start", on_start), CallbackQueryHandler(on_press)])
    ada = telegram.person("Ada")
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        await ada.send("/start")
        await ada.sees("Is this a bird?")
        tap = await ada.tap("Yes")
        assert (await tap.answer()).text == "Noted: Yes"
        card = await ada.sees("You said Yes.")
        await application.updater.stop()
        await application.stop()
    assert (card.edited, card.buttons, len(ada.chat)) == (True, (), 2)
    assert [telegram.count(name) for name in ("sendMessage", "editMessageText")] == [1, 1]


async def test_a_press_reaches_the_bot_with_the_message_it_was_on(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes", "No"))
    tap = await ada.tap("No")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (tap.query_id, "No", ada.id)
    assert query.from_user.language_code == "es"
    assert query.message is not None
    assert query.message.message_id == tap.message_id
    assert not query.api_kwargs


async def test_two_quick_taps_are_two_presses(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    first, second = await ada.tap("Yes"), await ada.tap("Yes")
    assert first.query_id != second.query_id
    assert len(await bot.get_updates()) == 2


async def test_an_answer_is_shown_and_can_be_waited_for(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    await bot.answer_callback_query(tap.query_id, "Thank you", show_alert=True)
    toast = await ada.notices("Thank")
    assert (toast.text, toast.show_alert, toast.query_id) == ("Thank you", True, tap.query_id)
    assert ada.toasts == [toast] == [await tap.answer()]


async def test_a_press_is_answered_once_and_in_time(bot: Bot, ada: Person, clock: Clock) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    answered, late = await ada.tap("Yes"), await ada.tap("Yes")
    await bot.answer_callback_query(answered.query_id)
    clock.now += 61
    for query_id in (answered.query_id, late.query_id, "12345"):
        with pytest.raises(BadRequest, match="uery is too old and response timeout expired or query id is"):
            await bot.answer_callback_query(query_id)


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_the_answer_to_a_press_has_at_most_200_characters(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    with pytest.raises(BadRequest, match="essage_too_long"):
        await bot.answer_callback_query(tap.query_id, "x" * 201)
    assert await bot.answer_callback_query(tap.query_id, "x" * 200)


async def test_a_button_is_found_by_text_by_beginning_and_by_place(bot: Bot, ada: Person) -> None:
    old = await bot.send_message(ada.id, "old", reply_markup=keyboard("Yes", prefix="old "))
    await bot.send_message(ada.id, "new", reply_markup=keyboard("Yes", "Not sure", "Skip it", "Skip all"))
    assert (await ada.tap("Yes")).data == "Yes"
    assert (await ada.tap("Not")).data == "Not sure"
    assert (await ada.tap(row=0, col=2)).data == "Skip it"
    old_message = ada.message(old.message_id)
    assert (await ada.tap("Yes", on=old_message)).data == "old Yes"
    with pytest.raises(NotPossible, match=r"several buttons start with 'Skip': \[Skip it\] \[Skip all\]"):
        await ada.tap("Skip")
    with pytest.raises(NotPossible, match=r"no button 'Maybe'.*\[Not sure\]"):
        await ada.tap("Maybe")
    with pytest.raises(NotPossible, match="no message has a button at row 3"):
        await ada.tap(row=3)


async def test_a_replaced_keyboard_can_still_be_pressed_as_it_was(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "1", reply_markup=keyboard("Yes", prefix="task 1 "))
    seen = await ada.sees("1")
    await bot.edit_message_text("2", ada.id, sent.message_id, reply_markup=keyboard("Yes", prefix="task 2 "))
    assert seen.buttons[0][0].data == "task 1 Yes"
    stale = await ada.tap(on=seen, data=seen.buttons[0][0].data)
    current = await ada.tap("Yes", on=seen)
    assert (stale.data, current.data) == ("task 1 Yes", "task 2 Yes")
    assert stale.message_id == current.message_id == sent.message_id


async def test_a_link_button_sends_nothing(bot: Bot, ada: Person) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Read", url="https://a.example")]])
    await bot.send_message(ada.id, "x", reply_markup=link)
    with pytest.raises(NotPossible, match="sends nothing"):
        await ada.tap("Read")


async def test_waiting_in_vain_shows_the_end_of_the_chat(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Something else", reply_markup=keyboard("Yes"))
    with pytest.raises(NotSeen, match=r"(?s)did not see a message with 'Task 2'.*Something else.*\[Yes\]"):
        await ada.sees("Task 2", timeout=0.01)
    with pytest.raises(AssertionError):
        await ada.notices("never", timeout=0.01)


async def test_a_person_sees_only_what_came_after_a_revision(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Task 1")
    since = ada.revision
    with pytest.raises(NotSeen):
        await ada.sees("Task", timeout=0.01, since=since)
    await bot.send_message(ada.id, "Task 2")
    assert (await ada.sees("Task", since=since)).text == "Task 2"


async def test_every_change_of_a_chat_wakes_who_waits(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "a", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: ada.send("b"),
        lambda: bot.edit_message_text("c", ada.id, sent.message_id),
        lambda: bot.answer_callback_query(tap.query_id),
        lambda: bot.delete_message(ada.id, sent.message_id),
    ]
    for change in changes:
        since = ada.revision
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(ada.changed(since)) for _ in range(3)]
            await asyncio.sleep(0)
            assert not any(wait.done() for wait in waits)
            await change()
        assert [wait.result() for wait in waits] == [since + 1] * 3
    with pytest.raises(TimeoutError):
        await ada.changed(ada.revision, timeout=0.01)


async def test_people_have_ids_of_their_own(telegram: Playground) -> None:
    first, second = telegram.person("Ada"), telegram.person("Ada", id=42)
    assert telegram.people == {first.id: first, 42: second}
    with pytest.raises(NotPossible, match="Ada already has the id 42"):
        telegram.person("Grace", id=42)


async def test_who_has_blocked_the_bot_cannot_write(ada: Person) -> None:
    ada.block()
    with pytest.raises(NotPossible, match="has blocked the bot"):
        await ada.send("hello")
    ada.unblock()
    assert (await ada.send("hello")).text == "hello"
