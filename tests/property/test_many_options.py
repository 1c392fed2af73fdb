"""With very many options, a task keeps only a few: this may only change time and memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from crowd.aggregation import slots
from crowd.aggregation.methods import METHODS
from crowd.aggregation.result import Consensus
from crowd.answers import MOST_CELLS, AnswerCodes, IntArray, keep_last

#: Methods in which all labels are alike, or are but for how frequent they are.
ALIKE = ("wawa", "zero_based_skill", "one_coin", "one_coin_ml", "zc", "glad", "mace")
N_TASKS, N_PEOPLE, N_OPTIONS = 7, 6, 40


@st.composite
def cases(draw: st.DrawFn) -> tuple[AnswerCodes, IntArray | None]:
    """Answers of six people to seven tasks with 40 options, a few of them popular, and gold for some tasks or none."""
    size = draw(st.integers(0, 40))
    codes = [
        np.array(draw(st.lists(st.integers(0, most - 1), min_size=size, max_size=size)), dtype=np.int64)
        for most in (N_TASKS, N_PEOPLE)
    ]
    option = st.sampled_from((0, 1, 2, 3, 17, N_OPTIONS - 1))
    label = np.array(draw(st.lists(option, min_size=size, max_size=size)), dtype=np.int64)
    answers = keep_last(*codes, label, n_tasks=N_TASKS, n_contributors=N_PEOPLE, n_labels=N_OPTIONS)
    if draw(st.booleans()):
        return answers, None
    gold = draw(st.lists(st.just(-1) | st.integers(0, N_OPTIONS - 1), min_size=N_TASKS, max_size=N_TASKS))
    return answers, np.array(gold)


def with_all_options(name: str, answers: AnswerCodes, gold: IntArray | None) -> Consensus:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "_FEWEST_OPTIONS", N_OPTIONS + 1)
        return METHODS[name](answers, gold)


@pytest.mark.parametrize("name", ALIKE)
@given(cases())
@settings(max_examples=40, deadline=None)
def test_a_task_that_keeps_the_options_it_met_ends_as_if_it_kept_all(
    name: str, case: tuple[AnswerCodes, IntArray | None]
) -> None:
    answers, gold = case
    few, every = METHODS[name](answers, gold), with_all_options(name, answers, gold)
    assert_allclose(few.posterior, every.posterior, atol=1e-9)
    assert_array_equal(few.label, every.label)
    assert_allclose(few.confidence, every.confidence, atol=1e-9)
    assert_allclose(few.skills.mean, every.skills.mean, atol=1e-9)
    assert few.n_iter == every.n_iter
    assert_allclose(few.objective, every.objective, rtol=1e-9, atol=1e-9)


def test_a_label_that_a_task_did_not_meet_wins_where_people_are_always_wrong() -> None:
    n_known = 60
    task = np.repeat(np.arange(n_known + 1), 3)
    gold = np.append(np.arange(n_known) % 30, -1)
    answers = AnswerCodes(
        task=task,
        contributor=np.tile(np.arange(3), n_known + 1),
        label=np.where(task < n_known, 30 + task % 7, 0),
        n_tasks=n_known + 1,
        n_contributors=3,
        n_labels=N_OPTIONS,
    )
    few, every = METHODS["zc"](answers, gold), with_all_options("zc", answers, gold)
    # Of those that nobody chose the lowest.
    assert few.label[-1] == every.label[-1] == 1
    assert_allclose(few.posterior, every.posterior, atol=1e-9)


@pytest.mark.parametrize("name", METHODS)
def test_a_table_for_which_there_is_no_room_is_refused_before_work_begins(name: str) -> None:
    answers = AnswerCodes(
        task=np.array([0, 0, 1]),
        contributor=np.array([0, 1, 0]),
        label=np.array([0, 1, 2]),
        n_tasks=MOST_CELLS,
        n_contributors=2,
        n_labels=10_000,
    )
    with pytest.raises(ValueError, match=r"134,217,728 tasks with 10,000 options each .* take fewer tasks"):
        METHODS[name](answers, None)
