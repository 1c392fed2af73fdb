"""Answers as arrays of codes, the form in which every numeric part of the project receives them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.integer]
FloatArray = NDArray[np.float64]

#: Elements of a long array to process at a time.
_CHUNK = 1 << 14

#: Answers whose order to check at a time.
_COMPARED = 1 << 15

#: Cells in a table of answers by labels made at a time (a quarter of a megabyte), and the fewest answers in it.
_CELLS, _LEAST_PIECE = 1 << 15, 64

#: Most cells in a table of tasks by labels: a gigabyte, and a method needs a few such tables at a time.
MOST_CELLS = 1 << 27

TaskName = TypeVar("TaskName", int, str)
ContributorName = TypeVar("ContributorName", int, str)
LabelName = TypeVar("LabelName", int, str)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerCodes:
    """Who gave which label to which task, one element per answer, in any order.

    A contributor has at most one answer to a task; `code_answers` and `keep_last` make sure of that.

    Attributes:
        task: Task codes, (n_answers,) int, 0 to n_tasks - 1.
        contributor: Contributor codes, (n_answers,) int, 0 to n_contributors - 1.
        label: Label codes, (n_answers,) int, 0 to n_labels - 1.
        n_tasks: Number of tasks, including those without answers.
        n_contributors: Number of contributors, including those without answers.
        n_labels: Number of options, 1 or more, including those nobody chose.

    Raises:
        ValueError: Arrays have different lengths or do not hold integers, codes are out of range, there is no
            option, or a contributor has two answers to one task.
    """

    task: IntArray
    contributor: IntArray
    label: IntArray
    n_tasks: int
    n_contributors: int
    n_labels: int

    def __post_init__(self) -> None:
        if not self.task.shape == self.contributor.shape == self.label.shape == (self.task.size,):
            raise ValueError("task, contributor and label must be one-dimensional and have the same length")
        if self.n_labels < 1:
            raise ValueError("a question needs at least one option")
        _check_codes("task", self.task, self.n_tasks)
        _check_codes("contributor", self.contributor, self.n_contributors)
        _check_codes("label", self.label, self.n_labels)
        if not self.is_in_order() and np.unique(self.pair).size != self.n_answers:
            raise ValueError("a contributor has two answers to one task: use keep_last or code_answers")

    @property
    def n_answers(self) -> int:
        """Number of answers."""
        return int(self.task.size)

    @property
    def pair(self) -> NDArray[np.int64]:
        """One code for each pair of task and contributor, (n_answers,) int."""
        return pair_codes(self.task, self.contributor, self.n_contributors)

    @property
    def cell(self) -> NDArray[np.int64]:
        """One code for each pair of task and label, (n_answers,) int: an index into a flat table."""
        return pair_codes(self.task, self.label, self.n_labels)

    def votes(self) -> NDArray[np.int64]:
        """Number of answers for each label of each task, (n_tasks, n_labels) int.

        Raises:
            ValueError: The table would have more than `MOST_CELLS` numbers.
        """
        check_table(self)
        counts = np.zeros(self.n_tasks * self.n_labels, np.int64)
        for part in chunks(self.n_answers) if self.is_in_order() else (slice(0, self.n_answers),):
            cell = pair_codes(self.task[part], self.label[part], self.n_labels)
            first = int(cell.min(initial=counts.size))
            found = np.bincount(cell - first)
            counts[first : first + found.size] += found
        return counts.reshape(self.n_tasks, self.n_labels)

    def is_in_order(self) -> bool:
        """Whether the answers are sorted by task, then contributor, without repeated pairs."""
        for start in range(0, self.n_answers, _COMPARED):
            # One more answer, so that the last of a chunk is compared with the first of the next.
            wider = slice(start, start + _COMPARED + 1)
            pair = pair_codes(self.task[wider], self.contributor[wider], self.n_contributors)
            if not bool(np.all(pair[1:] > pair[:-1])):
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodedAnswers(Generic[TaskName, ContributorName, LabelName]):
    """Answers as codes, with the names that the codes stand for.

    Attributes:
        codes: The arrays.
        tasks: Name of each task code.
        contributors: Name of each contributor code.
        labels: Name of each label code.
    """

    codes: AnswerCodes
    tasks: tuple[TaskName, ...]
    contributors: tuple[ContributorName, ...]
    labels: tuple[LabelName, ...]


def code_answers(
    triples: Iterable[tuple[TaskName, ContributorName, LabelName]],
    *,
    tasks: Sequence[TaskName] = (),
    contributors: Sequence[ContributorName] = (),
    labels: Sequence[LabelName] = (),
) -> CodedAnswers[TaskName, ContributorName, LabelName]:
    """Turn (task, contributor, label) triples of names into codes.

    If a contributor answered a task more than once, the last answer counts. Codes follow the names in `tasks`,
    `contributors` and `labels`, then the sorted order of all other names, so that apart from this the order of the
    triples does not matter.

    Args:
        triples: The answers, oldest first; may be empty.
        tasks: Names to code first, in this order, even if they have no answers.
        contributors: The same for contributors.
        labels: The same for labels: usually the options of the question.

    Returns:
        The codes and their names.

    Raises:
        ValueError: There are no labels.
    """
    last = {(task, contributor): label for task, contributor, label in triples}
    task_code = _number(tasks, {task for task, _ in last})
    contributor_code = _number(contributors, {contributor for _, contributor in last})
    label_code = _number(labels, set(last.values()))
    size = len(last)
    codes = AnswerCodes(
        task=np.fromiter((task_code[task] for task, _ in last), np.int64, size),
        contributor=np.fromiter((contributor_code[contributor] for _, contributor in last), np.int64, size),
        label=np.fromiter((label_code[label] for label in last.values()), np.int64, size),
        n_tasks=len(task_code),
        n_contributors=len(contributor_code),
        n_labels=len(label_code),
    )
    return CodedAnswers(
        codes=codes, tasks=tuple(task_code), contributors=tuple(contributor_code), labels=tuple(label_code)
    )


def keep_last(
    task: IntArray,
    contributor: IntArray,
    label: IntArray,
    *,
    n_tasks: int,
    n_contributors: int,
    n_labels: int,
) -> AnswerCodes:
    """Build `AnswerCodes` from arrays in which a contributor may have answered a task again: the last answer
    counts.

    Args:
        task: Task codes, (n,) int, oldest answer first.
        contributor: Contributor codes, (n,) int.
        label: Label codes, (n,) int.
        n_tasks: Number of tasks.
        n_contributors: Number of contributors.
        n_labels: Number of options.

    Returns:
        The answers that count, in the given order.
    """
    kept = last_of_each(pair_codes(task, contributor, n_contributors))
    return AnswerCodes(
        task=task[kept],
        contributor=contributor[kept],
        label=label[kept],
        n_tasks=n_tasks,
        n_contributors=n_contributors,
        n_labels=n_labels,
    )


def last_of_each(codes: IntArray) -> NDArray[np.intp]:
    """Index of the last occurrence of each code, (n_different,) int, ascending; empty without codes."""
    # np.unique finds the first of equal values, so reverse the array.
    _, from_end = np.unique(codes[::-1], return_index=True)
    return np.sort(codes.size - 1 - from_end)


def pair_codes(first: IntArray, second: IntArray, n_second: int) -> NDArray[np.int64]:
    """One code for each pair of codes, as a row-major index: first * n_second + second, (n,) int64."""
    codes: NDArray[np.int64] = np.multiply(first, n_second, dtype=np.int64)
    codes += second
    return codes


def chunks(size: int) -> Iterator[slice]:
    """Consecutive slices of a long array, short enough that the results for one stay in the cache."""
    for start in range(0, size, _CHUNK):
        yield slice(start, min(start + _CHUNK, size))


def task_pieces(answers: AnswerCodes, *, cells: int = _CELLS) -> Iterator[slice]:
    """Consecutive slices of answers by task that never split a task.

    They are short enough that a table of one slice's answers by labels stays small.

    Args:
        answers: Answers in ascending order of tasks.
        cells: Most cells in such a table, unless that would leave fewer than `_LEAST_PIECE` answers.

    Yields:
        The slices; together they cover all answers.
    """
    size = max(cells // answers.n_labels, _LEAST_PIECE)
    start = 0
    while start < answers.n_answers:
        stop = min(start + size, answers.n_answers)
        if stop < answers.n_answers:
            first = int(np.searchsorted(answers.task, answers.task[stop], "left"))
            # A task with more answers than that gets a slice of its own.
            stop = first if first > start else int(np.searchsorted(answers.task, answers.task[stop], "right"))
        yield slice(start, stop)
        start = stop


def check_table(answers: AnswerCodes) -> None:
    """Refuse answers whose table of tasks by labels would be too large, before doing any work on them.

    Raises:
        ValueError: The table would have more than `MOST_CELLS` cells.
    """
    n_cells = answers.n_tasks * answers.n_labels
    if n_cells > MOST_CELLS:
        raise ValueError(
            f"{answers.n_tasks:,} tasks with {answers.n_labels:,} options each make a table of {n_cells:,} numbers, "
            f"but at most {MOST_CELLS:,} are possible: take fewer tasks at a time, or merge options; answers that are "
            "texts or numbers are not options, and have methods of their own"
        )


def _check_codes(name: str, codes: IntArray, count: int) -> None:
    """Raise ValueError unless all codes are integers from 0 to count - 1."""
    if not np.issubdtype(codes.dtype, np.integer):
        raise ValueError(f"{name} codes must be integers, not {codes.dtype}")
    if codes.size and not 0 <= int(codes.min()) <= int(codes.max()) < count:
        raise ValueError(f"{name} codes must be between 0 and {count - 1}")


def _number(first: Sequence[TaskName], met: set[TaskName]) -> dict[TaskName, int]:
    """A code for each name: the given names first, in their order, then the rest, sorted."""
    names = list(dict.fromkeys(first))
    names += sorted(met.difference(names))
    return {name: code for code, name in enumerate(names)}


def check_gold(gold: IntArray, answers: AnswerCodes) -> IntArray:
    """Check that known labels fit the answers.

    Args:
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        answers: The answers they belong to.

    Returns:
        `gold` itself.

    Raises:
        ValueError: The array has the wrong length or type, or a code is out of range.
    """
    if gold.shape != (answers.n_tasks,) or not np.issubdtype(gold.dtype, np.integer):
        raise ValueError(f"gold must hold one integer for each of {answers.n_tasks} tasks")
    if gold.size and not -1 <= int(gold.min()) <= int(gold.max()) < answers.n_labels:
        raise ValueError(f"gold labels must be between -1 and {answers.n_labels - 1}")
    return gold
