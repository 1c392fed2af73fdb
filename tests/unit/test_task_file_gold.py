"""Gold labels that could never be options are reported while the file is read."""

import pytest

from crowd.files.errors import Reason, TaskFileErrors
from crowd.files.task_file import read_task_file
from crowd.kinds import kinds_for


def test_white_space_in_gold_is_tidied_as_in_options():
    file = read_task_file(b'text,gold\na,"New  York"\n', name="a.csv")
    assert file.gold_labels == ("New York",)


def test_a_gold_label_longer_than_any_answer_is_an_error_of_its_row():
    with pytest.raises(TaskFileErrors) as caught:
        read_task_file(b"text,gold\na,ok\nb," + b"x" * 4001 + b"\n", name="a.csv")
    (error,) = caught.value.errors
    assert (error.row, error.column, error.reason) == (3, "gold", Reason.GOLD_TOO_LONG)


def test_a_gold_label_may_be_longer_if_it_names_several_options():
    file = read_task_file(
        b"text,gold\na,ok\nb," + b"|".join(bytes([c]) * 40 for c in b"xyz") + b"\n", name="a.csv"
    )
    assert [len(label) for label in file.gold_labels] == [2, 122]


def test_a_gold_label_longer_than_an_option_can_be_a_text():
    file = read_task_file(b"text,gold\na,ok\nb," + b"x" * 65 + b"\n", name="a.csv")
    assert [len(label) for label in file.gold_labels] == [2, 65]


def test_more_gold_labels_than_a_question_has_options_are_texts():
    rows = "".join(f"text {number},label {number}\n" for number in range(51))
    file = read_task_file(f"text,gold\n{rows}".encode(), name="a.csv")
    assert len(file.gold_labels) == 51
    assert kinds_for(file.gold_labels)[0].name == "text"
