"""How sets of options are decided: never much worse than a vote, and better where known answers show more."""

import numpy as np
import pytest

from benchmarks.sets import Answered, make_crowd, measure
from crowd.aggregation.sets.consensus import summarize_choices
from crowd.aggregation.sets.online import SetAnswer, move_set
from crowd.aggregation.sets.set_fit import SetCodes, fit_sets
from crowd.aggregation.sets.set_model import SetModel
from crowd.agreement import measure_sets

CROWDS = ("typical", "overlooking", "eager", "spammed", "lured", "mixed up", "able")


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("n_answers", [3, 5, 9])
def test_options_are_never_more_than_a_point_worse_than_by_a_vote(crowd: str, n_answers: int) -> None:
    rng = np.random.default_rng(7)
    found = measure(make_crowd(crowd, n_answers, rng), 0, rng)
    assert found.options >= found.vote_options - 0.01


def test_spammers_are_found_without_known_answers() -> None:
    rng = np.random.default_rng(7)
    found = measure(make_crowd("spammed", 5, rng), 0, rng)
    assert found.sets > found.vote_sets + 0.1


@pytest.mark.parametrize("crowd", ["overlooking", "eager"])
def test_known_answers_show_a_crowd_that_leans_to_one_side(crowd: str) -> None:
    rng = np.random.default_rng(7)
    found = measure(make_crowd(crowd, 5, rng), 30, rng)
    assert found.sets > found.vote_sets + 0.1


def test_stated_confidence_holds_on_average_over_the_crowds() -> None:
    gaps = []
    for crowd in CROWDS:
        rng = np.random.default_rng(3)
        found = measure(make_crowd(crowd, 5, rng), 0, rng)
        gaps.append(found.stated_sets - found.sets)
    assert -0.12 < np.mean(gaps) < 0.02, "rather too low than too high"


def codes_of(answered: Answered, order: np.ndarray) -> SetCodes:  # type: ignore[type-arg]
    order = order[np.argsort(answered.task[order], kind="stable")]
    return SetCodes(
        task=answered.task[order],
        contributor=answered.contributor[order],
        named=answered.named[order],
        n_tasks=answered.true.shape[0],
        n_contributors=30,
    )


def test_neither_the_order_of_answers_nor_that_of_options_changes_anything() -> None:
    rng = np.random.default_rng(1)
    answered = make_crowd("typical", 4, rng)
    gold = np.full(answered.true.shape, np.nan)
    gold[:20] = answered.true[:20]
    one, other = (
        fit_sets(codes_of(answered, order), gold)
        for order in (np.arange(answered.task.size), rng.permutation(answered.task.size))
    )
    assert other.posterior == pytest.approx(one.posterior, abs=1e-9)
    turned = Answered(
        task=answered.task,
        contributor=answered.contributor,
        named=answered.named[:, ::-1],
        true=answered.true[:, ::-1],
    )
    found = fit_sets(codes_of(turned, np.arange(turned.task.size)), gold[:, ::-1])
    assert found.posterior[:, ::-1] == pytest.approx(one.posterior, abs=1e-6)


def test_nothing_and_one_answer_are_fitted_too() -> None:
    empty = SetCodes(
        task=np.zeros(0, np.int64),
        contributor=np.zeros(0, np.int64),
        named=np.zeros((0, 3), np.bool_),
        n_tasks=0,
        n_contributors=0,
    )
    assert fit_sets(empty, np.zeros((0, 3))).posterior.shape == (0, 3)
    alone = SetCodes(
        task=np.zeros(1, np.int64),
        contributor=np.zeros(1, np.int64),
        named=np.array([[True, False]]),
        n_tasks=1,
        n_contributors=1,
    )
    named, left_out = fit_sets(alone, np.full((1, 2), np.nan)).posterior[0]
    assert named > 0.5 > left_out


def test_what_is_needed_is_the_same_one_by_one_and_at_once() -> None:
    answers = [SetAnswer(named=frozenset(named)) for named in ((0, 1), (0,), (0, 1), (0, 1, 2))]
    model = SetModel(n_answers=40, sensitivity=0.9, specificity=0.95)
    needed = int(move_set(answers, 4, model, target=0.9, most_more=40).agreeing_needed)
    more = [SetAnswer(named=frozenset((0, 1)))]
    reached = [move_set([*answers, *more * n], 4, model).confidence >= 0.9 for n in (needed - 1, needed)]
    assert reached == [False, True]
    assert move_set(answers, 4, model, target=0.9, most_more=needed - 1).agreeing_needed == np.inf


def test_alpha_is_that_of_the_command_line() -> None:
    rng = np.random.default_rng(2)
    answered = make_crowd("typical", 4, rng).sample(4, rng)
    triples = [
        (task, person, np.flatnonzero(named).tolist())
        for task, person, named in zip(
            answered.task.tolist(), answered.contributor.tolist(), answered.named, strict=True
        )
    ]
    found = measure_sets(triples, n_options=6, write=str, rng=rng).found.alpha
    by_command = summarize_choices(
        (f"{task:03}", str(person), map(str, named)) for task, person, named in triples
    )
    assert found.value == pytest.approx(by_command.agreement)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high  # type: ignore[operator]
