"""Files of tasks that can be used, and how they are read, in every format."""

import codecs
import csv
import io
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crowd.files.task_file import FileFormat, TaskFile, read_task_file

UNICODE = "ñ 🧑‍🚀 שלום <b>&amp;</b> '\"=1+1"


def read(text: str, name: str = "tasks.csv") -> TaskFile:
    return read_task_file(text.encode(), name=name)


def test_content_columns_keep_their_order_and_their_text() -> None:
    file = read(f'text,hypothesis\n"A, b\nc",  d \n{UNICODE},x\n')
    assert file.columns == file.content_columns == ("text", "hypothesis")
    assert [row.content for row in file.rows] == [
        {"text": "A, b\nc", "hypothesis": "  d "},
        {"text": UNICODE, "hypothesis": "x"},
    ]
    assert not file.has_gold
    assert not any(row.contributors for row in file.rows)
    assert not file.has_id


def test_special_columns_are_known_in_any_case_and_place_and_are_no_content() -> None:
    file = read("Contributors, GOLD ,text, Id\n12  7 12,yes,a,k1\n,,b, k2 \n 5 , no ,c,k3\n")
    assert file.columns == ("contributors", "gold", "text", "id")
    assert file.content_columns == ("text",)
    assert [row.key for row in file.rows] == ["k1", "k2", "k3"]
    assert [row.gold for row in file.rows] == ["yes", None, "no"]
    assert [row.contributors for row in file.rows] == [(12, 7), (), (5,)]
    assert file.has_gold
    assert file.has_id


def test_gold_labels_are_distinct_and_in_order() -> None:
    assert read("t,gold\na,z\nb,\nc,a\nd,z\n").gold_labels == ("z", "a")


def test_empty_special_columns_mean_neither_gold_nor_named_people() -> None:
    file = read("t,gold,contributors\na,, \n")
    assert not file.has_gold
    assert not any(row.contributors for row in file.rows)


def test_rows_are_numbered_as_in_a_spreadsheet_and_the_number_is_the_key() -> None:
    file = read('t\na\n\n"b\nb"\nc')
    assert [(row.row, row.key) for row in file.rows] == [(2, "2"), (4, "4"), (5, "5")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    others = ",;\t".replace(delimiter, "") * 3
    file = read(delimiter.join(["a", f'"b{others}b"', "c"]) + "\n" + delimiter.join("123"), "x.txt")
    assert file.delimiter == delimiter
    assert file.format is FileFormat.CSV
    assert file.rows[0].content == {"a": "1", f"b{others}b": "2", "c": "3"}


def test_a_single_column_needs_no_delimiter() -> None:
    assert [row.content["t"] for row in read("t\na b; c\n").rows] == ["a b; c"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(line_end: str) -> None:
    assert len(read(line_end.join(["t,u", "a,b", "c,d", ""])).rows) == 2


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(name: str) -> None:
    text = "id,t\n1,ä\n" if name == "a.csv" else '{"id": "1", "t": "ä"}\n'
    file = read_task_file(codecs.BOM_UTF8 + text.encode(), name=name)
    assert file.columns == ("id", "t")
    assert file.rows[0].content == {"t": "ä"}


def test_a_text_of_50_000_characters_is_taken_whole() -> None:
    long = "ä🎈" * 25_000
    assert read(f"t,u\n{long},x\n").rows[0].content["t"] == long


def test_json_lines_give_text_whatever_the_type() -> None:
    line = '{"s": "a", "n": 1.0, "big": 12345678901234567890, "yes": true, "no": null, "gold": 2}'
    file = read(line + "\n\n" + line.replace("1.0", "-2e3"), "tasks.jsonl")
    assert file.format is FileFormat.JSONL
    assert file.delimiter is None
    content = {"s": "a", "n": "1.0", "big": "12345678901234567890", "yes": "true", "no": ""}
    assert file.rows[0].content == content
    assert file.rows[1].content == content | {"n": "-2e3"}
    assert [(row.row, row.gold) for row in file.rows] == [(1, "2"), (3, "2")]


def test_a_field_that_a_json_object_lacks_is_an_empty_cell() -> None:
    file = read('{"t": "a"}\n{"t": "b", "note": "n"}\n{"note": "m", "t": "c"}', "t.jsonl")
    assert file.content_columns == ("t", "note")
    assert [row.content.get("note", "") for row in file.rows] == ["", "n", "m"]


def test_in_json_lines_special_columns_may_come_and_go() -> None:
    file = read('{"t": "a"}\n{"gold": "x", "t": "b", "contributors": "4"}\n{"t": "c"}', "t.jsonl")
    assert file.columns == ("t", "gold", "contributors")
    assert [(row.gold, row.contributors) for row in file.rows] == [(None, ()), ("x", (4,)), (None, ())]


def test_separators_of_unicode_do_not_end_a_json_line() -> None:
    assert read('{"t": "a\u2028b\x85c"}', "t.jsonl").rows[0].content == {"t": "a\u2028b\x85c"}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("tasks", '{"t": 1}', FileFormat.JSONL),
        ("tasks.txt", '  \n{"t": 1}', FileFormat.JSONL),
        ("tasks.NDJSON", '{"t": 1}', FileFormat.JSONL),
        ("tasks.txt", "t\n{", FileFormat.CSV),
        ("tasks.CSV", "{t}\n1", FileFormat.CSV),
    ],
)
def test_the_format_is_told_by_the_name_and_else_by_the_content(
    name: str, text: str, expected: FileFormat
) -> None:
    assert read(text, name).format is expected


def test_reading_leaves_the_limits_of_the_csv_module_alone() -> None:
    before = csv.field_size_limit()
    read("t\n" + "x" * 90_000)
    assert csv.field_size_limit() == before


# Cells as people may write them; a row counts only with something in it.
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=20)
rows = st.lists(st.tuples(cells, cells, cells).filter(lambda row: any(map(str.strip, row))), min_size=1)
COLUMNS = ["first", "the second", "ö;,"]


def _has_tabs_and_breaks(row: tuple[str, str, str]) -> bool:
    joined = "".join(row)
    return "\t" in joined and ("\n" in joined or "\r" in joined or joined.count("\t") > 1)


@given(
    rows=rows, delimiter=st.sampled_from(",;\t"), line_end=st.sampled_from(["\n", "\r\n"]), bom=st.booleans()
)
def test_what_is_written_as_csv_is_read_back(
    rows: list[tuple[str, str, str]], delimiter: str, line_end: str, bom: bool
) -> None:
    # In a tab-separated file, a part of a record that has as many tabs as the heading is a row to everybody.
    assume(delimiter != "\t" or not any(map(_has_tabs_and_breaks, rows)))
    written = io.StringIO(newline="")
    # Before Python 3.13 the writer quotes a lone CR only if it is in the line end, and the file would be wrong.
    quoting = csv.QUOTE_MINIMAL if "\r" in line_end else csv.QUOTE_ALL
    writer = csv.writer(written, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([COLUMNS, *rows])
    data = written.getvalue().encode("utf-8-sig" if bom else "utf-8")
    file = read_task_file(data, name="random.csv")
    assert [tuple(row.content.values()) for row in file.rows] == rows


@given(rows=rows, ascii_only=st.booleans())
def test_what_is_written_as_json_lines_is_read_back(
    rows: list[tuple[str, str, str]], ascii_only: bool
) -> None:
    objects = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    text = "\n".join(json.dumps(item, ensure_ascii=ascii_only) for item in objects)
    assert [row.content for row in read(text, "random.jsonl").rows] == objects
