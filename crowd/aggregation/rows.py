"""Answers other than a choice of one label, by task and contributor: numbers, sets, texts, comparisons, places."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from crowd.answers import FloatArray, IntArray

Value = TypeVar("Value")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows(Generic[Value]):
    """Who gave which value to which task, sorted by task, then contributor.

    Attributes:
        task: Task codes, (n_answers,) int, in ascending order.
        contributor: Contributor codes, (n_answers,) int.
        values: The value of each answer.
        tasks: Name of each task code, sorted.
        contributors: Name of each contributor code, sorted.
    """

    task: NDArray[np.int64]
    contributor: NDArray[np.int64]
    values: tuple[Value, ...]
    tasks: tuple[str, ...]
    contributors: tuple[str, ...]

    @property
    def n_answers(self) -> int:
        """Number of answers that count."""
        return len(self.values)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the answers of each task start, and where the last task's end, (n_tasks + 1,) int."""
        return np.searchsorted(self.task, np.arange(len(self.tasks) + 1))

    def per_task(self) -> NDArray[np.int64]:
        """Number of answers of each task, (n_tasks,) int."""
        return np.bincount(self.task, minlength=len(self.tasks))

    def per_contributor(self) -> NDArray[np.int64]:
        """Number of answers of each contributor, (n_contributors,) int."""
        return np.bincount(self.contributor, minlength=len(self.contributors))


def sort_rows(triples: Iterable[tuple[str, str, Value]], read: Callable[[Value], Read]) -> Rows[Read]:
    """Check every value and sort the answers, so that the order of the triples changes nothing.

    If a contributor answered a task more than once, the last answer counts.

    Args:
        triples: (task, contributor, value), oldest first; may be empty.
        read: Turns a value into what the method works on; raises ValueError if the value cannot be used.

    Returns:
        The answers that count.

    Raises:
        ValueError: A value cannot be used; the message names its task and contributor.
    """
    last: dict[tuple[str, str], Read] = {}
    for task, contributor, value in triples:
        try:
            last[task, contributor] = read(value)
        except ValueError as error:
            raise ValueError(f"task {task!r}, contributor {contributor!r}: {error}") from None
    tasks = sorted({task for task, _ in last})
    contributors = sorted({contributor for _, contributor in last})
    task_code = {name: code for code, name in enumerate(tasks)}
    contributor_code = {name: code for code, name in enumerate(contributors)}
    pairs = sorted(last)
    return Rows(
        task=np.array([task_code[task] for task, _ in pairs], dtype=np.int64),
        contributor=np.array([contributor_code[person] for _, person in pairs], dtype=np.int64),
        values=tuple(last[pair] for pair in pairs),
        tasks=tuple(tasks),
        contributors=tuple(contributors),
    )


def sum_by(codes: IntArray, values: FloatArray, size: int) -> FloatArray:
    """Sums of the values that share a code, (size,)."""
    return np.bincount(codes, values, size).astype(np.float64, copy=False)


def alpha_from_pairs(rows: Rows[Value], within: FloatArray, expected: float) -> float:
    """Krippendorff's alpha from distances: 1 - observed / expected disagreement.

    Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: all answers to tasks with two or
    more answers have the same weight, so the ordered pairs of a task with m answers weigh 1 / (m - 1) each.

    Args:
        rows: The answers.
        within: Sum of distances over the unordered pairs of answers of each task, (n_tasks,).
        expected: Mean distance between two answers, whatever their tasks, among tasks with two or more answers.

    Returns:
        Alpha, at most 1; NaN if no task has two answers or if all answers are the same, since chance alone would
        then agree as well.
    """
    size = rows.per_task()
    paired = size > 1
    n_paired = int(size[paired].sum())
    if n_paired == 0 or not expected > 0.0:
        return math.nan
    observed = float((2.0 * within[paired] / (size[paired] - 1)).sum()) / n_paired
    return 1.0 - observed / expected


def or_none(number: float) -> float | None:
    """The number for a file; None instead of NaN, which JSON does not have."""
    return None if math.isnan(number) else float(number)
