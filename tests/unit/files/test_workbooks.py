"""Workbooks are read as their sheets show them, and anything else is refused by saying what it is."""

from pathlib import Path

import pytest
from workbook_bytes import ods, xlsx, zipped

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.tables.choices import NoteType, ReadChoices
from crowd.files.tables.table import FileFormat
from crowd.files.task_file import TaskFile, read_task_file

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TASKS = [["id", "text"], ["1", "It rains."]]


def read(data: bytes, choices: ReadChoices | None = None, name: str = "tasks.xlsx") -> TaskFile:
    return read_task_file(data, name=name, choices=choices or ReadChoices())


def reasons(data: bytes, name: str = "tasks.xlsx") -> list[tuple[int, str | None, Reason]]:
    with pytest.raises(TaskFileErrors) as refused:
        read_task_file(data, name=name)
    return [(error.row, error.column, error.reason) for error in refused.value.errors]


def test_cells_are_read_as_the_sheet_shows_them() -> None:
    file = read(
        xlsx(
            {
                "Tasks": [
                    ["id", "text", "gold", "when", "share"],
                    [7.0, "It rains.", True, b'<c r="{}" s="1"><v>45443</v></c>', 0.1 + 0.2],
                    ["0007", "It snows.", None, b'<c r="{}" s="2"><v>45443.5</v></c>', -1.5],
                    [4503599627370495.0, 12.0, b'<c r="{}" t="e"><v>#N/A</v></c>', None, 1e3],
                ]
            }
        )
    )
    assert file.format is FileFormat.XLSX
    assert [row.key for row in file.rows] == ["7", "0007", "4503599627370495"]
    assert [row.gold for row in file.rows] == ["TRUE", None, None]
    assert [list(row.content.values()) for row in file.rows] == [
        ["It rains.", "2024-05-31", "0.3"],
        ["It snows.", "2024-05-31 12:00:00", "-1.5"],
        ["12", "", "1000"],
    ]


def test_a_small_file_that_unpacks_to_more_text_than_fits_is_refused() -> None:
    """One long text in each of 1,600 rows: packed it is small, and read it would fill the memory of the bot."""
    data = xlsx({"Tasks": [["id", "text"], *([float(number), "x" * 32_000] for number in range(1_600))]})
    assert len(data) < 1_000_000
    assert reasons(data) == [(0, None, Reason.WORKBOOK_TOO_LARGE)]


def test_an_old_excel_file_is_read() -> None:
    file = read(Path(__file__).with_name("tasks.xls").read_bytes(), name="tasks.csv")
    assert file.format is FileFormat.XLS
    assert [(row.key, row.content) for row in file.rows] == [
        ("0007", {"text": "It rains.", "seen": "2024-05-31"}),
        ("8", {"text": "Ñandú", "seen": ""}),
    ]


def test_a_file_of_libreoffice_is_read() -> None:
    file = read(ods([*TASKS, ["0008", "It snows."]]))
    assert file.format is FileFormat.ODS
    assert [row.key for row in file.rows] == ["1", "0008"]


def test_an_id_whose_digits_excel_has_rounded_is_pointed_out_but_not_elsewhere() -> None:
    rounded = 1234567890123456789.0
    assert reasons(xlsx({"Tasks": [["id", "text"], [rounded, "x"]]})) == [(2, "id", Reason.LOST_DIGITS)]
    file = read(xlsx({"Tasks": [["id", "text"], ["a", rounded]]}))
    assert file.rows[0].content["text"] == str(int(rounded))


def test_rows_and_columns_are_counted_as_in_the_sheet() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read(xlsx({"Tasks": [[], [None, "id", "text"], [None, "a", "x"], [None, "a", "y"]]}))
    (error,) = refused.value.errors
    assert (error.row, error.column, error.letter) == (4, "id", "B")


def test_empty_rows_and_columns_of_a_sheet_are_left_out() -> None:
    file = read(xlsx({"Tasks": [["id", "text", ""], ["1", "x", ""], ["", " ", ""], ["2", "y", None]]}))
    assert [row.key for row in file.rows] == ["1", "2"]
    assert file.content_columns == ("text",)


def test_the_sheet_with_the_tasks_is_found_and_told() -> None:
    book = xlsx({"About": [["Written by Ada"]], "Tasks": TASKS, "Old": [["id", "text"], ["9", "old"]]})
    file = read(book)
    assert (file.sheet, file.rows[0].key) == ("Tasks", "1")
    assert [(note.type, note.args) for note in file.notes] == [
        (NoteType.SHEET, {"sheet": "Tasks", "others": "About, Old"})
    ]
    assert read(book, ReadChoices(sheet="Old")).rows[0].key == "9"


def test_a_hidden_sheet_is_passed_over() -> None:
    file = read(xlsx({"Lists": [["id", "text"], ["9", "old"]], "Tasks": TASKS}, hidden=["Lists"]))
    assert (file.sheet, file.notes) == ("Tasks", ())


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read(xlsx({"Tasks": TASKS, "More": TASKS}), ReadChoices(sheet="tasks 2"))
    (error,) = refused.value.errors
    assert (error.reason, error.found) == (Reason.NO_SHEET, "Tasks, More")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (xlsx({"Tasks": []}), Reason.EMPTY_FILE),
        (xlsx({"Tasks": TASKS})[:400], Reason.BROKEN_WORKBOOK),
        (OLD_OFFICE, Reason.BROKEN_WORKBOOK),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        (OLD_OFFICE + "WordDocument".encode("utf-16-le"), Reason.TEXT_DOCUMENT),
        (zipped(["word/document.xml"]), Reason.TEXT_DOCUMENT),
        (zipped(["Index/Document.iwa", "preview.jpg"]), Reason.NUMBERS),
        (zipped(["tasks.csv"]), Reason.ARCHIVE),
        (b"\x1f\x8b\x08\x00" + bytes(9), Reason.ARCHIVE),
        (b"%PDF-1.7\n", Reason.PDF),
        (b"\xff\xd8\xff\xe0 a picture", Reason.PICTURE),
        (b"SQLite format 3\0" + bytes(99), Reason.BINARY),
        (b"{\\rtf1 text}", Reason.TEXT_DOCUMENT),
        (b"\r\n <!DOCTYPE html><table><tr><td>text</td></tr></table>", Reason.WEB_PAGE),
        (b"<table><tr><td>text</td></tr></table>", Reason.WEB_PAGE),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x"></Workbook>', Reason.WEB_PAGE),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', Reason.GOOGLE_LINK),
    ],
)
@pytest.mark.parametrize("name", ["tasks.xls", "tasks.csv", "tasks"])
def test_what_is_no_table_is_known_for_what_it_is(data: bytes, reason: Reason, name: str) -> None:
    assert reasons(data, name) == [(0, None, reason)]


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    far = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    assert reasons(xlsx({"Tasks": [*TASKS, [far]]})) == [(0, None, Reason.WORKBOOK_TOO_LARGE)]


def test_a_sheet_that_repeats_its_rows_without_end_does_not_fill_the_memory() -> None:
    assert reasons(ods(TASKS, repeated=1_048_576)) == [(0, None, Reason.WORKBOOK_TOO_LARGE)]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    text = "x" * 32_000
    book = xlsx({"Tasks": [["text"], *[[text]] * 10_000]})
    assert len(book) < 5_000_000
    assert reasons(book) == [(0, None, Reason.WORKBOOK_TOO_LARGE)]
