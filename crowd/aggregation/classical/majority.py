"""Plain voting: the label that most people chose, with no assumptions about anybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold, task_pieces

#: Cells of tasks by labels that are counted at a time: votes and shares take a megabyte each.
_CELLS = 1 << 17
#: The fewest answers counted for their authors at a time. It is at least the number of counts, so that adding them
#: up costs no more than counting.
_LEAST_STEP = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Majority:
    """The result of a vote on each task.

    Attributes:
        posterior: Share of the votes of each label, (n_tasks, n_labels), rows sum to 1; uniform without
            answers. Not a probability of being right.
        label: The label with the most votes, (n_tasks,) int; the lowest code in a tie, 0 without answers.
        confidence: Its share, (n_tasks,).
        tied: Whether another label has as many votes, (n_tasks,) bool; without answers all labels are tied.
    """

    posterior: FloatArray
    label: NDArray[np.int64]
    confidence: FloatArray
    tied: NDArray[np.bool_]


def find_majority(answers: AnswerCodes, gold: IntArray | None = None) -> Majority:
    """Count the votes of every task.

    Ties go to the lowest label code, so that neither the order of the answers nor chance decides; `tied` shows
    where that happened. To compare accuracies, use `expected_accuracy`, which gives each tied label its share.

    Args:
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown. Known tasks get their true label with
            confidence 1.

    Returns:
        The winners. Without tasks, all arrays are empty.

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
    """The same vote as `find_majority`, in the form of result that every method returns.

    Args:
        answers: The answers, in any order.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The result, without iterations or objective. Shares of votes are not probabilities of being right. A skill
        is the share of answers that match the label of their task, with the range from `skills_from`.

    Raises:
        ValueError: `gold` has another length or a code out of range.
    """
    answers = in_order(answers)
    known = None if gold is None else check_gold(gold, answers)
    share = np.empty((answers.n_tasks, answers.n_labels))
    label = np.zeros(answers.n_tasks, np.int64)
    done = 0
    for part in task_pieces(answers, cells=_CELLS):
        first = int(answers.task[part.start])
        rows = slice(first, int(answers.task[part.stop - 1]) + 1)
        share[done:first] = 1.0 / answers.n_labels
        _count_piece(answers, part, rows, share[rows], label[rows])
        done = rows.stop
    share[done:] = 1.0 / answers.n_labels
    if known is not None:
        label = np.where(known >= 0, known, label).astype(np.int64, copy=False)
    wrong, agreed = _count_agreeing(answers, label)
    return conclude(
        answers,
        share,
        skills_from(agreed.astype(np.float64), wrong + agreed),
        gold=gold,
        method="majority",
        version=1,
        label=label,
    )


def _count_piece(
    answers: AnswerCodes, part: slice, rows: slice, share: FloatArray, label: NDArray[np.int64]
) -> None:
    """Fill in the shares of votes and the winners of some tasks from their answers.

    Votes are ordered by label, then task, so that sums and maxima over the labels work on whole rows.
    """
    n_labels, n_tasks = answers.n_labels, rows.stop - rows.start
    cell = np.multiply(answers.label[part], n_tasks, dtype=np.int64)
    cell += answers.task[part]
    cell -= rows.start
    votes = np.bincount(cell, minlength=n_labels * n_tasks).reshape(n_labels, n_tasks)
    shares = votes.astype(np.float64)
    totals = shares.sum(axis=0)
    idle = np.flatnonzero(totals == 0)
    totals[idle] = 1.0
    shares /= totals
    shares[:, idle] = 1.0 / n_labels
    share[:] = shares.T
    # One number holds the votes and, in lower bits, how low the code is: its maximum is the winner, lowest in a tie.
    bits = (n_labels - 1).bit_length()
    votes <<= bits
    votes |= np.arange(n_labels - 1, -1, -1)[:, np.newaxis]
    votes.max(axis=0, out=label)
    label &= (1 << bits) - 1
    np.subtract(n_labels - 1, label, out=label)


def _count_agreeing(
    answers: AnswerCodes, label: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many answers of each contributor differ from their task's label, and how many match, (n_contributors,)."""
    counts = np.zeros(2 * answers.n_contributors, np.int64)
    step = max(_LEAST_STEP, counts.size)
    for start in range(0, answers.n_answers, step):
        part = slice(start, start + step)
        kind = np.multiply(answers.contributor[part], 2, dtype=np.int64)
        kind += answers.label[part] == label[answers.task[part]]
        counts += np.bincount(kind, minlength=counts.size)
    return counts[::2], counts[1::2]


def expected_accuracy(answers: AnswerCodes, gold: IntArray) -> float:
    """Accuracy of a majority vote that breaks ties at random, as its exact expected value.

    A task counts if its true label is known and it has an answer. It contributes 1 over the number of tied labels
    if the true label is among them, else 0.

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
    """A copy in which tasks with a known label have probability 1 for it."""
    fixed = share.copy()
    known = np.flatnonzero(gold >= 0)
    fixed[known] = 0.0
    fixed[known, gold[known]] = 1.0
    return fixed
