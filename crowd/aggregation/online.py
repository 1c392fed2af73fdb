"""The posterior of one task, updated at once by each of its answers: the default model, one task at a time.

The full fit (`crowd.aggregation.consensus.fit_question`) learns what the crowd and each person mix up
(`question_model`). Here, every answer updates its task by what was learnt, and its author's skill by the new state of
the task. Both use the same model: right after a fit, this gives the posteriors of the fit. Everything here is plain
Python, because a task has only a handful of answers and an array would cost more than the sum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crowd.aggregation.calibration import (
    AGREEING_DISCOUNT,
    FREQUENCY_WEIGHT,
    SAME_STRENGTH,
    VOTE_SMOOTHING,
    VOTE_WEIGHT,
)
from crowd.aggregation.question_model import (
    Floats,
    Matched,
    Matrix,
    QuestionModel,
    TaskAnswer,
    evidence_of,
    hopeful_model,
    matched_of,
    model_of,
    new_question,
    newcomer_of,
)
from crowd.aggregation.result import TIE_TOLERANCE

__all__ = [
    "Floats",
    "Matched",
    "Matrix",
    "QuestionModel",
    "TaskAnswer",
    "TaskMove",
    "matched_of",
    "model_of",
    "move_task",
    "new_question",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMove:
    """The state of a task after its answers so far.

    Attributes:
        posterior: Probability of each label, (n_labels,), sums to 1.
        label: The leading label: of those with the highest probability, the one with the most votes, then the
            lowest code.
        confidence: Its probability.
        credits: For each answer, in the given order, the probability that it is right.
        vote_share: Share of the answers that chose the most popular option, which the model may consider wrong; 0
            without answers.
        agreeing_needed: The fewest further answers from typical contributors, all for the leading label, that would
            reach the target; infinite if `most_more` of them would not.
        within_reach: Whether the target may still be reached: that many answers would do it, or nobody disagrees,
            or they would if the crowd is as able as it may well be, given how little is known about it.
    """

    posterior: Floats
    label: int
    confidence: float
    credits: Floats
    vote_share: float
    agreeing_needed: float
    within_reach: bool = True


def move_task(
    answers: Sequence[TaskAnswer],
    model: QuestionModel,
    *,
    known: int | None = None,
    target: float = 1.0,
    most_more: int = 0,
    may_give_up: bool = True,
) -> TaskMove:
    """Compute the posterior of a task from all its answers, and what each answer adds to its author's skill.

    Each author is weighted by what they did on *other* tasks: the effect of this very answer is taken out first.
    Otherwise a majority, once believed, would keep confirming itself.

    The caller stores `credits`, adds `new credit - old credit` to each author's `right`, and 1 to `answered`
    for an answer without an old credit. For a changed or withdrawn answer, just call again with the current
    answers.

    Args:
        answers: All answers that count, at most one per person.
        model: The model of the question.
        known: True label of a gold task, or None. It makes credits 1 or 0, while the posterior still holds what
            the crowd says, so that a gold task is asked exactly like any other.
        target: The requested confidence, above 0; for `agreeing_needed` and `within_reach`.
        most_more: The most further answers the task may get; for the same two.
        may_give_up: Whether it matters if the target is still within reach; if not, it counts as within reach, because
            finding out takes as long as the rest.

    Returns:
        The new state. Without answers: a uniform posterior and label 0.

    Raises:
        ValueError: A label is not below `n_labels`.
    """
    talk = _Talk(answers, model)
    posterior = talk.posterior()
    label = talk.leading(posterior)
    if known is None:
        credits_now = tuple([posterior[answer.label] for answer in answers])
    else:
        credits_now = tuple([1.0 if answer.label == known else 0.0 for answer in answers])
    needed: float = 0 if posterior[label] >= target else _Newcomers(talk, label).needed(target, most_more)
    return TaskMove(
        posterior=posterior,
        label=label,
        confidence=posterior[label],
        credits=credits_now,
        vote_share=max(map(len, talk.said.values())) / len(answers) if answers else 0.0,
        agreeing_needed=needed,
        within_reach=not may_give_up
        or needed < math.inf
        or len(talk.said) < 2
        or _may_reach(answers, model, label, target=target, most_more=most_more),
    )


def _may_reach(
    answers: Sequence[TaskAnswer], model: QuestionModel, label: int, *, target: float, most_more: int
) -> bool:
    """Whether a label would reach the target if everybody who chooses it were as able as they may well be."""
    if most_more < 1:
        return False
    abler = hopeful_model(model)
    talk = _Talk(answers, model, hope=(label, abler))
    return _Newcomers(talk, label, newcomer_of(label, abler)).needed(target, most_more) < math.inf


#: Equally strong answers for one label, which share the weight of their places: how much each of them says against the
#: other labels on average, how many answers for the label are stronger, how many these are, and what they say together
#: about each label.
_Level = tuple[float, int, int, list[float]]


class _Talk:
    """What the answers to one task say, grouped by the label that they agree on.

    Attributes:
        said: For each label with answers, what each of these says.
        levels: The same by strength, the strongest first, for labels with several answers.
        scores: The log-score of each label, without the total number of answers, which would affect all labels alike.
    """

    __slots__ = ("levels", "model", "said", "scores")

    def __init__(
        self,
        answers: Sequence[TaskAnswer],
        model: QuestionModel,
        *,
        hope: tuple[int, QuestionModel] | None = None,
    ) -> None:
        """Weight the answers by the model; those for the label in `hope`, if any, by the model given there."""
        n_labels = model.n_labels
        self.model = model
        self.said: dict[int, list[list[float]]] = {}
        self.levels: dict[int, list[_Level]] = {}
        for answer in answers:
            label = answer.label
            if not 0 <= label < n_labels:
                raise ValueError(f"label {label} is not one of {n_labels}")
            row = evidence_of(answer, hope[1] if hope and hope[0] == label else model)
            if label in self.said:
                self.said[label].append(row)
            else:
                self.said[label] = [row]
        self.scores = [FREQUENCY_WEIGHT * frequency for frequency in model.log_frequency]
        for label, rows in self.said.items():
            self.scores[label] += _vote_gain(len(rows), n_labels)
            if len(rows) == 1:
                _add(self.scores, model.sharpness, rows[0])
                continue
            self.levels[label] = _levels(rows)
            for _, place, size, row in self.levels[label]:
                _add(self.scores, self.weight(place, size), row)

    def votes(self, label: int) -> int:
        """Answers for a label."""
        return len(self.said.get(label, ()))

    def weight(self, place: int, size: int) -> float:
        """The weight of each of `size` equally strong answers that take the places from `place` on."""
        if size == 1:
            return self.model.sharpness / (1.0 + AGREEING_DISCOUNT * place)
        return self.model.sharpness * (_counted(place + size) - _counted(place)) / size

    def posterior(self) -> Floats:
        """The probability of each label."""
        if not self.said:
            return (1.0 / self.model.n_labels,) * self.model.n_labels
        alone = next(iter(self.said)) if len(self.said) == 1 else None
        odds = _odds(self.scores, self.model.calibration.temper, alone)
        total = math.fsum(odds)
        return tuple([odd / total for odd in odds])

    def leading(self, posterior: Floats) -> int:
        """The most probable label; in a tie, the one with the most votes, then the lowest code."""
        least = max(posterior) * (1.0 - TIE_TOLERANCE)
        leaders = [label for label, chance in enumerate(posterior) if chance >= least]
        if len(leaders) == 1:
            return leaders[0]
        return max(leaders, key=lambda label: (self.votes(label), -label))


class _Newcomers:
    """What newcomers who all choose one label would do to a task. They are alike, so one sum works for any number."""

    __slots__ = ("_alike_row", "_label", "_n_alike", "_place", "_rest", "_row", "_talk", "_weaker")

    def __init__(self, talk: _Talk, label: int, row: list[float] | None = None) -> None:
        """`row` is what a newcomer says about each label; None for the usual."""
        self._talk, self._label = talk, label
        self._row = newcomer_of(label, talk.model) if row is None else row
        # Stronger answers keep their places; the others are taken out, to be weighted together with the newcomers.
        self._rest = talk.scores.copy()
        self._place = 0
        self._n_alike, self._alike_row = 0, self._row
        self._weaker: list[_Level] = []
        strength = _strength(self._row)
        for level in talk.levels.get(label) or _levels(talk.said.get(label, [])):
            of_level, place, size, row = level
            if of_level > strength + SAME_STRENGTH:
                self._place += size
                continue
            _add(self._rest, -talk.weight(place, size), row)
            if of_level >= strength - SAME_STRENGTH:
                self._n_alike, self._alike_row = size, row
            else:
                self._weaker.append(level)

    def needed(self, target: float, most: int) -> float:
        """The fewest newcomers that reach a target; infinite if `most` would not.

        One more who agrees never lowers the confidence, so a binary search finds the fewest.
        """
        fewest, enough = 1, most + 1
        while fewest < enough:
            tried = (fewest + enough) // 2
            if self._confidence(tried) >= target:
                enough = tried
            else:
                fewest = tried + 1
        return fewest if fewest <= most else math.inf

    def _confidence(self, number: int) -> float:
        talk, label = self._talk, self._label
        votes, n_labels = talk.votes(label), talk.model.n_labels
        scores = self._rest.copy()
        scores[label] += _vote_gain(votes + number, n_labels) - _vote_gain(votes, n_labels)
        weight = talk.weight(self._place, self._n_alike + number)
        _add(scores, number * weight, self._row)
        if self._n_alike:
            _add(scores, weight, self._alike_row)
        for _, place, size, row in self._weaker:
            _add(scores, talk.weight(place + number, size), row)
        alone = label if len(talk.said) == (votes > 0) else None
        odds = _odds(scores, talk.model.calibration.temper, alone)
        return odds[label] / math.fsum(odds)


def _add(scores: list[float], weight: float, row: Sequence[float]) -> None:
    for label, says in enumerate(row):
        scores[label] += weight * says


def _strength(row: Sequence[float]) -> float:
    return -sum(row) / (len(row) - 1 or 1)


def _levels(rows: list[list[float]]) -> list[_Level]:
    """Group agreeing answers by strength, the strongest first."""
    levels: list[_Level] = [(_strength(row), 0, 1, row) for row in rows]
    if len(levels) == 1:
        return levels
    alone = sorted(levels, reverse=True)
    levels = []
    for place, (strength, _, _, row) in enumerate(alone):
        if levels and levels[-1][0] - strength <= SAME_STRENGTH:
            _, first, size, others = levels[-1]
            together = [old + new for old, new in zip(others, row, strict=True)]
            levels[-1] = (strength, first, size + 1, together)
        else:
            levels.append((strength, place, 1, row))
    return levels


@lru_cache(maxsize=4096)
def _vote_gain(votes: int, n_labels: int) -> float:
    """How much this many votes add to a label's score."""
    return VOTE_WEIGHT * math.log1p(votes * n_labels / VOTE_SMOOTHING)


@lru_cache(maxsize=4096)
def _counted(places: int) -> float:
    """How much this many agreeing answers count together, if all say the same."""
    return math.fsum([1.0 / (1.0 + AGREEING_DISCOUNT * place) for place in range(places)])


def _odds(scores: Sequence[float], temper: float, alone: int | None) -> list[float]:
    """Odds of log-scores against the best. A unanimous label is equal to the best: rarity must not outvote people."""
    best = max(scores)
    odds = [math.exp(temper * (score - best)) for score in scores]
    if alone is not None:
        odds[alone] = 1.0
    return odds
