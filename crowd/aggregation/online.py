"""The posterior of one task, moved at once by each of its answers: the default model, a task at a time.

The full fit (`crowd.aggregation.consensus.fit_question`) finds out what the crowd and each person mix up
(`question_model`); here every answer moves its task by what was found, and its author's skill by what becomes of the
task. Both are the same model: right after a fit this gives the posteriors of the fit. Here everything is plain Python,
as a task has a handful of answers and an array would cost more than the sum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from crowd.aggregation.calibration import (
    AGREEING_DISCOUNT,
    FREQUENCY_WEIGHT,
    SAME_STRENGTH,
    VOTE_SMOOTHING,
    VOTE_WEIGHT,
)
from crowd.aggregation.question_model import (
    Matched,
    Matrix,
    QuestionModel,
    Row,
    TaskAnswer,
    evidence_of,
    matched_of,
    model_of,
    new_question,
)
from crowd.aggregation.result import TIE_TOLERANCE

__all__ = [
    "Matched",
    "Matrix",
    "QuestionModel",
    "Row",
    "TaskAnswer",
    "TaskMove",
    "matched_of",
    "model_of",
    "move_task",
    "new_question",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMove:
    """What the answers to a task say now.

    Attributes:
        posterior: Probability of each label, (n_labels,), sums to 1.
        label: The leading label: of those with the highest probability the one with most votes, then the
            lowest code.
        confidence: Its probability.
        credits: For each answer, in the order given, the probability that it is right.
        vote_share: Share of the answers that chose `label`; 0 when there are none.
        agreeing_needed: For the target given, the fewest further answers of typical contributors, all for the
            leading label, that would reach it; infinite if `most_more` of them would not.
    """

    posterior: Row
    label: int
    confidence: float
    credits: Row
    vote_share: float
    agreeing_needed: float


def move_task(
    answers: Sequence[TaskAnswer],
    model: QuestionModel,
    *,
    known: int | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> TaskMove:
    """The posterior of a task from all of its answers, and what each answer adds to its author's skill.

    Each author is weighed by what they did on *other* tasks: what this very answer gave is taken out first,
    otherwise a majority that was believed once would prove itself right ever more firmly.

    The caller stores `credits`, adds `new credit - old credit` to each author's `right`, and 1 to `answered`
    for an answer without an old credit. A changed or withdrawn answer needs nothing else: call again with
    what stands now.

    Args:
        answers: All answers that count, at most one a person.
        model: What is known of the question.
        known: True label of a gold task, or None. Credits are then 1 or 0 by it, while the posterior stays
            the crowd's, so that a gold task is asked exactly like any other.
        target: Confidence that is asked for, above 0; for `agreeing_needed`.
        most_more: Further answers the task may get at most; for `agreeing_needed`.

    Returns:
        The move. Without answers: a uniform posterior, label 0.

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
    return TaskMove(
        posterior=posterior,
        label=label,
        confidence=posterior[label],
        credits=credits_now,
        vote_share=talk.votes[label] / len(answers) if answers else 0.0,
        agreeing_needed=0
        if posterior[label] >= target
        else _Newcomers(talk, label).needed(target, most_more),
    )


class _Level(NamedTuple):
    """Answers for one label that are of one strength: they share what their places count.

    Attributes:
        strength: How much each of them says against the other labels, on average.
        place: How many answers for the label are stronger.
        size: How many they are.
        row: What they say together of each label.
    """

    strength: float
    place: int
    size: int
    row: Row


