"""The online updates match the full fit: the same posteriors right after it, and never far from it in between."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from crowd.aggregation.confusions import MOST_LABELS
from crowd.aggregation.consensus import QuestionFit, fit_question
from crowd.aggregation.online import (
    QuestionModel,
    TaskAnswer,
    TaskMove,
    matched_of,
    model_of,
    move_task,
    new_question,
)
from crowd.aggregation.result import in_order
from crowd.answers import AnswerCodes, code_answers
from crowd.deciding.policy import CloseReason, StopRule
from crowd.simulated.simulation import simulate

N_TASKS, N_PEOPLE = 8, 5


@st.composite
def crowds(draw: st.DrawFn) -> AnswerCodes:
    """Answers of five people to eight tasks, some with so many options that people have one coin each."""
    size = draw(st.sampled_from([1, 2, 3, MOST_LABELS + 3]))
    pairs = st.tuples(st.integers(0, N_TASKS - 1), st.integers(0, N_PEOPLE - 1))
    labels = draw(st.dictionaries(pairs, st.integers(0, size - 1), min_size=1))
    triples = [(task, person, label) for (task, person), label in labels.items()]
    return in_order(
        code_answers(triples, tasks=range(N_TASKS), contributors=range(N_PEOPLE), labels=range(size)).codes
    )


def sweep(answers: AnswerCodes, fit: QuestionFit) -> list[TaskMove]:
    """Every task moved online by what a fit leaves behind."""
    model = model_of(fit)
    given_to: list[list[TaskAnswer]] = [[] for _ in range(answers.n_tasks)]
    for task, person, label in zip(answers.task, answers.contributor, answers.label, strict=True):
        given_to[task].append(
            TaskAnswer(
                label=int(label),
                right=float(fit.right[person]),
                answered=float(fit.confusions.answered[person]),
                credit=float(fit.posterior[task, label]),
                matched=matched_of(fit, int(person)),
                belief=tuple(fit.confusions.belief[task].tolist()),
            )
        )
    return [move_task(given, model) for given in given_to]


@given(crowds(), st.data())
def test_after_a_fit_every_task_has_the_posterior_of_the_fit(
    answers: AnswerCodes, data: st.DataObject
) -> None:
    labels = st.integers(-1, answers.n_labels - 1)
    gold = np.array(data.draw(st.lists(labels, min_size=N_TASKS, max_size=N_TASKS)))
    for known in (None, gold):
        fit = fit_question(answers, known)
        assert_allclose([move.posterior for move in sweep(answers, fit)], fit.posterior, atol=1e-9)


@st.composite
def known_people(draw: st.DrawFn, *, n_labels: int) -> TaskAnswer:
    """An answer with any totals that could be stored of its author."""
    answered = draw(st.integers(0, 50))
    right = draw(st.floats(0, 1)) * answered
    credit = draw(st.none() | st.floats(0, min(1.0, right))) if answered else None
    return TaskAnswer(label=draw(st.integers(0, n_labels - 1)), right=right, answered=answered, credit=credit)


tasks = st.integers(2, 4).flatmap(lambda n: st.tuples(st.just(n), st.lists(known_people(n_labels=n))))


@given(tasks, st.integers(0, 20))
def test_an_agreeing_answer_never_lowers_the_confidence_of_a_task(
    case: tuple[int, list[TaskAnswer]], right: int
) -> None:
    n_labels, answers = case
    before = move_task(answers, new_question(n_labels))
    agreeing = TaskAnswer(label=before.label, right=float(right), answered=20.0)
    after = move_task([*answers, agreeing], new_question(n_labels))
    assert after.label == before.label
    assert after.confidence >= before.confidence - 1e-9


@given(tasks)
def test_as_many_agreeing_newcomers_as_are_needed_reach_the_target(
    case: tuple[int, list[TaskAnswer]],
) -> None:
    n_labels, answers = case
    model = new_question(n_labels)
    move = move_task(answers, model, target=0.9, most_more=40)
    newcomer = TaskAnswer(label=move.label, right=0.0, answered=0.0)
    if move.agreeing_needed < math.inf:
        needed = int(move.agreeing_needed)
        assert move_task([*answers, *[newcomer] * needed], model).confidence >= 0.9
        if needed:
            assert move_task([*answers, *[newcomer] * (needed - 1)], model).confidence < 0.9
    else:
        assert move_task([*answers, *[newcomer] * 40], model).confidence < 0.9


def test_a_label_that_the_question_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="label 2 is not one of 2"):
        move_task([TaskAnswer(label=2, right=0.0, answered=0.0)], new_question(2))


def test_a_task_with_ten_thousand_options_moves_like_any_other() -> None:
    move = move_task(
        [TaskAnswer(label=label, right=0.0, answered=0.0) for label in (9_999, 9_999, 7)],
        new_question(10_000),
        target=0.95,
        most_more=5,
    )
    assert move.label == 9_999
    assert 1 <= move.agreeing_needed <= 5


def test_gold_decides_credits_and_leaves_the_posterior_to_the_crowd() -> None:
    answers = [TaskAnswer(label=label, right=0.0, answered=0.0) for label in (0, 0, 1)]
    told, blind = move_task(answers, new_question(2), known=1), move_task(answers, new_question(2))
    assert told.credits == (0.0, 0.0, 1.0)
    assert told.posterior == blind.posterior


def planted(seed: int) -> tuple[AnswerCodes, np.ndarray]:
    """200 tasks of three options, ten answers each, from twenty people right 55 to 95 times in 100."""
    rng = np.random.default_rng(seed)
    skill = rng.uniform(0.55, 0.95, 20)
    truth = rng.integers(0, 3, 200)
    task = np.repeat(np.arange(200), 10)
    person = np.concatenate([rng.permutation(20)[:10] for _ in range(200)])
    wrong = (truth[task] + rng.integers(1, 3, task.size)) % 3
    label = np.where(rng.random(task.size) < skill[person], truth[task], wrong)
    answers = AnswerCodes(
        task=task, contributor=person, label=label, n_tasks=200, n_contributors=20, n_labels=3
    )
    return answers, truth


@pytest.mark.parametrize("seed", range(3))
def test_a_stream_moved_online_agrees_with_the_fit_of_all_its_answers(seed: int) -> None:
    answers, _ = planted(seed)
    model: QuestionModel = new_question(3)
    right, answered = [0.0] * 20, [0] * 20
    given_to: list[dict[int, tuple[int, float | None]]] = [{} for _ in range(200)]
    moves: dict[int, TaskMove] = {}
    order = np.random.default_rng(seed).permutation(answers.n_answers)
    for task, person, label in zip(
        answers.task[order].tolist(),
        answers.contributor[order].tolist(),
        answers.label[order].tolist(),
        strict=True,
    ):
        given_to[task][person] = (label, None)
        stored = [
            TaskAnswer(label=chosen, right=right[who], answered=answered[who], credit=credit)
            for who, (chosen, credit) in given_to[task].items()
        ]
        moves[task] = move_task(stored, model)
        for (who, (chosen, old)), new in zip(list(given_to[task].items()), moves[task].credits, strict=True):
            right[who] += new - (old or 0.0)
            answered[who] += old is None
            given_to[task][who] = (chosen, new)
    fit = fit_question(in_order(answers))
    closed = [task for task in range(200) if moves[task].confidence >= 0.7]
    assert len(closed) > 60
    same = np.mean([moves[task].label == fit.posterior[task].argmax() for task in closed])
    assert same >= 0.99


def test_a_simulation_asks_less_than_it_could_and_says_why_it_stopped() -> None:
    answers, truth = planted(1)
    rule = StopRule(target=0.9, min_answers=2, max_answers=8)
    run = simulate(answers, rule, seed=3)
    again = simulate(answers, rule, seed=3)
    assert run.value.tolist() == again.value.tolist()
    assert run.answers.max() <= 8
    assert 2.0 <= run.answers.mean() < 7.0
    assert (run.value == truth).mean() > 0.9
    assert {*run.reason} <= {
        CloseReason.TARGET,
        CloseReason.MAX_ANSWERS,
        CloseReason.NOBODY_LEFT,
        CloseReason.OUT_OF_REACH,
    }
    assert run.answers.sum() + run.late <= answers.n_answers
