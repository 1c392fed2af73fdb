"""CSV and its relatives as programs really write them: read as intended or refused, never half read."""

import pytest

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.tables.choices import NoteType, ReadChoices
from crowd.files.task_file import TaskFile, read_task_file


def read(text: str, name: str = "tasks.csv") -> TaskFile:
    return read_task_file(text.encode(), name=name, choices=ReadChoices(heading=True))


def cells(text: str, name: str = "tasks.csv") -> list[list[str]]:
    return [list(row.content.values()) for row in read(text, name).rows]


def errors(text: str, name: str = "tasks.csv") -> list[tuple[int, Reason]]:
    with pytest.raises(TaskFileErrors) as refused:
        read(text, name)
    return [(error.row, error.reason) for error in refused.value.errors]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=; "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_in_which_excel_names_the_separator_is_no_heading(line: str, end: str) -> None:
    file = read(end.join([line, "id;text", "1;It rains, or not", "2;x"]))
    assert (file.columns, file.delimiter) == (("id", "text"), ";")
    assert [row.row for row in file.rows] == [3, 4]


def test_a_line_names_a_separator_that_nobody_would_guess() -> None:
    assert cells("sep=^\na^b\n1^2,3\n") == [["1", "2,3"]]


def test_a_pipe_separates_too() -> None:
    assert cells("a|b\nIt rains, or not; who knows|x\n") == [["It rains, or not; who knows", "x"]]


def test_of_two_separators_in_the_heading_the_one_that_fits_the_rows_is_taken() -> None:
    assert cells("text, or more; much more;b\nfirst;1\nsecond, third;2\n".replace("; much", " much")) == [
        ["first", "1"],
        ["second, third", "2"],
    ]


@pytest.mark.parametrize("blank", [",,", " , ,\t", '"","",""', "\n"])
def test_rows_with_nothing_in_them_are_left_out_wherever_they_are(blank: str) -> None:
    file = read(f"id,a,b\n{blank}\n1,x,y\n{blank}\n{blank}\n2,x,\n{blank}\n")
    assert [(row.key, list(row.content.values())) for row in file.rows] == [
        ("1", ["x", "y"]),
        ("2", ["x", ""]),
    ]


def test_empty_rows_above_the_heading_are_none() -> None:
    assert read(",,\nid,text,\n1,x,\n").columns == ("id", "text", "")


def test_columns_without_a_name_and_without_content_are_left_out() -> None:
    file = read("id,text,,\n1,x,,\n2,y, ,\n")
    assert file.content_columns == ("text",)
    assert [row.content for row in file.rows] == [{"text": "x"}, {"text": "y"}]


@pytest.mark.parametrize("name", ["", "Unnamed: 0"])
@pytest.mark.parametrize("first", [0, 1])
def test_a_column_without_a_name_that_numbers_the_rows_is_left_out_and_told(name: str, first: int) -> None:
    file = read(f"{name},text\n{first},x\n{first + 1},y\n")
    assert file.content_columns == ("text",)
    assert [(note.type, note.args["columns"]) for note in file.notes] == [(NoteType.COLUMNS_LEFT_OUT, "A")]


def test_a_row_may_have_more_separators_than_the_heading_if_nothing_is_between_them() -> None:
    assert cells("a,b\n1,2,,\n3,4\n") == [["1", "2"], ["3", "4"]]


def test_a_single_column_may_hold_commas_that_come_and_go() -> None:
    text = "text\nHello, world\nGood, bad, or neither\nPlain\n"
    assert cells(text) == [["Hello, world"], ["Good, bad, or neither"], ["Plain"]]


def test_a_single_name_over_several_columns_is_refused() -> None:
    assert errors("text\nSky,blue\nRose,red\n") == [(2, Reason.TOO_MANY_CELLS), (3, Reason.TOO_MANY_CELLS)]


def test_quotation_marks_may_stand_behind_a_space() -> None:
    assert cells('a, b, c\n1, "x, y", z\n2, "p", q\n') == [["1", "x, y", "z"], ["2", "p", "q"]]
    assert cells('a, b\n1, "x"\n2, "y"\n') == [["1", "x"], ["2", "y"]]
    assert cells('a,b\n"x, ""y""", z\n') == [['x, "y"', " z"]]


def test_a_cell_of_200_kb_is_read_or_refused_with_its_length() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read(f"id,text\n1,{'x' * 200_000}\n2,y\n")
    (error,) = refused.value.errors
    assert (error.row, error.column, error.found, error.wanted) == (2, "text", "200,000", "100,000")


