"""Numbers: one number per task with its range, and the answers that stand out.

Model: an answer is the task's number plus the person's noise. Every person has a precision and every task a
spread, both shrunk towards those of the crowd, so that a person or a task with a single answer does no harm.
`crowd.aggregation.numbers.crowd` estimates the precisions.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from crowd.aggregation.numbers.crowd import NumberCrowd
from crowd.aggregation.numbers.results import (
    METHODS,
    Method,
    NumberPerson,
    NumbersResult,
    NumberTask,
    Outlier,
)
from crowd.aggregation.rows import sort_rows
from crowd.answers import FloatArray

#: The crowd's spread enters that of each task as this many answers.
_SPREAD_ANSWERS = 4.0

#: Larger numbers are refused: their sums and ranges would overflow.
LARGEST = 1e300

#: Multiply the median absolute deviation of a normal variable by this to get its standard deviation.
_MAD_TO_SD = 1.482602218505602

#: An answer stands out if it is further from the median than this many (robust) standard deviations: Iglewicz &
#: Hoaglin 1993, "How to Detect and Handle Outliers", recommend 3.5.
OUTLIER_SDS = 3.5

#: To find outliers, the crowd's deviation enters that of each task as this many answers.
_MAD_ANSWERS = 4.0

#: With fewer answers, there is no way to tell which of them stands out.
_LEAST_FOR_OUTLIERS = 3

#: The tolerance, if none is declared: this share of the declared range, or of the middle 90 % of all answers.
_TOLERANCE_SHARE = 0.1


def summarize_numbers(
    triples: Iterable[tuple[str, str, float]],
    *,
    method: Method = "weighted",
    lowest: float = -math.inf,
    highest: float = math.inf,
    unit: str = "",
    tolerance: float | None = None,
) -> NumbersResult:
    """Find one number for every task.

    Args:
        triples: (task, contributor, number), oldest first; if a person answered a task twice, the last answer
            counts.
        method: `weighted` (precision-weighted mean), `mean` or `median`.
        lowest: Lowest possible number. Lower answers are listed and do not count.
        highest: Highest possible number.
        unit: Unit of the numbers, for the result only.
        tolerance: How far off a number may be and still count as right; None for a tenth of the declared range,
            or of the middle 90 % of all answers if no range is declared.

    Returns:
        The numbers; none without answers.

    Raises:
        ValueError: A value is not a finite number, or an option is invalid.
    """
    _check_options(method, lowest, highest, tolerance)
    rows = sort_rows(triples, _read_number)
    numbers = np.array(rows.values, dtype=np.float64)
    # Squares of very large or small numbers would overflow or vanish; scaling by a power of two loses no digits.
    scale = _power_of_two(numbers)
    inside = (numbers >= lowest) & (numbers <= highest)
    crowd = NumberCrowd(rows=rows, value=numbers / scale, counts=inside.astype(np.float64))
    width = _tolerance(numbers[inside], lowest, highest) if tolerance is None else tolerance
    tasks = _Tasks(crowd, crowd.weights(), width / scale)
    icc, icc_of_mean = crowd.icc()
    return NumbersResult(
        tasks={
            name: _clipped(tasks.conclude(task, method, scale, numbers), lowest, highest)
            for task, name in enumerate(rows.tasks)
        },
        people=_people(crowd, scale),
        agreement=crowd.alpha(),
        icc=icc,
        icc_of_mean=icc_of_mean,
        unit=unit,
        lowest=lowest,
        highest=highest,
        tolerance=width,
        method=method,
    )


def _clipped(task: NumberTask, lowest: float, highest: float) -> NumberTask:
    """The same task with its range limited to what is possible; NaN stays."""
    return replace(task, low=float(np.maximum(task.low, lowest)), high=float(np.minimum(task.high, highest)))


def _check_options(method: str, lowest: float, highest: float, tolerance: float | None) -> None:
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    if not lowest < highest:
        raise ValueError(f"the lowest number must be below the highest: {lowest}, {highest}")
    if tolerance is not None and not 0.0 < tolerance < math.inf:
        raise ValueError(f"the tolerance must be above 0 and finite: {tolerance}")


def _read_number(value: object) -> float:
    number = value.item() if isinstance(value, np.number) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise ValueError(f"expected a number, not {value!r}")  # noqa: TRY004 - one error for every bad value
    if not -LARGEST <= number <= LARGEST:  # before float(), which cannot hold every int
        raise ValueError(f"the number must be finite and at most {LARGEST:g}, not {str(number)[:30]}")
    return float(number)


def _power_of_two(numbers: FloatArray) -> float:
    largest = float(np.abs(numbers).max(initial=0.0))
    return math.ldexp(1.0, max(math.frexp(largest)[1], -1000))


def _tolerance(numbers: FloatArray, lowest: float, highest: float) -> float:
    if numbers.size == 0:
        return math.nan
    if math.isfinite(lowest) and math.isfinite(highest):
        return _TOLERANCE_SHARE * (highest - lowest)
    low, high = np.quantile(numbers, [0.05, 0.95])
    return float(_TOLERANCE_SHARE * (high - low))


class _Tasks:
    """What is known about every task, in the crowd's scale."""

    def __init__(self, crowd: NumberCrowd, weight: FloatArray, tolerance: float) -> None:
        self.crowd, self.tolerance = crowd, tolerance
        self.size = crowd.size
        each = weight[crowd.rows.contributor]
        self.total = np.maximum(crowd.by_task(each), np.finfo(float).tiny)
        self.mean = crowd.squares()[2]
        centred = crowd.value - self.mean[crowd.rows.task]
        self.weighted = self.mean + crowd.by_task(each * centred) / self.total
        residual = each * (crowd.value - self.weighted[crowd.rows.task]) ** 2
        square, free = crowd.by_task(residual), np.maximum(self.size - 1.0, 0.0)
        known = float(free.sum()) > 0.0
        pooled = float(square.sum()) / float(free.sum()) if known else math.nan
        #: Variance of an answer of weight 1 to each task, and its degrees of freedom.
        self.variance = (square + _SPREAD_ANSWERS * pooled) / (free + _SPREAD_ANSWERS)
        self.freedom = free + _SPREAD_ANSWERS
        self.squares_of_weights = crowd.by_task(each**2)
        starts = crowd.rows.starts
        self.spans = [slice(first, last) for first, last in pairwise(starts)]
        self.median, self.mad = self._medians()
        self.deviation = self._deviations()

    def _medians(self) -> tuple[FloatArray, FloatArray]:
        median, mad = np.full(len(self.spans), math.nan), np.full(len(self.spans), math.nan)
        for task, span in enumerate(self.spans):
            values = self.crowd.value[span][self.crowd.counts[span] > 0]
            if values.size:
                median[task] = np.median(values)
                mad[task] = np.median(np.abs(values - median[task]))
        return median, mad

    def _deviations(self) -> FloatArray:
        """Robust standard deviation of each task's answers, shrunk towards the crowd's, (n_tasks,)."""
        away = np.abs(self.crowd.value - self.median[self.crowd.rows.task])
        shared = (self.size[self.crowd.rows.task] > 1) & (self.crowd.counts > 0)
        pooled = _robust_deviation(away[shared])
        own = np.nan_to_num(self.mad) * _MAD_TO_SD
        square = (self.size * own**2 + _MAD_ANSWERS * pooled**2) / (self.size + _MAD_ANSWERS)
        return np.sqrt(square)

    def conclude(self, task: int, method: Method, scale: float, numbers: FloatArray) -> NumberTask:
        """Return the result for a task, in the original scale of the numbers."""
        found = self.size[task] > 0
        mean = float(self.mean[task]) if found else math.nan
        weighted = float(self.weighted[task]) if found else math.nan
        value = {"mean": mean, "median": float(self.median[task]), "weighted": weighted}[method]
        low, high, confidence = self._range(task, method, value) if found else (math.nan,) * 3
        return NumberTask(
            value=value * scale,
            low=low * scale,
            high=high * scale,
            confidence=confidence,
            mean=mean * scale,
            median=float(self.median[task]) * scale,
            mad=float(self.mad[task]) * scale,
            weighted=weighted * scale,
            answers=int(self.size[task]),
            outliers=self._outliers(task, numbers),
        )

    def _range(self, task: int, method: Method, value: float) -> tuple[float, float, float]:
        """The range of the true number: Student's t around the value, with the task's own shrunk variance."""
        from scipy.special import stdtr, stdtrit  # only results need it: `import crowd` stays light

        variance = float(self.variance[task])
        if method == "weighted":
            # Uses the weights as they are, without assuming that they are the true precisions.
            variance *= float(self.squares_of_weights[task] / self.total[task] ** 2)
        else:
            variance /= float(self.size[task])
        if method == "median":
            # The variance of the median is pi / 2 times that of the mean for many normal numbers, and the same for one.
            # In between, this is right to 3 % if the number of answers is odd, and too wide if it is even.
            variance *= math.pi / 2.0 * float(self.size[task] / (self.size[task] + math.pi / 2.0 - 1.0))
        error, freedom = math.sqrt(variance) if variance >= 0.0 else math.nan, float(self.freedom[task])
        reach = error * float(stdtrit(freedom, 0.975))
        if error == 0.0:
            return value, value, 1.0
        inside = 2.0 * float(stdtr(freedom, self.tolerance / error)) - 1.0
        return value - reach, value + reach, inside

    def _outliers(self, task: int, numbers: FloatArray) -> tuple[Outlier, ...]:
        """The answers to a task that stand out, in order of contributor name."""
        rows, named = self.crowd.rows, []
        span = self.spans[task]
        for answer in range(span.start, span.stop):
            who, number = rows.contributors[rows.contributor[answer]], float(numbers[answer])
            if not self.crowd.counts[answer]:
                named.append(
                    Outlier(contributor=who, value=number, reason="outside_range", distance=math.nan)
                )
            elif (distance := self._distance(task, answer)) > OUTLIER_SDS:
                named.append(Outlier(contributor=who, value=number, reason="far", distance=distance))
        return tuple(named)

    def _distance(self, task: int, answer: int) -> float:
        """Robust standard deviations between an answer and its task's median; 0 if there are too few answers."""
        deviation = float(self.deviation[task])
        if self.size[task] < _LEAST_FOR_OUTLIERS or not deviation > 0.0:
            return 0.0
        return abs(float(self.crowd.value[answer] - self.median[task])) / deviation


def _robust_deviation(away: FloatArray) -> float:
    """A standard deviation from distances to medians; if half of them are 0, from the others."""
    if away.size == 0:
        return 0.0
    middle = float(np.median(away))
    if middle == 0.0 and away.any():
        middle = float(np.median(away[away > 0.0])) / 2.0
    return middle * _MAD_TO_SD


def _people(crowd: NumberCrowd, scale: float) -> dict[str, NumberPerson]:
    columns = (crowd.correlations(), crowd.weights(), crowd.offsets() * scale, crowd.by_person(crowd.counts))
    return {
        name: NumberPerson(correlation=r, weight=weight, offset=offset, answers=int(number))
        for name, r, weight, offset, number in zip(
            crowd.rows.contributors, *(column.tolist() for column in columns), strict=True
        )
    }
