"""Values that look missing are never treated as names or texts without asking."""

import pytest

from crowd.files.tables.choices import DoubtType, Missing, NoteType, ReadChoices
from crowd.files.tables.missing import looks_missing, missing_among
from crowd.files.task_file import TaskFile, read_task_file

GOLD = "id,text,gold\n1,It rains.,Yes\n2,It snows.,NA\n3,It hails.,NA\n4,It thaws.,nan\n5,It pours.,\n6,Sun.,No\n"


def read(text: str, missing: Missing | None = None) -> TaskFile:
    return read_task_file(text.encode(), name="tasks.csv", choices=ReadChoices(missing=missing))


def test_known_answers_that_look_missing_are_asked_about() -> None:
    file = read(GOLD)
    assert [(doubt.type, doubt.column, doubt.values) for doubt in file.doubts] == [
        (DoubtType.MISSING, "gold", (("NA", 2), ("nan", 1)))
    ]


def test_known_answers_that_are_missing_are_none() -> None:
    file = read(GOLD, Missing.LEAVE_OUT)
    assert [row.gold for row in file.rows] == ["Yes", None, None, None, None, "No"]
    assert file.gold_labels == ("Yes", "No")
    assert [(note.type, note.args) for note in file.notes] == [(NoteType.MISSING_LEFT_OUT, {"cells": 3})]
    assert file.doubts == ()


def test_known_answers_may_be_called_so() -> None:
    file = read(GOLD, Missing.KEEP)
    assert file.gold_labels == ("Yes", "NA", "nan", "No")
    assert (file.doubts, file.notes) == ((), ())


def test_a_row_with_nothing_but_missing_values_is_asked_about_and_left_out() -> None:
    text = "text,note\nIt rains.,nan\nnan,\nNone,null\n"
    (doubt,) = read(text).doubts
    assert (doubt.column, doubt.values) == ("text", (("nan", 1), ("None", 1)))
    assert [row.content["text"] for row in read(text, Missing.LEAVE_OUT).rows] == ["It rains."]
    assert len(read(text, Missing.KEEP).rows) == 3


@pytest.mark.parametrize(
    "text", ["None", "nan", "NaN", "NA", "N/A", "null", "NULL", "<NA>", "#N/A", " none "]
)
def test_what_programs_write_for_nothing_looks_missing(text: str) -> None:
    assert looks_missing(text)


@pytest.mark.parametrize("text", ["", "no", "nothing", "Nan Goldin", "unknown", "0", "Banana", "-", "?"])
def test_what_people_write_does_not(text: str) -> None:
    assert not looks_missing(text)


def test_a_dash_is_a_missing_value_unless_it_is_a_minus() -> None:
    assert missing_among(["yes", "-", ""]) == ["-", ""]
    assert missing_among(["+", "-"]) == []


def test_known_answers_that_look_alike_are_one_and_told() -> None:
    file = read("text,gold\na,Yes\nb,yes \nc,Ye\u200bs\n")
    assert file.gold_labels == ("Yes",)
    assert [(note.type, note.args) for note in file.notes] == [
        (NoteType.SPELLINGS, {"first": "Yes", "second": "yes"})
    ]