@pytest.mark.parametrize(
    "text",
    [
        'task\tlabel\nt1\t"yes\nt2\tno\nt3\tno"\nt4\tno\n',
        'task\tlabel\r\nt1\t"yes\r\nt2\tno\r\nt3\tno"\r\nt4\tno\r\n',
    ],
)
def test_quotation_marks_in_tab_separated_text_do_not_swallow_rows(text: str) -> None:
    assert cells(text, "a.tsv") == [["t1", '"yes'], ["t2", "no"], ["t3", 'no"'], ["t4", "no"]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"He said ""hi"""\tx', ['He said "hi"', "x"]),
        ('"Yes" she said\tx', ['"Yes" she said', "x"]),
        ('5" pipe\t6"', ['5" pipe', '6"']),
        ('"a\tb"\tx', ["a\tb", "x"]),
        ('"two\nlines"\tx', ["two\nlines", "x"]),
        ('x\t"two\nlines"', ["x", "two\nlines"]),
        ('"\tx', ['"', "x"]),
    ],
)
def test_in_tab_separated_text_only_whole_quotes_are_quotes(line: str, expected: list[str]) -> None:
    assert cells(f"a\tb\n{line}\nlast\trow\n", "a.tsv") == [expected, ["last", "row"]]


@pytest.mark.parametrize("lines", ['"x\n' * 20_000, '"x y z"q\tfoo\n"\n' * 10_000])
def test_quotation_marks_that_never_close_are_refused_in_a_moment(lines: str) -> None:
    """Each of them opens what might be a cell of a thousand lines, and to look for the end of all took minutes."""
    found = errors(f"a\tb\n{lines}", "a.tsv")
    assert {reason for _, reason in found} == {Reason.TOO_FEW_CELLS}


def test_in_csv_a_quotation_mark_that_would_swallow_rows_is_refused_where_it_opens() -> None:
    assert errors('task,label\nt1,"yes\nt2,no\nt3,no"\nt4,no\n') == [(2, Reason.OPEN_QUOTE)]


def test_a_text_of_several_lines_swallows_nothing() -> None:
    text = 'id,text\n1,"Dear Sir,\nhello, world"\n2,"It rains\nIt snows"\n'
    assert cells(text) == [["Dear Sir,\nhello, world"], ["It rains\nIt snows"]]
    assert cells('text,label\n"It rains\nIt snows",no\n') == [["It rains\nIt snows", "no"]]


def test_an_unquoted_comma_is_refused_with_its_row_also_behind_cells_of_several_lines() -> None:
    assert errors('id,text\n1,"a\nb\nc"\n2,Hello, world\n3,x\n') == [(3, Reason.TOO_MANY_CELLS)]


@pytest.mark.parametrize("name", ["tasks.csv", "tasks.xls", "tasks.txt", "tasks"])
def test_the_content_counts_not_the_name(name: str) -> None:
    assert cells("a;b\n1;2\n", name) == [["1", "2"]]


def test_long_ids_and_leading_zeros_stay_as_they_are() -> None:
    file = read("id,text\n0007,x\n1234567890123456789,y\n1e5,z\n")
    assert [row.key for row in file.rows] == ["0007", "1234567890123456789", "1e5"]


def test_ids_that_a_spreadsheet_has_rounded_to_the_same_are_told_as_such() -> None:
    assert errors("id,text\n1.23457E+18,x\n1.23457E+18,y\n") == [(3, Reason.LOST_DIGITS)]


def test_ids_that_look_the_same_are_the_same() -> None:
    assert errors("id,text\ncaf\u00e9,x\ncafe\u0301,y\n") == [(3, Reason.DUPLICATE_ID)]


def test_lines_that_are_each_in_quotes_as_a_whole_are_taken_out_of_them() -> None:
    file = read('"id,text"\n"1,It rains."\n"2,""Hello, world"""\n')
    assert [(row.key, row.content) for row in file.rows] == [
        ("1", {"text": "It rains."}),
        ("2", {"text": "Hello, world"}),
    ]
    assert cells('"Hello, world"\n"Good, bad, or neither"\n"plain"\n') == [
        ["Good, bad, or neither"],
        ["plain"],
    ]


def test_a_row_may_lack_the_cells_of_columns_without_a_name() -> None:
    assert cells("a,b,,\n1,2\n3,4,,\n") == [["1", "2"], ["3", "4"]]
