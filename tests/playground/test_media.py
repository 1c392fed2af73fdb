"""Files in more detail than the checks: what is refused, and how files stand in edits and albums."""

import aiohttp
import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, Message
from telegram.error import BadRequest

from playground import Person, Playground


@pytest.fixture
async def telegram(clock: object) -> object:
    # Without checks the methods have to hold their own.
    async with Playground(seed=7, check=False) as playground:
        yield playground


async def test_an_empty_file_is_refused(ada: Person, telegram: Playground) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id)})
    form.add_field("voice", b"", filename="voice.ogg")
    url = f"{telegram.base_url}{telegram.token}/sendVoice"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as reply:
        assert (await reply.json())["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_has_2_to_10_files(ada: Person, telegram: Playground, count: int) -> None:
    media = [{"type": "document", "media": "attach://a"}] * count
    url = f"{telegram.base_url}{telegram.token}/sendMediaGroup"
    async with aiohttp.ClientSession() as session:
        reply = await session.post(url, json={"chat_id": ada.id, "media": media})
        assert "wrong number of messages" in (await reply.json())["description"]


@pytest.mark.parametrize(
    ("item", "error"),
    [
        ({"type": "voice", "media": "x"}, "media type can't be used in an album"),
        ({"type": "photo", "media": "attach://gone"}, 'wrong file "attach://gone" specified'),
        ("x", "expected an Object"),
    ],
)
async def test_a_wrong_item_of_an_album_is_refused(
    ada: Person, telegram: Playground, item: object, error: str
) -> None:
    url = f"{telegram.base_url}{telegram.token}/sendMediaGroup"
    async with aiohttp.ClientSession() as session:
        reply = await session.post(url, json={"chat_id": ada.id, "media": [item, item]})
        assert error in (await reply.json())["description"]
    assert ada.last is None


async def test_media_can_be_put_into_a_text_but_not_into_a_place(bot: Bot, ada: Person) -> None:
    text = await bot.send_message(ada.id, "soon a file")
    edited = await bot.edit_message_media(InputMediaDocument(b"x", caption="now"), ada.id, text.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.caption) == (None, "now")
    place = await bot.send_location(ada.id, 1, 2)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_media(InputMediaDocument(b"x"), ada.id, place.message_id)


async def test_the_same_media_again_is_no_change(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"x", filename="a.txt", caption="c")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="essage is not modified"):
        await bot.edit_message_media(
            InputMediaDocument(sent.document.file_id, caption="c"), ada.id, sent.message_id
        )


async def test_a_photo_by_its_id_keeps_its_size_in_an_edit(bot: Bot, ada: Person) -> None:
    from test_files import png

    photo = (await bot.send_photo(ada.id, png(30, 20))).photo[0]
    sent = await bot.send_document(ada.id, b"x", filename="a.txt")
    edited = await bot.edit_message_media(InputMediaPhoto(photo.file_id), ada.id, sent.message_id)
    assert isinstance(edited, Message)
    assert edited.photo[0] == photo


@pytest.mark.parametrize(
    ("method", "fields", "error"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location"),
        ("sendLocation", {"longitude": 0}, "latitude is empty"),
        ("sendLocation", {"latitude": 1, "longitude": 0, "live_period": 59}, "wrong live location period"),
        ("sendVenue", {"latitude": 1, "longitude": 0, "address": "x"}, "venue title must be non-empty"),
        ("sendVenue", {"latitude": 1, "longitude": 0, "title": "x"}, "venue address must be non-empty"),
        ("sendContact", {"first_name": "x"}, "contact phone number must be non-empty"),
        ("sendContact", {"phone_number": "1"}, "contact first name must be non-empty"),
        ("sendDice", {"emoji": "x"}, "wrong emoji"),
        ("sendPoll", {"question": "", "options": ["a"]}, "poll question must be non-empty"),
        ("sendPoll", {"question": "x" * 301, "options": ["a"]}, "must not exceed 300"),
        ("sendPoll", {"question": "x", "options": []}, "at least 1 option"),
        ("sendPoll", {"question": "x", "options": ["a"] * 13}, "can't have more than 12 options"),
        ("sendPoll", {"question": "x", "options": ["a" * 101]}, "must not exceed 100"),
        ("sendPoll", {"question": "x", "options": [""]}, "poll options must be non-empty"),
        ("sendPoll", {"question": "x", "options": ["a"], "type": "quiz"}, "wrong correct option ID"),
        ("sendPoll", {"question": "x", "options": ["a"], "open_period": 4}, "wrong poll open period"),
        ("sendInvoice", {"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ("sendInvoice", {"title": "x"}, "INVOICE_DESCRIPTION_INVALID"),
        ("sendInvoice", {"title": "x", "description": "x"}, "INVOICE_PAYLOAD_INVALID"),
        ("sendVoice", {}, "there is no voice in the request"),
        ("sendVideoNote", {}, "there is no video note in the request"),
        ("copyMessage", {"message_id": 1}, "from_chat_id is empty"),
        ("forwardMessage", {"message_id": 99, "from_chat_id": 5}, "chat not found"),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("stopPoll", {"message_id": 1}, "message with poll to stop not found"),
        ("setMessageReaction", {"message_id": 99}, "message to react not found"),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(
    ada: Person, telegram: Playground, method: str, fields: dict[str, object], error: str
) -> None:
    url = f"{telegram.base_url}{telegram.token}/{method}"
    async with aiohttp.ClientSession() as session:
        reply = await session.post(url, json={"chat_id": ada.id, **fields})
        body = await reply.json()
    assert (reply.status, body["ok"]) == (400, False)
    assert error in body["description"]
