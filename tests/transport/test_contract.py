"""python-telegram-bot's own transport and ours behave the same, for the bot and for the server."""

import io
import json
import socket
import traceback
from urllib.parse import unquote

import pytest
from telegram import Bot, InputFile, InputMediaDocument, InputMediaPhoto, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

from tests.transport.telegram_double import SECRET, TOKEN, TelegramDouble

MESSAGE = {"message_id": 7, "date": 1_700_000_000, "chat": {"id": 42, "type": "private"}}
FORM = "application/x-www-form-urlencoded"


def answer(double: TelegramDouble, result: object) -> None:
    double.reply = {"ok": True, "result": result}


@pytest.mark.parametrize(
    "text", ["hello", "a=1&b=2+3%20;", "line\nline\r\n", "¿Qué?", "שלום", "🧑‍🚀 𝔘𝔫𝔦", " ", "\\", "x" * 4096]
)
async def test_text_arrives_as_it_was_written(bot: Bot, double: TelegramDouble, text: str) -> None:
    answer(double, MESSAGE)
    message = await bot.send_message(42, text, disable_notification=True)
    assert message.message_id == 7
    assert double.last.path == f"/bot{TOKEN}/sendMessage"
    assert double.last.content_type == FORM
    assert double.last.fields == {"chat_id": "42", "text": text, "disable_notification": "true"}
    assert double.last.user_agent == BaseRequest.USER_AGENT


async def test_structures_are_sent_as_json_and_what_is_none_is_not_sent(
    request_impl: BaseRequest, double: TelegramDouble
) -> None:
    data = RequestData(
        [
            _parameter("list", ["ä", 1, {"deep": None}]),
            _parameter("nothing", None),
            _parameter("number", 0.5),
        ]
    )
    assert await request_impl.post(f"{double.base_url}/x", data) is True
    assert {name: json.loads(value) for name, value in double.last.fields.items()} == {
        "list": ["ä", 1, {"deep": None}],
        "number": 0.5,
    }


def _parameter(name: str, value: object):  # type: ignore[no-untyped-def]  # the class is not public
    from telegram.request._requestparameter import RequestParameter

    return RequestParameter.from_input(name, value)


async def test_a_call_without_parameters_has_an_empty_body(bot: Bot, double: TelegramDouble) -> None:
    answer(double, {"id": 1, "is_bot": True, "first_name": "Ask", "username": "askbot"})
    assert (await bot.get_me()).username == "askbot"
    assert double.last.fields == {}


async def test_raw_updates_come_through_post(request_impl: BaseRequest, double: TelegramDouble) -> None:
    answer(double, [{"update_id": 5, "message": {"text": "señal 🛰"}}])
    raw = await request_impl.post(f"{double.base_url}/bot{TOKEN}/getUpdates", RequestData())
    assert raw == [{"update_id": 5, "message": {"text": "señal 🛰"}}]


async def test_a_photo_is_uploaded_with_its_bytes_and_its_caption(bot: Bot, double: TelegramDouble) -> None:
    answer(double, MESSAGE)
    photo = bytes(range(256)) * 1024
    await bot.send_photo(42, photo, caption="Größe\n2", filename="a.png")
    assert double.last.content_type == "multipart/form-data"
    assert double.last.fields == {"chat_id": "42", "caption": "Größe\n2"}
    assert double.last.files == {"photo": ("a.png", "image/png", photo)}


@pytest.mark.parametrize(
    "name", ["résultats 2.csv", "отчёт.csv", "结果.csv", "🎯.csv", "a;b=c.csv", "100%.csv"]
)
async def test_a_document_keeps_its_name_in_every_alphabet(
    bot: Bot, double: TelegramDouble, name: str
) -> None:
    answer(double, MESSAGE)
    await bot.send_document(42, InputFile(b"id\n1\n", filename=name))
    filename, _, content = double.last.files["document"]
    assert (filename, content) == (name, b"id\n1\n")


async def test_quotes_and_line_breaks_in_a_name_cannot_add_a_header(bot: Bot, double: TelegramDouble) -> None:
    answer(double, MESSAGE)
    await bot.send_document(42, InputFile(b"x", filename='a"\r\nX-Evil: 1\r\n\r\n.csv'))
    assert double.last.files["document"][0] == "a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.csv"
    assert double.last.files["document"][2] == b"x"


async def test_an_open_file_is_uploaded_without_being_read_before(bot: Bot, double: TelegramDouble) -> None:
    answer(double, MESSAGE)
    handle = io.BytesIO(b"from a handle" * 10_000)
    await bot.send_document(42, InputFile(handle, filename="h.bin", read_file_handle=False))
    assert double.last.files["document"][2] == b"from a handle" * 10_000


