"""Checks: texts in both directions, their formats, replies, edits, deletions, copies and forwards."""

import pytest
from checks_scene import keyboard, unknown_fields
from telegram import Bot, LinkPreviewOptions, Message, MessageOriginUser, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from playground import NotPossible, Person, Playground


async def test_check_10_a_text_arrives_and_comes_back_complete(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(
        ada.id,
        "Hello <b>",
        reply_markup=keyboard("Yes"),
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert (sent.text, sent.chat.id, sent.from_user) == ("Hello <b>", ada.id, bot.bot)
    assert (sent.reply_markup, sent.has_protected_content) == (keyboard("Yes"), True)
    assert unknown_fields(sent) == []
    assert (await ada.sees("Hello")).id == sent.message_id


async def test_check_11_html_becomes_entities_counted_in_utf16(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "😀 <b>bold</b> <tg-spoiler>no</tg-spoiler>", ParseMode.HTML)
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 4), ("spoiler", 8, 2)]


async def test_check_12_markdown_v2_becomes_the_same_entities_as_html(bot: Bot, ada: Person) -> None:
    one = await bot.send_message(
        ada.id, "😀 *b _i_* __u__ ~s~ ||x|| `c` [l](https://a.example/x)\n>quote", ParseMode.MARKDOWN_V2
    )
    other = await bot.send_message(
        ada.id,
        "😀 <b>b <i>i</i></b> <u>u</u> <s>s</s> <tg-spoiler>x</tg-spoiler> <code>c</code> "
        '<a href="https://a.example/x">l</a>\n<blockquote>quote</blockquote>',
        ParseMode.HTML,
    )
    assert (one.text, one.entities) == (other.text, other.entities)
    assert len(one.entities) == 8


async def test_check_13_the_old_markdown_is_read_too(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "*b* _i_ `c` [l](https://a.example)", ParseMode.MARKDOWN)
    assert [str(e.type) for e in sent.entities] == ["bold", "italic", "code", "text_link"]


async def test_check_14_a_link_to_a_person_is_a_mention(bot: Bot, ada: Person, ben: Person) -> None:
    sent = await bot.send_message(ada.id, f'<a href="tg://user?id={ben.id}">Ben</a>', ParseMode.HTML)
    (entity,) = sent.entities
    assert entity.type == "text_mention"
    assert entity.user is not None
    assert (entity.user.id, entity.user.first_name) == (ben.id, "Ben")


async def test_check_15_commands_and_links_in_a_persons_text_are_found(bot: Bot, ada: Person) -> None:
    await ada.send("/start@playground_bot see https://a.example #now @ada_l")
    (update,) = await bot.get_updates()
    assert update.message is not None
    kinds = [str(entity.type) for entity in update.message.entities]
    assert kinds == ["bot_command", "url", "hashtag", "mention"]


async def test_check_16_a_reply_carries_the_message_and_the_quoted_words(bot: Bot, ada: Person) -> None:
    asked = await ada.send("Is 😀 this a bird?")
    answer = await bot.send_message(
        ada.id, "Yes", reply_parameters=ReplyParameters(asked.id, quote="this a bird")
    )
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "Is 😀 this a bird?"
    assert answer.quote is not None
    assert (answer.quote.text, answer.quote.position) == ("this a bird", 6)
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(ada.id, "Yes", reply_parameters=ReplyParameters(asked.id, quote="a fish"))


async def test_check_17_a_person_replies_and_quotes(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "One or two?")
    await ada.send("the second", reply_to=ada.last, quote="two")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == sent.message_id
    assert update.message.quote is not None
    assert (update.message.quote.text, update.message.quote.position) == ("two", 7)


async def test_check_18_an_edit_changes_the_message_in_place(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=keyboard("Yes"))
    await telegram.clock.move(5)
    edited = await bot.edit_message_text("two", ada.id, sent.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    assert (edited.edit_date - edited.date).total_seconds() == 5
    assert ada.last is not None
    assert (ada.last.id, ada.last.text, ada.last.buttons) == (sent.message_id, "two", ())


async def test_check_19_an_edit_that_changes_nothing_is_refused(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=keyboard("Yes"))
    with pytest.raises(BadRequest, match="essage is not modified: specified new message content and reply"):
        await bot.edit_message_text("one", ada.id, sent.message_id, reply_markup=keyboard("Yes"))


async def test_check_20_the_keyboard_changes_alone(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "one", reply_markup=keyboard("Yes"))
    await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=keyboard("No"))
    assert ada.last is not None
    assert (ada.last.text, ada.last.buttons[0][0].text) == ("one", "No")


