"""Counts how often each option of each task was chosen, and gathers tasks that are alike."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crowd.agreement.result import TaskAgreement
from crowd.answers import AnswerCodes, FloatArray

#: A table of all tasks and options is counted into as long as it has at most this many cells an answer ...
_MOST_CELLS_AN_ANSWER = 4
#: ... or is small anyway; beyond that the cells in use are sorted out instead.
_SMALL_TABLE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """How many answers chose which option of which task, one element for each that occurs.

    Attributes:
        task: Task codes, (n_cells,) int, rising.
        label: Label codes, (n_cells,) int, rising within a task.
        count: Answers, (n_cells,) int, 1 or more.
        start: Where each task that has answers begins, (n_answered,) int.
    """

    task: NDArray[np.int64]
    label: NDArray[np.int64]
    count: NDArray[np.int64]
    start: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Patterns:
    """The different ways in which the answers to a task fall, and how many tasks have each.

    Nothing else of the answers matters to agreement, and there are few of them where options and answers a task
    are few: the million tasks of a large project fall into some hundred patterns.

    Attributes:
        pattern: Pattern of each cell, (n_cells,) int, rising.
        label: Its label, (n_cells,) int.
        count: Answers that chose it, (n_cells,) float, 1 or more.
        start: Where each pattern begins, (n_patterns,) int.
        size: Answers to a task of each pattern, (n_patterns,) float.
        times: Tasks of each pattern, (n_patterns,) int.
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
        """Answers by pattern and label, sparse, (n_patterns, n_labels)."""
        from scipy.sparse import csr_array  # late: `import crowd` stays light

        shape = (self.size.size, self.n_labels)
        return csr_array((self.count, (self.pattern, self.label)), shape=shape)

    def by_label(self, weights: FloatArray) -> FloatArray:
        """Answers to each label when each pattern has a weight, (n_samples, n_labels).

        Args:
            weights: Weight of each pattern in each sample, (n_samples, n_patterns).
        """
        return np.asarray((self.table.T @ weights.T).T)

    def within(self, cells: FloatArray) -> FloatArray:
        """Sums over the cells of each pattern: (..., n_cells) to (..., n_patterns)."""
        return np.asarray(np.add.reduceat(cells, self.start, axis=-1))


def count_votes(answers: AnswerCodes) -> Votes:
    """Count the votes of every task; without answers all arrays are empty."""
    cell = answers.cell
    n_cells = answers.n_tasks * answers.n_labels
    if n_cells <= max(_MOST_CELLS_AN_ANSWER * answers.n_answers, _SMALL_TABLE):
        counts = np.bincount(cell, minlength=n_cells)
        used = np.flatnonzero(counts)
        counts = counts[used]
    else:
        used, counts = np.unique(cell, return_counts=True)
    task, label = np.divmod(used, answers.n_labels)
    start = np.flatnonzero(np.diff(task, prepend=-1))
    return Votes(task=task, label=label, count=counts, start=start)


def find_patterns(votes: Votes, n_labels: int) -> Patterns:
    """Gather the tasks whose answers fall alike.

    Tasks are told apart by a 64-bit sum of their votes: that two of a million different ones were taken for alike
    has a probability of about 3 in 100 million.
    """
    sizes = _sums(votes.count, votes.start)
    marks = _sums(votes.count.astype(np.uint64) * _scatter(votes.label), votes.start)
    _, first, times = np.unique(marks, return_index=True, return_counts=True)
    width = np.diff(votes.start, append=votes.task.size)[first]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(width)])
    pattern = np.repeat(np.arange(first.size), width)
    cells = votes.start[first][pattern] + np.arange(pattern.size) - start[pattern]
    return Patterns(
        pattern=pattern,
        label=votes.label[cells],
        count=votes.count[cells].astype(np.float64),
        start=start[:-1],
        size=sizes[first].astype(np.float64),
        times=times,
        n_labels=n_labels,
    )


def describe_tasks(votes: Votes) -> TaskAgreement:
    """How the answers to each task fall."""
    if not votes.start.size:
        none = np.zeros(0, np.int64)
        return TaskAgreement(task=none, n_answers=none, vote_share=np.zeros(0), entropy=np.zeros(0))
    sizes = _sums(votes.count, votes.start)
    most = np.maximum.reduceat(votes.count, votes.start)
    # The entropy of n_k / m is log m less the mean of log n_k: no share has to be taken of each cell.
    logs = _sums(votes.count * np.log2(votes.count), votes.start)
    return TaskAgreement(
        task=votes.task[votes.start],
        n_answers=sizes,
        vote_share=most / sizes,
        entropy=np.maximum(np.log2(sizes) - logs / sizes, 0.0),
    )


def _sums(cells: NDArray[Any], start: NDArray[np.int64]) -> NDArray[Any]:
    """Sums over the cells of each task."""
    return np.add.reduceat(cells, start) if start.size else cells[:0]


def _scatter(label: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit number for each label that has nothing to do with those of others (splitmix64, Steele 2014)."""
    mixed = (label.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
