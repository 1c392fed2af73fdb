"""Groups points on the globe into places, each around the point with the most others within reach."""

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.places.globe import distances_m, middle
from crowd.answers import FloatArray

#: How often the middle and the members of a place are found from each other.
_SETTLE = 20


def gather(vectors: FloatArray, reach_m: float) -> NDArray[np.int64]:
    """Group the points of one task into places.

    The next place starts at the point with the most others within reach; among equals, at the one nearest to them.
    Counts and distances are kept up to date, so that many scattered points do not take cubic time.

    Args:
        vectors: Points as unit vectors, (n, 3).
        reach_m: How far from the middle of a place a point may be to belong to it, in metres.

    Returns:
        The place of each point as a number, (n,) int; places are numbered in the order they were found.
    """
    # Whatever order the points come in, the same one is first.
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
    """Add a point to those within reach of the other points, or remove it with `times` -1."""
    away = distances_m(points, one)
    near = away <= reach_m
    count += times * near
    apart += times * np.where(near, away, 0.0)


def _around(points: FloatArray, start: FloatArray, reach_m: float) -> NDArray[np.bool_]:
    """Which points belong to the place that starts at the point `start`; (n,) bool, at least one.

    Its middle moves to the mean of its points as long as it keeps as many.
    """
    near = distances_m(points, start) <= reach_m
    for _ in range(_SETTLE):
        centre = middle(points[near], np.ones(int(near.sum())))
        moved = distances_m(points, centre) <= reach_m
        if moved.sum() < near.sum() or (moved == near).all():
            break
        near = moved
    return near
