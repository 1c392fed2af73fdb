"""What libraries in other languages send without being asked: each test holds to what Telegram does with it."""

import json

import pytest
from aiohttp import ClientSession, FormData
from control_scene import Control
from playground_scene import call
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest
from test_files import png

from playground import NotPossible, Person, Playground
from playground.schema.check import SchemaWarning

pytestmark = pytest.mark.filterwarnings("ignore::playground.schema.check.SchemaWarning")


async def form(telegram: Playground, method: str, **values: str) -> dict[str, object]:
    """Call a method with a form, in which everything is text."""
    async with ClientSession() as session:
        url = f"{telegram.base_url}{telegram.token}/{method}"
        async with session.post(url, data=values) as reply:
            body = await reply.json()
    assert isinstance(body, dict)
    return body


@pytest.mark.parametrize("kinds", ["null", "{}", "broken", "[1]"])
async def test_kinds_of_updates_that_are_no_list_of_texts_change_nothing(
    telegram: Playground, ada: Person, kinds: str
) -> None:
    assert (await form(telegram, "getUpdates", allowed_updates='["Message", "callback_query"]'))["ok"]
    assert (await form(telegram, "getUpdates", allowed_updates=kinds))["ok"]
    await ada.edit(await ada.send("one"), "two")
    body = await form(telegram, "getUpdates")
    assert "two" not in json.dumps(body)
    assert "one" in json.dumps(body)


@pytest.mark.parametrize("entities", ["null", "broken", "{}"])
async def test_entities_that_are_no_list_are_none(telegram: Playground, ada: Person, entities: str) -> None:
    assert (await form(telegram, "sendMessage", chat_id=str(ada.id), text="plain", entities=entities))["ok"]
    assert ada.last is not None
    assert (ada.last.text, ada.last.entities) == ("plain", ())


async def test_a_number_of_zero_is_a_missing_one(telegram: Playground, ada: Person) -> None:
    place = {
        "latitude": "1",
        "longitude": "2",
        "live_period": "0",
        "heading": "0",
        "proximity_alert_radius": "0",
    }
    assert (await form(telegram, "sendLocation", chat_id=str(ada.id), **place))["ok"]
    assert ada.last is not None
    assert ada.last.content["location"] == {"latitude": 1.0, "longitude": 2.0}
    poll = {"question": "Q", "options": '["a", "b"]', "open_period": "0", "close_date": "0"}
    assert (await form(telegram, "sendPoll", chat_id=str(ada.id), **poll))["ok"]
    assert telegram.violations == []


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_a_number_below_its_limit_is_still_refused(telegram: Playground, ada: Person) -> None:
    place = {"latitude": "1", "longitude": "2", "live_period": "59"}
    reply = await form(telegram, "sendLocation", chat_id=str(ada.id), **place)
    assert reply["description"] == "Bad Request: wrong live location period specified"


async def test_replaced_names_of_methods_still_work_and_are_noted(telegram: Playground, ada: Person) -> None:
    ben = telegram.person("Ben")
    crew = telegram.group("Crew", [ada, ben])
    crew.promote_bot("can_restrict_members")
    assert (await call(telegram, "getChatMembersCount", chat_id=crew.id))["result"] == 3
    assert (await call(telegram, "kickChatMember", chat_id=crew.id, user_id=ben.id))["result"] is True
    assert [(one.method, one.kind) for one in telegram.violations] == [
        ("getChatMembersCount", "old name"),
        ("kickChatMember", "old name"),
    ]
    with pytest.warns(SchemaWarning, match="now called banChatMember"):
        telegram.assert_clean()


@pytest.mark.parametrize("name", ["/home/ada/cat 1.png", "cat.png", "a name", "é"])
async def test_an_upload_is_found_by_whatever_name_it_has(
    telegram: Playground, bot: Bot, ada: Person, name: str
) -> None:
    sent = await bot.send_photo(ada.id, png(8, 8))
    media = json.dumps({"type": "photo", "media": f"attach://{name}"})
    data = FormData(
        {"chat_id": str(ada.id), "message_id": str(sent.message_id), "media": media}, quote_fields=False
    )
    data.add_field(name, png(9, 9), filename="")
    async with ClientSession() as session:
        url = f"{telegram.base_url}{telegram.token}/editMessageMedia"
        async with session.post(url, data=data) as reply:
            body = await reply.json()
    assert body["ok"], body
    assert body["result"]["photo"][0]["width"] == 9


