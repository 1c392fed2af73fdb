"""Files in both directions, through the real PTB client."""

import struct
import zlib

import pytest
from telegram import Bot
from telegram.error import BadRequest

from playground import NotSeen, Person, Playground


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_the_bot_downloads_what_a_person_sends(bot: Bot, ada: Person) -> None:
    data = "id;text\n1;¿Qué?\n".encode()
    await ada.send_document("tareas ñ.csv", data, caption="/new project")
    (update,) = await bot.get_updates()
    message = update.message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("tareas ñ.csv", "text/csv")
    assert message.caption == "/new project"
    assert [entity.type for entity in message.caption_entities] == ["bot_command"]
    assert not message.api_kwargs
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == data


async def test_a_person_downloads_what_the_bot_sends(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(
        ada.id, b"task,label\n", filename="q1 results ñ.csv", caption="<b>Done</b>", parse_mode="HTML"
    )
    assert await ada.downloads("results ñ.csv") == b"task,label\n"
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("q1 results ñ.csv", 11)
    assert (sent.caption, sent.caption_entities[0].type) == ("Done", "bold")
    assert not sent.api_kwargs
    with pytest.raises(NotSeen):
        await ada.downloads("other.csv", timeout=0.01)


async def test_a_file_can_be_sent_again_by_its_id(bot: Bot, ada: Person) -> None:
    first = await bot.send_document(ada.id, b"abc", filename="a.txt")
    assert first.document is not None
    again = await bot.send_document(ada.id, first.document.file_id)
    assert again.document == first.document
    assert ada.last is not None
    assert ada.last.document is not None
    assert ada.last.document.data == b"abc"


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_the_caption_of_a_file_can_be_edited(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"abc", filename="a.txt")
    await bot.edit_message_caption(ada.id, sent.message_id, caption="new")
    assert ada.last is not None
    assert ada.last.caption == "new"
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await bot.edit_message_text("x", ada.id, sent.message_id)
    with pytest.raises(BadRequest, match="essage caption is too long"):
        await bot.edit_message_caption(ada.id, sent.message_id, caption="x" * 1025)


async def test_a_photo_has_its_size_in_pixels(bot: Bot, ada: Person) -> None:
    sent = await bot.send_photo(ada.id, png(30, 20), caption="a picture")
    assert [(size.width, size.height) for size in sent.photo] == [(30, 20)]
    again = await bot.send_photo(ada.id, sent.photo[0].file_id)
    assert again.photo == sent.photo
    file = await bot.get_file(sent.photo[0].file_id)
    assert bytes(await file.download_as_bytearray()) == png(30, 20)


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"no picture", "(?i)image_process_failed"), (png(1, 21), "(?i)photo_invalid_dimensions")],
)
@pytest.mark.usefixtures("wrong_on_purpose")
async def test_what_is_no_good_picture_is_no_photo(bot: Bot, ada: Person, data: bytes, error: str) -> None:
    with pytest.raises(BadRequest, match=error):
        await bot.send_photo(ada.id, data)


async def test_a_file_above_20_mb_cannot_be_fetched(bot: Bot, ada: Person) -> None:
    await ada.send_document("big.csv", bytes(20 * 1024 * 1024 + 1))
    await ada.send_document("fits.csv", bytes(20 * 1024 * 1024))
    big, fits = [update.message.document for update in await bot.get_updates() if update.message]
    assert big is not None
    assert fits is not None
    with pytest.raises(BadRequest, match="ile is too big"):
        await big.get_file()
    assert (await fits.get_file()).file_size == 20 * 1024 * 1024


async def test_unknown_files_are_refused(bot: Bot, ada: Person, telegram: Playground) -> None:
    with pytest.raises(BadRequest, match="nvalid file_id"):
        await bot.get_file("BQACnothing")
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await bot.send_document(ada.id, "BQACnothing")
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(ada.id, "https://a.example/x.png")


async def test_a_name_from_a_person_never_becomes_a_path(bot: Bot, ada: Person) -> None:
    await ada.send_document("../../etc/passwd", b"x")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert file.file_path is not None
    assert ".." not in file.file_path
    assert "passwd" not in file.file_path
