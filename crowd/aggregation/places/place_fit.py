"""The full fit of places: how exact the crowd and each person are, and the place of every task, from all answers.

It is the model of `modes`, for all tasks at once: tasks with the same number of answers are computed together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.places.globe import EARTH_M, degrees_of, unit_vectors
from crowd.aggregation.places.modes import Modes, best_points, find_modes
from crowd.aggregation.places.place_model import (
    MOST_SURE,
    NEW_FAR,
    NEW_SHARED,
    NEW_SPREAD,
    PlaceModel,
    PlacePerson,
    excess_of,
    factor_of,
    far_of,
    new_place_model,
)
from crowd.answers import FloatArray, IntArray

#: How often places and people are estimated from each other.
_PASSES = 6
#: So many answers, or pairs of wrong answers, count what was believed before any were seen.
_SPREAD_STRENGTH, _FAR_STRENGTH, _SHARED_STRENGTH = 10.0, 20.0, 10.0
#: The crowd is never believed to be this much more or less exact than a new one.
_SPREAD_TIMES = (0.01, 4.0)
_LEAST_FAR, _MOST_FAR, _LEAST_SHARED = 0.02, 0.6, 0.05
#: The most numbers in an array.
_MOST_NUMBERS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceCodes:
    """Who pointed where, sorted by task.

    Attributes:
        task: Task codes, (n_answers,) int, ascending.
        contributor: Contributor codes, (n_answers,) int.
        point: Latitudes and longitudes in degrees, (n_answers, 2).
        n_tasks: Number of tasks; each has an answer.
        n_contributors: Number of contributors.
    """

    task: IntArray
    contributor: IntArray
    point: FloatArray
    n_tasks: int
    n_contributors: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceFit:
    """The result.

    Attributes:
        model: How the crowd answers.
        excess: The sum of how far off each person was, (n_contributors,).
        off: The expected number of answers of each person that point to another place, (n_contributors,).
        answered: Their number of answers to tasks that others answered, too, (n_contributors,).
        point: The place of each task, (n_tasks, 2), in degrees.
        confidence: The probability that it is right, (n_tasks,).
        credit: The probability that each answer is right, (n_answers,).
    """

    model: PlaceModel
    excess: FloatArray
    off: FloatArray
    answered: FloatArray
    point: FloatArray
    confidence: FloatArray
    credit: FloatArray

    def person(self, code: int) -> PlacePerson:
        """Return what was counted for a person."""
        return PlacePerson(
            excess=float(self.excess[code]), off=float(self.off[code]), answered=float(self.answered[code])
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Batch:
    """Some tasks with the same number of answers: which rows these are, (n_tasks, n) int, and what is known."""

    rows: IntArray
    point: FloatArray
    known: FloatArray | None


def fit_places(codes: PlaceCodes, gold: FloatArray, *, radius_m: float) -> PlaceFit:
    """Fit the model to all answers.

    Args:
        codes: The answers; there may be none.
        gold: The true place of each task, (n_tasks, 2), in degrees; NaN where it is not known.
        radius_m: Within which two places are the same, in metres.
    """
    batches = list(_batches(codes, gold))
    model = new_place_model(radius_m)
    sums = _Sums(codes)
    for _ in range(_PASSES):
        spread, far = sums.habits(model)
        sums = _Sums(codes)
        for batch in batches:
            modes = find_modes(batch.point, spread[batch.rows], far[batch.rows], model, batch.known)
            sums.add(batch, modes, spread[batch.rows], radius_m)
        model = sums.learn(radius_m)
    return _conclude(codes, batches, sums, model, radius_m)


def _batches(codes: PlaceCodes, gold: FloatArray) -> Iterator[_Batch]:
    """The tasks by their number of answers, and those with known places apart."""
    counts = np.bincount(codes.task, minlength=codes.n_tasks)
    starts = np.cumsum(counts) - counts
    point = EARTH_M * unit_vectors(codes.point)
    is_known = ~np.isnan(gold).any(axis=1)
    for count in np.unique(counts).tolist():
        for known in (False, True):
            tasks = np.flatnonzero((counts == count) & (is_known == known))
            at_once = max(1, _MOST_NUMBERS // max(3 * count * count, 1))
            for first in range(0, tasks.size if count else 0, at_once):
                some = tasks[first : first + at_once]
                rows = starts[some][:, np.newaxis] + np.arange(count)
                yield _Batch(
                    rows=rows,
                    point=point[rows],
                    known=EARTH_M * unit_vectors(gold[some]) if known else None,
                )


class _Sums:
    """What is counted over all answers in one pass."""

    def __init__(self, codes: PlaceCodes) -> None:
        self._codes = codes
        counts = np.bincount(codes.task, minlength=codes.n_tasks)
        self._paired = counts[codes.task] > 1
        self.excess = np.zeros(codes.n_contributors)
        self.off = np.zeros(codes.n_contributors)
        self.answered = np.zeros(codes.n_contributors)
        self._square = self._free = self._far = self._n = self._pairs = self._same = 0.0

    def habits(self, model: PlaceModel) -> tuple[FloatArray, FloatArray]:
        """How far each answer's author scatters, in metres, and how often they point elsewhere, (n_answers,) each."""
        who = self._codes.contributor
        factor = factor_of(self.excess, self.answered)
        return model.spread_m * factor[who], far_of(self.off, self.answered, model)[who]

    def add(self, batch: _Batch, modes: Modes, spread: FloatArray, radius_m: float) -> None:
        """Count the answers of a batch."""
        n = batch.rows.shape[1]
        if n < 2 and batch.known is None:
            return
        rows = np.arange(batch.rows.shape[0])
        first = modes.chance.argmax(axis=-1)
        if batch.known is None:
            belongs = (modes.chance[:, :, np.newaxis] * modes.member).sum(axis=1)
            sure, lost = modes.chance[rows, first], 1.0
        else:
            belongs, sure, lost = modes.member[rows, first], np.ones(rows.size), 0.0
        member = modes.member[rows, first] * sure[:, np.newaxis]
        square = modes.square[rows, first]
        # A middle lies closer to its own answers than the truth does.
        held = member.sum(axis=-1, keepdims=True)
        free = np.maximum(1.0 - lost / np.maximum(held, 1.0), 0.0)
        who = self._codes.contributor[batch.rows]
        # As Student's t has it: how far off an answer is, times how much so far an answer counts.
        self._square += float((2.0 * member * excess_of(square) * spread**2).sum())
        self._free += float((2.0 * member * free).sum())
        off = 1.0 - belongs
        self._far, self._n = self._far + float(off.sum()), self._n + off.size
        inflated = square / np.maximum(free, 0.5)
        for total, part in (
            (self.excess, member * excess_of(inflated) + (1.0 - member)),
            (self.off, off),
            (self.answered, np.ones_like(off)),
        ):
            np.add.at(total, who, part)
        self._count_shared(batch.point, off, radius_m)

    def _count_shared(self, point: FloatArray, off: FloatArray, radius_m: float) -> None:
        """Count the pairs of answers that both point elsewhere, and those of them that point to the same place."""
        apart = ((point[:, :, np.newaxis] - point[:, np.newaxis]) ** 2).sum(axis=-1)
        both = off[:, :, np.newaxis] * off[:, np.newaxis]
        both[:, np.arange(off.shape[1]), np.arange(off.shape[1])] = 0.0
        self._pairs += float(both.sum()) / 2.0
        self._same += float(both[apart <= radius_m**2].sum()) / 2.0

    def learn(self, radius_m: float) -> PlaceModel:
        """Return the model, pooled towards that of a new question."""
        new = NEW_SPREAD * radius_m
        pooled = (2.0 * _SPREAD_STRENGTH * new**2 + self._square) / (2.0 * _SPREAD_STRENGTH + self._free)
        low, high = _SPREAD_TIMES
        far = (_FAR_STRENGTH * NEW_FAR + self._far) / (_FAR_STRENGTH + self._n)
        shared = (_SHARED_STRENGTH * NEW_SHARED + self._same) / (_SHARED_STRENGTH + self._pairs)
        return PlaceModel(
            spread_m=float(np.clip(np.sqrt(pooled), low * radius_m, high * radius_m)),
            far=float(np.clip(far, _LEAST_FAR, _MOST_FAR)),
            shared=float(np.clip(shared, _LEAST_SHARED, 1.0)),
            n_answers=int(self._codes.task.size),
        )


def _conclude(
    codes: PlaceCodes, batches: list[_Batch], sums: _Sums, model: PlaceModel, radius_m: float
) -> PlaceFit:
    spread, far = sums.habits(model)
    vectors = np.zeros((codes.n_tasks, 3))
    confidence = np.zeros(codes.n_tasks)
    credit = np.zeros(codes.task.size)
    for batch in batches:
        # The known places decide the credits, while the rest still says what the crowd says.
        modes = find_modes(batch.point, spread[batch.rows], far[batch.rows], model)
        tasks = codes.task[batch.rows[:, 0]]
        vectors[tasks], inside = best_points(modes, radius_m)
        confidence[tasks] = MOST_SURE * inside
        if batch.known is None:
            credit[batch.rows] = modes.inside(batch.point, radius_m)
        else:
            apart = ((batch.point - batch.known[:, np.newaxis]) ** 2).sum(axis=-1)
            credit[batch.rows] = apart <= radius_m**2
    return PlaceFit(
        model=model,
        excess=sums.excess,
        off=sums.off,
        answered=sums.answered,
        point=np.array([degrees_of(vector) for vector in vectors]).reshape(-1, 2),
        confidence=confidence,
        credit=credit,
    )
