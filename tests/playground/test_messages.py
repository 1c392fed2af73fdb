"""Messages that the bot sends, edits and deletes, through the real PTB client."""

import pytest
from playground_scene import Clock, call
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden

from playground import Person, Playground

YES_NO = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="a1:1:1"),
            InlineKeyboardButton("No", callback_data="a1:1:0"),
        ]
    ]
)


async def test_the_bot_learns_who_it_is(bot: Bot, telegram: Playground) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.id == int(telegram.token.split(":")[0])
    assert me.username == "playground_bot"
    assert not me.api_kwargs


async def test_a_message_arrives_and_comes_back_as_ptb_knows_it(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "Hello <Ada>", reply_markup=YES_NO)
    assert (sent.text, sent.chat.id, sent.chat.type) == ("Hello <Ada>", ada.id, "private")
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id
    assert sent.reply_markup == YES_NO
    assert not sent.api_kwargs
    seen = await ada.sees("Hello <Ada>")
    assert (seen.id, seen.from_bot, seen.edited) == (sent.message_id, True, False)
    assert [[button.data for button in row] for row in seen.buttons] == [["a1:1:1", "a1:1:0"]]


async def test_message_ids_grow_within_each_chat(bot: Bot, ada: Person, telegram: Playground) -> None:
    grace = telegram.person("Grace")
    await grace.send("/start")
    ids = [(await bot.send_message(person.id, "hi")).message_id for person in (ada, ada, grace)]
    assert ids == [2, 3, 2]


async def test_a_reply_carries_the_message_it_answers(bot: Bot, ada: Person) -> None:
    question = await ada.send("why?")
    answer = await bot.send_message(ada.id, "so", reply_parameters=ReplyParameters(question.id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "why?"
    with pytest.raises(BadRequest, match="essage to be replied not found"):
        await bot.send_message(ada.id, "so", reply_parameters=ReplyParameters(99))
    free = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(ada.id, "so", reply_parameters=free)).reply_to_message is None


async def test_an_edit_changes_the_message_in_place(bot: Bot, ada: Person, clock: Clock) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=YES_NO)
    clock.now += 5
    edited = await bot.edit_message_text("two", ada.id, sent.message_id)
    assert edited.edit_date is not None  # type: ignore[union-attr]
    assert len(ada.chat) == 2
    assert ada.last is not None
    assert (ada.last.text, ada.last.edited, ada.last.buttons) == ("two", True, ())


async def test_the_buttons_can_change_alone(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one")
    await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=YES_NO)
    assert ada.last is not None
    assert (ada.last.text, len(ada.last.buttons)) == ("one", 1)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "<b>one</b>", "HTML", reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
        await bot.edit_message_text(
            "<b>one</b> ", ada.id, sent.message_id, parse_mode="HTML", reply_markup=YES_NO
        )
    with pytest.raises(BadRequest, match="essage is not modified"):
        await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=YES_NO)
    await bot.edit_message_text("one", ada.id, sent.message_id, reply_markup=YES_NO)
    assert ada.last is not None
    assert ada.last.entities == ()


async def test_only_what_the_bot_sent_and_what_is_there_can_be_edited(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_text("mine now", ada.id, 1)
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.edit_message_text("nothing", ada.id, 99)


async def test_deleted_messages_are_gone(bot: Bot, ada: Person) -> None:
    ids = [(await bot.send_message(ada.id, text)).message_id for text in ("a", "b", "c")]
    assert await bot.delete_message(ada.id, ids[0])
    assert await bot.delete_messages(ada.id, [*ids[1:], 77])
    assert [message.text for message in ada.chat] == ["/start"]
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(ada.id, ids[0])


async def test_after_two_days_a_message_can_no_longer_be_deleted(bot: Bot, ada: Person, clock: Clock) -> None:
    sent = await bot.send_message(ada.id, "old")
    clock.now += 48 * 3600 + 1
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await bot.delete_message(ada.id, sent.message_id)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n ", "essage text is empty"),
        ("x" * 4097, "essage is too long"),
        ("😀" * 2049, "essage is too long"),
    ],
)
@pytest.mark.usefixtures("wrong_on_purpose")
async def test_texts_out_of_bounds_are_refused(bot: Bot, ada: Person, text: str, error: str) -> None:
    with pytest.raises(BadRequest, match=error):
        await bot.send_message(ada.id, text)