async def test_check_21_a_persons_edit_is_reported(bot: Bot, ada: Person) -> None:
    message = await ada.send("teh answer")
    await ada.edit(message, "the answer")
    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert (update.edited_message.message_id, update.edited_message.text) == (message.id, "the answer")
    assert update.edited_message.edit_date is not None


async def test_check_22_deleted_messages_are_gone(bot: Bot, ada: Person) -> None:
    ids = [(await bot.send_message(ada.id, text)).message_id for text in "abc"]
    assert await bot.delete_message(ada.id, ids[0])
    assert await bot.delete_messages(ada.id, ids)
    assert [message.text for message in ada.chat] == ["/start"]
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(ada.id, ids[0])


async def test_check_23_after_48_hours_a_message_stays(bot: Bot, ada: Person, telegram: Playground) -> None:
    sent = await bot.send_message(ada.id, "old")
    await telegram.clock.move(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await bot.delete_message(ada.id, sent.message_id)
    assert await bot.edit_message_text("still editable", ada.id, sent.message_id)


async def test_check_24_a_copy_is_new_and_a_forward_names_its_origin(
    bot: Bot, ada: Person, ben: Person
) -> None:
    asked = await ada.send("look at this")
    copied = await bot.copy_message(ben.id, ada.id, asked.id)
    forwarded = await bot.forward_message(ben.id, ada.id, asked.id)
    assert [message.words for message in ben.chat[-2:]] == ["look at this", "look at this"]
    assert ben.chat[-2].id == copied.message_id
    assert isinstance(forwarded.forward_origin, MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == ada.id
    assert unknown_fields(forwarded) == []


async def test_check_25_several_messages_travel_at_once(bot: Bot, ada: Person, ben: Person) -> None:
    ids = [(await ada.send(text)).id for text in ("one", "two")]
    assert len(await bot.copy_messages(ben.id, ada.id, [*ids, 999])) == 2
    assert len(await bot.forward_messages(ben.id, ada.id, [*ids, 999])) == 2
    assert [message.text for message in ben.chat[-4:]] == ["one", "two", "one", "two"]


async def test_check_26_protected_messages_cannot_travel(bot: Bot, ada: Person, ben: Person) -> None:
    sent = await bot.send_message(ada.id, "secret", protect_content=True)
    with pytest.raises(BadRequest, match="message can't be copied"):
        await bot.copy_message(ben.id, ada.id, sent.message_id)
    with pytest.raises(BadRequest, match="message can't be forwarded"):
        await bot.forward_message(ben.id, ada.id, sent.message_id)
    with pytest.raises(NotPossible, match="protected"):
        await ada.forward(await ada.sees("secret"))


async def test_check_27_a_person_forwards_what_others_wrote(bot: Bot, ada: Person, ben: Person) -> None:
    await bot.send_message(ada.id, "from the bot")
    await ada.forward(await ada.sees("from the bot"))
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert isinstance(update.message.forward_origin, MessageOriginUser)
    assert update.message.forward_origin.sender_user.id == bot.id
    assert (update.message.text, update.message.from_user.id) == ("from the bot", ada.id)  # type: ignore[union-attr]


async def test_check_28_a_message_is_pinned_and_let_go(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "rules")
    assert await bot.pin_chat_message(ada.id, sent.message_id)
    assert ada.pinned is not None
    assert ada.pinned.text == "rules"
    pinned = (await bot.get_chat(ada.id)).pinned_message
    assert pinned is not None
    assert pinned.message_id == sent.message_id
    assert await bot.unpin_chat_message(ada.id)
    assert (await bot.get_chat(ada.id)).pinned_message is None
    with pytest.raises(BadRequest, match="essage to unpin not found"):
        await bot.unpin_chat_message(ada.id, sent.message_id)


async def test_check_29_a_person_sees_what_the_bot_is_doing_until_it_writes(bot: Bot, ada: Person) -> None:
    await bot.send_chat_action(ada.id, "typing")
    assert ada._chat.action is not None
    assert ada._chat.action[0] == "typing"
    await bot.send_message(ada.id, "done")
    assert ada._chat.action is None
