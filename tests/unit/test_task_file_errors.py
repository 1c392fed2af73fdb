"""Files of tasks that cannot be used: every reason, where it is found, and that no error gets through."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.errors import InvalidInput
from crowd.files.task_file import Reason, TaskFileErrors, TaskFileLimits, read_task_file

Error = tuple[int, str | None, Reason, str]


def errors_of(data: bytes | str, name: str = "tasks.csv", **limits: int) -> list[Error]:
    data = data.encode() if isinstance(data, str) else data
    with pytest.raises(TaskFileErrors) as caught:
        read_task_file(data, name=name, limits=TaskFileLimits(**limits))
    assert isinstance(caught.value, InvalidInput)
    assert caught.value.total == len(caught.value.errors)
    return [(error.row, error.column, error.reason, error.found) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", (0, Reason.EMPTY_FILE, "")),
        (b"\xef\xbb\xbf", (0, Reason.EMPTY_FILE, "")),
        (b" \r\n\n \n", (0, Reason.EMPTY_FILE, "")),
        ("text\nä".encode("utf-16")[:-1], (0, Reason.CUT_OFF, "")),
        ("text\nDas ist schön und größer".encode()[:-3], (0, Reason.CUT_OFF, "")),
        (b"text\nx\x81\x8d\x8f\x90\xff\xfe\x9d\n", (2, Reason.UNKNOWN_ENCODING, "")),
        (b"text\n" + b"row\n" * 30 + b"a\0b", (32, Reason.NUL_BYTE, "")),
        (b"PK\x03\x04" + b"a file of a spreadsheet" * 9, (0, Reason.BROKEN_WORKBOOK, "")),
        (b"%PDF-1.7\n", (0, Reason.PDF, "")),
        (bytes(range(256)) * 4, (0, Reason.BINARY, "")),
    ],
)
def test_bytes_that_are_no_text_in_any_encoding_are_refused_where_they_go_wrong(
    data: bytes, expected: tuple[int, Reason, str]
) -> None:
    row, reason, found = expected
    assert errors_of(data) == [(row, None, reason, found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text,gold\n", [(0, None, Reason.NO_ROWS, "")]),
        ("a,,b\n1,2,3", [(1, None, Reason.EMPTY_COLUMN_NAME, "2")]),
        ("a,b, a\n1,2,3", [(1, "a", Reason.DUPLICATE_COLUMN, "a")]),
        ("a,Gold,gold\n1,2,3", [(1, "gold", Reason.DUPLICATE_COLUMN, "gold")]),
        ("id,gold,contributors\n1,2,3", [(1, None, Reason.NO_CONTENT_COLUMN, "")]),
        ("\n\nid\n1", [(3, None, Reason.NO_CONTENT_COLUMN, "")]),
        ("x" * 201 + "\n1", [(1, None, Reason.COLUMN_NAME_TOO_LONG, "x" * 80)]),
        ("a,b\n1\n1,2,3\n", [(2, None, Reason.TOO_FEW_CELLS, "1"), (3, None, Reason.TOO_MANY_CELLS, "3")]),
        ("id,a,b\n1, , \n2,c,", [(2, None, Reason.EMPTY_CONTENT, "")]),
        ("a,b\n , \n,\n", [(0, None, Reason.NO_ROWS, "")]),
        ("id,a\n,x\n \t,y", [(2, "id", Reason.EMPTY_ID, ""), (3, "id", Reason.EMPTY_ID, "")]),
        ("id,a\n1,x\n2,y\n 1,z", [(4, "id", Reason.DUPLICATE_ID, "1")]),
        ("id,a\n" + "k" * 201 + ",x", [(2, "id", Reason.ID_TOO_LONG, "k" * 80)]),
        (
            'a\n"b"c\nd\n"e"f\n',
            [(2, None, Reason.BROKEN_QUOTES, '"b"c'), (4, None, Reason.BROKEN_QUOTES, '"e"f')],
        ),
        ('a\nb\n"c\nd\ne', [(3, None, Reason.OPEN_QUOTE, '"c')]),
        ('"a\nb', [(1, None, Reason.OPEN_QUOTE, '"a')]),
    ],
)
def test_what_is_wrong_in_csv_is_named_by_row_and_column(text: str, expected: list[Error]) -> None:
    assert errors_of(text) == expected


@pytest.mark.parametrize(
    "word", ["0", "-5", "+5", "1.0", "@ada", "1,2", "٣", "²", str(2**52), "9" * 5000, "0x1f", "1_000"]
)
def test_a_contributor_must_be_a_telegram_id(word: str) -> None:
    expected = (2, "contributors", Reason.BAD_CONTRIBUTOR, word[:80])
    assert errors_of(f'a,contributors\nx,"7 {word} 8"\n') == [expected]


def test_the_same_wrong_contributors_are_an_error_in_each_row() -> None:
    assert [error[0] for error in errors_of("a,contributors\nx,7 @ada\ny,7 @ada\n")] == [2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "1"}\n\n{"a": ', [(3, None, Reason.BAD_JSON, '{"a":')]),
        ('{"a": NaN}', [(1, None, Reason.BAD_JSON, '{"a": NaN}')]),
        ("{'a': 1}", [(1, None, Reason.BAD_JSON, "{'a': 1}")]),
        ('["a"]\n"a"\n1\nnull', [(row, None, Reason.NOT_AN_OBJECT, "") for row in range(1, 5)]),
        ('{"a": [1]}', [(1, "a", Reason.NESTED_VALUE, "[…]")]),
        ('{"a": {"b": 1}}', [(1, "a", Reason.NESTED_VALUE, "{…}")]),
        ('{"a": 1, "a ": 2}', [(1, "a", Reason.DUPLICATE_COLUMN, "a")]),
        ('{"a": 1, "": 2}', [(1, None, Reason.EMPTY_COLUMN_NAME, "")]),
        ('{"id": 1}', [(1, None, Reason.NO_CONTENT_COLUMN, "")]),
        ('{"a": "x"}\n{"a": "y", "id": 1}', [(1, "id", Reason.EMPTY_ID, "")]),
        ('{"a": "\\ud800"}', [(1, "a", Reason.BAD_CHARACTER, "")]),
        ('{"a": "\\u0000"}', [(1, "a", Reason.BAD_CHARACTER, "")]),
        ('{"\\udfff": "x"}', [(1, None, Reason.BAD_CHARACTER, "")]),
    ],
)
def test_what_is_wrong_in_json_lines_is_named_by_line_and_column(text: str, expected: list[Error]) -> None:
    found = errors_of(text, "tasks.jsonl")
    # What is repeated of a line that is no object is its start; the table above need not say so each time.
    assert [
        (*error[:3], known[3] and error[3]) for error, known in zip(found, expected, strict=True)
    ] == expected


@pytest.mark.parametrize("text", ["[" * 500_000, '{"a":' * 200_000])
def test_brackets_without_end_neither_crash_nor_hang(text: str) -> None:
    assert [error[2] for error in errors_of(text, "tasks.jsonl")] == [Reason.NESTED_VALUE]


def test_everything_that_is_wrong_with_a_row_is_told_at_once() -> None:
    text = "id,contributors,a\nk,1,x\nk,x y, \n"
    assert [error[2] for error in errors_of(text)] == [
        Reason.EMPTY_CONTENT,
        Reason.DUPLICATE_ID,
        Reason.BAD_CONTRIBUTOR,
        Reason.BAD_CONTRIBUTOR,
    ]


def test_json_that_cannot_be_read_does_not_hide_other_errors() -> None:
    found = errors_of('{"a": ""}\nnonsense\n{"a": " "}', "tasks.jsonl")
    assert [error[:3:2] for error in found] == [
        (1, Reason.EMPTY_CONTENT),
        (2, Reason.BAD_JSON),
        (3, Reason.EMPTY_CONTENT),
    ]


def test_a_file_at_each_limit_is_taken_and_one_above_is_refused() -> None:
    read_task_file(b"t\nabc\n", name="a.csv", limits=TaskFileLimits(max_bytes=6))
    assert errors_of("t\nabc\n", max_bytes=5) == [(0, None, Reason.FILE_TOO_LARGE, "6")]
    read_task_file(b"t\na\nb\n", name="a.csv", limits=TaskFileLimits(max_rows=2))
    assert errors_of("t\na\nb\n", max_rows=1) == [(0, None, Reason.TOO_MANY_ROWS, "1")]
    assert errors_of('{"t":1}\n{"t":2}', max_rows=1, name="a.jsonl") == [(0, None, Reason.TOO_MANY_ROWS, "1")]
    read_task_file(b"t,u\na,b\n", name="a.csv", limits=TaskFileLimits(max_columns=2))
    assert errors_of("t,u\na,b\n", max_columns=1) == [(1, None, Reason.TOO_MANY_COLUMNS, "2")]
    read_task_file(b"t,u\nabc,b\n", name="a.csv", limits=TaskFileLimits(max_text_chars=3))
    assert errors_of("t,u\nx,abc\n", max_text_chars=2) == [(2, "u", Reason.TEXT_TOO_LONG, "3")]


def test_the_largest_file_is_20_mib() -> None:
    assert errors_of(b"t\n" + b"x\n" * (10 * 1024**2)) == [
        (0, None, Reason.FILE_TOO_LARGE, str(20 * 1024**2 + 2))
    ]


def test_a_text_beyond_what_the_csv_module_takes_is_too_long_and_its_length_is_told() -> None:
    text = 't,u\n"' + "x" * 140_000 + '\nstill, the, same",\ny,z\n'
    assert errors_of(text) == [(2, "t", Reason.TEXT_TOO_LONG, "140,017")]


@pytest.mark.parametrize("bad_row", ["x", "1", "{", '{"a": []}'])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_ten_thousand_bad_rows_are_all_counted_and_a_thousand_are_kept(name: str, bad_row: str) -> None:
    if name == "a.csv":
        data = "a,b\n" + f'"{bad_row.replace(chr(34), "")}"\n' * 10_000
    else:
        data = '{"a": "1"}\n' + f"{bad_row}\n" * 10_000
    started = time.process_time()
    with pytest.raises(TaskFileErrors) as caught:
        read_task_file(data.encode(), name=name)
    assert caught.value.total == 10_000
    assert [error.row for error in caught.value.errors] == list(range(2, 1002))
    assert time.process_time() - started < 2


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.jsonl", "a"]))
def test_whatever_bytes_come_the_outcome_is_a_file_or_its_errors(data: bytes, name: str) -> None:
    try:
        file = read_task_file(data, name=name)
    except TaskFileErrors as refused:
        assert refused.total >= len(refused.errors) > 0
    else:
        assert file.rows
        assert all(any(text.strip() for text in row.content.values()) for row in file.rows)


@given(text=st.text('abc,;\t"\n\r{}[]:\\u0é', max_size=200), name=st.sampled_from(["a.csv", "a.jsonl", "a"]))
def test_whatever_text_comes_the_outcome_is_a_file_or_its_errors(text: str, name: str) -> None:
    try:
        file = read_task_file(text.encode(), name=name)
    except TaskFileErrors as refused:
        assert refused.total >= len(refused.errors) > 0
        assert all(error.found.encode() is not None for error in refused.errors)
    else:
        assert all(set(row.content) == set(file.content_columns) for row in file.rows)
        assert len({row.key for row in file.rows}) == len(file.rows)
