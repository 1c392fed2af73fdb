"""The checks against the schema of the Bot API: every method, every limit, replies, and that each check goes red."""

import inspect
import json
import struct
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiogram
import aiohttp
import pytest
import telegram as ptb
from playground_scene import make_bot
from pydantic import TypeAdapter
from schema_tour import Stop, Tour, walk
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from playground import Group, Person, Playground
from playground.clock import VirtualClock
from playground.methods import METHODS, WAITING_METHODS
from playground.schema import quick
from playground.schema.build import build
from playground.schema.check import SchemaBroken, SchemaWarning
from playground.schema.newer import NEEDED, NEWER
from playground.schema.quick import QuickShapes
from playground.schema.shapes import Shapes
from playground.schema.table import Field, read_table
from playground.serving.old_fields import OLD_FIELDS

#: Telegram pushes these into their range instead of refusing them.
OVERLOOKED = {
    ("getUpdates", "limit"),
    ("getUpdates", "allowed_updates"),
    ("getUpdates", "timeout"),
    ("setWebhook", "allowed_updates"),
    ("setWebhook", "url"),
    ("setWebhook", "max_connections"),
    ("getUserProfilePhotos", "limit"),
    ("getStarTransactions", "limit"),
    ("setChatDescription", "description"),
    ("setChatTitle", "title"),
    ("setChatAdministratorCustomTitle", "custom_title"),
}


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(seed=7, clock=VirtualClock()) as playground:
        yield playground


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[Bot]:
    async with make_bot(telegram) as client:
        yield client


@pytest.fixture
async def ada(telegram: Playground) -> Person:
    person = telegram.person("Ada", username="ada_l", last_name="Lovelace")
    await person.start()
    return person


@pytest.fixture
async def ben(telegram: Playground) -> Person:
    person = telegram.person("Ben")
    await person.start()
    return person


@pytest.fixture
def crew(telegram: Playground, ada: Person, ben: Person) -> Group:
    return telegram.group("Crew", [ada, ben])


@pytest.fixture
def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x80\x80\x80\x80\x80\x80\x80\x80" * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
async def tour(
    telegram: Playground, bot: Bot, ada: Person, ben: Person, crew: Group, picture: bytes
) -> AsyncIterator[Tour]:
    """A tour that has called everything once."""
    async with aiohttp.ClientSession() as session:
        tour = Tour(telegram, session)
        await walk(tour, ada, ben, crew, picture)
        yield tour


def unknown_to_ptb(value: object) -> list[str]:
    """List what PTB found in a parsed object, or inside it, and does not know."""
    if isinstance(value, list | tuple):
        return [name for part in value for name in unknown_to_ptb(part)]
    if not isinstance(value, ptb.TelegramObject):
        return []
    names = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
    parts = [getattr(value, name, None) for name in names - {"_bot", "_id_attrs", "_frozen", "api_kwargs"}]
    found = {f"{type(value).__name__}.{name}" for name in value.api_kwargs}
    return sorted(found - NEEDED - OLD_FIELDS) + unknown_to_ptb(parts)


def parsed(stop: Stop, bot: Bot) -> object:
    """Parse a result as PTB would."""
    name = next(iter(read_table().methods[stop.method].returns))
    kind = getattr(ptb, name.strip("[]"), None)
    if kind is None or isinstance(stop.result, bool | int | str):
        return stop.result
    return kind.de_list(stop.result, bot) if isinstance(stop.result, list) else kind.de_json(stop.result, bot)


async def test_every_method_is_called_keeps_to_the_schema_and_is_known_to_ptb(tour: Tour, bot: Bot) -> None:
    assert {stop.method for stop in tour.stops} == {*METHODS, *WAITING_METHODS}
    assert tour.telegram.violations == []
    assert {stop.method: found for stop in tour.stops if (found := unknown_to_ptb(parsed(stop, bot)))} == {}


async def test_a_client_of_the_newest_bot_api_can_read_every_reply(tour: Tour) -> None:
    """Aiogram refuses an object that lacks a field, and then every poll that brings it."""
    for stop in tour.stops:
        method = getattr(aiogram.methods, stop.method[0].upper() + stop.method[1:])
        returned = TypeAdapter(method.__returning__)
        returned.validate_python(stop.result, context={"bot": None})


