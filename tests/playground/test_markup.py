"""Telegram's HTML, through the real client and by the parser alone."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from playground import ApiError, Person
from playground.entities import find_entities
from playground.markup import parse_html


def entities_of(source: str) -> list[tuple[str, int, int]]:
    return [(e.type, e.offset, e.length) for e in parse_html(source)[1]]


async def test_offsets_count_utf16_units(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "👩‍🔬😀 <b>bold 😀</b> <i>שלום</i>", "HTML")
    assert sent.text == "👩‍🔬😀 bold 😀 שלום"
    found = sent.parse_entities()
    assert sorted(found.values()) == ["bold 😀", "שלום"]
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 8, 7), ("italic", 16, 4)]


async def test_ptb_turns_a_sent_message_back_into_the_same_html(bot: Bot, ada: Person) -> None:
    source = '<b>a &lt; b <i>c</i></b> <a href="https://a.example/?x=1">d</a> <code>e</code>'
    sent = await bot.send_message(ada.id, source, "HTML")
    assert sent.text_html == source


async def test_a_code_block_knows_its_language(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, '<pre><code class="language-python">x = 1</code></pre>', "HTML")
    assert [(e.type, e.language) for e in sent.entities] == [("pre", "python")]


async def test_white_space_around_goes_and_entities_move_along(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "\n <b> one</b>  \n", "HTML")
    assert sent.text == "one"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 3)]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<b>x", "can't find end tag corresponding to start tag"),
        ("x</b>", "unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<table>x</table>", 'unsupported start tag "table" at byte offset 0'),
        ("a < b", 'unsupported start tag "" at byte offset 2'),
        ("a <b", "unclosed start tag at byte offset 2"),
        ("<span>x</span>", 'tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_markup_is_refused_with_its_place(
    bot: Bot, ada: Person, source: str, error: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ada.id, source, "HTML")
    assert refused.value.message.lower().startswith("can't parse entities: ")
    assert error in refused.value.message.lower()
    assert ada.last is None


def test_only_the_four_named_references_and_numbers_are_read() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#128512;&#x41;&nbsp;&")[0] == '<>&"😀A&nbsp;&'


def test_an_empty_element_leaves_no_entity() -> None:
    assert parse_html("<b></b>x") == ("x", [])


def test_an_end_tag_without_a_name_closes_what_is_open() -> None:
    assert entities_of("<b>x</>") == [("bold", 0, 1)]


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ApiError, match="UTF-8"):
        parse_html("\ud83d<b>x</b>")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("😀 /next@some_bot now", [("bot_command", 3, 14)]),
        ("a/b and 1/2", []),
        ("see https://a.example/x?y=1.", [("url", 4, 23)]),
        ("mail a.b@c.example or @ada_l #tag #12", [("email", 5, 13), ("mention", 22, 6), ("hashtag", 29, 4)]),
    ],
)
def test_commands_links_and_names_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(e.type, e.offset, e.length) for e in find_entities(text)] == found
