"""How right a method is, and how right it says it is, on tasks whose true label is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.classical.majority import find_majority
from crowd.aggregation.result import Consensus
from crowd.answers import AnswerCodes, FloatArray, IntArray

#: Bins of stated confidence from 0 to 1, all of one width; the upper end belongs to a bin.
N_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Tasks whose stated confidence is alike.

    Attributes:
        low: Lower end, left out.
        high: Upper end.
        tasks: Number of tasks.
        confidence: Mean stated confidence of them, 0 without tasks.
        accuracy: Share of them that are right, 0 without tasks.
    """

    low: float
    high: float
    tasks: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A method beside gold.

    Attributes:
        name: The method.
        accuracy: Share of right labels; for plain votes the expected share if ties are broken at random.
        confidence: Mean stated confidence.
        gap: `confidence - accuracy`: above 0 it claims too much.
        ece: Expected calibration error: the mean distance of confidence and accuracy over the bins, each counted
            with its tasks (Guo et al. 2017, ICML, eq. 3).
        bins: The bins.
        seconds: What the method took.
        converged: Whether it came to rest.
        n_iter: Its iterations.
    """

    name: str
    accuracy: float
    confidence: float
    gap: float
    ece: float
    bins: tuple[Bin, ...]
    seconds: float
    converged: bool
    n_iter: int


def compare_one(
    name: str, found: Consensus, answers: AnswerCodes, gold: IntArray, seconds: float
) -> Compared:
    """Compare the result of a method that was not given any gold.

    Args:
        name: Name of the method.
        found: What it found.
        answers: The answers.
        gold: True label of each task, (n_tasks,) int, -1 where unknown; at least one task has both a true label
            and an answer, and only such tasks count.
        seconds: What it took.

    Returns:
        The comparison.
    """
    counts = tasks_that_count(answers, gold)
    hits = _hits(name, found, answers, gold)[counts]
    stated = found.confidence[counts]
    bins = _bins(stated, hits)
    return Compared(
        name=name,
        accuracy=float(hits.mean()),
        confidence=float(stated.mean()),
        gap=float(stated.mean() - hits.mean()),
        ece=sum(one.tasks * abs(one.confidence - one.accuracy) for one in bins) / counts.size,
        bins=bins,
        seconds=seconds,
        converged=found.converged,
        n_iter=found.n_iter,
    )


def tasks_that_count(answers: AnswerCodes, gold: IntArray) -> NDArray[np.intp]:
    """The tasks that have a known label and an answer."""
    answered = np.bincount(answers.task, minlength=answers.n_tasks) > 0
    return np.flatnonzero((gold >= 0) & answered)


def _hits(name: str, found: Consensus, answers: AnswerCodes, gold: IntArray) -> FloatArray:
    """For each task 1 if its label is right, else 0; for plain votes a tie counts with its chance to be right."""
    if name != "majority":
        return np.asarray(found.label == gold, dtype=np.float64)
    share = find_majority(answers).posterior
    leads = share == share.max(axis=1, keepdims=True)
    # A gold of -1 takes the last label here; such tasks are left out afterwards.
    return np.asarray(leads[np.arange(gold.size), gold] / leads.sum(axis=1), dtype=np.float64)


def _bins(stated: FloatArray, hits: FloatArray) -> tuple[Bin, ...]:
    where = np.clip(np.ceil(stated * N_BINS - 1e-9).astype(np.int64) - 1, 0, N_BINS - 1)
    tasks = np.bincount(where, minlength=N_BINS)
    stated_sum = np.bincount(where, stated, N_BINS)
    hit_sum = np.bincount(where, hits, N_BINS)
    most = np.maximum(tasks, 1)
    return tuple(
        Bin(
            low=code / N_BINS,
            high=(code + 1) / N_BINS,
            tasks=int(tasks[code]),
            confidence=float(stated_sum[code] / most[code]),
            accuracy=float(hit_sum[code] / most[code]),
        )
        for code in range(N_BINS)
    )