def broken_values(field: Field) -> list[object]:
    """Values of a parameter that Telegram refuses: of a wrong type, and on both sides of the limit."""
    values: list[object] = []
    if field.name.endswith("entities"):
        # Telegram takes what is no list of entities for none; `test_libraries` holds to it.
        return values
    if any(name.startswith("[") for name in field.types) or not {"String", "InputFile"} & {*field.types}:
        values.append("{broken")
    limit = field.limit
    if limit is None or limit.unit == "parsed":
        return values
    if limit.unit == "of":
        return [*values, "nothing of that"]
    if limit.unit == "value":
        # Telegram takes 0 for no number.
        return [*values, limit.high + 1, limit.low - 1 or -1]
    if limit.unit == "items":
        return values
    return [*values, "x" * (limit.high + 1)]


async def test_every_good_call_that_is_broken_in_one_place_is_refused_and_noted(tour: Tour) -> None:
    accepted, unnoted, seen = [], [], 0
    for stop in {stop.method: stop for stop in tour.stops}.values():
        for field in read_table().methods[stop.method].fields.values():
            for value in ([None] if field.required else []) + broken_values(field):
                tour.telegram.forget_violations()
                body = await tour.raw(stop.method, stop.parameters | {field.name: value})
                seen += 1
                if body["ok"] and (stop.method, field.name) not in OVERLOOKED:
                    accepted.append((stop.method, field.name, value))
                if not tour.telegram.violations:
                    unnoted.append((stop.method, field.name, value))
    assert seen > 400
    assert (accepted, unnoted) == ([], [])


async def test_without_checks_a_broken_call_is_answered_too(picture: bytes) -> None:
    async with (
        Playground(seed=7, clock=VirtualClock(), check=False) as telegram,
        aiohttp.ClientSession() as session,
    ):
        ada, ben = telegram.person("Ada"), telegram.person("Ben")
        for person in (ada, ben):
            await person.start()
        tour = Tour(telegram, session)
        await walk(tour, ada, ben, telegram.group("Crew", [ada, ben]), picture)
        for stop in {stop.method: stop for stop in tour.stops}.values():
            for field in read_table().methods[stop.method].fields.values():
                for value in [None, [], {}, True, -1, "", *broken_values(field)]:
                    body = await tour.raw(stop.method, stop.parameters | {field.name: value})
                    assert body["ok"] in {True, False}


