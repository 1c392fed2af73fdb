"""Files that cannot be used: each is refused with an explanation, and nothing in it is used."""

import csv
import io

import pytest
from bot_scene import COUNT_OPTIONS, Scene, fill_in, say, tasks_csv
from faulty_network import call_lost

from playground import Message, Person


def is_refusal(message: Message) -> bool:
    """Whether a file is refused, or at least some of its rows."""
    return message.from_bot and ("I can’t use " in message.words or "can’t be used." in message.words)


async def refused(scene: Scene, requester: Person, name: str, data: bytes) -> str:
    """Send a file that must be refused, and return what the bot said of it."""
    await requester.send_document(name, data)
    words = (await requester.gets(is_refusal, what="a refusal")).words
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM project") == 0
    assert await scene.count("SELECT count(*) FROM task") == 0
    return words


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("text\nÑandú\n".encode("utf-16")[:-1], "its end is missing"),
        (b"text\nx\x81\x8d\x8f\x90\xff\xfe\x9d\n", "Save it as UTF-8"),
        (b"PK\x03\x04" + bytes(range(256)), "This workbook is damaged"),
        (b"%PDF-1.7 and so on", "This is a PDF"),
        (b"<html><table><tr><td>Sky</td></tr></table></html>", "This is a web page"),
        (b"", "The file is empty"),
        (b"   \n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"text\n", "There are no rows below the heading"),
        (b"text\nSky\x00\n", "This isn’t a table"),
        (b"id,gold\n1,Red\n", "There’s no column to show"),
        (b"text,text\na,b\n", "Two columns have this name"),
        (b"text,\na,b\n", "column B: This column has no name"),
        (b"id,text\n1,Sky\n1,Rose\n", "Another row has this id: 1"),
        (b"id,text\n,Sky\n", "The id is empty"),
        (b"text,contributors\nSky,ada\n", "This isn’t a Telegram id: “ada”"),
        (b"text,note\nSky\n", "There are fewer cells than columns: 1 instead of 2"),
        (b"text\nSky,blue\n", "There are more cells than columns: 2 instead of 1"),
        (b'text\n"Sky\n', "A quotation mark opens a cell here and is never closed"),
        (b"id,text,note\n1, , \n", "There’s nothing to show"),
        (b"text\n" + b"x" * 100_001 + b"\n", "This text has 100,001 characters, and the limit is 100,000"),
        (
            ",".join(f"c{number}" for number in range(51)).encode() + b"\n",
            "There are 51 columns, and I can take 50",
        ),
    ],
)
async def test_a_csv_file_that_cannot_be_used_is_refused_in_words(
    scene: Scene, rita: Person, data: bytes, told: str
) -> None:
    assert told in await refused(scene, rita, "tasks.csv", data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"text": "Sky"}\n{"text": \n', "This isn’t JSON"),
        (b'["Sky"]\n', "This isn’t a JSON object"),
        (b'{"text": ["Sky"]}\n', "it must be text, a number or empty, not a list or an object"),
    ],
)
async def test_a_jsonl_file_that_cannot_be_used_is_refused_in_words(
    scene: Scene, rita: Person, data: bytes, told: str
) -> None:
    assert told in await refused(scene, rita, "tasks.jsonl", data)


async def test_errors_are_told_by_row_column_and_reason(scene: Scene, rita: Person) -> None:
    words = await refused(scene, rita, "tasks.csv", b"id,text,contributors\na,Sky,\na,Rose,x\n")
    assert "• row 3, id (column A): Another row has this id: a" in words
    assert "• row 3, contributors (column C): This isn’t a Telegram id: “x”" in words
    assert "I read 2 rows, and one of them can’t be used." in words