async def test_the_limit_counts_what_is_left_after_the_markup(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, f"<b>{'&lt;' * 4096}</b>", "HTML")
    assert sent.text == "<" * 4096


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
@pytest.mark.usefixtures("wrong_on_purpose")
async def test_data_of_a_button_has_at_most_64_bytes(bot: Bot, ada: Person, data: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(
            ada.id, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
        )
    fits = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="é" * 32)]])
    assert (await bot.send_message(ada.id, "x", reply_markup=fits)).reply_markup == fits


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_a_keyboard_of_more_than_a_hundred_buttons_is_refused(bot: Bot, ada: Person) -> None:
    rows = [[InlineKeyboardButton(str(n), callback_data="x")] for n in range(101)]
    with pytest.raises(BadRequest, match="eply markup is too long"):
        await bot.send_message(ada.id, "x", reply_markup=InlineKeyboardMarkup(rows))


async def test_nobody_is_written_to_who_is_unknown_silent_or_has_blocked_the_bot(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(5, "hello?")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(telegram.person("Silent").id, "hello?")
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "hello?")
    ada.unblock()
    await bot.send_message(ada.id, "hello!")
    assert [message.text for message in ada.chat] == ["/start", "hello!"]


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_an_unknown_method_is_refused(bot: Bot, ada: Person) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy", {"chat_id": ada.id})


async def test_given_entities_are_kept(bot: Bot, ada: Person) -> None:
    bold = MessageEntity("bold", 0, 3)
    sent = await bot.send_message(ada.id, "one two", entities=[bold])
    assert sent.entities == (bold,)


async def test_the_chat_can_be_looked_at(bot: Bot, ada: Person) -> None:
    chat = await bot.get_chat(ada.id)
    assert (chat.first_name, chat.last_name, chat.username) == ("Ada", "Lovelace", "ada_l")
    assert not chat.api_kwargs
    assert await bot.send_chat_action(ada.id, "typing")


async def test_the_profile_keeps_what_the_bot_says_about_itself(bot: Bot) -> None:
    await bot.set_my_commands([("start", "Begin"), ("next", "Next task")])
    await bot.set_my_commands([("start", "Empezar")], language_code="es")
    await bot.set_my_short_description("Asks many")
    await bot.set_my_name("Askmany")
    assert [command.command for command in await bot.get_my_commands()] == ["start", "next"]
    assert [c.description for c in await bot.get_my_commands(language_code="es")] == ["Empezar"]
    assert (await bot.get_my_short_description(language_code="fr")).short_description == "Asks many"
    assert (await bot.get_my_name()).name == "Askmany"
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_how_a_link_is_shown_can_be_edited(bot: Bot, ada: Person) -> None:
    shown = LinkPreviewOptions(url="https://a.example/", show_above_text=True)
    sent = await bot.send_message(ada.id, "see https://b.example/", link_preview_options=shown)
    assert sent.link_preview_options == shown
    hidden = LinkPreviewOptions(is_disabled=True)
    edited = await bot.edit_message_text(
        "see https://b.example/", ada.id, sent.message_id, link_preview_options=hidden
    )
    assert isinstance(edited, Message)
    assert edited.link_preview_options == hidden
    old = await bot.send_message(ada.id, "https://b.example/", api_kwargs={"disable_web_page_preview": True})
    assert old.link_preview_options == hidden


async def test_a_draft_shows_until_the_message_comes(ada: Person, bot: Bot, telegram: Playground) -> None:
    for text in ("Let me", "Let me <b>think</b>"):
        fields = {"chat_id": ada.id, "draft_id": 7, "text": text, "parse_mode": "HTML"}
        assert (await call(telegram, "sendMessageDraft", **fields))["result"] is True
    assert (ada.draft, ada.last) == ("Let me think", None)
    await bot.send_message(ada.id, "42")
    assert ada.draft == ""
