"""Plain voting: winners, ties, gold, and the expected accuracy over ties."""

import math

import numpy as np

from crowd.aggregation.classical.majority import expected_accuracy, find_majority, vote
from crowd.answers import AnswerCodes, code_answers, keep_last

# task 0: 2 against 1; task 1: 1 against 1; task 2: one answer; task 3: none.
VOTES = code_answers(
    [(0, 0, 1), (0, 1, 1), (0, 2, 0), (1, 0, 1), (1, 1, 2), (2, 0, 2)], tasks=range(4), labels=range(3)
).codes


def test_the_label_with_most_votes_wins() -> None:
    vote = find_majority(VOTES)
    assert vote.label.tolist() == [1, 1, 2, 0]
    np.testing.assert_allclose(vote.confidence, [2 / 3, 1 / 2, 1, 1 / 3])
    np.testing.assert_allclose(vote.posterior[0], [1 / 3, 2 / 3, 0])


def test_a_tie_goes_to_the_lowest_code_and_says_so() -> None:
    vote = find_majority(VOTES)
    assert vote.tied.tolist() == [False, True, False, True]


def test_a_known_label_overrules_the_vote() -> None:
    vote = find_majority(VOTES, gold=np.array([0, -1, -1, 2]))
    assert vote.label.tolist() == [0, 1, 2, 2]
    assert vote.confidence.tolist()[0] == vote.confidence.tolist()[3] == 1.0
    assert not vote.tied[0]


def test_expected_accuracy_gives_a_tied_label_its_share() -> None:
    assert expected_accuracy(VOTES, np.array([1, 2, 2, -1])) == (1 + 1 / 2 + 1) / 3


def test_tasks_without_answers_or_without_gold_do_not_count() -> None:
    assert expected_accuracy(VOTES, np.array([1, -1, -1, 0])) == 1.0
    assert math.isnan(expected_accuracy(VOTES, np.array([-1, -1, -1, 0])))


def test_no_tasks_give_empty_arrays() -> None:
    nothing = np.zeros(0, np.int64)
    empty = AnswerCodes(
        task=nothing, contributor=nothing, label=nothing, n_tasks=0, n_contributors=0, n_labels=2
    )
    assert find_majority(empty).label.shape == (0,)
    assert math.isnan(expected_accuracy(empty, nothing))


def test_so_many_answers_that_they_are_counted_in_pieces_give_what_counting_at_once_gives() -> None:
    rng = np.random.default_rng(3)
    # Every third task has answers: the pieces begin, meet and end between tasks that have none.
    answers = keep_last(
        3 * rng.integers(1, 20_000, 60_000),
        rng.integers(0, 300, 60_000),
        rng.integers(0, 7, 60_000),
        n_tasks=60_010,
        n_contributors=301,
        n_labels=8,
    )
    in_pieces, at_once = vote(answers), find_majority(answers)
    np.testing.assert_array_equal(in_pieces.posterior, at_once.posterior)
    np.testing.assert_array_equal(in_pieces.label, at_once.label)
    np.testing.assert_array_equal(in_pieces.confidence, at_once.confidence)
    agrees = at_once.label[answers.task] == answers.label
    hits = 3.0 + np.bincount(answers.contributor, agrees, 301)
    np.testing.assert_array_equal(
        in_pieces.skills.mean, hits / (4.0 + np.bincount(answers.contributor, minlength=301))
    )
