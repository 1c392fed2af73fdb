"""What asking every task the same number of answers would give: what adaptive asking is compared with."""

from collections.abc import Callable

import numpy as np

from crowd.aggregation.dawid_skene import find_dawid_skene
from crowd.aggregation.majority import expected_accuracy
from crowd.answers import AnswerCodes, IntArray

#: Iterations of Dawid and Skene's model at most, and the rise of its objective an answer below which it has converged:
#: labels no longer change long before the default says so, and here it is fitted many times.
_ITERATIONS, _RISE = 50, 1e-6

#: Accuracy of some answers against the true labels; tasks without a known label or an answer do not count.
Judge = Callable[[AnswerCodes, IntArray], float]


def dawid_skene_accuracy(answers: AnswerCodes, gold: IntArray) -> float:
    """Accuracy of Dawid and Skene's model by maximum likelihood, which is not told any gold.

    Args:
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The accuracy over tasks that have both a true label and an answer, 0 to 1; NaN if there are none.
    """
    answered = np.bincount(answers.task, minlength=answers.n_tasks) > 0
    counts = np.flatnonzero((gold >= 0) & answered)
    if counts.size == 0:
        return float("nan")
    found = find_dawid_skene(answers, max_iter=_ITERATIONS, tol=_RISE)
    return float((found.label[counts] == gold[counts]).mean())


#: Name -> how right it is.
JUDGES: dict[str, Judge] = {"majority": expected_accuracy, "dawid_skene": dawid_skene_accuracy}


def draw(answers: AnswerCodes, overlap: int, *, seed: int) -> AnswerCodes:
    """At most so many answers of each task, at random.

    Args:
        answers: All answers.
        overlap: Answers a task keeps at most, 0 or more.
        seed: Fixes which.

    Returns:
        The answers kept, in the order in which they stood.
    """
    order = np.random.default_rng(seed).permutation(answers.n_answers)
    order = order[np.argsort(answers.task[order], kind="stable")]
    task = answers.task[order]
    place = np.arange(task.size) - np.searchsorted(task, task)
    kept = np.sort(order[place < overlap])
    return AnswerCodes(
        task=answers.task[kept],
        contributor=answers.contributor[kept],
        label=answers.label[kept],
        n_tasks=answers.n_tasks,
        n_contributors=answers.n_contributors,
        n_labels=answers.n_labels,
    )


def accuracy_at(answers: AnswerCodes, gold: IntArray, overlap: int, judge: Judge, *, draws: int) -> float:
    """Mean accuracy with a fixed number of answers a task.

    Args:
        answers: All answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        overlap: Answers a task gets; one that has fewer gets what it has.
        judge: One of `JUDGES`.
        draws: Over how many random choices of answers, with seeds 0, 1, ..., the mean is taken; 1 or more.

    Returns:
        The accuracy, 0 to 1.
    """
    return float(np.mean([judge(draw(answers, overlap, seed=seed), gold) for seed in range(draws)]))


def fewest_for(
    answers: AnswerCodes, gold: IntArray, accuracy: float, judge: Judge, *, draws: int
) -> int | None:
    """The fewest answers a task, the same for each, that are as right.

    Args:
        answers: All answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        accuracy: What is to be reached, 0 to 1.
        judge: One of `JUDGES`.
        draws: As for `accuracy_at`.

    Returns:
        The number, or None if all recorded answers are not as right.
    """
    most = int(np.bincount(answers.task, minlength=answers.n_tasks).max(initial=0))
    for overlap in range(1, most + 1):
        if accuracy_at(answers, gold, overlap, judge, draws=draws) >= accuracy:
            return overlap
    return None
