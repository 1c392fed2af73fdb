"""What a full fit of a question reads and returns, for every kind of question."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np

from crowd.answers import FloatArray, IntArray
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
