"""The number of one task, with the probability that it is right: computed anew from the answers, with each of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.numbers.number_model import MOST_SURE, NumberModel, NumberPerson
from crowd.aggregation.numbers.posterior import Posterior, find_posterior, likelihood_at
from crowd.aggregation.numbers.ruler import Ruler
from crowd.answers import FloatArray, IntArray

#: Of numbers that are right with nearly the same probability, the one nearest to the answers' weighted median is taken:
#: so small a difference is within what the model itself may have wrong (decision 034).
NEARLY = 0.03
#: The range holds the truth with this probability.
RANGE = 0.9
#: Equally likely centres stand for all of them where the range is computed.
_LEVELS: FloatArray = np.linspace(0.0125, 0.9875, 40)
#: Decimals of a confidence.
_DIGITS = 6
#: Smaller probabilities and cells are taken as this, so that they have a logarithm and a quotient.
_LEAST_MASS = 1e-300
#: Up to this many further answers, each number of them is looked at.
_ALL_NUMBERS = 12
#: With fewer answers than this seen by the last fit, the crowd may still turn out to be a good deal better.
_WELL_KNOWN = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer:
    """One answer to the task.

    Attributes:
        number: The answer.
        person: What the last full fit counted for its author; None if it did not see them.
    """

    number: float
    person: NumberPerson | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMove:
    """The state of a task after its answers so far.

    Attributes:
        number: The number that is most probably within the tolerance of the truth.
        confidence: The probability that it is.
        low: Lower end of the range that holds the truth with a probability of 90 %.
        high: Upper end of that range.
        credits: For each answer, in the given order, the probability that it is within the tolerance of the truth.
        vote_share: Share of the answers for which `number` would be right.
        agreeing_needed: The fewest further answers from typical people, all of them `number`, that would reach the
            target; infinite if `most_more` of them would not.
        within_reach: Whether the target may still be reached, given how little is known about the crowd.
    """

    number: float
    confidence: float
    low: float
    high: float
    credits: tuple[float, ...]
    vote_share: float
    agreeing_needed: float
    within_reach: bool


def move_number(
    answers: Sequence[NumberAnswer],
    ruler: Ruler,
    model: NumberModel,
    *,
    known: float | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> NumberMove:
    """Compute the number of a task from all its answers.

    Args:
        answers: All answers that count, at most one a person, in any order, at least one.
        ruler: How the numbers are measured.
        model: How the crowd answers.
        known: The truth of a gold task. It makes credits 1 or 0, while the rest still says what the crowd says.
        target: The requested confidence; for `agreeing_needed` and `within_reach`.
        most_more: The most further answers the task may get; for the same two.
    """
    # In one order, so that sums round alike whoever came first.
    sorted_rows = sorted(map(_row, answers))
    number, factor = np.array(sorted_rows).T[:, np.newaxis]
    found = find_posterior(number, factor, ruler, model)
    belief = _Belief(found, ruler, model)
    best = belief.best()
    confidence = belief.chance(best)
    given = np.array([answer.number for answer in answers])
    shares = belief.chances(given) if known is None else 1.0 * ruler.is_right(given, np.array(known))
    needed: float = 0.0
    within_reach = True
    if confidence < target:
        ahead = _Ahead(found, belief, best, ruler, model, target)
        needed = ahead.needed(most_more)
        within_reach = needed < math.inf or ahead.may_reach(most_more)
    low, high = belief.range()
    return NumberMove(
        number=best,
        confidence=confidence,
        low=low,
        high=high,
        credits=tuple(shares.tolist()),
        vote_share=float(ruler.is_right(np.array(best), given).mean()),
        agreeing_needed=needed,
        within_reach=within_reach,
    )


def _row(answer: NumberAnswer) -> tuple[float, float]:
    return answer.number, 1.0 if answer.person is None else answer.person.factor


class _Belief:
    """Where the truth of one task may be: its centre, less the shift of the crowd and an error that all share."""

    __slots__ = ("_below", "_edges", "_errors", "_found", "_model", "_ruler")

    def __init__(self, found: Posterior, ruler: Ruler, model: NumberModel) -> None:
        mass = found.mass[0]
        self._found, self._ruler, self._model = found, ruler, model
        self._edges = found.edges[0] - model.shift
        self._below = np.concatenate([[0.0], np.cumsum(mass.sum(axis=0))])
        typical = math.exp(float(mass.sum(axis=1) @ model.log_spread))
        self._errors = typical * model.error

    def best(self) -> float:
        """The number whose tolerance holds nearly the most, as close as can be to the median of the answers."""
        ruler, place = self._ruler, self._found.place[0]
        numbers = self._found.number[0]
        if self._model.shift:
            numbers = ruler.nearest(ruler.unbend(place - self._model.shift))
        inside = self._between(*ruler.truths(numbers))
        nearly = numbers[inside >= inside.max() - NEARLY]
        return float(nearly[np.abs(ruler.bend(nearly) - self._middle()).argmin()])

    def _middle(self) -> float:
        """The median of the answers, weighted by how exact their authors are, on the line of `Ruler.bend`."""
        found = self._found
        order = np.argsort(found.at[0], kind="stable")
        weight = (found.mass[0].sum(axis=1) @ (1.0 / found.spread[0]))[order]
        return float(
            np.interp(0.5, (np.cumsum(weight) - weight / 2.0) / weight.sum(), found.at[0][order])
        ) - (self._model.shift)

    def chance(self, number: float) -> float:
        """The probability that a number is right."""
        return float(self.chances(np.array([number]))[0])

    def chances(self, numbers: FloatArray) -> FloatArray:
        """The probability that each number is right."""
        inside = self._between(*self._ruler.truths(numbers), self._errors[:, np.newaxis])
        return _stated(inside.mean(axis=0))

    def shares_inside(self, number: float, hope: float) -> FloatArray:
        """For the centre in each cell, the probability that a number is right; `hope` scales the shared error."""
        low, high = self._ruler.bend(np.concatenate(self._ruler.truths(np.array([number]))))
        errors = hope * self._errors[:, np.newaxis]
        kept = np.maximum(np.minimum(self._edges, high + errors), low + errors)
        return np.asarray(np.diff(kept).mean(axis=0) / np.maximum(np.diff(self._edges), _LEAST_MASS))

    def range(self) -> tuple[float, float]:
        """The range of the truth."""
        tail = max((1.0 - RANGE / MOST_SURE) / 2.0, 0.005)
        centres = np.interp(_LEVELS, self._below, self._edges)
        truths = np.sort((centres[:, np.newaxis] - self._errors).ravel())
        ends = self._ruler.unbend(np.interp([tail, 1.0 - tail], np.linspace(0.0, 1.0, truths.size), truths))
        low, high = np.clip(ends, self._ruler.lowest, self._ruler.highest).tolist()
        return low, high

    def _between(self, low: FloatArray, high: FloatArray, errors: FloatArray | float = 0.0) -> FloatArray:
        bend = self._ruler.bend
        ends = np.stack([bend(low) + errors, bend(high) + errors])
        below = np.interp(ends, self._edges, self._below)
        return np.asarray(below[1] - below[0])


class _Ahead:
    """What further answers would do to a task if all of them were the same number.

    The error that all share is taken as it is now, though more answers also show better how wide they scatter.
    """

    __slots__ = ("_belief", "_best", "_found", "_log_mass", "_model", "_ruler", "_target")

    def __init__(
        self, found: Posterior, belief: _Belief, best: float, ruler: Ruler, model: NumberModel, target: float
    ) -> None:
        self._found, self._belief, self._best, self._ruler, self._model = found, belief, best, ruler, model
        self._target = target
        self._log_mass = np.log(np.maximum(found.mass[0], _LEAST_MASS))

    def needed(self, most: int) -> float:
        """The fewest answers that reach the target; infinite if `most` would not."""
        numbers = np.arange(1, most + 1)
        if most > _ALL_NUMBERS:
            # Between these, the fewest is rounded up: nobody plans that far ahead.
            numbers = np.unique(np.geomspace(1, most, _ALL_NUMBERS).round())
        enough = numbers[self._confidences(numbers) >= self._target]
        return float(enough[0]) if enough.size else math.inf

    def may_reach(self, most: int) -> bool:
        """Whether `most` answers would reach it if the crowd were as good as it may well be."""
        if most < 1:
            return False
        hope = math.exp(-math.sqrt(_WELL_KNOWN / (_WELL_KNOWN + self._model.n_answers)))
        return bool(self._confidences(np.array([most]), hope)[0] >= self._target)

    def _confidences(self, numbers: IntArray, hope: float = 1.0) -> FloatArray:
        """The confidence after some numbers of answers, of people and a crowd `hope` times as far off."""
        if not numbers.size:
            return np.zeros(0)
        more = np.log(likelihood_at(self._best, hope, self._found, self._ruler, self._model))
        score = (self._log_mass + numbers[:, np.newaxis, np.newaxis] * more).reshape(numbers.size, -1)
        mass = np.exp(score - score.max(axis=1, keepdims=True))
        by_place = mass.reshape(numbers.size, *more.shape).sum(axis=1)
        inside = self._belief.shares_inside(self._best, hope)
        return _stated((by_place @ inside) / by_place.sum(axis=1))


def _stated(inside: FloatArray) -> FloatArray:
    """The confidence that goes with the share of the belief inside the tolerance."""
    # Rounded, as sums that should be 1 rarely are, and a target may be the highest confidence there is.
    return np.asarray(np.round(MOST_SURE * inside, _DIGITS))