class _Talk:
    """What the answers to one task say, by the label that they agree on.

    Attributes:
        votes: Answers for each label.
        levels: For each label that has answers these, the strongest first.
        scores: The log-score of each label; the number of all answers enters all of them alike, and so none.
    """

    def __init__(self, answers: Sequence[TaskAnswer], model: QuestionModel) -> None:
        n_labels = model.n_labels
        self.model = model
        self._sharpness = model.calibration.sharpness(n_labels)
        self._smoothing = VOTE_SMOOTHING / n_labels
        self.votes = [0] * n_labels
        said: dict[int, list[tuple[float, Row]]] = {}
        for answer in answers:
            label = answer.label
            if not 0 <= label < n_labels:
                raise ValueError(f"label {label} is not one of {n_labels}")
            row = evidence_of(answer, model)
            self.votes[label] += 1
            said.setdefault(label, []).append((_strength(row), row))
        self.levels = {label: _levels(agreeing) for label, agreeing in said.items()}
        self.scores = [
            self.vote_score(votes) + FREQUENCY_WEIGHT * frequency
            for votes, frequency in zip(self.votes, model.log_frequency, strict=True)
        ]
        for levels in self.levels.values():
            for level in levels:
                _add(self.scores, self.weight(level.place, level.size), level.row)

    def vote_score(self, votes: int) -> float:
        """What so many votes count for a label."""
        return VOTE_WEIGHT * math.log(votes + self._smoothing)

    def weight(self, place: int, size: int) -> float:
        """What each of some answers of one strength counts, which stand in so many places from one on."""
        return self._sharpness * (_counted(place + size) - _counted(place)) / size

    def posterior(self) -> Row:
        """The probability of each label."""
        if not self.levels:
            return (1.0 / len(self.votes),) * len(self.votes)
        alone = next(iter(self.levels)) if len(self.levels) == 1 else None
        odds = _odds(self.scores, self.model.calibration.temper, alone)
        total = math.fsum(odds)
        return tuple([odd / total for odd in odds])

    def leading(self, posterior: Row) -> int:
        """The most probable label; of those level with it the one with most votes, then the lowest code."""
        least = max(posterior) * (1.0 - TIE_TOLERANCE)
        leaders = [label for label, chance in enumerate(posterior) if chance >= least]
        if len(leaders) == 1:
            return leaders[0]
        return max(leaders, key=lambda label: (self.votes[label], -label))


class _Newcomers:
    """What newcomers who all choose one label would make of a task: they are alike, so one sum holds for any number."""

    def __init__(self, talk: _Talk, label: int) -> None:
        self._talk, self._label = talk, label
        self._row = evidence_of(TaskAnswer(label=label, right=0.0, answered=0.0), talk.model)
        self._alone = label if talk.votes[label] == sum(talk.votes) else None
        # Who stands before the newcomers keeps the place; the others are taken out, to be weighed with them.
        self._rest = talk.scores.copy()
        self._rest[label] -= talk.vote_score(talk.votes[label])
        self._place, self._n_alike, self._alike_row = 0, 0, (0.0,) * len(self._row)
        self._weaker: list[_Level] = []
        strength = _strength(self._row)
        for level in talk.levels.get(label, ()):
            if level.strength > strength + SAME_STRENGTH:
                self._place += level.size
                continue
            _add(self._rest, -talk.weight(level.place, level.size), level.row)
            if level.strength >= strength - SAME_STRENGTH:
                self._n_alike, self._alike_row = level.size, level.row
            else:
                self._weaker.append(level)

    def needed(self, target: float, most: int) -> float:
        """The fewest that reach a target; infinite if the most would not.

        One more who agrees never lowers the confidence, so the fewest are found by halving.
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
        weight = talk.weight(self._place, self._n_alike + number)
        rows = zip(self._rest, self._alike_row, self._row, strict=True)
        scores = [rest + weight * (alike + number * new) for rest, alike, new in rows]
        scores[label] += talk.vote_score(talk.votes[label] + number)
        for level in self._weaker:
            _add(scores, talk.weight(level.place + number, level.size), level.row)
        odds = _odds(scores, talk.model.calibration.temper, self._alone)
        return odds[label] / math.fsum(odds)


def _add(scores: list[float], weight: float, row: Row) -> None:
    for label, says in enumerate(row):
        scores[label] += weight * says


def _strength(row: Row) -> float:
    return -sum(row) / (len(row) - 1 or 1)


def _by_strength(said: tuple[float, Row]) -> float:
    return -said[0]


def _levels(said: list[tuple[float, Row]]) -> list[_Level]:
    """Agreeing answers by their strength, the strongest first."""
    if len(said) == 1:
        return [_Level(said[0][0], 0, 1, said[0][1])]
    said.sort(key=_by_strength)
    levels: list[_Level] = []
    for place, (strength, row) in enumerate(said):
        last = levels[-1] if levels else None
        if last is not None and last.strength - strength <= SAME_STRENGTH:
            together = tuple([old + new for old, new in zip(last.row, row, strict=True)])
            levels[-1] = _Level(strength, last.place, last.size + 1, together)
        else:
            levels.append(_Level(strength, place, 1, row))
    return levels


@lru_cache(maxsize=4096)
def _counted(places: int) -> float:
    """What so many agreeing answers count together, if all say the same."""
    return math.fsum([1.0 / (1.0 + AGREEING_DISCOUNT * place) for place in range(places)])


def _odds(scores: Sequence[float], temper: float, alone: int | None) -> list[float]:
    """Odds of log-scores to the best; a label on which all agree is level with it: rarity outvotes nobody."""
    best = max(scores)
    odds = [math.exp(temper * (score - best)) for score in scores]
    if alone is not None:
        odds[alone] = 1.0
    return odds
