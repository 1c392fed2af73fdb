"""What holds for the numerics whatever the answers: invariances, monotony, and that the online path is the fit."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from crowd.aggregation.majority import find_majority
from crowd.aggregation.one_coin import OneCoinFit, fit_one_coin
from crowd.aggregation.online import TaskAnswer, TaskMove, move_task
from crowd.answers import AnswerCodes, IntArray, code_answers
from crowd.policy import StopRule, offers_wanted, why_close
from crowd.skill import DEFAULT_PRIOR, Skill, SkillPrior

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


@st.composite
def stored_answers(draw: st.DrawFn, *, n_labels: int) -> TaskAnswer:
    """An answer with any totals a caller could have stored for its author."""
    answered = draw(st.integers(0, 50))
    right = draw(st.floats(0, 1)) * answered
    credit = draw(st.none() | st.floats(0, min(1.0, right))) if answered else None
    return TaskAnswer(label=draw(st.integers(0, n_labels - 1)), right=right, answered=answered, credit=credit)


def settled(answers: AnswerCodes, gold: IntArray | None = None) -> OneCoinFit:
    """A fit taken to its fixed point, with a prior that does not depend on the answers."""
    return fit_one_coin(answers, gold=gold, prior=DEFAULT_PRIOR, max_iter=20_000, tol=1e-14)


@given(crowds(), st.randoms(use_true_random=False))
@pytest.mark.parametrize("method", [find_majority, fit_one_coin])
def test_the_order_of_the_answers_changes_nothing(
    method: Callable[[AnswerCodes], OneCoinFit], answers: AnswerCodes, rng: random.Random
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
    before, after = fit_one_coin(answers), fit_one_coin(other)
    assert after.label[tasks].tolist() == before.label.tolist()
    assert_allclose(after.posterior[tasks], before.posterior, atol=1e-6)
    assert_allclose(after.right[people], before.right, atol=1e-6)


@given(crowds(), st.data())
def test_numbering_labels_otherwise_only_renames_the_result(
    answers: AnswerCodes, data: st.DataObject
) -> None:
    names = data.draw(st.permutations(range(answers.n_labels)))
    other = replace(answers, label=np.array(names)[answers.label])
    before, after = fit_one_coin(answers), fit_one_coin(other)
    assert_allclose(after.posterior[:, names], before.posterior, atol=1e-6)
    assert_allclose(after.right, before.right, atol=1e-6)


@given(crowds(), priors)
def test_unanimous_answers_keep_their_label(answers: AnswerCodes, prior: SkillPrior) -> None:
    votes = answers.votes()
    unanimous = np.flatnonzero((votes > 0).sum(axis=1) == 1)
    expected = votes[unanimous].argmax(axis=1).tolist()
    assert fit_one_coin(answers, prior=prior).label[unanimous].tolist() == expected
    assert find_majority(answers).label[unanimous].tolist() == expected


@given(crowds(), priors, st.data())
def test_what_the_fit_maximises_never_falls(
    answers: AnswerCodes, prior: SkillPrior, data: st.DataObject
) -> None:
    labels = st.integers(-1, answers.n_labels - 1)
    gold = np.array(data.draw(st.lists(labels, min_size=N_TASKS, max_size=N_TASKS)))
    fit = fit_one_coin(answers, gold=gold, prior=prior, tol=0.0, max_iter=50)
    assert (np.diff(fit.objective) >= -1e-9).all()


@given(crowds(), priors)
def test_posteriors_are_probabilities_and_credits_add_up(answers: AnswerCodes, prior: SkillPrior) -> None:
    fit = fit_one_coin(answers, prior=prior)
    assert_allclose(fit.posterior.sum(axis=1), 1.0)
    assert ((fit.credit >= 0) & (fit.credit <= 1)).all()
    assert ((fit.right >= 0) & (fit.right <= fit.answered + 1e-9)).all()
    assert fit.confidence.tolist() == pytest.approx(fit.posterior.max(axis=1).tolist())


@given(
    st.integers(2, 4).flatmap(lambda n: st.tuples(st.just(n), st.lists(stored_answers(n_labels=n)))), priors
)
def test_an_agreeing_answer_never_lowers_the_confidence_of_a_task(
    case: tuple[int, list[TaskAnswer]], prior: SkillPrior
) -> None:
    n_labels, answers = case
    before = move_task(answers, n_labels=n_labels, prior=prior)
    agreeing = TaskAnswer(label=before.label, right=3.0, answered=9)
    after = move_task([*answers, agreeing], n_labels=n_labels, prior=prior)
    assert after.label == before.label
    assert after.confidence >= before.confidence - 1e-9


def sweep(answers: AnswerCodes, fit: OneCoinFit) -> list[TaskMove]:
    """Every task moved online from the totals and credits that a fit leaves behind."""
    given_to: list[list[TaskAnswer]] = [[] for _ in range(answers.n_tasks)]
    for task, person, label, credit in zip(
        answers.task, answers.contributor, answers.label, fit.credit, strict=True
    ):
        right, answered = float(fit.right[person]), int(fit.answered[person])
        given_to[task].append(
            TaskAnswer(label=int(label), right=right, answered=answered, credit=float(credit))
        )
    return [move_task(given, n_labels=answers.n_labels, prior=fit.prior) for given in given_to]


@given(crowds())
def test_moving_every_task_after_a_fit_gives_the_posterior_of_the_fit(answers: AnswerCodes) -> None:
    fit = fit_one_coin(answers)
    moves = sweep(answers, fit)
    assert [move.label for move in moves] == fit.label.tolist()
    assert_allclose([move.posterior for move in moves], fit.posterior, atol=1e-9)


@given(crowds(min_labels=2))
def test_at_the_fixed_point_the_online_path_counting_everything_is_the_e_step(answers: AnswerCodes) -> None:
    fit = settled(answers)
    for task in range(N_TASKS):
        mine = np.flatnonzero(answers.task == task)
        counted = [
            TaskAnswer(
                label=int(answers.label[i]),
                right=float(fit.right[answers.contributor[i]]),
                answered=int(fit.answered[answers.contributor[i]]),
            )
            for i in mine
        ]
        move = move_task(counted, n_labels=answers.n_labels, prior=DEFAULT_PRIOR)
        assert_allclose(move.credits, fit.credit[mine], atol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_a_stream_moved_online_agrees_with_the_fit_of_all_its_answers(seed: int) -> None:
    answers = simulate(np.random.default_rng(seed))
    right, answered = [0.0] * answers.n_contributors, [0] * answers.n_contributors
    given_to: list[dict[int, tuple[int, float | None]]] = [{} for _ in range(answers.n_tasks)]
    for task, person, label in zip(
        answers.task.tolist(), answers.contributor.tolist(), answers.label.tolist(), strict=True
    ):
        given_to[task][person] = (label, None)
        stored = [
            TaskAnswer(label=chosen, right=right[who], answered=answered[who], credit=credit)
            for who, (chosen, credit) in given_to[task].items()
        ]
        move = move_task(stored, n_labels=answers.n_labels, prior=DEFAULT_PRIOR)
        for (who, (chosen, old)), new in zip(list(given_to[task].items()), move.credits, strict=True):
            right[who] += new - (old or 0.0)
            answered[who] += old is None
            given_to[task][who] = (chosen, new)
    fit = settled(answers)
    # Credits earned while little was known lag behind; a person's mean skill is off by a few points at most.
    online = [Skill(right=r, answered=n).mean for r, n in zip(right, answered, strict=True)]
    fitted = [Skill(right=r, answered=int(n)).mean for r, n in zip(fit.right, fit.answered, strict=True)]
    assert_allclose(online, fitted, atol=0.05)


def simulate(rng: np.random.Generator) -> AnswerCodes:
    """200 tasks of three options, five answers each, from twenty people right 55 to 95 times in 100."""
    skill = rng.uniform(0.55, 0.95, 20)
    truth = rng.integers(0, 3, 200)
    task = np.repeat(np.arange(200), 5)
    person = np.concatenate([rng.permutation(20)[:5] for _ in range(200)])
    wrong = (truth[task] + rng.integers(1, 3, task.size)) % 3
    label = np.where(rng.random(task.size) < skill[person], truth[task], wrong)
    order = rng.permutation(task.size)
    return AnswerCodes(
        task=task[order],
        contributor=person[order],
        label=label[order],
        n_tasks=200,
        n_contributors=20,
        n_labels=3,
    )


@st.composite
def rules(draw: st.DrawFn) -> StopRule:
    """Any rule a requester could set."""
    least = draw(st.integers(1, 8))
    most = draw(st.integers(least, 12))
    return StopRule(target=draw(st.floats(0.3, 0.999)), min_answers=least, max_answers=most)


@given(
    rules(),
    priors,
    st.lists(st.floats(0.001, 1), min_size=1, max_size=6),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_offers_never_overbook_a_task_and_never_let_it_starve(
    rule: StopRule, prior: SkillPrior, odds: list[float], n_answers: int, in_flight: int
) -> None:
    posterior = [value / sum(odds) for value in odds]
    wanted = offers_wanted(rule, posterior=posterior, n_answers=n_answers, in_flight=in_flight, prior=prior)
    assert wanted >= 0
    assert wanted == 0 or n_answers + in_flight + wanted <= rule.max_answers
    reason = why_close(
        rule, confidence=max(posterior), n_answers=n_answers, n_may_answer=None, in_flight=in_flight
    )
    if reason is not None:
        assert wanted == 0
    elif in_flight == 0:
        assert wanted >= 1
