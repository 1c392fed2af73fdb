"""The options of one task, each with its probability: computed anew from all answers with each of them.

The model is that of `set_model`; right after a full fit, this gives the probabilities of the fit. Plain Python, because
a task has only a handful of answers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crowd.aggregation.sets.set_model import (
    AGREEING_DISCOUNT,
    VOTE_SMOOTHING,
    VOTE_WEIGHT,
    SetModel,
    SetPerson,
    Strengths,
)

#: A probability this close to one half is not in favour, however the sums round.
_ROUNDING = 1e-9
#: An option is never quite certain.
_LEAST_CHANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAnswer:
    """One answer to the task.

    Attributes:
        named: The options that it names.
        person: What the last full fit counted for its author; None if it did not see them.
        belief: That fit's belief about the options of this task, if it saw this answer; else empty.
    """

    named: frozenset[int]
    person: SetPerson | None = None
    belief: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMove:
    """The state of a task after its answers so far.

    Attributes:
        chances: Probability that each option belongs.
        chosen: The options that are more likely to belong than not, ascending.
        confidence: Probability that `chosen` is right about every option.
        credits: For each answer, in the given order, the probability that it is right about every option.
        vote_share: Share of the answers that are the same as the most common one; 0 without answers.
        agreeing_needed: The fewest further answers from newcomers, all of them `chosen`, that would reach the target;
            infinite if `most_more` of them would not.
        within_reach: Whether the target may still be reached, given how little is known about the crowd.
    """

    chances: tuple[float, ...]
    chosen: tuple[int, ...]
    confidence: float
    credits: tuple[float, ...]
    vote_share: float
    agreeing_needed: float
    within_reach: bool


def move_set(
    answers: Sequence[SetAnswer],
    n_options: int,
    model: SetModel,
    *,
    may_be_empty: bool = True,
    known: frozenset[int] | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> SetMove:
    """Compute the options of a task from all its answers.

    Args:
        answers: All answers that count, at most one a person, in any order.
        n_options: Number of options, 1 or more.
        model: How the crowd answers.
        may_be_empty: Whether it is possible that no option belongs.
        known: The options of a gold task. They make credits 1 or 0, while the rest still says what the crowd says.
        target: The requested confidence; for `agreeing_needed` and `within_reach`.
        most_more: The most further answers the task may get; for the same two.
    """
    said = [(answer.named, model.strengths(answer.person, answer.belief, answer.named)) for answer in answers]
    talk = _Talk(said, n_options, model)
    chances = [_chance(score, model) for score in talk.scores()]
    chosen = choose(chances, may_be_empty=may_be_empty)
    confidence = whole_chance(chances, frozenset(chosen), model)
    if known is None:
        credits_now = tuple([whole_chance(chances, answer.named, model) for answer in answers])
    else:
        credits_now = tuple([1.0 if answer.named == known else 0.0 for answer in answers])
    needed: float = 0.0
    within_reach = True
    if confidence < target:
        named = frozenset(chosen)
        needed = talk.needed(named, model.newcomer(), target, most_more)
        within_reach = (
            needed < math.inf
            or len({answer.named for answer in answers}) < 2
            or talk.needed(named, model.newcomer(abler=True), target, most_more) < math.inf
        )
    given = [answer.named for answer in answers]
    return SetMove(
        chances=tuple(chances),
        chosen=chosen,
        confidence=confidence,
        credits=credits_now,
        vote_share=max(map(given.count, given)) / len(given) if given else 0.0,
        agreeing_needed=needed,
        within_reach=within_reach,
    )


def choose(chances: Sequence[float], *, may_be_empty: bool) -> tuple[int, ...]:
    """Return the options that are more likely to belong than not; the likeliest if there has to be one."""
    chosen = tuple([option for option, chance in enumerate(chances) if chance > 0.5 + _ROUNDING])
    if chosen or may_be_empty:
        return chosen
    best = max(chances)
    return (next(option for option, chance in enumerate(chances) if chance >= best - _ROUNDING),)


def whole_chance(chances: Sequence[float], named: frozenset[int], model: SetModel) -> float:
    """Return the probability that a set is right about every option."""
    product = 1.0
    for option, chance in enumerate(chances):
        product *= max(chance if option in named else 1.0 - chance, _LEAST_CHANCE)
    return float(product**model.dependence)


def _chance(score: float, model: SetModel) -> float:
    return 1.0 / (1.0 + math.exp(-min(max(model.temper * score, -30.0), 30.0)))


class _Talk:
    """What the answers to one task say about each option.

    Options about which the same answers say the same are alike; most tasks have few that differ.
    """

    __slots__ = ("_against", "_model", "_n_options", "_pro")

    def __init__(
        self, said: Sequence[tuple[frozenset[int], Strengths]], n_options: int, model: SetModel
    ) -> None:
        self._model, self._n_options = model, n_options
        # The strongest first: each further answer that says the same counts less.
        by_naming = sorted(said, key=lambda one: -one[1][0])
        by_leaving = sorted(said, key=lambda one: -one[1][1])
        options = range(n_options)
        self._pro = [[strength[0] for named, strength in by_naming if option in named] for option in options]
        self._against = [
            [strength[1] for named, strength in by_leaving if option not in named] for option in options
        ]

    def scores(self) -> list[float]:
        """Log-odds that each option belongs; 0 without answers."""
        return [self._score(option) for option in range(self._n_options)]

    def _score(
        self, option: int, pro: Strengths = (0.0, 0.0), more: int = 0, *, named: bool = False
    ) -> float:
        """The log-odds of an option, with some more answers of one strength that all name it or all leave it out."""
        fors, against = self._pro[option], self._against[option]
        n_for = len(fors) + (more if named else 0)
        n_against = len(against) + (0 if named else more)
        evidence = _sum(fors, pro[0], more if named else 0) - _sum(against, pro[1], 0 if named else more)
        return self._model.sharpness * evidence + _vote_gain(n_for, n_against)

    def needed(self, named: frozenset[int], newcomer: Strengths, target: float, most: int) -> float:
        """The fewest newcomers, all answering with one set, that reach a target; infinite if `most` would not."""
        fewest, enough = 1, most + 1
        while fewest < enough:
            tried = (fewest + enough) // 2
            if self._confidence(named, newcomer, tried) >= target:
                enough = tried
            else:
                fewest = tried + 1
        return fewest if fewest <= most else math.inf

    def _confidence(self, named: frozenset[int], newcomer: Strengths, more: int) -> float:
        chances = [
            _chance(self._score(option, newcomer, more, named=option in named), self._model)
            for option in range(self._n_options)
        ]
        return whole_chance(chances, named, self._model)


def _sum(strengths: Sequence[float], strength: float, more: int) -> float:
    """The sum of strengths, sorted from the highest, and some more of one strength: each further one counts less."""
    total, place = 0.0, 0
    for one in strengths:
        if more and one < strength:
            total += strength * (_counted(place + more) - _counted(place))
            place, more = place + more, 0
        total += one / (1.0 + AGREEING_DISCOUNT * place)
        place += 1
    return total + (strength * (_counted(place + more) - _counted(place)) if more else 0.0)


@lru_cache(maxsize=4096)
def _counted(places: int) -> float:
    """How much this many answers that say the same count together."""
    return math.fsum([1.0 / (1.0 + AGREEING_DISCOUNT * place) for place in range(places)])


@lru_cache(maxsize=4096)
def _vote_gain(n_for: int, n_against: int) -> float:
    smoothing = VOTE_SMOOTHING / 2.0
    return VOTE_WEIGHT * math.log((n_for + smoothing) / (n_against + smoothing))
