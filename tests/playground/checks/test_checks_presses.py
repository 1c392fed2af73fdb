"""Checks: inline buttons, answers to presses, and keyboards in place of a person's own."""

import pytest
from checks_scene import keyboard, unknown_fields
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from playground import NotPossible, Person, Playground


async def test_check_51_a_press_arrives_with_its_message(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes", "No"))
    tap = await ada.tap("No")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (tap.query_id, "No", ada.id)
    assert isinstance(query.message, Message)
    assert (query.message.message_id, query.message.text) == (sent.message_id, "Bird?")
    assert unknown_fields(update) == []


async def test_check_52_a_press_is_answered_with_a_notice_or_a_dialogue(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    first, second = await ada.tap("Yes"), await ada.tap("Yes")
    await bot.answer_callback_query(first.query_id, "Saved")
    await bot.answer_callback_query(second.query_id, "Twice", show_alert=True)
    assert ((await first.answer()).text, (await first.answer()).show_alert) == ("Saved", False)
    assert ((await second.answer()).text, (await second.answer()).show_alert) == ("Twice", True)


async def test_check_53_a_press_is_answered_once(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    await bot.answer_callback_query(tap.query_id)
    with pytest.raises(
        BadRequest, match="uery is too old and response timeout expired or query id is invalid"
    ):
        await bot.answer_callback_query(tap.query_id)


async def test_check_54_a_press_cannot_be_answered_too_late(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    tap = await ada.tap("Yes")
    await telegram.clock.move(61)
    with pytest.raises(BadRequest, match="uery is too old"):
        await bot.answer_callback_query(tap.query_id)


async def test_check_55_an_old_keyboard_can_be_pressed_as_it_was(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "1", reply_markup=keyboard("task 1"))
    seen = await ada.sees("1")
    await bot.edit_message_text("2", ada.id, sent.message_id, reply_markup=keyboard("task 2"))
    await ada.tap(on=seen, data="task 1")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.data == "task 1"
    assert not isinstance(query.message, InaccessibleMessage)


async def test_check_56_buttons_with_links_and_copies_send_nothing(bot: Bot, ada: Person) -> None:
    markup = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Read", url="https://a.example")],
            [InlineKeyboardButton("Copy", copy_text=CopyTextButton("code"))],
        ]
    )
    sent = await bot.send_message(ada.id, "x", reply_markup=markup)
    assert sent.reply_markup == markup
    for label in ("Read", "Copy"):
        with pytest.raises(NotPossible, match="sends nothing"):
            await ada.tap(label)


async def test_check_106_an_object_without_a_keyboard_takes_the_buttons_away(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "Bird?", reply_markup=keyboard("Yes"))
    # The client sends an empty keyboard as {}.
    await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=InlineKeyboardMarkup([]))
    assert ada.last is not None
    assert ada.last.buttons == ()


async def test_check_57_a_reply_keyboard_is_pressed_and_taken_away(bot: Bot, ada: Person) -> None:
    markup = ReplyKeyboardMarkup([["Yes", "No"], [KeyboardButton("My number", request_contact=True)]])
    sent = await bot.send_message(ada.id, "Bird?", reply_markup=markup)
    assert sent.reply_markup is None
    assert [[button.text for button in row] for row in ada.keyboard] == [["Yes", "No"], ["My number"]]
    await ada.press("Yes")
    await ada.press("My number")
    texts = [(u.message.text, bool(u.message.contact)) for u in await bot.get_updates() if u.message]
    assert texts == [("Yes", False), (None, True)]
    await bot.send_message(ada.id, "Thanks", reply_markup=ReplyKeyboardRemove())
    assert ada.keyboard == ()
    with pytest.raises(NotPossible, match="no single button"):
        await ada.press("Yes")


async def test_check_58_a_button_shares_a_place(bot: Bot, ada: Person) -> None:
    markup = ReplyKeyboardMarkup([[KeyboardButton("Here", request_location=True)]], one_time_keyboard=True)
    await bot.send_message(ada.id, "Where?", reply_markup=markup)
    await ada.press("Here")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.location is not None


async def test_check_59_the_bot_asks_for_a_reply(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(
        ada.id, "Your name?", reply_markup=ForceReply(input_field_placeholder="Name")
    )
    assert ada.last is not None
    assert ada.last.markup == {"force_reply": True, "input_field_placeholder": "Name"}
    await ada.send("Ada", reply_to=ada.last)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == sent.message_id
