"""The place of one task, with the probability that it is right: computed anew from the answers, with each of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.places.globe import EARTH_M, degrees_of, distances_m, unit_vectors
from crowd.aggregation.places.modes import Modes, best_points, find_modes, more_score
from crowd.aggregation.places.place_model import (
    FREEDOM,
    MOST_SURE,
    SHARED_ERROR,
    PlaceModel,
    PlacePerson,
    habits,
    within,
)
from crowd.answers import FloatArray

#: Latitude and longitude in degrees.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """One answer to the task.

    Attributes:
        point: Where it points.
        person: What the last full fit counted for its author; None if it did not see them.
    """

    point: Point
    person: PlacePerson | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMove:
    """The state of a task after its answers so far.

    Attributes:
        point: The point within whose radius the truth most probably is.
        confidence: The probability that it is.
        radius_m: How far the farthest of the answers that agree with it is, in metres.
        credits: For each answer, in the given order, the probability that it is within the radius of the truth.
        vote_share: Share of the answers that are within the radius of `point`.
        agreeing_needed: The fewest further answers from typical people, all of them `point`, that would reach the
            target; infinite if `most_more` of them would not.
        within_reach: Whether the target may still be reached, if people turn out to be more able than typical ones.
    """

    point: Point
    confidence: float
    radius_m: float
    credits: tuple[float, ...]
    vote_share: float
    agreeing_needed: float
    within_reach: bool


def move_place(
    answers: Sequence[PlaceAnswer],
    model: PlaceModel,
    *,
    radius_m: float,
    known: Point | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> PlaceMove:
    """Compute the place of a task from all its answers.

    Args:
        answers: All answers that count, at most one a person, in any order, at least one.
        model: How the crowd answers.
        radius_m: Within which two places are the same, in metres.
        known: The truth of a gold task. It makes credits 1 or 0, while the rest still says what the crowd says.
        target: The requested confidence; for `agreeing_needed` and `within_reach`.
        most_more: The most further answers the task may get; for the same two.
    """
    # In one order, so that sums round alike whoever came first.
    order = sorted(
        range(len(answers)), key=lambda place: (answers[place].point, habits_of(answers[place], model))
    )
    vectors = unit_vectors(np.array([answers[place].point for place in order], dtype=np.float64))
    spread, far = np.array([habits_of(answers[place], model) for place in order]).T
    modes = find_modes(EARTH_M * vectors[np.newaxis], spread[np.newaxis], far[np.newaxis], model)
    points, inside = best_points(modes, radius_m)
    centre = points[0] / EARTH_M
    confidence = MOST_SURE * float(inside[0])
    away = distances_m(vectors, centre)
    agrees = away <= radius_m
    needed: float = 0.0
    within_reach = True
    if confidence < target:
        needed = _needed(modes, model, radius_m, target, most_more)
        within_reach = (
            needed < math.inf or _needed(modes, _abler(model), radius_m, target, most_more) < math.inf
        )
    shares = np.empty(len(order))
    shares[order] = _credits(modes, vectors, radius_m, known)
    return PlaceMove(
        point=degrees_of(centre),
        confidence=confidence,
        radius_m=float(away[agrees].max(initial=0.0)),
        credits=tuple(shares.tolist()),
        vote_share=float(agrees.mean()),
        agreeing_needed=needed,
        within_reach=within_reach,
    )


def habits_of(answer: PlaceAnswer, model: PlaceModel) -> tuple[float, float]:
    """Return how far the answers of an answer's author scatter, and how often they point elsewhere."""
    return habits(answer.person, model)


def _credits(modes: Modes, vectors: FloatArray, radius_m: float, known: Point | None) -> FloatArray:
    if known is None:
        return np.asarray(modes.inside(EARTH_M * vectors[np.newaxis], radius_m)[0])
    truth = unit_vectors(np.array([known]))[0]
    return np.asarray(distances_m(vectors, truth) <= radius_m, dtype=np.float64)


def _abler(model: PlaceModel) -> PlaceModel:
    return PlaceModel(
        spread_m=model.spread_m / 2.0, far=model.far / 2.0, shared=model.shared, n_answers=model.n_answers
    )


def _needed(modes: Modes, model: PlaceModel, radius_m: float, target: float, most_more: int) -> float:
    """The fewest more answers of newcomers, all at the likeliest place, that would reach the target."""
    first = int(modes.chance[0].argmax())
    score, others = float(modes.score[0, first]), 1.0
    for place, other in enumerate(modes.score[0].tolist()):
        if place != first:
            others += math.exp(min(other, 500.0))
    members = float(modes.member[0, first].sum())
    shared = (SHARED_ERROR * model.spread_m) ** 2
    freedom = float(modes.freedom[0, first])
    weight = (freedom + 2.0) / freedom / max(float(modes.variance[0, first]) - shared, 1e-9)
    each = (FREEDOM + 2.0) / FREEDOM / model.spread_m**2
    for more in range(1, most_more + 1):
        odds = more_score(score, members, model.far, model.shared, more)
        chance = 1.0 / (1.0 + others * math.exp(-min(odds, 500.0)))
        free = FREEDOM * max(members + more, 1.0)
        variance = (free + 2.0) / free / (weight + more * each) + shared
        inside = float(within(np.array(radius_m), np.array(variance), np.array(free)))
        if MOST_SURE * chance * inside >= target:
            return more
    return math.inf
