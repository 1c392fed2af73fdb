"""The playground reads from files how large and how long they are, as Telegram does."""

import io
import struct
import wave

import pytest
from telegram import Bot
from test_files import png

from playground import Person, Playground
from playground.chats.media import Look, look_into


def wav(seconds: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 8000 * seconds)
    return file.getvalue()


def opus(seconds: int) -> bytes:
    def page(granule: int, content: bytes) -> bytes:
        return b"OggS" + struct.pack("<BBqIIIB", 0, 0, granule, 1, 0, 0, 0) + content

    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
    return page(0, head) + page(48000 * seconds + 312, b"sound")


def mp3(seconds: int) -> bytes:
    # 128 kbit/s at 44.1 kHz: 16,000 bytes a second.
    return b"ID3\x04\0\0\0\0\0\x02xx" + b"\xff\xfb\x90\x00" + bytes(16_000 * seconds - 4)


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(width: int, height: int, seconds: int) -> bytes:
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 1000 * seconds))
    tkhd = box(b"tkhd", bytes(76) + struct.pack(">II", width << 16, height << 16))
    return box(b"ftyp", b"isom") + box(b"moov", mvhd + box(b"trak", tkhd))


def element(name: str, content: bytes) -> bytes:
    return bytes.fromhex(name) + bytes([0x40 | len(content) >> 8, len(content) & 255]) + content


def webm(width: int, height: int, seconds: int) -> bytes:
    info = element("1549A966", element("4489", struct.pack(">d", seconds * 1000)))
    video = element("E0", element("B0", struct.pack(">H", width)) + element("BA", struct.pack(">H", height)))
    tracks = element("1654AE6B", element("AE", video))
    return element("1A45DFA3", b"") + element("18538067", info + tracks)


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(9)


def webp(width: int, height: int) -> bytes:
    sizes = struct.pack("<HBHB", width - 1, 0, height - 1, 0)
    return b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + sizes


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(30, 20), Look(width=30, height=20)),
        (jpeg(30, 20), Look(width=30, height=20)),
        (b"GIF89a" + struct.pack("<HH", 30, 20), Look(width=30, height=20)),
        (webp(30, 20), Look(width=30, height=20)),
        (b"BM" + bytes(16) + struct.pack("<ii", 30, -20), Look(width=30, height=20)),
        (wav(3), Look(duration=3)),
        (opus(3), Look(duration=3)),
        (mp3(3), Look(duration=3)),
        (mp4(30, 20, 3), Look(width=30, height=20, duration=3)),
        (webm(30, 20, 3), Look(width=30, height=20, duration=3)),
        (b"any other file", Look()),
    ],
)
def test_a_file_says_how_large_and_how_long_it_is(data: bytes, found: Look) -> None:
    assert look_into(data) == found


@pytest.mark.parametrize(
    "data", [png(3, 2), jpeg(3, 2), webp(3, 2), wav(1), opus(1), mp3(1), mp4(3, 2, 1), webm(3, 2, 1)]
)
def test_a_damaged_file_says_nothing_wrong(data: bytes) -> None:
    for end in range(min(len(data), 200)):
        look_into(data[:end])
        look_into(data[:end] + b"\xff" * 40)


async def test_what_the_file_says_counts_more_than_what_the_bot_says(bot: Bot, ada: Person) -> None:
    video = (await bot.send_video(ada.id, mp4(30, 20, 3), duration=9, width=1, height=1)).to_dict()["video"]
    assert (video["width"], video["height"], video["duration"]) == (30, 20, 3)
    voice = (await bot.send_voice(ada.id, b"not known", duration=9)).to_dict()["voice"]
    assert voice["duration"] == 9


async def test_what_people_send_is_looked_into_too(ada: Person) -> None:
    sent = await ada.send_voice(opus(5))
    assert sent.file is not None
    assert sent.file.details["duration"] == 5


async def test_a_small_jpeg_goes_with_a_file(bot: Bot, ada: Person, telegram: Playground) -> None:
    document = (await bot.send_document(ada.id, b"a,b", thumbnail=jpeg(90, 60))).document
    assert document is not None
    assert document.thumbnail is not None
    assert (document.thumbnail.width, document.thumbnail.height) == (90, 60)
    file = await bot.get_file(document.thumbnail.file_id)
    assert await file.download_as_bytearray() == jpeg(90, 60)
    for other in (png(90, 60), jpeg(900, 60)):
        sent = (await bot.send_document(ada.id, b"a,b", thumbnail=other)).document
        assert sent is not None
        assert sent.thumbnail is None