async def test_an_album_carries_all_its_files(bot: Bot, double: TelegramDouble) -> None:
    answer(double, [MESSAGE, MESSAGE])
    album = [InputMediaPhoto(b"one", filename="1.jpg"), InputMediaPhoto(b"two", filename="ß.jpg")]
    messages = await bot.send_media_group(42, album)
    assert all(isinstance(message, Message) for message in messages)
    attached = [item["media"].removeprefix("attach://") for item in json.loads(double.last.fields["media"])]
    assert [double.last.files[name][::2] for name in attached] == [("1.jpg", b"one"), ("ß.jpg", b"two")]


async def test_a_thumbnail_travels_with_its_document(bot: Bot, double: TelegramDouble) -> None:
    answer(double, [MESSAGE, MESSAGE])
    documents = [InputMediaDocument(b"1", thumbnail=b"t"), InputMediaDocument("file-id")]
    await bot.send_media_group(42, documents)
    assert sorted(content for _, _, content in double.last.files.values()) == [b"1", b"t"]


async def test_a_file_is_downloaded_byte_by_byte(bot: Bot, double: TelegramDouble) -> None:
    answer(double, {"file_id": "f", "file_unique_id": "u", "file_path": "documents/file ä.csv"})
    file = await bot.get_file("f")
    double.raw_reply = bytes(range(256)) * 4096
    assert bytes(await file.download_as_bytearray()) == double.raw_reply
    # One of them quotes the colon of the token, too, which is the same address.
    assert unquote(double.last.path) == f"/file/bot{TOKEN}/documents/file ä.csv"


@pytest.mark.parametrize(
    ("status", "parameters", "error"),
    [
        (400, None, BadRequest),
        (401, None, InvalidToken),
        (403, None, Forbidden),
        (404, None, InvalidToken),
        (409, None, Conflict),
        (429, {"retry_after": 3}, RetryAfter),
        (400, {"migrate_to_chat_id": -100}, ChatMigrated),
        (500, None, NetworkError),
        (502, None, NetworkError),
    ],
)
async def test_a_refusal_becomes_the_same_error(
    request_impl: BaseRequest,
    double: TelegramDouble,
    status: int,
    parameters: object,
    error: type[TelegramError],
) -> None:
    double.status = status
    double.reply = {"ok": False, "error_code": status, "description": "Refused", "parameters": parameters}
    with pytest.raises(TelegramError) as caught:
        await request_impl.post(f"{double.base_url}/x")
    assert type(caught.value) is error


async def test_a_gateway_that_answers_html_is_a_network_error(
    request_impl: BaseRequest, double: TelegramDouble
) -> None:
    double.status, double.raw_reply = 502, b"<html>Bad Gateway</html>"
    with pytest.raises(NetworkError, match="502"):
        await request_impl.post(f"{double.base_url}/x")


async def test_a_redirect_is_not_followed(request_impl: BaseRequest, double: TelegramDouble) -> None:
    with pytest.raises(NetworkError, match="302"):
        await request_impl.post(f"{double.base_url}/moved")
    assert [request.path for request in double.received] == ["/moved"]


async def test_silence_is_a_timeout(request_impl: BaseRequest, double: TelegramDouble) -> None:
    with pytest.raises(TimedOut):
        await request_impl.post(f"{double.base_url}/hang", read_timeout=0.05)


async def test_the_time_to_read_is_a_limit_per_call_and_has_a_default(
    request_impl: BaseRequest, double: TelegramDouble
) -> None:
    assert request_impl.read_timeout == 5.0
    with pytest.raises(TimedOut):
        await request_impl.post(f"{double.base_url}/hang", read_timeout=0.02)
    double.released.set()
    assert await request_impl.post(f"{double.base_url}/hang", read_timeout=None) is True


async def test_a_closed_port_is_a_network_error(request_impl: BaseRequest) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/x"
        with pytest.raises(NetworkError) as caught:
            await request_impl.post(url)
    assert type(caught.value) is NetworkError


@pytest.mark.parametrize("method", ["reset", "cut"])
async def test_a_broken_connection_is_a_network_error(
    request_impl: BaseRequest, double: TelegramDouble, method: str
) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_impl.post(f"{double.base_url}/{method}")
    assert type(caught.value) is NetworkError


async def test_it_can_be_opened_again_after_it_was_closed(
    request_impl: BaseRequest, double: TelegramDouble
) -> None:
    await request_impl.shutdown()
    await request_impl.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await request_impl.post(f"{double.base_url}/x")
    await request_impl.initialize()
    await request_impl.initialize()
    assert await request_impl.post(f"{double.base_url}/x") is True


@pytest.mark.parametrize("method", ["hang", "reset", "cut", "refused"])
async def test_an_error_is_printed_without_the_token(
    request_impl: BaseRequest, double: TelegramDouble, method: str
) -> None:
    double.status, double.reply = 400, {"ok": False, "description": "Refused"}
    with pytest.raises(TelegramError) as caught:
        await request_impl.post(f"{double.base_url}/bot{TOKEN}/{method}", read_timeout=0.05)
    printed = "".join(traceback.format_exception(caught.value))
    assert not SECRET.search(f"{caught.value} {caught.value!r} {printed}")
