"""Inline mode: what people type after the bot's name, and games."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultLocation,
    InlineQueryResultPhoto,
    InputTextMessageContent,
)
from telegram.error import BadRequest
from test_files import png

from playground import NotPossible, Person, Playground
from playground.people.touching import Offer

_T = TypeVar("_T")
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


def article(title: str, text: str, **more: object) -> InlineQueryResultArticle:
    words = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(title.lower(), title, words, **more)  # type: ignore[arg-type]


async def offered(
    bot: Bot, asked: Awaitable[_T], answer: Callable[[InlineQuery], Awaitable[object]], *, offset: int = 0
) -> _T:
    """Let the bot answer what somebody types."""
    typing = asyncio.ensure_future(asked)
    updates = await bot.get_updates(offset=offset, timeout=5)
    query = updates[-1].inline_query
    assert query is not None
    await answer(query)
    return await typing


async def test_a_person_types_and_chooses_a_result(bot: Bot, ada: Person) -> None:
    async def answer(query: InlineQuery) -> None:
        assert (query.query, query.chat_type, query.from_user.id) == ("cats", "sender", ada.id)
        await query.answer([article("Caps", "CATS"), article("Bold", "<b>cats</b>")], next_offset="2")

    offer = await offered(bot, ada.inline("cats"), answer)
    assert (offer.titles, offer.query.next_offset) == (["Caps", "Bold"], "2")
    sent = await offer.choose("Bold")
    assert (sent.text, [entity.type for entity in sent.entities]) == ("cats", ["bold"])
    message, chosen = (await bot.get_updates(timeout=0))[-2:]
    assert message.message is not None
    assert message.message.via_bot is not None
    assert (message.message.via_bot.id, message.message.from_user) == (bot.id, message.effective_user)
    assert chosen.chosen_inline_result is not None
    assert chosen.chosen_inline_result.result_id == "bold"
    assert chosen.chosen_inline_result.inline_message_id is None


async def test_a_message_with_buttons_is_edited_by_an_id_of_its_own(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    crew = telegram.group("Crew", [ada])

    async def answer(query: InlineQuery) -> None:
        assert query.chat_type == "group"
        await query.answer([article("Cat", "Meow", reply_markup=MORE)])

    offer = await offered(bot, crew.member(ada).inline(""), answer)
    sent = await offer.choose()
    chosen = (await bot.get_updates(timeout=0))[-1].chosen_inline_result
    assert chosen is not None
    name = chosen.inline_message_id
    assert await bot.edit_message_text("Purr", inline_message_id=name, reply_markup=MORE) is True
    await crew.member(ada).tap("More")
    press = (await bot.get_updates(timeout=0))[-1].callback_query
    assert press is not None
    assert (press.message, press.inline_message_id, press.data) == (None, name, "more")
    shown = crew.message(sent.id)
    assert shown is not None
    assert (shown.text, shown.edited) == ("Purr", True)
    with pytest.raises(BadRequest, match="nvalid inline message identifier"):
        await bot.edit_message_text("Purr", inline_message_id="other")


async def test_places_and_known_files_are_sent_and_addresses_are_not(bot: Bot, ada: Person) -> None:
    photo = await ada.send_photo(png(30, 20))
    assert photo.file is not None
    file_id = photo.file.file_id

    async def answer(query: InlineQuery) -> None:
        address = "https://a.example/cat.jpg"
        await query.answer(
            [
                InlineQueryResultLocation("here", 1, 2, "Here"),
                InlineQueryResultCachedPhoto("photo", file_id, caption="A *cat*", parse_mode="Markdown"),
                InlineQueryResultPhoto("far", address, address),
            ]
        )

    offer = await offered(bot, ada.inline("x"), answer)
    assert (await offer.choose("here")).kind == "location"
    sent = await offer.choose("photo")
    assert (sent.file, sent.caption) == (photo.file, "A cat")
    with pytest.raises(NotPossible, match="never uses"):
        await offer.choose("far")


async def test_wrong_answers_are_refused(bot: Bot, ada: Person, wrong_on_purpose: None) -> None:
    async def answer(query: InlineQuery) -> None:
        for results, why in [
            ([article("A", "x"), article("A", "y")], "esult_id_duplicate"),
            ([article("A", "<b>x")], "ind end tag"),
            ([InlineQueryResultCachedPhoto("p", "no-such-file")], "rong file identifier"),
            ([article("A", "x", api_kwargs={"type": "poem"})], "an't parse"),
        ]:
            with pytest.raises(BadRequest, match=why):
                await query.answer(results)
        await query.answer([article("A", "x")])
        with pytest.raises(BadRequest, match="too old"):
            await query.answer([article("A", "x")])

    offer: Offer = await offered(bot, ada.inline("x"), answer)
    assert offer.titles == ["A"]


async def test_a_game_is_played_and_scores_only_grow(bot: Bot, ada: Person) -> None:
    sent = await bot.send_game(ada.id, "snake")
    assert sent.game is not None
    await ada.play(await ada.gets("game"))
    press = (await bot.get_updates(timeout=0))[-1].callback_query
    assert press is not None
    assert (press.game_short_name, press.data) == ("snake", None)
    await press.answer(url="https://a.example/snake")
    place = {"chat_id": ada.id, "message_id": sent.message_id}
    await bot.set_game_score(ada.id, 5, **place)
    with pytest.raises(BadRequest, match="not_modified"):
        await bot.set_game_score(ada.id, 4, **place)
    await bot.set_game_score(ada.id, 3, force=True, **place)
    assert [(one.position, one.score) for one in await bot.get_game_high_scores(ada.id, **place)] == [(1, 3)]
