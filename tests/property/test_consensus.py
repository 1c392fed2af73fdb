"""What holds for the default consensus whatever the answers are."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from crowd.aggregation.calibration import weigh_scores
from crowd.aggregation.confusions import MOST_LABELS, fit_confusions
from crowd.aggregation.consensus import find_consensus, fit_question
from crowd.aggregation.foresight import fit_foresighted
from crowd.aggregation.result import in_order, leading_label, softmax_rows
from crowd.answers import AnswerCodes, code_answers, keep_last, task_pieces

N_TASKS, N_PEOPLE = 6, 5


@st.composite
def crowds(draw: st.DrawFn, *, sizes: tuple[int, ...] = (1, 2, 3, MOST_LABELS + 3)) -> AnswerCodes:
    """Up to 30 answers of five people to six tasks, some with so many options that people have one coin each."""
    size = draw(st.sampled_from(sizes))
    pairs = st.tuples(st.integers(0, N_TASKS - 1), st.integers(0, N_PEOPLE - 1))
    labels = draw(st.dictionaries(pairs, st.integers(0, size - 1)))
    triples = [(task, person, label) for (task, person), label in labels.items()]
    return code_answers(triples, tasks=range(N_TASKS), contributors=range(N_PEOPLE), labels=range(size)).codes


def shuffled(answers: AnswerCodes, rng: random.Random) -> AnswerCodes:
    """The same answers in another order of rows."""
    order = list(range(answers.n_answers))
    rng.shuffle(order)
    index = np.array(order, dtype=np.int64)
    return replace(
        answers, task=answers.task[index], contributor=answers.contributor[index], label=answers.label[index]
    )


@given(crowds(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_not_a_byte(answers: AnswerCodes, rng: random.Random) -> None:
    before, after = find_consensus(answers), find_consensus(shuffled(answers, rng))
    assert after.posterior.tobytes() == before.posterior.tobytes()
    assert after.skills.low.tobytes() == before.skills.low.tobytes()
    assert after.input_hash == before.input_hash


@given(crowds(), st.permutations(range(N_TASKS)), st.permutations(range(N_PEOPLE)), st.data())
def test_other_names_for_tasks_people_and_labels_change_nothing(
    answers: AnswerCodes, tasks: list[int], people: list[int], data: st.DataObject
) -> None:
    labels = data.draw(st.permutations(range(answers.n_labels)))
    other = replace(
        answers,
        task=np.array(tasks)[answers.task],
        contributor=np.array(people)[answers.contributor],
        label=np.array(labels)[answers.label],
    )
    before, after = find_consensus(answers), find_consensus(other)
    assert_allclose(after.posterior[np.ix_(tasks, labels)], before.posterior, atol=1e-6)
    assert_allclose(after.skills.mean[people], before.skills.mean, atol=1e-6)


@given(crowds())
def test_what_everybody_says_of_a_task_is_its_label(answers: AnswerCodes) -> None:
    votes = answers.votes()
    unanimous = np.flatnonzero((votes > 0).sum(axis=1) == 1)
    assert find_consensus(answers).label[unanimous].tolist() == votes[unanimous].argmax(axis=1).tolist()


@given(crowds(), st.data())
def test_the_objective_never_falls_with_gold_or_without(answers: AnswerCodes, data: st.DataObject) -> None:
    labels = st.integers(-1, answers.n_labels - 1)
    gold = np.array(data.draw(st.lists(labels, min_size=N_TASKS, max_size=N_TASKS)))
    for known in (None, gold):
        objective = find_consensus(answers, known).objective
        assert (np.diff(objective) >= -1e-7 * (1.0 + abs(objective[:-1]))).all()


@given(crowds(), st.data())
def test_a_known_label_is_given_for_certain(answers: AnswerCodes, data: st.DataObject) -> None:
    task = data.draw(st.integers(0, N_TASKS - 1))
    label = data.draw(st.integers(0, answers.n_labels - 1))
    gold = np.full(N_TASKS, -1)
    gold[task] = label
    found = find_consensus(answers, gold)
    assert (found.label[task], found.confidence[task]) == (label, 1.0)


@given(crowds())
def test_posteriors_are_probabilities_and_skills_lie_in_their_range(answers: AnswerCodes) -> None:
    found = find_consensus(answers)
    assert_allclose(found.posterior.sum(axis=1), 1.0)
    assert (found.posterior >= 0.0).all()
    assert (found.skills.low <= found.skills.mean).all()
    assert (found.skills.mean <= found.skills.high).all()
    unanswered = np.flatnonzero(answers.votes().sum(axis=1) == 0)
    assert_allclose(found.posterior[unanswered], 1.0 / answers.n_labels)


@given(crowds(sizes=(2, 3, 4)), st.data())
def test_one_more_person_who_agrees_never_lowers_a_confidence(
    answers: AnswerCodes, data: st.DataObject
) -> None:
    """With what is known of people held: a new fit may learn something of others from the newcomer."""
    task = data.draw(st.integers(0, N_TASKS - 1))
    answers = in_order(replace(answers, n_contributors=N_PEOPLE + 1))
    fit = fit_confusions(answers)
    before = softmax_rows(weigh_scores(answers, fit, 0.5))
    label = leading_label(before, answers.votes())[task]
    more = replace(
        answers,
        task=np.append(answers.task, task),
        contributor=np.append(answers.contributor, N_PEOPLE),
        label=np.append(answers.label, label),
    )
    after = softmax_rows(weigh_scores(in_order(more), fit, 0.5))
    assert after[task, label] >= before[task, label] - 1e-9


@pytest.mark.parametrize(("n_labels", "n_people", "share"), [(2, 20, 0.2), (4, 30, 0.15), (3, 6, 0.6)])
def test_a_new_fit_does_not_believe_less_in_what_one_more_person_confirms(
    n_labels: int, n_people: int, share: float
) -> None:
    """In crowds that are right three times in four; where people only guess, a fit may learn just that."""
    rng = np.random.default_rng(7)
    for _ in range(25):
        truth = rng.integers(n_labels, size=40)
        task, person = np.nonzero(rng.random((40, n_people)) < share)
        said = np.where(rng.random(task.size) < 0.75, truth[task], rng.integers(n_labels, size=task.size))
        answers = AnswerCodes(
            task=task, contributor=person, label=said,
            n_tasks=40, n_contributors=n_people + 1, n_labels=n_labels,
        )  # fmt: skip
        before = find_consensus(answers)
        chosen = int(rng.integers(40))
        label = int(before.label[chosen])
        after = find_consensus(
            replace(
                answers,
                task=np.append(task, chosen),
                contributor=np.append(person, n_people),
                label=np.append(said, label),
            )
        )
        assert after.posterior[chosen, label] >= before.posterior[chosen, label] - 1e-9


@pytest.mark.parametrize("n_people", [1, 30, 300])
@pytest.mark.parametrize("n_labels", [2, 5, 20])
def test_nobody_is_taken_for_sure_whom_nobody_else_confirms(n_labels: int, n_people: int) -> None:
    """One answer a task, as in a file that one person labelled: nothing in it can tell whether it is right."""
    labels = np.random.default_rng(1).integers(n_labels, size=300)
    answers = AnswerCodes(
        task=np.arange(300), contributor=np.arange(300) % n_people, label=labels,
        n_tasks=300, n_contributors=n_people, n_labels=n_labels,
    )  # fmt: skip
    found = find_consensus(answers)
    assert found.label.tolist() == labels.tolist()
    assert 1.0 / n_labels < found.confidence.min()
    assert found.confidence.max() < 0.85
    assert found.skills.mean.max() < 0.85


@pytest.mark.parametrize("ordinal", [False, True])
def test_the_edges_are_no_special_cases(ordinal: bool) -> None:
    nothing = AnswerCodes(
        task=np.zeros(0, dtype=int),
        contributor=np.zeros(0, dtype=int),
        label=np.zeros(0, dtype=int),
        n_tasks=0,
        n_contributors=0,
        n_labels=2,
    )
    assert find_consensus(nothing, ordinal=ordinal).label.size == 0
    one = code_answers([("t", "p", "yes")], labels=["no", "yes"]).codes
    assert find_consensus(one, ordinal=ordinal).label.tolist() == [1]
    crowd = code_answers([("t", n, n % 3 == 0) for n in range(2_000)], labels=[False, True]).codes
    assert find_consensus(crowd, ordinal=ordinal).label.tolist() == [0]
    options = code_answers([(n, n, n) for n in range(20)], labels=range(10_000)).codes
    assert find_consensus(options, ordinal=ordinal).label.tolist() == list(range(20))
    single = code_answers([("t", "p", "yes")], labels=["yes"]).codes
    assert find_consensus(single, ordinal=ordinal).confidence.tolist() == [1.0]


def test_a_long_question_is_worked_on_in_pieces_that_cut_no_task() -> None:
    sizes = [3, 70_000, 1, 40_000, *([4] * 30_000)]
    task = np.repeat(np.arange(len(sizes)), sizes)
    answers = AnswerCodes(
        task=task,
        contributor=np.concatenate([np.arange(size) for size in sizes]),
        label=task % 2,
        n_tasks=len(sizes),
        n_contributors=70_000,
        n_labels=2,
    )
    pieces = list(task_pieces(answers))
    assert len(pieces) > 3
    assert [piece.start for piece in pieces] == [0, *(piece.stop for piece in pieces[:-1])]
    assert pieces[-1].stop == task.size
    assert all(task[piece.start - 1] < task[piece.start] for piece in pieces[1:])
    assert find_consensus(answers).label.tolist() == [code % 2 for code in range(len(sizes))]


def test_of_two_answers_of_one_person_the_last_counts() -> None:
    codes = np.array([0, 0, 0]), np.array([0, 1, 1]), np.array([0, 0, 1])
    kept = keep_last(*codes, n_tasks=1, n_contributors=2, n_labels=2)
    assert kept.n_answers == 2
    assert find_consensus(kept).confidence[0] == pytest.approx(0.5)


@pytest.mark.parametrize(("farthest", "has_matrices"), [(1, True), (4, False)])
def test_habits_are_learnt_only_where_people_have_them(farthest: int, has_matrices: bool) -> None:
    """Forty people are right in six of ten cases; else they take a near label, or any, for the true one."""
    rng = np.random.default_rng(1)
    truth = rng.integers(5, size=30)
    triples = [
        (task, who, int((truth[task] + (rng.random() > 0.6) * rng.integers(1, farthest + 1)) % 5))
        for task in range(30)
        for who in range(40)
    ]
    answers = in_order(code_answers(triples, labels=range(5)).codes)
    assert (fit_foresighted(answers).counts is not None) == has_matrices


def test_gold_corrects_how_sure_the_rest_may_be() -> None:
    """Three people agree on everything, and half of what they say of the known tasks is wrong."""
    triples = [(task, person, task % 2) for task in range(60) for person in range(3)]
    answers = code_answers(triples, labels=[0, 1]).codes
    gold = np.full(60, -1)
    gold[:40] = [(task // 2) % 2 for task in range(40)]
    blind, told = fit_question(in_order(answers)), fit_question(in_order(answers), gold)
    assert told.posterior[50].max() < blind.posterior[50].max()
