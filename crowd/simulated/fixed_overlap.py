"""What a fixed number of answers per task would give, to compare adaptive asking with."""

from collections.abc import Callable

import numpy as np

from crowd.aggregation.classical.dawid_skene import find_dawid_skene
from crowd.aggregation.classical.majority import expected_accuracy
from crowd.answers import AnswerCodes, IntArray

#: Most iterations of Dawid and Skene's model, and the rise of its objective per answer below which it has converged:
#: labels stop changing long before the default limit, and the model is fitted many times here.
_ITERATIONS, _RISE = 50, 1e-6

#: Computes the accuracy of answers against the true labels; tasks without a known label or an answer do not count.
Judge = Callable[[AnswerCodes, IntArray], float]


def dawid_skene_accuracy(answers: AnswerCodes, gold: IntArray) -> float:
    """Accuracy of Dawid and Skene's model by maximum likelihood, fitted without gold.

    Args:
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The accuracy over tasks with both a true label and an answer, 0 to 1; NaN if there are none.
    """
    answered = np.bincount(answers.task, minlength=answers.n_tasks) > 0
    counts = np.flatnonzero((gold >= 0) & answered)
    if counts.size == 0:
        return float("nan")
    found = find_dawid_skene(answers, max_iter=_ITERATIONS, tol=_RISE)
    return float((found.label[counts] == gold[counts]).mean())


#: Judges by name.
JUDGES: dict[str, Judge] = {"majority": expected_accuracy, "dawid_skene": dawid_skene_accuracy}


def draw(answers: AnswerCodes, overlap: int, *, seed: int) -> AnswerCodes:
    """Draw at most `overlap` answers of each task at random.

    Args:
        answers: All answers.
        overlap: Most answers that a task keeps, 0 or more.
        seed: Seed of the random choice.

    Returns:
        The answers kept, in their original order.
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
    """Mean accuracy with a fixed number of answers per task.

    Args:
        answers: All answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        overlap: Answers per task; a task with fewer keeps all it has.
        judge: One of `JUDGES`.
        draws: Number of random choices of answers to average over, with seeds 0, 1, ...; 1 or more.

    Returns:
        The accuracy, 0 to 1.
    """
    return float(np.mean([judge(draw(answers, overlap, seed=seed), gold) for seed in range(draws)]))


def fewest_for(
    answers: AnswerCodes, gold: IntArray, accuracy: float, judge: Judge, *, draws: int
) -> int | None:
    """Find the fewest answers per task, the same for all tasks, that reach an accuracy.

    Args:
        answers: All answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        accuracy: The accuracy to reach, 0 to 1.
        judge: One of `JUDGES`.
        draws: As in `accuracy_at`.

    Returns:
        The number, or None if even all recorded answers do not reach it.
    """
    most = int(np.bincount(answers.task, minlength=answers.n_tasks).max(initial=0))
    for overlap in range(1, most + 1):
        if accuracy_at(answers, gold, overlap, judge, draws=draws) >= accuracy:
            return overlap
    return None
