"""Result files: every reader finds the cells that were written, and no spreadsheet finds a formula."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.files.result_file import Cell, safe_cell, write_csv
from crowd.files.task_file import read_task_file


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def written(header: list[str], rows: list[list[Cell]]) -> bytes:
    return b"".join(write_csv(header, rows))


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "=cmd|' /C calc'!A0",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-",
        "=",
        "+-5",
        "-٣",
        "-5\n",
        "-1e",
        "-inf",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(formula: str) -> None:
    assert safe_cell(formula) == "'" + formula


@pytest.mark.parametrize(
    "plain", ["", "a", "-5", "+3.2e1", "-.5", "-5.", "+1E-9", "0=0", " =1", "'=1", "5-3", "ñ", "🎈", "−5"]
)
def test_numbers_and_all_other_texts_stay_as_they_are(plain: str) -> None:
    assert safe_cell(plain) == plain


def test_a_long_run_of_digits_costs_no_time() -> None:
    started = time.process_time()
    safe_cell("-" + "1" * 200_000 + "x")
    assert time.process_time() - started < 1


def test_cells_of_every_kind_are_written() -> None:
    data = written(["=id", "n"], [["a", -5], ["b", 0.25], ["c", None], ["-d", ""]])
    assert data.decode("utf-8-sig") == ('"\'=id","n"\r\n"a",-5\r\n"b",0.25\r\n"c",""\r\n"\'-d",""\r\n')


def test_a_spreadsheet_is_told_that_it_is_utf8() -> None:
    assert written(["x"], []).startswith(b'\xef\xbb\xbf"x"')


@pytest.mark.parametrize("delimiter", ";\t|")
def test_a_reader_with_another_separator_finds_no_formula(delimiter: str) -> None:
    data = written(["text"], [[f"a{delimiter}=1+1{delimiter}b"], ["plain"]])
    found = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert not [cell for row in found for cell in row if cell.startswith("=")]


def test_quotes_separators_and_line_breaks_stay_inside_their_cell() -> None:
    row: list[Cell] = ['say "hi"', "a,b;c", "one\ntwo\r\nthree", "\\"]
    assert read_back(written(list("abcd"), [row])) == [list("abcd"), row]


def test_half_a_surrogate_pair_does_not_cost_the_file() -> None:
    assert read_back(written(["a"], [["x\ud83dy"]])) == [["a"], ["x?y"]]


def test_a_row_that_does_not_fit_the_header_is_an_error() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        written(["a", "b"], [["1"]])


def test_a_large_table_comes_in_pieces_and_whole() -> None:
    pieces = list(write_csv(["n", "text"], ([n, "x" * 90] for n in range(10_000))))
    assert len(pieces) > 10
    assert max(map(len, pieces)) < 128 * 1024
    assert [row[0] for row in read_back(b"".join(pieces))[1:]] == [str(n) for n in range(10_000)]


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(rows=st.lists(st.lists(cells, min_size=2, max_size=2)))
def test_every_reader_finds_the_safe_form_of_what_was_written(rows: list[list[str]]) -> None:
    data = written(["a", "b"], [[*row] for row in rows])
    assert read_back(data) == [["a", "b"], *([safe_cell(cell) for cell in row] for row in rows)]


@given(text=cells)
def test_no_text_is_dangerous_after_it_was_made_safe(text: str) -> None:
    safe = safe_cell(text)
    assert safe in {text, "'" + text}
    assert safe_cell(safe) == safe
    if safe.startswith(tuple("=@\t\r\n＝＋－＠")):
        pytest.fail(f"{safe!r} starts a formula")


def test_a_result_file_can_be_sent_back_as_a_file_of_tasks() -> None:
    data = written(["id", "text", "label"], [["k1", "ä\nb", "yes"], ["k2", "c", None]])
    file = read_task_file(data, name="results.csv")
    assert [(row.key, row.content) for row in file.rows] == [
        ("k1", {"text": "ä\nb", "label": "yes"}),
        ("k2", {"text": "c", "label": ""}),
    ]
