"""Where the answers to tasks gather, with the probability of each such place: for many tasks at once, or for one.

Each answer is somewhere around its place, or points to another one. Starting from each answer, the place moves to the
weighted middle of the answers that seem to belong to it; starts that end in the same place are one. Points are vectors
from the centre of the earth in metres, so nothing special happens at the poles or the antimeridian.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.places.globe import EARTH_M
from crowd.aggregation.places.place_model import (
    ELSEWHERE,
    FREEDOM,
    SHARED_ERROR,
    PlaceModel,
    evidence,
    within,
)
from crowd.answers import FloatArray

#: How often places and their members are found from each other.
_SETTLE = 6
#: Places nearer to each other than this many spreads are one.
_SAME = 1.0
#: How strongly the scatter of a task's own answers is pooled towards what is usual, in answers, and its limits.
_USUAL, _SCATTER = 3.0, (0.25, 9.0)
#: Each further answer of a place tells less: the next in order counts 1 / (1 + this * its place in the order).
_DISCOUNT = 0.15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Modes:
    """The places of some tasks with n answers each; each answer is a start, and starts that ended elsewhere are 0.

    Attributes:
        centre: Where each start ended, (n_tasks, n, 3), in metres.
        chance: The probability that it is the right place, (n_tasks, n); the rest up to 1 is that none is.
        member: The probability that an answer belongs to a place if that is right, (n_tasks, n, n).
        square: The squared distance of each answer from each place, in spreads of its author, (n_tasks, n, n).
        variance: The square of the scale of where the truth is around each place, (n_tasks, n), in square metres.
        freedom: Its degrees of freedom, (n_tasks, n).
        score: The log-odds of each place against none, (n_tasks, n); -inf for starts that ended elsewhere.
    """

    centre: FloatArray
    chance: FloatArray
    member: FloatArray
    square: FloatArray
    variance: FloatArray
    freedom: FloatArray
    score: FloatArray

    def inside(self, points: FloatArray, radius_m: float) -> FloatArray:
        """The probability that the truth is within a radius of points, (n_tasks, k, 3) to (n_tasks, k)."""
        away = np.sqrt(((points[:, :, np.newaxis] - self.centre[:, np.newaxis]) ** 2).sum(axis=-1))
        found = within(radius_m - away, self.variance[:, np.newaxis], self.freedom[:, np.newaxis])
        return np.asarray((found * self.chance[:, np.newaxis]).sum(axis=-1))


def find_modes(
    point: FloatArray, spread: FloatArray, far: FloatArray, model: PlaceModel, known: FloatArray | None = None
) -> Modes:
    """Find the places of tasks with the same number of answers.

    Args:
        point: The answers, (n_tasks, n, 3), in metres, in any order.
        spread: How far those of each author scatter, (n_tasks, n), in metres.
        far: How often they point to another place, (n_tasks, n).
        model: How the crowd answers.
        known: The true places, (n_tasks, 3); if given, they are where every start ends.
    """
    centre = point if known is None else np.broadcast_to(known[:, np.newaxis], point.shape)
    scatter = np.ones(point.shape[:2])
    for _ in range(_SETTLE if known is None else 1):
        member, square, weight = _belonging(centre, point, spread, far, scatter)
        if known is None:
            moved = (weight @ point) / weight.sum(axis=-1, keepdims=True)
            centre = moved * (EARTH_M / np.linalg.norm(moved, axis=-1, keepdims=True))
        free = member.sum(axis=-1) - (1.0 if known is None else 0.0)
        seen = (member * np.minimum(square, REACHED)).sum(axis=-1) / 2.0
        scatter = np.clip((_USUAL + seen) / (_USUAL + np.maximum(free, 0.0)), *_SCATTER)
    member, square, weight = _belonging(centre, point, spread, far, scatter)
    score = _scores(member, far, model)
    if known is None:
        score = np.where(_firsts(centre, score, spread), score, -np.inf)
    else:
        score[:, 1:] = -np.inf
    top = np.maximum(score.max(axis=-1, keepdims=True, initial=0.0), 0.0)
    odds = np.exp(score - top)
    chance = odds / (odds.sum(axis=-1, keepdims=True) + np.exp(-top))
    freedom = FREEDOM * np.maximum(member.sum(axis=-1), 1.0)
    shared = (SHARED_ERROR * model.spread_m) ** 2
    variance = (freedom + 2.0) / freedom / weight.sum(axis=-1) + shared
    return Modes(
        centre=centre,
        chance=chance,
        member=member,
        square=square,
        variance=variance,
        freedom=freedom,
        score=score,
    )


#: Squared distances in spreads count up to this where the scatter of a task is judged.
REACHED = 16.0


def _belonging(
    centre: FloatArray, point: FloatArray, spread: FloatArray, far: FloatArray, scatter: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """How likely each answer belongs to each place, its squared distance in spreads, and its weight there."""
    apart = ((centre[:, :, np.newaxis] - point[:, np.newaxis]) ** 2).sum(axis=-1)
    square = apart / spread[:, np.newaxis] ** 2
    own = scatter[:, :, np.newaxis]
    scaled = 1.0 + square / (FREEDOM * own)
    near = (1.0 - far[:, np.newaxis]) / (2.0 * math.pi * own) * scaled ** (-(FREEDOM + 2.0) / 2.0)
    elsewhere = far[:, np.newaxis] * ELSEWHERE
    member = near / (near + elsewhere)
    weight = member * (FREEDOM + 2.0) / (FREEDOM * scaled) / (own * spread[:, np.newaxis] ** 2)
    return member, square, weight


def _scores(member: FloatArray, far: FloatArray, model: PlaceModel) -> FloatArray:
    """The log-odds of each place: what its answers say, each further one less, the strongest first."""
    said = -np.sort(-(member * evidence(far, model.shared)[:, np.newaxis]), axis=-1)
    counts = 1.0 / (1.0 + _DISCOUNT * np.arange(said.shape[-1]))
    # Nobody shares a mistake with the first one to make it.
    return np.asarray(said @ counts + math.log(model.shared))


def more_score(score: float, n_before: float, far: float, shared: float, more: int) -> float:
    """The log-odds of a place after some more answers that belong to it, as many as `n_before` being there already."""
    counts = sum(1.0 / (1.0 + _DISCOUNT * (n_before + number)) for number in range(more))
    return score + float(evidence(far, shared)) * counts


def _firsts(centre: FloatArray, score: FloatArray, spread: FloatArray) -> NDArray[np.bool_]:
    """Which starts ended where none with a higher score did, (n_tasks, n) bool."""
    order = np.argsort(-score, axis=-1, kind="stable")
    sorted_centre = np.take_along_axis(centre, order[:, :, np.newaxis], axis=1)
    reach = (_SAME * np.median(spread, axis=-1)) ** 2
    kept = np.ones(score.shape, dtype=np.bool_)
    for place in range(1, score.shape[1]):
        apart = ((sorted_centre[:, :place] - sorted_centre[:, place : place + 1]) ** 2).sum(axis=-1)
        kept[:, place] = ~((apart < reach[:, np.newaxis]) & kept[:, :place]).any(axis=-1)
    found = np.empty_like(kept)
    np.put_along_axis(found, order, kept, axis=1)
    return found


def best_points(modes: Modes, radius_m: float) -> tuple[FloatArray, FloatArray]:
    """Return the point of each task within whose radius the truth most probably is, and how probably.

    It is a place, or lies half-way between the likeliest place and another one near it.

    Returns:
        The points, (n_tasks, 3), in metres, and the probabilities, (n_tasks,), with what no answer shows left out.
    """
    first = modes.chance.argmax(axis=-1)
    likeliest = np.take_along_axis(modes.centre, first[:, np.newaxis, np.newaxis], axis=1)
    between = modes.centre + likeliest
    between *= EARTH_M / np.maximum(np.linalg.norm(between, axis=-1, keepdims=True), 1.0)
    candidates = np.concatenate([modes.centre, between], axis=1)
    inside = modes.inside(candidates, radius_m)
    # Among equals the likeliest place, not the start that happened to come first.
    best = np.where(
        np.take_along_axis(inside, first[:, np.newaxis], axis=1)[:, 0] >= inside.max(axis=-1) - 1e-9,
        first,
        inside.argmax(axis=-1),
    )
    rows = np.arange(best.size)
    return candidates[rows, best], inside[rows, best]
