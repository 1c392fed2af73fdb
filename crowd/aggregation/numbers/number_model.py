"""What is known about how a crowd answers with numbers: from a full fit or, before the first, from the question."""

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from crowd.aggregation.numbers.ruler import Ruler
from crowd.aggregation.numbers.shared_error import prior_errors
from crowd.answers import FloatArray

#: Degrees of freedom of Student's t, the distribution of answers around their centre.
FREEDOM = 4.0
#: People round to steps: no answer is more exact than this share of one.
ROUNDED = 0.3
#: Each spread is this many times the one before.
SPREAD_RATIO = 2.5
#: Before the first fit: the share of answers that have nothing to do with their task, and how far the spread is known,
#: as a standard deviation of its logarithm.
NEW_BLUNDERS, _NEW_SPREAD = 0.05, 1.2
#: Before the first fit, without a range: how wide blunders scatter, in typical spreads or, on logarithms, in e-folds.
_NEW_WIDTH, _NEW_FOLDS = 100.0, 6.0
#: No number is surer than this: once in fifty, something is wrong that no answer shows, such as the task itself.
MOST_SURE = 0.98

#: The prior of a person's factor counts as this many answers of a typical person.
FACTOR_STRENGTH = 8.0
#: Limits of the mean excess of a person: between a third and four times as exact as is typical.
_LEAST_EXCESS, _MOST_EXCESS = 0.05, 4.5

#: Where to look around an answer, in spreads.
_PLACES = (0.4, 0.75, 1.4)
_FAR_PLACES = (2.6, 5.0, 9.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberModel:
    """How a crowd answers.

    Each task has one of a few spreads. Its answers scatter around their centre with this spread, times the factor of
    their author, except for blunders. All of it is on the line of `Ruler.bend`.

    Attributes:
        spreads: The spreads, in ascending order.
        shares: The share of tasks with each.
        blunders: The share of answers that have nothing to do with their task.
        width: How wide these scatter.
        shift: How much higher than the truth the crowd is, over all tasks.
        errors: Equally likely errors that all answers to a task share, as shares of its spread, in ascending order.
        n_answers: The number of answers that the fit saw; 0 before the first.
        spread: The spreads as an array, (n_spreads,).
        log_spread: Their logarithms, (n_spreads,).
        log_share: Logarithms of the shares, (n_spreads,).
        error: The errors as an array, (n_errors,).
        typical: The typical spread.
        places: Where to look around an answer, in ascending order.
    """

    spreads: tuple[float, ...]
    shares: tuple[float, ...]
    blunders: float
    width: float
    shift: float
    errors: tuple[float, ...]
    n_answers: int = 0
    spread: FloatArray = field(init=False, repr=False, compare=False)
    log_spread: FloatArray = field(init=False, repr=False, compare=False)
    log_share: FloatArray = field(init=False, repr=False, compare=False)
    error: FloatArray = field(init=False, repr=False, compare=False)
    typical: float = field(init=False, repr=False, compare=False)
    places: FloatArray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        set_(self, "spread", np.array(self.spreads))
        set_(self, "log_spread", np.log(self.spread))
        set_(self, "log_share", np.log(np.array(self.shares)))
        set_(self, "error", np.array(self.errors))
        set_(self, "typical", math.exp(float(self.log_spread @ np.array(self.shares))))
        near = [spread * place for spread in self.spreads for place in _PLACES]
        far = [self.spreads[-1] * place for place in _FAR_PLACES]
        away = np.array(sorted({*near, *far}))
        set_(self, "places", np.concatenate([-away[::-1], [0.0], away]))


@lru_cache(maxsize=256)
def new_number_model(ruler: Ruler) -> NumberModel:
    """The model of a question before its first fit: single answers are right about half the time."""
    least = ROUNDED * ruler.step
    if ruler.is_bent:
        typical, least = max(ruler.tolerance, 0.02), 0.002
    else:
        typical = max(ruler.tolerance, ruler.step / 2.0)
    width = _NEW_FOLDS if ruler.is_bent else _NEW_WIDTH * typical
    if not ruler.is_bent and math.isfinite(ruler.highest - ruler.lowest):
        width = ruler.highest - ruler.lowest + ruler.step
    lowest = max(least, typical / SPREAD_RATIO**3)
    spreads = [lowest]
    while len(spreads) < 2 or (spreads[-1] < typical * SPREAD_RATIO**2 and spreads[-1] < width / 3.0):
        spreads.append(spreads[-1] * SPREAD_RATIO)
    chances = [math.exp(-((math.log(spread / typical) / _NEW_SPREAD) ** 2) / 2.0) for spread in spreads]
    return NumberModel(
        spreads=tuple(spreads),
        shares=tuple(chance / sum(chances) for chance in chances),
        blunders=NEW_BLUNDERS,
        width=width,
        shift=0.0,
        errors=prior_errors(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPerson:
    """What a full fit counted for a contributor.

    Attributes:
        excess: The sum, over their answers, of how far off they were: 1 an answer for a typical person, and bounded.
        answered: The number of answers to tasks that others answered, too.
    """

    excess: float
    answered: float

    @property
    def factor(self) -> float:
        """How much further than those of a typical person their answers scatter."""
        # The same as `factor_of`, which is slow for a single person.
        mean = (FACTOR_STRENGTH + self.excess) / (FACTOR_STRENGTH + self.answered)
        mean = min(max(mean, _LEAST_EXCESS), _MOST_EXCESS)
        return math.sqrt(FREEDOM * mean / (FREEDOM + 1.0 - mean))


def excess_of(square: FloatArray) -> FloatArray:
    """How far off an answer is: its squared distance in spreads, bounded as Student's t weighs it; 1 on average."""
    return np.asarray((FREEDOM + 1.0) * square / (FREEDOM + square))


def factor_of(excess: FloatArray, answered: FloatArray) -> FloatArray:
    """Estimate people's factors from sums over their answers, pooled towards 1."""
    mean = (FACTOR_STRENGTH + excess) / (FACTOR_STRENGTH + answered)
    mean = np.clip(mean, _LEAST_EXCESS, _MOST_EXCESS)
    return np.asarray(np.sqrt(FREEDOM * mean / (FREEDOM + 1.0 - mean)))
