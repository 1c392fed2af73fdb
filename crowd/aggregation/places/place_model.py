"""What is known about how exactly a crowd points to places: from a full fit or, before the first, from the question."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from crowd.answers import FloatArray

#: Degrees of freedom of Student's t, the distribution of answers around their place: some are off by more than usual.
FREEDOM = 4.0
#: Before the first fit: how far answers scatter, as a share of the radius within which two places are the same.
NEW_SPREAD = 0.5
#: Before the first fit: the share of answers that point to another place.
NEW_FAR = 0.2
#: Before the first fit: how often somebody who points to another place points to the one that others mistake for it.
NEW_SHARED = 0.3
#: Answers of another place lie within this many spreads of the place as often as not: it limits what belongs together.
REACH = 8.0
#: What all answers to a task have wrong together, as a share of the spread; more answers don't reduce it.
SHARED_ERROR = 0.2
#: No place is surer than this: once in fifty, something is wrong that no answer shows, such as the task itself.
MOST_SURE = 0.98

#: The priors of a person count as so many answers: that of how exact they are, and that of how often they are far off.
FACTOR_STRENGTH, FAR_STRENGTH = 8.0, 6.0
#: Limits of the mean excess of a person: between a fourth and four times as exact as is typical.
_EXCESS = (0.09, 2.6)
#: Nobody is never, or always, far off.
_FAR = (0.02, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceModel:
    """How a crowd points to places.

    Attributes:
        spread_m: How far typical answers scatter around their place, in metres, in each of two directions.
        far: The share of answers that point to another place.
        shared: How often these point to the same other place as others do.
        n_answers: The number of answers that the fit saw; 0 before the first.
    """

    spread_m: float
    far: float = NEW_FAR
    shared: float = NEW_SHARED
    n_answers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePerson:
    """What a full fit counted for a contributor.

    Attributes:
        excess: The sum, over their answers, of how far off they were: 1 an answer for a typical person, and bounded.
        off: The expected number of their answers that point to another place.
        answered: The number of answers to tasks that others answered, too.
    """

    excess: float
    off: float
    answered: float


@lru_cache(maxsize=256)
def new_place_model(radius_m: float) -> PlaceModel:
    """Return the model of a question before its first fit."""
    return PlaceModel(spread_m=NEW_SPREAD * radius_m)


def excess_of(square: FloatArray) -> FloatArray:
    """How far off an answer is: its squared distance in spreads, bounded as Student's t weighs it; 1 on average."""
    return np.asarray((FREEDOM + 2.0) / 2.0 * square / (FREEDOM + square))


def factor_of(excess: FloatArray, answered: FloatArray) -> FloatArray:
    """Estimate how many times as far as typical ones people's answers scatter, pooled towards 1."""
    mean = np.clip((FACTOR_STRENGTH + excess) / (FACTOR_STRENGTH + answered), *_EXCESS)
    return np.asarray(np.sqrt(FREEDOM * mean / (FREEDOM + 2.0 - 2.0 * mean)))


def far_of(off: FloatArray, answered: FloatArray, model: PlaceModel) -> FloatArray:
    """Estimate how often people's answers point to another place, pooled towards the crowd's share."""
    return np.asarray(np.clip((FAR_STRENGTH * model.far + off) / (FAR_STRENGTH + answered), *_FAR))


@lru_cache(maxsize=8192)
def habits(person: PlacePerson | None, model: PlaceModel) -> tuple[float, float]:
    """Return how far somebody's answers scatter, in metres, and how often they point to another place."""
    if person is None:
        return model.spread_m, model.far
    answered = np.array(person.answered)
    factor = float(factor_of(np.array(person.excess), answered))
    return model.spread_m * factor, float(far_of(np.array(person.off), answered, model))


def evidence(far: FloatArray | float, shared: float) -> FloatArray:
    """What an answer says for the place that it belongs to, as log-odds against one that people share by mistake."""
    far = np.asarray(far)
    return np.asarray(np.maximum(np.log((1.0 - far) / (far * shared)), 0.0))


def within(radius_m: FloatArray, variance: FloatArray, freedom: FloatArray) -> FloatArray:
    """The probability that a point is within a radius, by Student's t in two dimensions.

    Args:
        radius_m: The radius in metres; 0 or less gives 0.
        variance: The square of the scale, in square metres.
        freedom: Degrees of freedom.
    """
    square = np.maximum(radius_m, 0.0) ** 2 / (freedom * variance)
    return np.asarray(1.0 - np.exp(-freedom / 2.0 * np.log1p(square)))


#: A density of an answer that points elsewhere, in units of one over the square of the spread.
ELSEWHERE = 1.0 / (math.pi * REACH**2)
