"""The example bots made with python-telegram-bot, used by people in the playground."""

import struct
import zlib

from examples_scene import running

from playground import Playground


async def test_a_conversation_goes_through_its_three_questions(telegram: Playground, by: str) -> None:
    ada = telegram.person("Ada")
    async with running("conversation", telegram, by=by):
        await ada.send("/order")
        await ada.sees("What is your name?")
        await ada.send("Ada")
        await ada.sees("Tea or coffee, Ada?")
        assert [button.text for row in ada.keyboard for button in row] == ["Tea", "Coffee"]
        await ada.press("Tea")
        await ada.sees("Where shall I bring it?")
        assert ada.keyboard == ()
        await ada.send_location(48.858, 2.294)
        await ada.sees("Tea for Ada at 48.86, 2.29.")


async def test_two_people_converse_without_mixing_and_one_gives_up(telegram: Playground, by: str) -> None:
    ada, ben = telegram.person("Ada"), telegram.person("Ben")
    async with running("conversation", telegram, by=by):
        await ada.send("/order")
        await ben.send("/order")
        await ada.sees("What is your name?")
        await ben.sees("What is your name?")
        await ben.send("Ben")
        await ada.send("/cancel")
        await ada.sees("Another time")
        await ben.sees("Tea or coffee, Ben?")


async def test_a_counter_changes_its_message_in_place(telegram: Playground, by: str) -> None:
    ada = telegram.person("Ada")
    async with running("counter", telegram, by=by):
        await ada.start()
        await ada.sees("0")
        await (await ada.tap("+1")).answer()
        await (await ada.tap("+1")).answer()
        assert (await ada.sees("2")).entities[0].type == "bold"
        await (await ada.tap("Back to 0")).answer()
        toast = await (await ada.tap("Back to 0")).answer()
        assert (toast.text, toast.show_alert) == ("It is 0 already", True)
    assert len(ada.chat) == 2


async def test_a_poll_in_a_group_closes_after_three_votes(telegram: Playground, by: str) -> None:
    people = [telegram.person(name) for name in ("Ada", "Ben", "Cleo")]
    crew = telegram.group("Crew", people)
    async with running("poll", telegram, by=by):
        await crew.send(people[0], "/meet")
        poll = await crew.gets("poll")
        for person, day in zip(people, ("Monday", "Tuesday", "Tuesday"), strict=True):
            await crew.member(person).vote(poll, day)
            await crew.sees(f"{person.name} can come on {day}.")
        await crew.sees("We meet on Tuesday.")


async def test_a_photo_comes_back_as_a_file(telegram: Playground, by: str) -> None:
    ada = telegram.person("Ada")
    picture = png(3, 2)
    async with running("photo_echo", telegram, by=by):
        await ada.send("hello")
        await ada.sees("Send me a photo.")
        await ada.send_photo(picture)
        assert await ada.downloads("photo-3x2.png") == picture


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