async def test_a_bot_sends_by_address_what_a_test_put_there(
    telegram: Playground, bot: Bot, ada: Person
) -> None:
    url = "https://pictures.example/cat.png?random"
    telegram.put_online(url, png(8, 6))
    sent = await bot.send_photo(ada.id, url)
    assert (sent.photo[0].width, sent.photo[0].height) == (8, 6)
    document = (await bot.send_document(ada.id, url)).document
    assert document is not None
    assert (document.file_name, document.mime_type) == ("cat.png", "image/png")
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(ada.id, "https://pictures.example/dog.png")
    telegram.put_online(url, png(8, 6) + bytes(5 * 1024 * 1024))
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(ada.id, url)
    with pytest.raises(NotPossible, match="no http or https address"):
        telegram.put_online("file:///etc/passwd", b"x")


async def test_the_control_api_puts_files_online_for_every_bot(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    url = f"{control.root}/playground/online?url=https://pictures.example/cat"
    async with control.session.post(url, data=png(8, 6), headers={"Content-Type": "image/png"}) as reply:
        assert await reply.json() == {"url": "https://pictures.example/cat", "bytes": len(png(8, 6))}
    async with control.session.post(url, data=b"") as reply:
        assert reply.status == 400
    assert (await control.bot.send_photo(7, "https://pictures.example/cat")).photo
    other = control.telegram.bot()
    await other.people[7].start()
    async with control.session.get(
        f"{control.root}/bot{other.token}/sendPhoto?chat_id=7&photo=https://pictures.example/cat"
    ) as reply:
        assert (await reply.json())["ok"]


async def test_old_libraries_find_the_fields_that_telegram_has_replaced(
    telegram: Playground, ada: Person
) -> None:
    ben = telegram.person("Ben")
    crew = telegram.group("Crew", [ada])
    crew.add(ben)
    crew.leave(ben)
    await ada.forward(await ada.send("news"))
    await call(
        telegram,
        "sendPoll",
        chat_id=ada.id,
        question="Q",
        options=["a", "b"],
        type="quiz",
        correct_option_ids=[1],
    )
    assert ada.last is not None
    poll = ada.last.content["poll"]
    updates = (await call(telegram, "getUpdates"))["result"]
    messages = [update["message"] for update in updates if "message" in update]

    joined, left, news = (
        next(one for one in messages if name in one)
        for name in ("new_chat_members", "left_chat_member", "forward_origin")
    )
    assert joined["new_chat_participant"] == joined["new_chat_member"] == joined["new_chat_members"][0]
    assert left["left_chat_participant"] == left["left_chat_member"]
    assert news["forward_from"] == news["forward_origin"]["sender_user"]
    assert news["forward_date"] == news["forward_origin"]["date"]
    assert isinstance(poll, dict)
    assert (poll["correct_option_id"], poll["correct_option_ids"]) == (1, [1])


async def test_a_button_may_be_blank_as_in_calendars(bot: Bot, ada: Person) -> None:
    blank = InlineKeyboardMarkup([[InlineKeyboardButton(" ", callback_data="none")]])
    sent = await bot.send_message(ada.id, "May", reply_markup=blank)
    assert sent.reply_markup == blank


async def test_the_address_in_an_answer_to_a_press_is_told(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    button = {"text": "Go", "callback_data": "go"}
    keyboard = {"inline_keyboard": [[button]]}
    sent = (await call(control.telegram, "sendMessage", chat_id=7, text="Play", reply_markup=keyboard))[
        "result"
    ]
    query = (await control.done("/people/7/tap", {"message_id": sent["message_id"], "text": "Go"}))[
        "query_id"
    ]
    await call(
        control.telegram, "answerCallbackQuery", callback_query_id=query, url="https://t.me/a_bot?start=x"
    )
    answer = await control.seen(f"/people/7/answers/{query}")
    assert (answer["url"], answer["text"]) == ("https://t.me/a_bot?start=x", "")
