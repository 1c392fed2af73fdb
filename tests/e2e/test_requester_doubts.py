"""Real-life files: the bot asks about anything doubtful and says what it understood, in the chat."""

import io
import json
import zipfile

import pytest
from bot_scene import Scene, buttons, data_of, live_keyboards, say

from playground import Person

ASKED = "What do you want to ask about each task?"
NO_HEADING = b"Arrived on time and works great.,5\nBroke after two days.,1\nToo small for me.,3\n"
NA = b"text,gold\nSky,Blue\nRose,NA\nSea,Blue\nSun,NA\n"


async def tasks(scene: Scene) -> int:
    await scene.quiet()
    return await scene.count("SELECT count(*) FROM task")


@pytest.mark.parametrize(
    ("answer", "n_tasks", "told"),
    [("A task", 3, "The first line was read as a row"), ("A heading", 2, "I’ve read tasks.csv: 2 tasks.")],
)
async def test_a_file_without_a_heading_is_asked_about_and_loses_no_row_silently(
    stage: Scene, rita: Person, answer: str, n_tasks: int, told: str
) -> None:
    await stage.start()
    await rita.send_document("tasks.csv", NO_HEADING)
    question = await rita.sees("Is the first line a heading or a task?")
    assert "Arrived on time and works great. · 5" in question.words
    assert await tasks(stage) == 0
    await stage.stop()
    await stage.start()
    await stage.do(rita.tap(answer))
    understood = rita.message(question.id)
    assert understood is not None
    assert told in understood.words
    assert await tasks(stage) == n_tasks
    toast = await (await rita.tap(data=data_of(question, answer), on=question)).answer()
    assert toast.text == say("refused-outdated")


@pytest.mark.parametrize(("answer", "n_gold"), [("Not known: leave it blank", 2), ("NA: an option", 4)])
async def test_a_known_answer_that_looks_missing_is_asked_about(
    stage: Scene, rita: Person, answer: str, n_gold: int
) -> None:
    await stage.start()
    eve = stage.person("Eve")
    await stage.do(eve.send("/start"))
    await rita.send_document("tasks.csv", NA)
    question = await rita.sees("2 rows say NA as the known answer.")
    assert buttons(question) == ["Not known: leave it blank", "NA: an option"]
    toast = await (await eve.tap(data=data_of(question, answer), on=eve.last)).answer()
    assert toast.text == say("refused-not-found")
    await stage.stop()
    await stage.start()
    await stage.do(rita.tap(answer))
    understood = rita.message(question.id)
    assert understood is not None
    assert f"{n_gold} tasks have a known answer" in understood.words
    assert await tasks(stage) == 4
    assert len([one for one in live_keyboards(rita) if ASKED in one.words]) == 1


@pytest.mark.parametrize(("answer", "n_tasks"), [("Leave out", 1), ("Keep NA as text", 3)])
async def test_rows_without_any_other_text_are_left_out_or_kept_as_the_question_says(
    stage: Scene, rita: Person, answer: str, n_tasks: int
) -> None:
    await stage.start()
    await rita.send_document("tasks.csv", b"text\nNA\nSky\nNA\n")
    question = await rita.sees("2 rows say nothing but NA. Shall I leave those rows out")
    assert buttons(question) == ["Leave out", "Keep NA as text"]
    await stage.do(rita.tap(answer))
    assert await tasks(stage) == n_tasks


async def test_one_question_follows_another_in_the_same_message(scene: Scene, rita: Person) -> None:
    await rita.send_document("tasks.csv", b"id,text,gold\na,Sky,Blue\nb,Rose,NA\nb,Sea,Red\n")
    question = await rita.sees("One row says NA as the known answer.")
    await scene.do(rita.tap("Not known"))
    asked = rita.message(question.id)
    assert asked is not None
    assert "I read 3 rows, and one of them can’t be used." in asked.words
    await scene.do(rita.tap("Go on with"))
    understood = rita.message(question.id)
    assert understood is not None
    assert "I’ve read tasks.csv: 2 tasks." in understood.words
    assert "One row with an error was left out." in understood.words


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    """A workbook as Excel writes it, in its simplest form."""
    kinds = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        numbers = range(1, len(sheets) + 1)
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{office}.worksheet+xml"/>'
            for n in numbers
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{kinds}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>',
        )
        related = "".join(
            f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
        )
        for n, (_, rows) in enumerate(sheets, 1):
            cells = "".join(
                f'<row r="{r}">'
                + "".join(
                    f'<c r="{"ABCDEFGH"[c]}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
                    for c, cell in enumerate(row)
                )
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{kinds}"><sheetData>{cells}</sheetData></worksheet>',
            )
    return data.getvalue()


REVIEWS = [["text", "gold"], ["Works great", "Positive"], ["Broke", "Negative"]]
OBJECTS = [{"text": "Sky", "gold": "Blue"}, {"text": "Rose", "gold": "Red"}]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.csv", b"text,gold\nSky,Blue\nRose,Red\n", ""),
        ("semicolons.csv", b"text;gold\nSky;Blue\nRose;Red\n", ""),
        ("tabs.tsv", b"text\tgold\nSky\tBlue\nRose\tRed\n", ""),
        ("sep.csv", b"sep=;\ntext;gold\nSky;Blue\nRose;Red\n", ""),
        ("bom.csv", b"\xef\xbb\xbftext,gold\nSky,Blue\nRose,Red\n", ""),
        ("boms.csv", b"\xef\xbb\xbf\xef\xbb\xbftext,gold\nSky,Blue\nRose,Red\n", ""),
        ("utf16.csv", "text,gold\nÑandú,Blue\nRose,Red\n".encode("utf-16"), ""),
        (
            "excel.csv",
            "text;gold\nÑandú für alle;Blau\nRosé;Rot\n".encode("cp1252"),
            "I read it as Windows-1252",
        ),
        ("blank.csv", b"text,gold,,\nSky,Blue,,\n,,,\nRose,Red,,\n,,,\n", ""),
        ("lines.jsonl", "\n".join(map(json.dumps, OBJECTS)).encode(), ""),
        ("array.json", json.dumps(OBJECTS).encode(), ""),
        (
            "unused.jsonl",
            "\n".join(json.dumps({**one, "raw": {"a": [1]}}) for one in OBJECTS).encode(),
            "raw",
        ),
        ("book.xlsx", workbook(("Sheet1", REVIEWS)), ""),
        (
            "sheets.xlsx",
            workbook(("Notes", [["Remember to ask"]]), ("Reviews", REVIEWS)),
            "the sheet “Reviews”",
        ),
        ("noname", b"text,gold\nSky,Blue\nRose,Red\n", ""),
    ],
)
async def test_a_table_of_any_sort_begins_a_project_and_tells_how_it_was_read(
    scene: Scene, rita: Person, name: str, data: bytes, told: str
) -> None:
    await rita.send_document(name, data)
    understood = await rita.sees(f"I’ve read {name}: 2 tasks.")
    assert told in understood.words
    assert "2 tasks have a known answer" in understood.words
    await rita.sees(ASKED)
    assert await tasks(scene) == 2