async def test_10000_bad_rows_are_counted_and_listed_in_a_file(scene: Scene, rita: Person) -> None:
    rows = "".join(f"same,text {number}\n" for number in range(10_001))
    words = await refused(scene, rita, "tasks.csv", f"id,text\n{rows}".encode())
    assert "I read 10,001 rows, and 10,000 of them can’t be used." in words
    assert words.count("•") == 1
    assert (
        "rows 3, 4, 5, 6, 7, 8, 9, 10 and 9,992 more, id (column A): Another row has this id: same" in words
    )
    table = (await rita.downloads("errors.csv")).decode("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(table)))
    assert len(listed) == 1000
    assert listed[0] == {"row": "3", "column": "id", "problem": listed[0]["problem"], "found": "same"}


async def test_what_is_wrong_is_shown_to_the_letter_not_as_markup(scene: Scene, rita: Person) -> None:
    words = await refused(scene, rita, "tasks.csv", b"<b>id</b>,<b>id</b>\n1,2\n")
    assert "<b>id</b>" in words


async def test_a_file_that_telegram_does_not_give_is_refused_by_its_claimed_size(
    scene: Scene, rita: Person
) -> None:
    message = {
        "message_id": 5,
        "date": int(scene.clock.now_s),
        "chat": {"id": rita.id, "type": "private", "first_name": "Rita"},
        "from": {"id": rita.id, "is_bot": False, "first_name": "Rita"},
        "document": {
            "file_id": "x",
            "file_unique_id": "y",
            "file_name": "tasks.csv",
            "file_size": 20 * 1024 * 1024 + 1,
        },
    }
    await rita.send("hello")
    scene.telegram.world.updates.put("message", message)
    await rita.sees("This file is larger than 20 MB")
    assert scene.telegram.count("getFile") == 0


async def test_a_file_that_telegram_refuses_to_give_is_told_too(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", b"text\n" + b"x" * (20 * 1024 * 1024))
    await rita.sees("This file is larger than 20 MB")


async def test_more_tasks_than_the_bot_takes_are_refused(stage: Scene, rita: Person) -> None:
    await stage.start(most_tasks=3)
    assert "more than 3 rows" in await refused(stage, rita, "tasks.csv", tasks_csv(*"abcd").encode())


async def test_a_gold_label_that_is_no_option_is_named_with_its_row(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", b"text,gold\nSky,Blue\nRose,Rde\nSea,\nSun,Yelow\n")
    await rita.sees("3 tasks have a known answer")
    for asked, typed in (
        ("What do you want to ask", "Which?"),
        ("Which options", "Red, Blue"),
    ):
        await rita.sees(asked)
        await rita.send(typed)
    words = (await rita.sees(say("refused-gold-unknown-one_of", total=2, rows="").split(" (")[0])).words
    assert "(2 rows)" in words
    assert "3: Rde; 5: Yelow" in words
    await scene.quiet()
    assert await scene.count(COUNT_OPTIONS) == 0
    await rita.send("Red, Blue, Rde, Yelow")
    await rita.sees("Ready to launch: tasks")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "\n".join(f"Option {number}" for number in range(200)),
            "A question can have 50 options at most; I found 200.",
        ),
        ("Red", "A question needs at least two options; I found 1."),
        ("Red, Blue, red", "You typed this option twice: red"),
        ("x" * 65 + ", y", "An option can have 64 characters at most."),
        (",", "A question needs at least two options; I found 0."),
    ],
)
async def test_options_that_cannot_be_used_are_refused_in_words(
    scene: Scene, rita: Person, typed: str, told: str
) -> None:
    await rita.send_document("tasks.csv", b"text\nSky\n")
    for asked, answer in (("What do you want to ask", "Which?"), ("Which options", typed)):
        await rita.sees(asked)
        await rita.send(answer)
    await rita.sees(told)
    await scene.quiet()
    assert await scene.count(COUNT_OPTIONS) == 0


@pytest.mark.parametrize(
    ("wrong", "typed", "told"),
    [
        ("name", "x" * 81, say("refused-text-too-long", found=81, most=80)),
        ("question", "x" * 501, say("refused-text-too-long", found=501, most=500)),
        ("target", "very", say("refused-not-a-number", found="very")),
        ("target", "100", say("refused-target-out-of-range", least=50, most="99.9")),
        ("target", "nan", say("refused-not-a-number", found="nan")),
        ("least", "0", "Please type a whole number from 1 to 1,000."),
        ("least", "2.5", say("refused-not-whole", found="2.5")),
        ("least", "95%", say("refused-count-is-share", found="95%")),
        (
            "most",
            "2",
            "“At most” can’t be below “At least”, which is 3. Please type a number from 3 to 1,000.",
        ),
        ("most", "1001", "Please type a whole number from 1 to 1,000."),
        ("most", "-5", say("refused-not-a-number", found="-5")),
    ],
)
async def test_a_wrong_value_is_told_and_asked_for_again(
    scene: Scene, rita: Person, wrong: str, typed: str, told: str
) -> None:
    right = {
        "name": ("Name", "called?", "Colours"),
        "question": ("Question", "What do you want to ask", "Which?"),
        "target": ("Stop when 95", "How sure must I be", "95"),
        "least": ("At least", "at least?", "3"),
        "most": ("At most", "at most?", "10"),
    }
    await fill_in(rita, "text\nSky\n", name="tasks")
    button, words, answer = right[wrong]
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap(button))
    await rita.sees(words)
    await rita.send(typed)
    await rita.sees(told)
    await scene.do(rita.send(answer))
    await rita.sees("Ready to launch:")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
async def test_commas_semicolons_and_tabs_are_understood_with_or_without_a_bom(
    scene: Scene, rita: Person, delimiter: str, bom: str
) -> None:
    file = f"{bom}id{delimiter}text\na{delimiter}Sky\n"
    await fill_in(
        rita,
        file,
        name="Colours",
        question="Which?",
        options="Red, Blue",
        target="0.9",
        least="1",
        most="3",
    )
    understood = await rita.sees("I’ve read Colours.csv: one task.")
    assert "Contributors will see: text.\n" in understood.words
    assert "your own ids" in understood.words


async def test_a_question_of_which_nobody_knows_whether_it_came_is_asked_again(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("What do you want to ask")
    await scene.quiet()
    scene.faults.plan("sendMessage", call_lost)
    await scene.do(rita.send("Which colour is it?"))
    await scene.later(seconds=1)
    await rita.sees("Which options can people choose from?")
