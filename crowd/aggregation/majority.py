"""Plain voting: the label that most people chose, with nothing assumed about anybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold, pair_codes, task_pieces

#: Answers that are counted for their authors at a time, at least; as many as there are people, so that adding up what
#: was counted costs no more than the counting.
_LEAST_STEP = 1 << 14


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Majority:
    """What a vote says of each task.

    Attributes:
        posterior: Share of the votes of each label, (n_tasks, n_labels), rows sum to 1; uniform without
            answers. It is not a probability of being right.
        label: The label with most votes, (n_tasks,) int; of several the lowest code, 0 without answers.
        confidence: Its share, (n_tasks,).
        tied: Whether another label has as many votes, (n_tasks,) bool; without answers all labels are tied.
    """

    posterior: FloatArray
    label: NDArray[np.int64]
    confidence: FloatArray
    tied: NDArray[np.bool_]


def find_majority(answers: AnswerCodes, gold: IntArray | None = None) -> Majority:
    """Counts the votes of every task.

    Ties go to the lowest label code, so that neither the order of the answers nor chance decides; `tied` says
    where that happened. To compare accuracies use `expected_accuracy`, which gives each tied label its share.

    Args:
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown. Known tasks get that label with
            confidence 1.

    Returns:
        The winners. With no task all arrays are empty.

    Raises:
        ValueError: `gold` has another length or a code out of range.
    """
    votes = answers.votes()
    totals = votes.sum(axis=1, keepdims=True)
    share = np.where(totals > 0, votes / np.maximum(totals, 1), 1.0 / answers.n_labels)
    if gold is not None:
        share = _fix_gold(share, check_gold(gold, answers))
    label = share.argmax(axis=1).astype(np.int64)
    best = share.max(axis=1)
    return Majority(
        posterior=share,
        label=label,
        confidence=best,
        tied=(share == best[:, np.newaxis]).sum(axis=1) > 1,
    )


def vote(answers: AnswerCodes, gold: IntArray | None = None) -> Consensus:
    """The same vote as `find_majority`, as the result that every method gives.

    Args:
        answers: The answers, in any order.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The result, without iterations or objective. Shares of votes are no probabilities of being right. A skill
        is the share of answers that are the label of their task, with the range that `skills_from` gives it.

    Raises:
        ValueError: `gold` has another length or a code out of range.
    """
    answers = in_order(answers)
    known = None if gold is None else check_gold(gold, answers)
    share = np.full((answers.n_tasks, answers.n_labels), 1.0 / answers.n_labels)
    label = np.zeros(answers.n_tasks, np.int64)
    for part in task_pieces(answers):
        _count_piece(answers, part, share, label)
    if known is not None:
        label = np.where(known >= 0, known, label).astype(np.int64, copy=False)
    agreed = np.zeros(answers.n_contributors)
    step = max(_LEAST_STEP, agreed.size)
    for start in range(0, answers.n_answers, step):
        part = slice(start, start + step)
        agrees = answers.label[part] == label[answers.task[part]]
        agreed += np.bincount(answers.contributor[part], agrees, agreed.size)
    answered = np.bincount(answers.contributor, minlength=answers.n_contributors)
    skills = skills_from(agreed, answered)
    return conclude(
        answers,
        share,
        skills,
        gold=gold,
        method="majority",
        version=1,
        label=label.astype(np.int64, copy=False),
    )


def _count_piece(answers: AnswerCodes, part: slice, share: FloatArray, label: NDArray[np.int64]) -> None:
    """Put shares of votes and winners of some answers where they belong: all at once they would not fit the cache."""
    task = answers.task[part]
    rows = slice(int(task[0]), int(task[-1]) + 1)
    cell = pair_codes(task - task[0], answers.label[part], answers.n_labels)
    votes = np.bincount(cell, minlength=(rows.stop - rows.start) * answers.n_labels)
    votes = votes.reshape(-1, answers.n_labels)
    totals = votes.sum(axis=1, keepdims=True)
    np.divide(votes, totals, out=share[rows], where=totals > 0)
    label[rows] = votes.argmax(axis=1)  # of several the lowest code, as everywhere


def expected_accuracy(answers: AnswerCodes, gold: IntArray) -> float:
    """Accuracy of a majority vote that breaks ties at random, as its exact expected value.

    A task counts if its true label is known and it has an answer. Its contribution is 1 over the number of
    tied labels if the true one is among them, else 0.

    Args:
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The expected accuracy, 0 to 1; NaN if no task counts.

    Raises:
        ValueError: `gold` has another length or a code out of range.
    """
    known = check_gold(gold, answers)
    votes = answers.votes()
    counts = np.flatnonzero((known >= 0) & (votes.sum(axis=1) > 0))
    if counts.size == 0:
        return float("nan")
    leads = votes[counts] == votes[counts].max(axis=1, keepdims=True)
    wins = leads[np.arange(counts.size), known[counts]]
    return float((wins / leads.sum(axis=1)).mean())


def _fix_gold(share: FloatArray, gold: IntArray) -> FloatArray:
    """A copy in which tasks with a known label have it for certain."""
    fixed = share.copy()
    known = np.flatnonzero(gold >= 0)
    fixed[known] = 0.0
    fixed[known, gold[known]] = 1.0
    return fixed
