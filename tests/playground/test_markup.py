"""Telegram's HTML, through the real client and by the parser alone."""

import pytest
from playground_scene import call
from telegram import Bot, MessageEntity
from telegram.error import BadRequest

from playground import ApiError, Person, Playground
from playground.text.entities import find_entities
from playground.text.markup import parse_html


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see example.com, or t.me/x?start=1.", ["url example.com", "url t.me/x?start=1"]),
        (
            "(https://a.example/b_(c)) and http://10.0.0.1:80/",
            ["url https://a.example/b_(c)", "url http://10.0.0.1:80/"],
        ),
        ("tg://resolve?domain=x&start=y!", ["url tg://resolve?domain=x&start=y"]),
        ("the end.It is 1.5 or a.b, http://localhost and main.rst", []),
        ("EXAMPLE.COM sub.example.co.uk", ["url EXAMPLE.COM", "url sub.example.co.uk"]),
        ("$USD $BTC@coins $usd $12 a$USD", ["cashtag $USD", "cashtag $BTC@coins"]),
        ("<b>x</b> </i> a</x", []),
        ("/a /b@some_bot /c/d <e>/f", ["bot_command /a", "bot_command /b@some_bot"]),
        ("#one #two@chat_name #3 #4th", ["hashtag #one", "hashtag #two@chat_name", "hashtag #4th"]),
        ("a.b@example.com user@host", ["email a.b@example.com"]),
    ],
)
def test_telegram_finds_what_it_finds_and_nothing_else(text: str, found: list[str]) -> None:
    parts = [f"{e.type} {text[e.offset : e.end]}" for e in find_entities(text)]
    assert parts == found


@pytest.mark.parametrize(
    ("source", "mode"),
    [
        ('At <tg-time unix="1647531900" format="TwD">22:45 <b>tomorrow</b></tg-time>', "HTML"),
        (r"At ![22:45 *tomorrow*](tg://time?unix=1647531900&format=TwD)", "MarkdownV2"),
    ],
)
async def test_a_time_is_told_with_how_it_is_shown(bot: Bot, ada: Person, source: str, mode: str) -> None:
    sent = await bot.send_message(ada.id, source, mode)
    assert sent.text == "At 22:45 tomorrow"
    assert sorted(entity.type for entity in sent.entities) == ["bold", "date_time"]
    (time,) = [entity.to_dict() for entity in sent.entities if entity.type == "date_time"]
    assert (time["offset"], time["length"]) == (3, 14)
    assert (time["unix_time"], time["date_time_format"]) == (1647531900, "wDT")


@pytest.mark.parametrize(("unix", "shown"), [("", ""), ("soon", ""), ("12", "x"), ("99999999999", "r")])
async def test_what_is_no_time_is_refused(bot: Bot, ada: Person, unix: str, shown: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)invalid (unix time|date-time format) specified"):
        await bot.send_message(ada.id, f'<tg-time unix="{unix}" format="{shown}">x</tg-time>', "HTML")


async def test_a_time_among_entities_is_kept(bot: Bot, ada: Person) -> None:
    time = MessageEntity("date_time", 0, 3, unix_time=1647531900, date_time_format="r")
    sent = await bot.send_message(ada.id, "now", entities=[time])
    assert [entity.to_dict() for entity in sent.entities] == [time.to_dict()]


async def test_a_bot_that_sends_on_what_it_got_doubles_no_entity(bot: Bot, ada: Person) -> None:
    await ada.send("/go to https://a.example/ @ada_l #now")
    (update,) = await bot.get_updates()
    got = update.message
    assert got is not None
    assert got.text is not None
    sent = await bot.send_message(ada.id, got.text, entities=got.entities)
    assert sent.entities == got.entities
    assert [entity.type for entity in sent.entities] == ["bot_command", "url", "mention", "hashtag"]


async def test_an_entity_of_a_type_that_is_none_is_refused(ada: Person, telegram: Playground) -> None:
    telegram.strict = False
    glitter = [{"type": "glitter", "offset": 0, "length": 1}]
    body = await call(telegram, "sendMessage", chat_id=ada.id, text="x", entities=glitter)
    assert not body["ok"]
