"""What holds for votes, the one-coin model and the rules of asking, whatever the answers."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from crowd.aggregation.classical.majority import find_majority
from crowd.aggregation.classical.one_coin_consensus import find_one_coin
from crowd.aggregation.result import Consensus
from crowd.answers import AnswerCodes, code_answers
from crowd.deciding.policy import (
    N_LEVELS,
    CloseReason,
    NothingHere,
    StopRule,
    level_order,
    offers_wanted,
    tally_votes,
    task_level,
    why_close,
)
from crowd.deciding.skill import SkillPrior

N_TASKS, N_PEOPLE = 6, 5

priors = st.builds(SkillPrior, right=st.floats(0.2, 20), wrong=st.floats(0.2, 20))


@st.composite
def crowds(draw: st.DrawFn, *, min_labels: int = 1) -> AnswerCodes:
    """Up to 30 answers of five people to six tasks with one to four options."""
    n_labels = draw(st.integers(min_labels, 4))
    pairs = st.tuples(st.integers(0, N_TASKS - 1), st.integers(0, N_PEOPLE - 1))
    given_labels = draw(st.dictionaries(pairs, st.integers(0, n_labels - 1)))
    triples = [(task, person, label) for (task, person), label in given_labels.items()]
    return code_answers(
        triples, tasks=range(N_TASKS), contributors=range(N_PEOPLE), labels=range(n_labels)
    ).codes


@given(crowds(), st.randoms(use_true_random=False))
@pytest.mark.parametrize("method", [find_majority, find_one_coin])
def test_the_order_of_the_answers_changes_nothing(
    method: Callable[[AnswerCodes], Consensus], answers: AnswerCodes, rng: random.Random
) -> None:
    order = list(range(answers.n_answers))
    rng.shuffle(order)
    index = np.array(order, dtype=np.int64)
    shuffled = replace(
        answers, task=answers.task[index], contributor=answers.contributor[index], label=answers.label[index]
    )
    before, after = method(answers), method(shuffled)
    assert after.label.tolist() == before.label.tolist()
    assert_allclose(after.posterior, before.posterior, atol=1e-6)


@given(crowds(), st.permutations(range(N_TASKS)), st.permutations(range(N_PEOPLE)))
def test_numbering_tasks_and_people_otherwise_changes_nothing(
    answers: AnswerCodes, tasks: list[int], people: list[int]
) -> None:
    other = replace(
        answers, task=np.array(tasks)[answers.task], contributor=np.array(people)[answers.contributor]
    )
    before, after = find_one_coin(answers), find_one_coin(other)
    assert after.label[tasks].tolist() == before.label.tolist()
    assert_allclose(after.posterior[tasks], before.posterior, atol=1e-6)
    assert_allclose(after.skills.mean[people], before.skills.mean, atol=1e-6)


@given(crowds(), st.data())
def test_numbering_labels_otherwise_only_renames_the_result(
    answers: AnswerCodes, data: st.DataObject
) -> None:
    names = data.draw(st.permutations(range(answers.n_labels)))
    other = replace(answers, label=np.array(names)[answers.label])
    before, after = find_one_coin(answers), find_one_coin(other)
    assert_allclose(after.posterior[:, names], before.posterior, atol=1e-6)
    assert_allclose(after.skills.mean, before.skills.mean, atol=1e-6)


@given(crowds(), priors)
def test_unanimous_answers_keep_their_label(answers: AnswerCodes, prior: SkillPrior) -> None:
    votes = answers.votes()
    unanimous = np.flatnonzero((votes > 0).sum(axis=1) == 1)
    expected = votes[unanimous].argmax(axis=1).tolist()
    assert find_one_coin(answers, prior=prior).label[unanimous].tolist() == expected
    assert find_majority(answers).label[unanimous].tolist() == expected


@given(crowds(), priors, st.data())
def test_what_the_fit_maximises_never_falls(
    answers: AnswerCodes, prior: SkillPrior, data: st.DataObject
) -> None:
    labels = st.integers(-1, answers.n_labels - 1)
    gold = np.array(data.draw(st.lists(labels, min_size=N_TASKS, max_size=N_TASKS)))
    fit = find_one_coin(answers, gold=gold, prior=prior, tol=0.0, max_iter=50)
    assert (np.diff(fit.objective) >= -1e-9).all()


@given(crowds(), priors)
def test_posteriors_and_skills_are_probabilities(answers: AnswerCodes, prior: SkillPrior) -> None:
    fit = find_one_coin(answers, prior=prior)
    assert_allclose(fit.posterior.sum(axis=1), 1.0)
    assert ((fit.skills.mean >= 0) & (fit.skills.mean <= 1)).all()
    assert fit.confidence.tolist() == pytest.approx(fit.posterior.max(axis=1).tolist())


@st.composite
def rules(draw: st.DrawFn) -> StopRule:
    """Any rule a requester could set."""
    least = draw(st.integers(1, 8))
    most = draw(st.integers(least, 12))
    return StopRule(
        target=draw(st.floats(0.3, 0.999)),
        min_answers=least,
        max_answers=most,
        margin=draw(st.none() | st.integers(1, 12)),
        nothing=draw(st.none() | st.builds(NothingHere, label=st.integers(0, 2), run=st.integers(1, 12))),
    )


@given(
    rules(),
    st.floats(0.2, 1.0),
    st.lists(st.integers(0, 2), max_size=12),
    st.integers(0, 12),
    st.integers(1, 12) | st.just(math.inf),
)
def test_offers_never_overbook_a_task_and_never_let_it_starve(
    rule: StopRule, confidence: float, labels: list[int], in_flight: int, needed: float
) -> None:
    n_answers = len(labels)
    tally = tally_votes(rule, labels, max(range(3), key=labels.count))
    wanted = offers_wanted(
        rule,
        confidence=confidence,
        n_answers=n_answers,
        in_flight=in_flight,
        agreeing_needed=needed,
        tally=tally,
    )
    assert wanted >= 0
    assert wanted == 0 or n_answers + in_flight + wanted <= rule.max_answers
    reason = why_close(
        rule,
        confidence=confidence,
        n_answers=n_answers,
        n_may_answer=None,
        in_flight=in_flight,
        agreeing_needed=needed,
        tally=tally,
    )
    if reason is not None and reason is not CloseReason.OUT_OF_REACH:
        assert wanted == 0
    elif reason is None and in_flight == 0:
        assert wanted >= 1


@given(rules(), st.integers(0, 12), st.floats(0.0, 1.0), st.integers(1, 50))
def test_every_level_is_one_that_the_index_has(
    rule: StopRule, n_answers: int, confidence: float, n_choices: int
) -> None:
    level = task_level(rule, n_answers=n_answers, confidence=confidence, n_choices=n_choices)
    for able in (False, True):
        assert sorted(level_order(able=able)) == list(range(N_LEVELS))
        assert level in level_order(able=able)
