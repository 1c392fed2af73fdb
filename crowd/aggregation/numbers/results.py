"""Results for answers that are numbers: for each task, for each person, and overall."""

import math
from dataclasses import dataclass
from typing import Literal

from crowd.aggregation.rows import or_none

VERSION = 1

#: How to find the number of a task.
Method = Literal["weighted", "mean", "median"]
METHODS: tuple[Method, ...] = ("weighted", "mean", "median")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """An answer that stands out.

    Attributes:
        contributor: Who gave it.
        value: The number.
        reason: `outside_range`: it is outside the declared range, so it cannot be true and does not count. `far`:
            it is far from the other answers, but still counts.
        distance: Its distance from the median in robust standard deviations; NaN for `outside_range`.
    """

    contributor: str
    value: float
    reason: Literal["outside_range", "far"]
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTask:
    """The number of one task; everything but the counts is NaN if every answer is outside the declared range.

    The true number is what people as a whole would say: an error that everybody makes does not show in the spread.

    Attributes:
        value: The number, found by the chosen method.
        low: Lower end of the 95 % range of the true number; NaN if no answers show how much they vary.
        high: Upper end of that range.
        confidence: Probability that the true number is within the tolerance of `value`; NaN if the range is NaN.
        mean: Mean of the answers.
        median: Median of the answers.
        mad: Median absolute deviation from the median, not scaled to a standard deviation.
        weighted: Precision-weighted mean.
        answers: Number of answers that count.
        outliers: Answers that stand out.
    """

    value: float
    low: float
    high: float
    confidence: float
    mean: float
    median: float
    mad: float
    weighted: float
    answers: int
    outliers: tuple[Outlier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPerson:
    """How one contributor answers.

    Attributes:
        correlation: Correlation with the mean of the others, shrunk towards the crowd's.
        weight: Weight of their answers in the weighted mean; 1 for the average answer.
        offset: Mean of their answers minus the others' mean; NaN without a task in common.
        answers: Number of answers that count.
    """

    correlation: float
    weight: float
    offset: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersResult:
    """Numbers of all tasks.

    Attributes:
        tasks: By name, sorted.
        people: By name, sorted.
        agreement: Krippendorff's alpha with the interval metric; NaN if undefined.
        icc: Intraclass correlation of single answers, one-way random effects: ICC(1, 1) of Shrout & Fleiss
            1979, with the mean group size of an unbalanced design; NaN if undefined.
        icc_of_mean: The same for the mean of a task, ICC(1, k), at the typical number of answers.
        unit: The declared unit; "" for none.
        lowest: The declared lowest possible number; -inf for none.
        highest: The declared highest possible number; inf for none.
        tolerance: How far off a number may be and still count as right, for `confidence`.
        method: How `value` was found.
        version: Increases whenever the same input could give a different result.
    """

    tasks: dict[str, NumberTask]
    people: dict[str, NumberPerson]
    agreement: float
    icc: float
    icc_of_mean: float
    unit: str
    lowest: float
    highest: float
    tolerance: float
    method: Method
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file; None for anything undefined."""
        return {
            "kind": "numbers",
            "method": self.method,
            "version": self.version,
            "unit": self.unit,
            "lowest": self.lowest if math.isfinite(self.lowest) else None,
            "highest": self.highest if math.isfinite(self.highest) else None,
            "tolerance": or_none(self.tolerance),
            "agreement": {"name": "interval_alpha", "value": or_none(self.agreement)},
            "icc": or_none(self.icc),
            "icc_of_mean": or_none(self.icc_of_mean),
            "tasks": {name: _task_json(task) for name, task in self.tasks.items()},
            "people": {
                name: {
                    "correlation": or_none(person.correlation),
                    "weight": person.weight,
                    "offset": or_none(person.offset),
                    "answers": person.answers,
                }
                for name, person in self.people.items()
            },
        }


def _task_json(task: NumberTask) -> dict[str, object]:
    names = ("value", "low", "high", "confidence", "mean", "median", "mad", "weighted")
    return {
        **{name: or_none(getattr(task, name)) for name in names},
        "answers": task.answers,
        "outliers": [
            {
                "contributor": one.contributor,
                "value": one.value,
                "reason": one.reason,
                "distance": or_none(one.distance),
            }
            for one in task.outliers
        ],
    }
