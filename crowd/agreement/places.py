"""How well people agree whose answers are points on the globe."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from crowd.aggregation.places.globe import EARTH_M, unit_vectors
from crowd.agreement.measure import measure_agreement
from crowd.agreement.result import Agreement, Coincidences, Level, NamedAgreement, Statistic
from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray, IntArray, code_answers

#: Farther apart than this many radii, two points are simply elsewhere: whether in the next town or on the next
#: continent says nothing more about how well people agree.
FARTHEST = 4.0
#: Rows of a table of distances held at a time.
_ROWS_AT_ONCE = 256

#: (task, contributor, latitude and longitude in degrees)
Triple = tuple[int, int, Sequence[float]]


def measure_places(
    triples: Sequence[Triple], *, radius_m: float, rng: np.random.Generator | None = None
) -> NamedAgreement:
    """Measure how well people agree on places.

    Alpha takes their distance in metres, up to `FARTHEST` radii. Two answers count as the same if they are within the
    radius of each other. There are no options.

    Args:
        triples: The answers, oldest first; of two answers of one person to one task, the last counts.
        radius_m: Within which two places are the same, in metres.
        rng: Random generator for the range of alpha; without it there is none.
    """
    distinct = sorted({(point[0], point[1]) for _, _, point in triples})
    code = {point: label for label, point in enumerate(distinct)}
    coded = code_answers(
        ((task, person, code[point[0], point[1]]) for task, person, point in triples),
        # Arrays need at least one label.
        labels=range(max(len(distinct), 1)),
    )
    points = EARTH_M * unit_vectors(np.array(distinct or [(0.0, 0.0)], dtype=np.float64))
    exact = measure_agreement(
        coded.codes, level=Level.INTERVAL, alphas=_Alphas(points, FARTHEST * radius_m), rng=rng
    )
    same = _count_same(coded.codes.task, points[coded.codes.label], radius_m)
    none = np.zeros(0, np.int64)
    return NamedAgreement(
        found=replace(
            exact,
            raw_agreement=_raw(same, exact),
            tasks=replace(exact.tasks, vote_share=np.array([counts.max() / counts.size for counts in same])),
            options=(),
            confusions=(),
            coincidences=Coincidences(label=none, matrix=np.zeros((0, 0))),
        ),
        names=(),
    )


def _count_same(task: IntArray, points: FloatArray, radius_m: float) -> list[IntArray]:
    """For each task, how many of its answers are within the radius of each, itself included."""
    order = np.argsort(task, kind="stable")
    starts = np.flatnonzero(np.diff(task[order], prepend=-1))
    return [
        (_apart(own[:, np.newaxis], own) <= radius_m).sum(axis=1)
        for own in np.split(points[order], starts[1:])
        if own.size
    ]


def _raw(same: Sequence[IntArray], exact: Agreement) -> Statistic:
    """The share of the pairs of answers to a task that are the same place, averaged over tasks."""
    if exact.raw_agreement.value is None:
        return exact.raw_agreement
    shares = [
        (counts.sum() - counts.size) / (counts.size * (counts.size - 1)) for counts in same if counts.size > 1
    ]
    return Statistic(value=float(np.mean(shares)))


def _apart(first: FloatArray, second: FloatArray) -> FloatArray:
    """Straight distances in metres; over a few kilometres, they are those on the ground."""
    distance: FloatArray = np.sqrt(((first - second) ** 2).sum(axis=-1))
    return distance


class _Alphas:
    """Krippendorff's alpha with distances in metres up to a limit, for each of several weightings of the patterns.

    Only pairs of points that are nearer than the limit are looked for: of a hundred thousand places, they are few.
    """

    def __init__(self, points: FloatArray, limit_m: float) -> None:
        self._points, self._limit = points, limit_m
        self._within = lru_cache(maxsize=1)(self._find_within)
        self._nearness = lru_cache(maxsize=1)(self._find_nearness)

    def __call__(self, patterns: Patterns, weights: FloatArray) -> FloatArray:
        paired = weights * (patterns.size >= 2)
        by_label = patterns.by_label(paired)
        within = (paired / np.maximum(patterns.size - 1, 1)) @ self._within(patterns)
        total = by_label.sum(axis=1)
        near = np.asarray((self._nearness() @ by_label.T).T)
        between = self._limit * total**2 - (near * by_label).sum(axis=1)
        # If only one point was given, rounding must not turn zero into a small number.
        defined = ((by_label > 0).sum(axis=1) > 1) & (between > 1e-9 * self._limit)
        alphas = 1 - (total - 1) * within / np.where(defined, between, 1.0)
        return np.where(defined, alphas, np.nan)

    def _find_within(self, patterns: Patterns) -> FloatArray:
        """Sum of the distances between all answers to a task of each pattern, in both orders, (n_patterns,)."""
        total = np.zeros(patterns.size.size)
        for apart in range(1, int(np.diff(np.append(patterns.start, patterns.label.size)).max())):
            here = np.flatnonzero(patterns.pattern[apart:] == patterns.pattern[:-apart])
            there = here + apart
            distance = _apart(self._points[patterns.label[here]], self._points[patterns.label[there]])
            pairs = 2.0 * patterns.count[here] * patterns.count[there] * np.minimum(distance, self._limit)
            total += np.bincount(patterns.pattern[here], pairs, total.size)
        return total

    def _find_nearness(self) -> Any:  # a sparse array, whose stubs give no usable type
        """By how much two points are nearer than the limit, (n_points, n_points), sparse."""
        from scipy.sparse import csr_array  # late: `import crowd` stays light
        from scipy.spatial import KDTree

        n_points = self._points.shape[0]
        pairs = KDTree(self._points).query_pairs(self._limit, output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        nearness = self._limit - _apart(self._points[one], self._points[other])
        itself = np.arange(n_points)
        values = np.concatenate([nearness, nearness, np.full(n_points, self._limit)])
        places = (np.concatenate([one, other, itself]), np.concatenate([other, one, itself]))
        return csr_array((values, places), shape=(n_points, n_points))
