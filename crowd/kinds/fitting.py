"""What a full fit of a question reads and returns, for every kind of question."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np

from crowd.answers import FloatArray, IntArray, pair_codes
from crowd.deciding.skill import SkillPrior
from crowd.ids import ContributorId, TaskId

T = TypeVar("T")

#: A credit that changes by less than this affects no decision and is not worth a write.
SMALLEST_MOVE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitInput:
    """Every answer to a question that counts, and the gold.

    The columns are arrays where they can be: a million answers take 32 MB this way, but 400 MB as rows.

    Attributes:
        task: Task ids, 64-bit integers, one per answer, in any order.
        contributor: Contributor ids.
        value: The answers; an array of codes where the kind has codes.
        credit: The current credit of each answer; NaN if it has none yet.
        gold: The known value of each gold task.
    """

    task: "array[int]" = field(default_factory=lambda: array("q"))
    contributor: "array[int]" = field(default_factory=lambda: array("q"))
    value: "array[int] | list[Any]" = field(default_factory=lambda: array("q"))
    credit: "array[float]" = field(default_factory=lambda: array("d"))
    gold: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """How much an answer adds to its author's expected right answers."""

    task_id: TaskId
    contributor_id: ContributorId
    value: Any  #: the answer that the fit saw: if it was changed in the meantime, it keeps its own credit
    credit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages(Generic[T]):
    """Rows made from arrays a page at a time, when they are stored.

    Attributes:
        n_rows: The number of rows.
        make: Makes the rows from one position up to another.
    """

    n_rows: int
    make: Callable[[slice], list[T]]

    def of(self, size: int) -> Iterator[list[T]]:
        """Make the rows, page by page."""
        return (self.make(slice(start, start + size)) for start in range(0, self.n_rows, size))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedValues:
    """What a full fit decides each task as.

    Attributes:
        task_ids: The tasks that have answers, 64-bit integers, in ascending order.
        value: The value of each.
        confidence: Its probability.
    """

    task_ids: IntArray
    value: Sequence[Any]
    confidence: FloatArray

    def confidences(self, task_ids: Sequence[TaskId]) -> FloatArray:
        """Return the confidence of each of these tasks, (n,): NaN for one that had no answers."""
        ids = np.asarray(task_ids, dtype=np.int64)
        if not self.task_ids.size:
            return np.full(ids.size, np.nan)
        place = np.minimum(np.searchsorted(self.task_ids, ids), self.task_ids.size - 1)
        return np.where(self.task_ids[place] == ids, self.confidence[place], np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The result of a full fit, ready to be stored.

    Attributes:
        model: What was learnt about the question, as the kind writes it.
        prior: The prior for the skill of somebody new.
        credits: The credits that the fit moved, by task.
        people: What was learnt about each person, as the kind writes it.
        beliefs: What is believed about each task, as the kind writes it.
        values: What each task would be decided as.
        n_answers: The number of answers that the fit saw.
    """

    model: str
    prior: SkillPrior
    credits: Pages[Credit]
    people: Pages[tuple[ContributorId, str]]
    beliefs: Pages[tuple[TaskId, str]]
    values: FittedValues
    n_answers: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodedRows:
    """The answers that a fit reads, with codes for tasks and people, sorted by task and contributor.

    Attributes:
        rows: Which rows of the `FitInput` they are, (n_answers,) int.
        task: Task codes, (n_answers,) int.
        contributor: Contributor codes, (n_answers,) int.
        credit: The credit of each answer so far, (n_answers,); NaN if it was not weighed yet.
        task_ids: What the task codes stand for, (n_tasks,) int, ascending.
        contributor_ids: What the contributor codes stand for, (n_contributors,) int, ascending.
    """

    rows: IntArray
    task: IntArray
    contributor: IntArray
    credit: FloatArray
    task_ids: IntArray
    contributor_ids: IntArray


def code_rows(data: FitInput) -> CodedRows:
    """Turn ids into codes; if one person answered a task twice, the last answer read stays."""
    task_ids, task = np.unique(np.asarray(data.task), return_inverse=True)
    contributor_ids, contributor = np.unique(np.asarray(data.contributor), return_inverse=True)
    pair = pair_codes(task, contributor, contributor_ids.size)
    order = np.argsort(pair, kind="stable")
    kept = order[np.append(np.diff(pair[order]) > 0, True)] if order.size else order
    return CodedRows(
        rows=kept,
        task=task[kept].astype(np.int32),
        contributor=contributor[kept].astype(np.int32),
        credit=np.asarray(data.credit)[kept],
        task_ids=task_ids,
        contributor_ids=contributor_ids,
    )


def moved_credits(coded: CodedRows, values: Sequence[Any], credit: FloatArray) -> Pages[Credit]:
    """Return the credits that a fit moved.

    Args:
        coded: The answers.
        values: The value of each.
        credit: The credit that the fit gives each, (n_answers,).
    """
    # An answer that was not weighed yet has NaN, which is never close to a number.
    moved = np.flatnonzero(~(np.abs(credit - coded.credit) <= SMALLEST_MOVE))

    def make(part: slice) -> list[Credit]:
        here = moved[part]
        columns = (coded.task_ids[coded.task[here]], coded.contributor_ids[coded.contributor[here]])
        return [
            Credit(
                task_id=TaskId(task), contributor_id=ContributorId(person), value=values[row], credit=share
            )
            for row, task, person, share in zip(
                here.tolist(), *(column.tolist() for column in columns), credit[here].tolist(), strict=True
            )
        ]

    return Pages(n_rows=moved.size, make=make)


def write_people(ids: IntArray, write: Callable[[int], str]) -> Pages[tuple[ContributorId, str]]:
    """Write what a fit learnt about each person, by their code."""

    def make(part: slice) -> list[tuple[ContributorId, str]]:
        return [(ContributorId(int(ids[code])), write(code)) for code in range(*part.indices(ids.size))]

    return Pages(n_rows=ids.size, make=make)
