"""Answers as codes: how the builders handle names and repeated answers, and what the arrays refuse."""

import numpy as np
import pytest

from crowd.answers import AnswerCodes, check_gold, code_answers, keep_last


def test_names_become_codes_and_can_be_read_back() -> None:
    coded = code_answers([("t2", 7, "no"), ("t1", 5, "yes")])
    assert coded.tasks == ("t1", "t2")
    assert coded.contributors == (5, 7)
    assert coded.labels == ("no", "yes")
    assert coded.codes.task.tolist() == [1, 0]
    assert coded.codes.contributor.tolist() == [1, 0]
    assert coded.codes.label.tolist() == [0, 1]


def test_names_given_keep_their_order_and_count_even_without_an_answer() -> None:
    coded = code_answers([("t9", 1, "b")], tasks=["t3", "t1"], labels=["c", "b", "a"])
    assert coded.tasks == ("t3", "t1", "t9")
    assert coded.labels == ("c", "b", "a")
    assert (coded.codes.n_tasks, coded.codes.n_labels, coded.codes.task.tolist()) == (3, 3, [2])


def test_of_two_answers_of_one_contributor_to_one_task_the_last_counts() -> None:
    coded = code_answers([("t", 1, "no"), ("t", 2, "no"), ("t", 1, "yes")])
    assert coded.codes.votes().tolist() == [[1, 1]]
    kept = keep_last(
        np.array([0, 0, 0, 0]),
        np.array([0, 1, 0, 2]),
        np.array([0, 0, 1, 0]),
        n_tasks=1,
        n_contributors=3,
        n_labels=2,
    )
    assert kept.contributor.tolist() == [1, 0, 2]
    assert kept.label.tolist() == [0, 1, 0]


def test_no_answers_at_all_are_fine_when_there_is_an_option() -> None:
    codes = code_answers([], tasks=["t"], labels=["yes"]).codes
    assert codes.n_answers == 0
    assert codes.votes().tolist() == [[0]]


@pytest.mark.parametrize(
    ("task", "contributor", "label", "n_labels"),
    [
        pytest.param([0, 1], [0], [0], 2, id="different lengths"),
        pytest.param([[0]], [[0]], [[0]], 2, id="two dimensions"),
        pytest.param([0.5], [0], [0], 2, id="not an integer"),
        pytest.param([-1], [0], [0], 2, id="a negative code"),
        pytest.param([0], [0], [2], 2, id="a label out of range"),
        pytest.param([0, 0], [1, 1], [0, 1], 2, id="a contributor twice on a task"),
        pytest.param([0], [0], [0], 0, id="no option"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(
    task: list[int], contributor: list[int], label: list[int], n_labels: int
) -> None:
    with pytest.raises(ValueError, match=r"codes|one length|option|contributor"):
        AnswerCodes(
            task=np.array(task),
            contributor=np.array(contributor),
            label=np.array(label),
            n_tasks=2,
            n_contributors=2,
            n_labels=n_labels,
        )


@pytest.mark.parametrize("gold", [[0], [0, 2], [0, -2], [0.0, 1.0]])
def test_gold_that_does_not_fit_is_refused(gold: list[float]) -> None:
    codes = code_answers([(0, 0, 0), (1, 0, 1)]).codes
    with pytest.raises(ValueError, match="gold"):
        check_gold(np.array(gold), codes)