@pytest.mark.parametrize(
    ("method", "parameters", "refusal"),
    [
        ("sendMessage", {"text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"text": "<b>" + "x" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
        ("sendMessage", {"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}] * 101]}},
            "reply markup is too long",
        ),
        ("sendPoll", {"question": "x" * 301, "options": [{"text": "a"}]}, "poll question"),
        ("sendPoll", {"question": "x", "options": [{"text": "a"}] * 13}, "poll"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
        ("copyMessages", {"message_ids": [2, 1], "from_chat_id": 1}, "strictly increasing"),
        ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location"),
        (
            "sendInvoice",
            {
                "title": "t",
                "description": "d",
                "payload": "p",
                "currency": "XTR",
                "prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}],
            },
            "STARS_INVOICE_INVALID",
        ),
    ],
)
async def test_a_value_beyond_a_limit_gets_telegrams_own_refusal_and_is_noted(
    telegram: Playground, ada: Person, method: str, parameters: dict[str, object], refusal: str
) -> None:
    async with aiohttp.ClientSession() as session:
        body = await Tour(telegram, session).raw(method, {"chat_id": ada.id} | parameters)
    assert body["error_code"] == 400
    assert refusal in str(body["description"])
    assert [violation.method for violation in telegram.violations] == [method]


async def test_an_unknown_parameter_is_ignored_and_noted(bot: Bot, telegram: Playground, ada: Person) -> None:
    await bot.send_message(ada.id, "hi", api_kwargs={"colour": "red"})
    assert [(one.parameter, one.kind) for one in telegram.violations] == [("colour", "unknown")]
    telegram.forget_violations()
    dimmed = {"inline_keyboard": [[{"text": "a", "callback_data": "b", "dimmed": True}]]}
    await bot.send_message(ada.id, "hi", api_kwargs={"reply_markup": json.dumps(dimmed)})
    (violation,) = telegram.violations
    assert violation.parameter == "reply_markup.inline_keyboard[0][0].dimmed"


async def test_an_unknown_method_is_not_found_and_noted(bot: Bot, telegram: Playground) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    with pytest.raises(InvalidToken, match="does not answer sendGift yet"):  # PTB's name for every other 404
        await bot.send_gift("x", 1)
    first, second = telegram.violations
    assert (first.method, first.text) == ("sendTelepathy", "there is no such method")
    assert second.text == "the playground does not support it yet"


async def test_a_strict_playground_fails_at_its_end_where_the_schema_was_broken() -> None:
    with pytest.raises(SchemaBroken, match=r"sendMessage: beyond a limit: .*message is too long"):
        async with Playground(strict=True) as telegram, make_bot(telegram) as bot:
            ada = telegram.person("Ada")
            await ada.start()
            with pytest.raises(BadRequest):
                await bot.send_message(ada.id, "x" * 5000)


async def test_a_strict_playground_warns_of_what_telegram_passes_over() -> None:
    with pytest.warns(SchemaWarning, match=r"sendMessage: colour: unknown") as warned:
        async with Playground(strict=True) as telegram, make_bot(telegram) as bot:
            ada = telegram.person("Ada")
            await ada.start()
            for _ in range(3):
                await bot.send_message(ada.id, "hi", api_kwargs={"colour": "red"})
    (warning,) = warned
    assert str(warning.message).count("colour") == 1


async def test_what_the_playground_does_not_do_is_said(
    telegram: Playground, bot: Bot, ada: Person, picture: bytes
) -> None:
    await bot.send_message(ada.id, "hi", message_thread_id=7)
    await bot.send_video(ada.id, b"film", cover=picture)
    await bot.send_poll(ada.id, "Which?", ["a", "b"], shuffle_options=True, allow_adding_options=False)
    assert [(one.method, one.parameter, one.kind) for one in telegram.violations] == [
        ("sendMessage", "message_thread_id", "dropped"),
        ("sendVideo", "cover", "dropped"),
        ("sendPoll", "shuffle_options", "dropped"),
    ]


async def test_nobody_has_connected_the_bot_to_a_business(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Business connection not found"):
        await bot.send_message(ada.id, "hi", business_connection_id="b1")


async def test_a_playground_without_checks_notes_nothing_and_takes_what_it_can() -> None:
    async with Playground(check=False, strict=True) as telegram, make_bot(telegram) as bot:
        ada = telegram.person("Ada")
        await ada.start()
        await bot.send_message(ada.id, "hi", api_kwargs={"colour": "red"})
        assert telegram.violations == []


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        ({"text": None}, "reply: wrong type"),
        ({"date": "today"}, "reply: wrong type"),
        ({"chat": {"id": 1}}, "reply: missing"),
        ({"rich_message": {"blocks": []}}, "reply: unknown"),
        ({"entities": [{"type": "glitter", "offset": 0, "length": 1}]}, "reply: beyond a limit"),
    ],
)
async def test_a_spoilt_reply_is_noted(
    telegram: Playground,
    ada: Person,
    monkeypatch: pytest.MonkeyPatch,
    spoilt: dict[str, object],
    kind: str,
) -> None:
    timeline = type(telegram.world.chats[ada.id])
    honest = timeline.message_json
    monkeypatch.setattr(timeline, "message_json", lambda *given, **named: honest(*given, **named) | spoilt)
    async with aiohttp.ClientSession() as session:
        await Tour(telegram, session).call("sendMessage", chat_id=ada.id, text="hi")
    assert kind in {violation.kind for violation in telegram.violations}
    telegram.forget_violations()
    await ada.send("hello")
    assert kind in {violation.kind for violation in telegram.violations}


async def test_the_quick_look_agrees_with_the_close_one(tour: Tour) -> None:
    table = read_table()
    shapes = Shapes(table, strict=True, hidden=NEWER)
    looks = QuickShapes(shapes)
    seen = 0
    for stop in {stop.method: stop for stop in tour.stops if stop.method != "getUpdates"}.values():
        returns = table.methods[stop.method].returns
        fits = looks.of_result(returns)
        for value in (stop.result, *spoilt_copies(stop.result)):
            found: list[object] = []
            shapes.check_result(returns, value, found)  # type: ignore[arg-type]
            assert fits(value) == (not found), (stop.method, value, found)
            seen += 1
    assert seen > 1_000


def spoilt_copies(value: object) -> list[object]:
    """Copies of a value, each with one thing wrong or gone."""
    if isinstance(value, list):
        return [
            [*value[:place], bad, *value[place + 1 :]]
            for place in range(len(value))
            for bad in spoilt_copies(value[place])
        ]
    if not isinstance(value, dict):
        return [None, {"x": 1}, [value]]
    copies: list[object] = [value | {"surplus": 1}]
    for key, part in value.items():
        copies.append({name: one for name, one in value.items() if name != key})
        copies += [value | {key: bad} for bad in spoilt_copies(part)]
    return copies


def test_what_is_too_new_is_what_ptb_lacks() -> None:
    lacking = set()
    for name, fields in read_table().objects.items():
        kind = getattr(ptb, name, None)
        if kind is None:
            lacking.add(name)
            continue
        known = {*inspect.signature(kind.__init__).parameters}
        named = {"from": "from_user"}
        # A class for one fixed text, such as a status, does not take that text as an argument.
        fixed = {field.name for field in fields.values() if field.limit and len(field.limit.texts) == 1}
        lacking |= {
            f"{name}.{one}" for one in fields if one not in fixed and named.get(one, one) not in known
        }
    # These are never sent to a bot, stand only in what is listed, or carry a constant.
    aside = {
        "ResponseParameters",
        "InaccessibleMessage.date",
        "ReplyKeyboardRemove.remove_keyboard",
        "ForceReply.force_reply",
    }
    inner = {
        name
        for name in lacking
        if name.startswith(("Rich", "InputRich", "InputMediaLink")) and name != "RichMessage"
    }
    assert lacking - aside - inner - NEEDED == NEWER


def test_the_table_is_what_the_script_makes_of_a_description() -> None:
    description = {
        "version": "Bot API 0.1",
        "release_date": "Today",
        "methods": {
            "sendThing": {
                "returns": ["Message"],
                "fields": [
                    field(
                        "text", ["String"], "Text, 1-4096 characters after entities parsing", required=True
                    ),
                    field("data", ["String"], "Data, 1-64 bytes"),
                    field("limit", ["Integer"], "Values between 1-100 are accepted."),
                    field("ids", ["Array of Integer"], "A list of 1-100 identifiers"),
                    field(
                        "style",
                        ["String"],
                        'Must be one of "danger" (red), "success" (green). If omitted, none',
                    ),
                    field("codes", ["Array of String"], "A list of two-letter ISO 3166-1 alpha-2 codes"),
                ],
            }
        },
        "types": {
            "Dot": {"fields": [field("type", ["String"], 'Type of the dot, always "red"', required=True)]},
            "AnyDot": {"subtypes": ["Dot"]},
        },
    }
    table = build(description)
    assert table["methods"]["sendThing"] == {
        "returns": "Message",
        "fields": {
            "text": "String! parsed:1-4096",
            "data": "String bytes:1-64",
            "limit": "Integer value:1-100",
            "ids": "[Integer] items:1-100",
            "style": "String of:danger,success",
            "codes": "[String]",
        },
    }
    assert table["types"] == {"Dot": {"type": "String! of:red"}, "AnyDot": ["Dot"]}


def field(name: str, types: list[str], description: str, *, required: bool = False) -> dict[str, object]:
    return {"name": name, "types": types, "description": description, "required": required}


def test_the_carried_table_holds_names_and_numbers_but_no_prose() -> None:
    table = json.loads(Path(str(quick.__file__)).with_name("bot_api.json").read_text("utf-8"))
    assert (table["version"], len(table["methods"]), len(table["types"])) == ("Bot API 10.3", 185, 400)
    texts = [
        text
        for row in (*(method["fields"] for method in table["methods"].values()), *table["types"].values())
        if isinstance(row, dict)
        for text in row.values()
    ]
    assert max(text.count(" ") for text in texts) == 1
