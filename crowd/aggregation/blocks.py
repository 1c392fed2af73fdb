"""Splits answers into blocks of tasks, each a sparse matrix. Every fitted method makes its passes over these.

A block is small enough to stay in the processor's cache while its scores become probabilities and those become
counts. So a pass needs no array as long as the answers, apart from the posterior itself.

Sums are exact. Probabilities and log-weights are rounded to multiples of `GRID` before they are added up, and
sums of such multiples have no rounding error as long as they stay below 2 ** 13. So values that are equal in
theory (two people who gave the same answers, two labels that mirror one another) stay equal to the last bit,
whatever the order of rows, people and tasks. Otherwise, at a saddle point, expectation-maximisation would
amplify a difference in the last bit into a different result.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import row_max
from crowd.aggregation.slots import Slots, find_slots
from crowd.answers import AnswerCodes, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Numbers are rounded to multiples of this before they are summed: a million million times finer than
#: any figure we report, and coarse enough for exact sums.
GRID = 2.0**-40

# Adding and then subtracting a number of this size drops everything below the grid.
_SHIFT = 1.5 * 2.0**52 * GRID

#: Most answers, and most cells (a task's labels), in a block: its numbers fit in a megabyte. With many columns
#: the limit is twice their number, because each block makes a sum for every column; with few answers it is lower.
_BLOCK_SIZE = 1 << 16
_SIZE_A_COLUMN = 2
_LEAST_SIZE, _SHARE = 1 << 12, 16


def snap(values: FloatArray) -> FloatArray:
    """Round the values to the grid, or more coarsely above an absolute value of 2 ** 11. -0.0 becomes 0.0."""
    rounded: FloatArray = values + _SHIFT
    rounded -= _SHIFT
    return rounded


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """A run of consecutive tasks and their answers.

    Attributes:
        rows: The tasks.
        cells: One row for each label of each task, (n_block_tasks * n_labels, n_columns): 1 where the author of
            the column chose that label.
        tasks: The same with one row for each task, (n_block_tasks, n_columns).
        known: Rows (counted in the block) whose true label is known.
        truth: Those labels.
        empty: Rows (counted in the block) without an answer.
        copies: How many labels each column of a table of this block stands for, (n_labels,).
    """

    rows: slice
    cells: "csr_array"
    tasks: "csr_array"
    known: NDArray[np.int64]
    truth: NDArray[np.int64]
    empty: NDArray[np.int64]
    copies: FloatArray

    @property
    def n_tasks(self) -> int:
        """Number of tasks in the block."""
        return int(self.rows.stop - self.rows.start)

    def votes(self) -> NDArray[np.int32]:
        """Answers for each label, (n_block_tasks, n_labels) int."""
        counts: NDArray[np.int32] = np.diff(self.cells.indptr)
        return counts.reshape(self.n_tasks, -1)

    def shares(self) -> FloatArray:
        """Share of the votes for each label, (n_block_tasks, n_labels); gold replaces votes where known, and tasks
        without answers get rows of zeros.
        """
        votes = self.votes()
        shares: FloatArray = votes / np.maximum(votes.sum(axis=1, keepdims=True), 1)
        self.fix_known(shares)
        shares[self.empty] = 0.0
        return shares

    def fix_known(self, posterior: FloatArray) -> None:
        """Write gold into the rows of this block's posterior, in place."""
        posterior[self.known] = 0.0
        posterior[self.known, self.truth] = 1.0

    def settle(self, scores: FloatArray) -> float:
        """Turn log-scores (n_block_tasks, n_labels) into probabilities in place, gold fixed, rows without answers
        all 0; return the log-likelihood of these tasks.
        """
        at_truth = scores[self.known, self.truth]
        top = row_max(scores)
        scores -= top[:, np.newaxis]
        np.exp(scores, out=scores)
        total = scores @ self.copies
        scores /= total[:, np.newaxis]
        evidence = np.log(total) + top
        evidence[self.known] = at_truth
        evidence[self.empty] = 0.0
        self.fix_known(scores)
        scores[self.empty] = 0.0
        return float(evidence.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Board:
    """All answers in blocks.

    Attributes:
        blocks: The blocks, in the order of their tasks.
        n_tasks: Number of tasks.
        n_labels: Number of labels, or of slots if tasks keep only the labels they meet.
        n_options: Number of labels.
        n_columns: Number of columns of every block.
        n_answers: Number of answers.
        answered: Answers of each contributor, (n_contributors,) int.
        slots: Which label each slot stands for; None if tasks keep all labels.
    """

    blocks: tuple[Block, ...]
    n_tasks: int
    n_labels: int
    n_options: int
    n_columns: int
    n_answers: int
    answered: NDArray[np.int64]
    slots: Slots | None

    def new_posterior(self) -> FloatArray:
        """A table to fill in, (n_tasks, n_labels). It starts uniform, and rows without answers stay that way."""
        return np.full((self.n_tasks, self.n_labels), 1.0 / self.n_options)

    def over_options(
        self, posterior: FloatArray, gold: IntArray | None
    ) -> tuple[FloatArray, NDArray[np.int64] | None]:
        """A posterior over all labels, and the leading labels if already found, as `conclude` takes them."""
        if self.slots is None:
            return posterior, None
        return self.slots.over_options(posterior), self.slots.leading(posterior, gold)

    def keep(self, block: Block, probabilities: FloatArray, posterior: FloatArray) -> None:
        """Copy the probabilities of a block into the whole posterior, except for rows without answers."""
        if block.empty.size:
            full = np.setdiff1d(np.arange(block.n_tasks), block.empty, assume_unique=True)
            posterior[block.rows.start + full] = probabilities[full]
        else:
            posterior[block.rows] = probabilities


def cut(
    answers: AnswerCodes,
    gold: IntArray | None = None,
    *,
    columns: Callable[[slice], IntArray] | None = None,
    n_columns: int | None = None,
    alike: bool = True,
    one_rest: bool = False,
) -> Board:
    """Split answers into blocks.

    Args:
        answers: Answers as `in_order` gives them.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        columns: Gives the column of each answer in a slice of the answers; the contributor if None.
        n_columns: Number of columns; n_contributors if None.
        alike: Whether the model treats all labels alike, so that those a task did not meet can share a slot.
        one_rest: Whether that slot stands for all of them together, rather than for each of them.

    Returns:
        The blocks; none if there are no tasks.
    """
    n_options = answers.n_labels
    slots = find_slots(answers, gold) if alike else None
    if slots is not None:
        answers, gold = slots.answers, slots.gold
    copies = np.ones(answers.n_labels) if slots is None or one_rest else slots.copies
    width = answers.n_contributors if n_columns is None else n_columns
    column_of = (lambda part: answers.contributor[part]) if columns is None else columns
    size = min(max(_LEAST_SIZE, answers.n_answers // _SHARE), _BLOCK_SIZE)
    most = max(size, _SIZE_A_COLUMN * width)
    ones = np.ones(min(most, answers.n_answers))
    blocks = []
    for rows, part in _pieces(answers, most):
        n_here = part.stop - part.start
        if n_here > ones.size:
            ones = np.ones(n_here)
        blocks.append(_block(answers, gold, rows, part, column_of(part), width, ones[:n_here], copies))
    return Board(
        blocks=tuple(blocks),
        n_tasks=answers.n_tasks,
        n_labels=answers.n_labels,
        n_options=n_options,
        n_columns=width,
        n_answers=answers.n_answers,
        answered=np.bincount(answers.contributor, minlength=answers.n_contributors),
        slots=slots,
    )


def _pieces(answers: AnswerCodes, most: int) -> Iterator[tuple[slice, slice]]:
    """Slices of the tasks, each with the slice of its answers, at most `most` of them where possible."""
    most_tasks = max(most // answers.n_labels, 1)
    first, begin = 0, 0
    while first < answers.n_tasks:
        last = min(first + most_tasks, answers.n_tasks)
        end = int(np.searchsorted(answers.task, last))
        if end - begin > most:
            # The task that would make the block too large starts the next one.
            last = max(int(answers.task[begin + most]), first + 1)
            end = int(np.searchsorted(answers.task, last))
        yield slice(first, last), slice(begin, end)
        first, begin = last, end


def _block(
    answers: AnswerCodes,
    gold: IntArray | None,
    rows: slice,
    part: slice,
    columns: IntArray,
    width: int,
    ones: FloatArray,
    copies: FloatArray,
) -> Block:
    """One block; `ones` and `copies` are shared by all of them."""
    from scipy.sparse import csr_array  # only fits need it: `import crowd` stays light

    n_tasks, n_labels = rows.stop - rows.start, answers.n_labels
    cell = (answers.task[part].astype(np.int64) - rows.start) * n_labels + answers.label[part]
    ends = np.zeros(n_tasks * n_labels + 1, np.int32)
    np.cumsum(np.bincount(cell, minlength=n_tasks * n_labels), out=ends[1:])
    indices = columns[np.argsort(cell, kind="stable")].astype(np.int32, copy=False)
    task_ends = ends[::n_labels].copy()
    known = np.zeros(0, np.int64) if gold is None else np.flatnonzero(gold[rows] >= 0)
    return Block(
        rows=rows,
        cells=csr_array((ones, indices, ends), shape=(ends.size - 1, width)),
        tasks=csr_array((ones, indices, task_ends), shape=(n_tasks, width)),
        known=known,
        truth=known if gold is None else gold[rows][known].astype(np.int64),
        empty=np.flatnonzero(np.diff(task_ends) == 0),
        copies=copies,
    )


def climb(step: Callable[[], float], *, max_iter: int, tol: float) -> tuple[FloatArray, bool]:
    """Repeat a step until the objective it returns rises by less than `tol`.

    Args:
        step: One iteration; returns the objective.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Smallest rise that is worth another iteration.

    Returns:
        The objective after each iteration, and whether it converged.

    Raises:
        ValueError: `max_iter` is below 1.
    """
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1: {max_iter}")
    objective: list[float] = []
    for _ in range(max_iter):
        objective.append(step())
        if len(objective) > 1 and objective[-1] - objective[-2] < tol:
            return np.array(objective), True
    return np.array(objective), False
