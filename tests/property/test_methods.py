"""What holds for every consensus method whatever the answers: invariances, monotonicity, and edge cases."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from crowd.aggregation.methods import METHODS
from crowd.aggregation.result import Consensus
from crowd.answers import AnswerCodes, IntArray, code_answers, keep_last

N_TASKS, N_PEOPLE = 6, 5

#: Methods under which a label on which all agree stays: nobody's answer ever speaks against itself. By maximum
#: likelihood, under a learnt confusion or a negative ability, the crowd can be found to be wrong together.
KEEP_UNANIMOUS = ("askmany", "majority", "wawa", "zero_based_skill", "one_coin", "mace")

#: Methods that climb something, for as many iterations as asked for; the default does so without being asked.
CLIMBERS = ("one_coin", "one_coin_ml", "zc", "dawid_skene", "dawid_skene_map", "glad", "mace")

every_method = pytest.mark.parametrize("name", METHODS)


@st.composite
def crowds(draw: st.DrawFn) -> AnswerCodes:
    """Up to 30 answers of five people to six tasks with one to four options."""
    n_labels = draw(st.integers(1, 4))
    pairs = st.tuples(st.integers(0, N_TASKS - 1), st.integers(0, N_PEOPLE - 1))
    given_labels = draw(st.dictionaries(pairs, st.integers(0, n_labels - 1)))
    triples = [(task, person, label) for (task, person), label in given_labels.items()]
    return code_answers(
        triples, tasks=range(N_TASKS), contributors=range(N_PEOPLE), labels=range(n_labels)
    ).codes


@st.composite
def golds(draw: st.DrawFn, answers: AnswerCodes) -> IntArray | None:
    """No gold, or gold for some tasks."""
    if draw(st.booleans()):
        return None
    labels = st.integers(-1, answers.n_labels - 1)
    return np.array(draw(st.lists(labels, min_size=N_TASKS, max_size=N_TASKS)))


cases = crowds().flatmap(lambda answers: st.tuples(st.just(answers), golds(answers)))


def bytes_of(result: Consensus) -> tuple[object, ...]:
    """Everything in a result, to the last bit."""
    skills = result.skills
    arrays = (result.posterior, result.label, result.confidence, result.objective)
    arrays += (skills.mean, skills.low, skills.high, skills.answered)
    return (
        *(array.tobytes() for array in arrays),
        result.converged,
        result.n_iter,
        result.method,
        result.version,
        result.input_hash,
    )


@every_method
@given(cases, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_rows_does_not_change_a_byte(
    name: str, case: tuple[AnswerCodes, IntArray | None], rng: random.Random
) -> None:
    answers, gold = case
    order = list(range(answers.n_answers))
    rng.shuffle(order)
    index = np.array(order, dtype=np.int64)
    shuffled = replace(
        answers, task=answers.task[index], contributor=answers.contributor[index], label=answers.label[index]
    )
    first = bytes_of(METHODS[name](answers, gold))
    assert bytes_of(METHODS[name](shuffled, gold)) == first
    assert bytes_of(METHODS[name](answers, gold)) == first


@every_method
@given(cases, st.permutations(range(N_TASKS)), st.permutations(range(N_PEOPLE)), st.data())
@settings(max_examples=60, deadline=None)
def test_other_numbers_for_tasks_people_and_labels_only_rename_the_result(
    name: str,
    case: tuple[AnswerCodes, IntArray | None],
    tasks: list[int],
    people: list[int],
    data: st.DataObject,
) -> None:
    answers, gold = case
    names = data.draw(st.permutations(range(answers.n_labels)))
    other = replace(
        answers,
        task=np.array(tasks)[answers.task],
        contributor=np.array(people)[answers.contributor],
        label=np.array(names)[answers.label],
    )
    other_gold = None
    if gold is not None:
        other_gold = np.full(N_TASKS, -1)
        other_gold[tasks] = np.where(gold >= 0, np.array(names)[gold], -1)
    before, after = METHODS[name](answers, gold), METHODS[name](other, other_gold)
    if name in ("wawa", "zero_based_skill") and tied(answers):
        return  # the label of a tie is the lowest code, and skills follow it
    assert_allclose(after.posterior[np.ix_(tasks, names)], before.posterior, atol=1e-6)
    assert_allclose(after.skills.answered[people], before.skills.answered)
    if not (name == "majority" and tied(answers)):
        assert_allclose(after.skills.mean[people], before.skills.mean, atol=1e-6)


def tied(answers: AnswerCodes) -> bool:
    """Whether votes can be level, plain or weighed: whether people differ on a task."""
    return bool(((answers.votes() > 0).sum(axis=1) > 1).any())


@pytest.mark.parametrize("name", KEEP_UNANIMOUS)
@given(cases)
@settings(max_examples=60, deadline=None)
def test_answers_on_which_all_agree_keep_their_label(
    name: str, case: tuple[AnswerCodes, IntArray | None]
) -> None:
    answers, gold = case
    votes = answers.votes()
    free = np.ones(N_TASKS, np.bool_) if gold is None else gold < 0
    unanimous = np.flatnonzero(((votes > 0).sum(axis=1) == 1) & free)
    found = METHODS[name](answers, gold)
    assert found.label[unanimous].tolist() == votes[unanimous].argmax(axis=1).tolist()


@pytest.mark.parametrize("name", ("askmany", *CLIMBERS))
@given(cases)
@settings(max_examples=60, deadline=None)
def test_what_a_method_climbs_never_falls(name: str, case: tuple[AnswerCodes, IntArray | None]) -> None:
    result = METHODS[name](*case)
    assert result.n_iter == result.objective.size >= 1
    assert np.isfinite(result.objective).all()
    assert (np.diff(result.objective) >= -1e-8).all()


@every_method
@given(cases)
@settings(max_examples=30, deadline=None)
def test_posteriors_are_probabilities_and_gold_is_certain(
    name: str, case: tuple[AnswerCodes, IntArray | None]
) -> None:
    answers, gold = case
    result = METHODS[name](answers, gold)
    assert_allclose(result.posterior.sum(axis=1), 1.0)
    assert (result.posterior >= 0.0).all()
    assert_allclose(result.confidence, result.posterior.max(axis=1))
    skills = result.skills
    assert ((skills.low <= skills.mean) & (skills.mean <= skills.high)).all()
    assert skills.answered.sum() == answers.n_answers
    silent = np.bincount(answers.task, minlength=N_TASKS) == 0
    if gold is not None:
        known = np.flatnonzero(gold >= 0)
        assert result.label[known].tolist() == gold[known].tolist()
        assert (result.confidence[known] == 1.0).all()
        silent &= gold < 0
    assert_allclose(result.posterior[silent], 1.0 / answers.n_labels)


def codes(triples: list[tuple[int, int, int]], *, n_tasks: int, n_people: int, n_labels: int) -> AnswerCodes:
    task, person, label = (np.array([row[i] for row in triples], np.int64) for i in range(3))
    return keep_last(task, person, label, n_tasks=n_tasks, n_contributors=n_people, n_labels=n_labels)


@every_method
def test_without_answers_or_tasks_or_people_nothing_breaks(name: str) -> None:
    nothing = METHODS[name](codes([], n_tasks=0, n_people=0, n_labels=2), None)
    assert (nothing.posterior.shape, nothing.label.shape) == ((0, 2), (0,))
    silent = METHODS[name](codes([], n_tasks=3, n_people=2, n_labels=2), np.array([-1, 1, -1]))
    assert silent.label.tolist() == [0, 1, 0]
    assert silent.confidence.tolist() == [0.5, 1.0, 0.5]


@every_method
def test_one_answer_wins(name: str) -> None:
    result = METHODS[name](codes([(0, 0, 1)], n_tasks=1, n_people=1, n_labels=3), None)
    assert result.label.tolist() == [1]
    assert result.confidence[0] > 1 / 3


@every_method
def test_a_person_alone_is_followed(name: str) -> None:
    triples = [(task, 0, task % 2) for task in range(7)]
    result = METHODS[name](codes(triples, n_tasks=7, n_people=1, n_labels=2), None)
    assert result.label.tolist() == [0, 1, 0, 1, 0, 1, 0]


@every_method
def test_with_one_option_everything_is_certain(name: str) -> None:
    triples = [(task, person, 0) for task in range(3) for person in range(2)]
    result = METHODS[name](codes(triples, n_tasks=4, n_people=2, n_labels=1), None)
    assert_allclose(result.posterior, 1.0)
    assert np.isfinite(result.objective).all()


@every_method
def test_two_thousand_answers_to_one_task_stay_finite(name: str) -> None:
    triples = [(0, person, int(person < 500)) for person in range(2000)]
    triples += [(1, person, 1) for person in range(2000)]
    result = METHODS[name](codes(triples, n_tasks=2, n_people=2000, n_labels=2), None)
    assert result.label.tolist() == [0, 1]
    assert np.isfinite(result.posterior).all()
    assert np.isfinite(result.objective).all()


@every_method
def test_ten_thousand_options_are_possible(name: str) -> None:
    triples = [(task, person, 97 * task) for task in range(40) for person in range(3)]
    triples += [(task, 3, 97 * task + 1) for task in range(40)]
    result = METHODS[name](codes(triples, n_tasks=40, n_people=4, n_labels=10_000), None)
    assert result.posterior.shape == (40, 10_000)
    assert result.label.tolist() == [97 * task for task in range(40)]


@every_method
def test_of_two_answers_of_one_person_to_one_task_the_last_counts(name: str) -> None:
    people = [(task, person, task % 2) for task in range(6) for person in range(3)]
    first = [(task, 3, 0) for task in range(6)]
    last = [(task, 3, 1) for task in range(6)]
    shape = {"n_tasks": 6, "n_people": 4, "n_labels": 2}
    both = METHODS[name](codes([*first, *people, *last], **shape), None)
    alone = METHODS[name](codes([*people, *last], **shape), None)
    assert bytes_of(both) == bytes_of(alone)


@every_method
def test_gold_says_who_is_right(name: str) -> None:
    triples = [(task, 0, task % 3) for task in range(30)]
    triples += [(task, person, (task + person) % 3) for task in range(30) for person in (1, 2)]
    gold = np.array([task % 3 if task < 24 else -1 for task in range(30)])
    skill = METHODS[name](codes(triples, n_tasks=30, n_people=3, n_labels=3), gold).skills.mean
    assert skill[0] > max(skill[1], skill[2])


@every_method
def test_bad_gold_is_refused(name: str) -> None:
    answers = codes([(0, 0, 1)], n_tasks=1, n_people=1, n_labels=2)
    with pytest.raises(ValueError, match="gold"):
        METHODS[name](answers, np.array([2]))


@pytest.mark.parametrize("name", CLIMBERS)
def test_no_iterations_are_refused_and_an_unfinished_fit_says_so(name: str) -> None:
    triples = [(task, person, (task * person) % 2) for task in range(9) for person in range(4)]
    answers = codes(triples, n_tasks=9, n_people=4, n_labels=2)
    find: Callable[..., Consensus] = METHODS[name]
    with pytest.raises(ValueError, match="max_iter"):
        find(answers, max_iter=0)
    short = find(answers, max_iter=1)
    assert (short.n_iter, short.converged) == (1, False)


def test_too_many_confusions_are_refused_in_words() -> None:
    person = np.arange(10_000)
    answers = AnswerCodes(
        task=person,
        contributor=person,
        label=person % 10_000,
        n_tasks=10_000,
        n_contributors=10_000,
        n_labels=10_000,
    )
    with pytest.raises(ValueError, match="one skill per person"):
        METHODS["dawid_skene"](answers, None)
