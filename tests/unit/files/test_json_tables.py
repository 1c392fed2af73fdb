"""JSON is read as lines and as an array; what cannot be shown is left out or refused, never half shown."""

import json

import pytest

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.tables.choices import NoteType, ReadChoices
from crowd.files.tables.table import FileFormat
from crowd.files.task_file import TaskFile, read_task_file

TASKS = [{"id": 7, "text": "It rains."}, {"id": "0008", "text": "It snows.", "gold": "Yes"}]


def read(text: str, name: str = "tasks.json", *, skip: bool = False) -> TaskFile:
    return read_task_file(text.encode(), name=name, choices=ReadChoices(skip_bad_rows=skip))


def errors(text: str, name: str = "tasks.json") -> list[tuple[int, str | None, Reason]]:
    with pytest.raises(TaskFileErrors) as refused:
        read(text, name)
    return [(error.row, error.column, error.reason) for error in refused.value.errors]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["tasks.json", "tasks.jsonl", "tasks.txt", "tasks.csv", "tasks"])
def test_an_array_of_objects_is_a_table(indent: int | None, name: str) -> None:
    file = read(json.dumps(TASKS, indent=indent), name)
    assert file.format is FileFormat.JSON
    assert [(row.key, row.content["text"], row.gold) for row in file.rows] == [
        ("7", "It rains.", None),
        ("0008", "It snows.", "Yes"),
    ]


def test_a_single_object_over_several_lines_is_one_row() -> None:
    assert [row.content for row in read('{\n  "text": "It rains."\n}\n').rows] == [{"text": "It rains."}]


def test_long_numbers_keep_their_digits() -> None:
    file = read('[{"id": 1234567890123456789, "text": 0.10}]')
    assert [(row.key, row.content["text"]) for row in file.rows] == [("1234567890123456789", "0.10")]


@pytest.mark.parametrize("text", ['[{"text": "a"}, {"text": ]', '[\n {"text": "a"},\n {"text": "b"}\n'])
def test_an_array_that_is_cut_off_is_refused_as_a_whole(text: str) -> None:
    ((_, column, reason),) = errors(text)
    assert (column, reason) == (None, Reason.BAD_JSON)


def test_an_element_that_is_no_object_is_named_by_its_number() -> None:
    assert errors('[{"text": "a"}, "b", {"text": "c"}]') == [(2, None, Reason.NOT_AN_OBJECT)]


def test_a_column_of_lists_and_objects_is_left_out_and_told() -> None:
    rows = [{"text": "a", "meta": {"by": "x"}}, {"text": "b", "meta": [1, {}]}, {"text": "c", "meta": None}]
    file = read(json.dumps(rows))
    assert file.content_columns == ("text",)
    assert [(note.type, note.args) for note in file.notes] == [
        (NoteType.COLUMNS_LEFT_OUT, {"columns": "meta"})
    ]


def test_a_list_among_texts_is_an_error_of_its_row_which_can_be_left_out() -> None:
    text = '{"text": "a", "note": "x"}\n{"text": "b", "note": ["y"]}\n'
    assert errors(text, "a.jsonl") == [(2, "note", Reason.NESTED_VALUE)]
    assert [row.content["text"] for row in read(text, "a.jsonl", skip=True).rows] == ["a"]


def test_a_name_that_is_there_twice_with_one_value_is_no_contradiction() -> None:
    assert read('{"text": "a", "text ": "a"}', "a.jsonl").rows[0].content == {"text": "a"}
    assert errors('{"text": "a", "text ": "b"}', "a.jsonl") == [(1, "text", Reason.DUPLICATE_COLUMN)]
