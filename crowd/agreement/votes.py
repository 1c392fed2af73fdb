"""Counts how often each option of each task was chosen, and groups tasks with the same counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crowd.agreement.result import TaskAgreement
from crowd.answers import AnswerCodes, FloatArray, pair_codes

#: Votes are counted in a table of all tasks and options if it has at most this many cells per answer ...
_MOST_CELLS_AN_ANSWER = 4
#: ... or is small anyway; otherwise, only the cells in use are found by sorting.
_SMALL_TABLE = 1 << 20

Triple = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Patterns:
    """The different patterns in which the answers to a task are distributed, and how many tasks have each.

    Nothing else about the answers matters for agreement. With few options and few answers per task there are few
    patterns: the million tasks of a large project fall into some hundred of them.

    Attributes:
        pattern: Pattern of each cell, (n_cells,) int, ascending.
        label: Its label, (n_cells,) int.
        count: Answers that chose it, (n_cells,) float, 1 or more.
        start: Where each pattern starts, (n_patterns,) int.
        size: Number of answers to a task of each pattern, (n_patterns,) float.
        times: Number of tasks of each pattern, (n_patterns,) int.
        n_labels: Number of options.
    """

    pattern: NDArray[np.int64]
    label: NDArray[np.int64]
    count: FloatArray
    start: NDArray[np.int64]
    size: FloatArray
    times: NDArray[np.int64]
    n_labels: int

    @cached_property
    def table(self) -> Any:  # a sparse array, whose stubs give no usable type
        """A sparse table of answers by pattern and label, (n_patterns, n_labels)."""
        from scipy.sparse import csr_array  # late: `import crowd` stays light

        shape = (self.size.size, self.n_labels)
        return csr_array((self.count, (self.pattern, self.label)), shape=shape)

    def by_label(self, weights: FloatArray) -> FloatArray:
        """Answers for each label, given a weight for each pattern, (n_samples, n_labels).

        Args:
            weights: Weight of each pattern in each sample, (n_samples, n_patterns).
        """
        return np.asarray((self.table.T @ weights.T).T)

    def within(self, cells: FloatArray) -> FloatArray:
        """Sums over the cells of each pattern: (..., n_cells) to (..., n_patterns)."""
        return np.asarray(np.add.reduceat(cells, self.start, axis=-1))


def tabulate(answers: AnswerCodes) -> tuple[Patterns, TaskAgreement]:
    """Group the tasks whose answers have the same distribution, and describe that of each task.

    Tasks are distinguished by a 64-bit sum of their votes: among a million different tasks, the probability that any
    two are mistaken for the same is about 3 in 100 million.

    Args:
        answers: One answer or more.

    Returns:
        The patterns, and the tasks with an answer.
    """
    n_cells = answers.n_tasks * answers.n_labels
    is_small = n_cells <= max(_MOST_CELLS_AN_ANSWER * answers.n_answers, _SMALL_TABLE)
    votes: _Table | _Cells = _Table(answers) if is_small else _Cells(answers)
    kinds = np.unique(votes.mark)
    pattern_of_task = np.searchsorted(kinds, votes.mark)
    # Any task of a pattern can represent it.
    example = np.empty(kinds.size, np.int64)
    example[pattern_of_task] = np.arange(pattern_of_task.size)
    pattern, label, count = votes.cells(example)
    start = np.flatnonzero(np.diff(pattern, prepend=-1))
    patterns = Patterns(
        pattern=pattern,
        label=label,
        count=count.astype(np.float64),
        start=start,
        size=np.add.reduceat(count, start).astype(np.float64),
        times=np.bincount(pattern_of_task),
        n_labels=answers.n_labels,
    )
    return patterns, _describe_tasks(patterns, votes.task, pattern_of_task)


class _Table:
    """Votes as a table of all labels and tasks, and a mark for each task with votes."""

    def __init__(self, answers: AnswerCodes) -> None:
        shape = (answers.n_labels, answers.n_tasks)
        cells = pair_codes(answers.label, answers.task, answers.n_tasks)
        # Labels by tasks, so that all tasks of a label are in one row and processed together.
        self._counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        marks = np.zeros(answers.n_tasks, np.uint64)
        sizes = np.zeros(answers.n_tasks, np.int64)
        for counts, number in zip(self._counts, _scatter(np.arange(answers.n_labels)), strict=True):
            sizes += counts
            marks += counts.view(np.uint64) * number
        self.task = np.flatnonzero(sizes)
        self.mark = marks if self.task.size == marks.size else marks[self.task]

    def cells(self, rows: NDArray[np.int64]) -> Triple:
        """Return (index of the row, label, count) for the given rows of the marked tasks, row by row."""
        counts = self._counts[:, self.task[rows]].T
        number, label = np.nonzero(counts)
        return number, label, counts[number, label]


class _Cells:
    """Votes as only the cells in use, for when a table of all labels and tasks would be mostly empty."""

    def __init__(self, answers: AnswerCodes) -> None:
        used, self._count = np.unique(answers.cell, return_counts=True)
        task, self._label = np.divmod(used, answers.n_labels)
        self._start = np.flatnonzero(np.diff(task, prepend=-1))
        self.task = task[self._start]
        marks = self._count.astype(np.uint64) * _scatter(self._label)
        self.mark = np.add.reduceat(marks, self._start)

    def cells(self, rows: NDArray[np.int64]) -> Triple:
        """Return (index of the row, label, count) for the given rows of the marked tasks, row by row."""
        width = np.diff(self._start, append=self._label.size)[rows]
        number = np.repeat(np.arange(rows.size), width)
        first = np.cumsum(width) - width
        cells = self._start[rows][number] + np.arange(number.size) - first[number]
        return number, self._label[cells], self._count[cells]


def _describe_tasks(
    patterns: Patterns, task: NDArray[np.int64], pattern_of_task: NDArray[np.intp]
) -> TaskAgreement:
    most = np.maximum.reduceat(patterns.count, patterns.start)
    # The entropy of n_k / m is log m minus the mean of log n_k over the answers.
    logs = patterns.within(patterns.count * np.log2(patterns.count))
    entropy = np.maximum(np.log2(patterns.size) - logs / patterns.size, 0.0)
    return TaskAgreement(
        task=task,
        n_answers=patterns.size.astype(np.int64)[pattern_of_task],
        vote_share=(most / patterns.size)[pattern_of_task],
        entropy=entropy[pattern_of_task],
    )


def _scatter(label: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit number for each label, unrelated to those of other labels (splitmix64, Steele 2014)."""
    mixed = (label.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
