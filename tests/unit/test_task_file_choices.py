"""A sender's choices change how a file of tasks is read, and the notes say what was done."""

import pytest

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.tables.choices import NoteType, ReadChoices
from crowd.files.task_file import read_task_file

BAD_ROWS = b"id,text\n1,It rains.\n1,It snows.\n2\n3,It thaws.\n"


def test_a_file_with_bad_rows_is_refused_and_says_how_many_are_good() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read_task_file(BAD_ROWS, name="a.csv")
    assert refused.value.good_rows == 2
    assert [(cause.first.reason, cause.rows, cause.total) for cause in refused.value.causes] == [
        (Reason.DUPLICATE_ID, (3,), 1),
        (Reason.TOO_FEW_CELLS, (4,), 1),
    ]


def test_bad_rows_are_left_out_by_choice_and_counted() -> None:
    file = read_task_file(BAD_ROWS, name="a.csv", choices=ReadChoices(skip_bad_rows=True))
    assert [row.key for row in file.rows] == ["1", "3"]
    assert [(note.type, note.args) for note in file.notes] == [(NoteType.ROWS_SKIPPED, {"rows": 2})]


def test_what_is_wrong_with_the_file_as_a_whole_cannot_be_left_out() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read_task_file(b"a,a\n1,2\n", name="a.csv", choices=ReadChoices(skip_bad_rows=True))
    assert refused.value.good_rows == 0


def test_a_cause_that_repeats_names_its_first_rows_and_counts_the_rest() -> None:
    with pytest.raises(TaskFileErrors) as refused:
        read_task_file(b"a,b\n" + b"x\n" * 5_000, name="a.csv")
    (cause,) = refused.value.causes
    assert (cause.rows, cause.total) == ((2, 3, 4), 5_000)
