"""Points on the globe gathered into places, each around the point that has most of them within reach."""

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.globe import distances_m, middle
from crowd.answers import FloatArray

#: Middle and members of a place are found from each other so often.
_SETTLE = 20


def gather(vectors: FloatArray, reach_m: float) -> NDArray[np.int64]:
    """Gather the points of one task into places.

    The next place begins at the point that has most others within reach, of equally many at the one that is nearest to
    them. How many and how near is kept up to date, so that many scattered points do not take cubic time.

    Args:
        vectors: Points as unit vectors, (n, 3).
        reach_m: How far from the middle of a place a point may be to belong to it, in metres.

    Returns:
        Number of the place of each point, (n,) int, in the order in which they were found.
    """
    # The same points in any order have the same first one.
    canonical = np.lexsort(vectors.T.round(12))
    points = vectors[canonical]
    place = np.full(points.shape[0], -1, dtype=np.int64)
    count, apart = np.zeros(points.shape[0]), np.zeros(points.shape[0])
    for point in points:
        _count_near(points, point, reach_m, count, apart, 1.0)
    number = 0
    while (free := np.flatnonzero(place < 0)).size:
        start = free[np.lexsort((apart[free].round(3), -count[free]))[0]]
        members = free[_around(points[free], points[start], reach_m)]
        place[members] = number
        number += 1
        for member in members:
            _count_near(points, points[member], reach_m, count, apart, -1.0)
    found = np.empty_like(place)
    found[canonical] = place
    return found


def _count_near(
    points: FloatArray, one: FloatArray, reach_m: float, count: FloatArray, apart: FloatArray, times: float
) -> None:
    """Add a point, or with `times` -1 take it away, among those that the points have within reach."""
    away = distances_m(points, one)
    near = away <= reach_m
    count += times * near
    apart += times * np.where(near, away, 0.0)


def _around(points: FloatArray, start: FloatArray, reach_m: float) -> NDArray[np.bool_]:
    """Which points belong to the place that begins at `start`, one of them; (n,) bool, at least one.

    Its middle moves to the mean of its points for as long as it keeps as many.
    """
    near = distances_m(points, start) <= reach_m
    for _ in range(_SETTLE):
        centre = middle(points[near], np.ones(int(near.sum())))
        moved = distances_m(points, centre) <= reach_m
        if moved.sum() < near.sum() or (moved == near).all():
            break
        near = moved
    return near
