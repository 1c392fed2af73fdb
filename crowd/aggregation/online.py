"""The posterior of one task, moved at once by each of its answers: the default model, a task at a time.

The full fit (`crowd.aggregation.consensus.fit_question`) finds out what the crowd and each person mix up; here every
answer moves its task by what was found, and its author's skill by what becomes of the task. Both are the same model:
right after a fit this gives the posteriors of the fit. Here everything is plain Python, as a task has a handful of
answers and an array would cost more than the sum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crowd.aggregation.calibration import (
    AGREEING_DISCOUNT,
    FREQUENCY_WEIGHT,
    LEAST_COUNT,
    SAME_STRENGTH,
    VOTE_SMOOTHING,
    VOTE_WEIGHT,
    Calibration,
)
from crowd.aggregation.confusions import COIN_STRENGTH, MEAN_PRIOR, POOLED_SHARE, STRENGTH
from crowd.aggregation.consensus import QuestionFit
from crowd.aggregation.result import TIE_TOLERANCE
from crowd.answers import FloatArray

Row = tuple[float, ...]
Matrix = tuple[Row, ...]

#: Skills are never taken for less, nor for more than 1 minus this.
_LEAST_SKILL = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionModel:
    """What the last full fit found out about a question; before the first, what is believed of any.

    Attributes:
        n_labels: Number of options, 1 or more.
        mean_skill: Probability that a typical contributor is right.
        others: For each true label where a wrong answer falls, (n_labels, n_labels).
        pooled: The crowd's matrix, true label by answer; None where people's matrices are one-coin.
        log_frequency: Logarithm of each label's frequency, (n_labels,).
        calibration: How evidence becomes a confidence.
    """

    n_labels: int
    mean_skill: float
    others: Matrix
    pooled: Matrix | None
    log_frequency: Row
    calibration: Calibration


@lru_cache(maxsize=256)
def new_question(n_labels: int) -> QuestionModel:
    """The model of a question that has not been fitted yet: every label alike, people right three times in four."""
    mean = MEAN_PRIOR[0] / sum(MEAN_PRIOR)
    away = 1.0 / max(n_labels - 1, 1)
    others = tuple(
        tuple(0.0 if true == label else away for label in range(n_labels)) for true in range(n_labels)
    )
    return QuestionModel(
        n_labels=n_labels,
        mean_skill=mean,
        others=others,
        pooled=None,
        log_frequency=(-math.log(n_labels),) * n_labels,
        calibration=Calibration(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What the last full fit counted of a contributor.

    Attributes:
        counts: Expected answers by true label and answer, (n_labels, n_labels); None where one-coin.
        right: Expected right answers, as the fit believes.
        answered: Number of answers.
        credited: Expected right answers in the totals that the fit left, to see what has come since.
    """

    counts: Matrix | None
    right: float
    answered: float
    credited: float


def model_of(fit: QuestionFit) -> QuestionModel:
    """What a full fit found out about its question."""
    prior = fit.confusions.prior
    counted = fit.confusions.counts is not None
    return QuestionModel(
        n_labels=fit.posterior.shape[1],
        mean_skill=prior.mean_skill,
        others=_matrix(prior.others),
        pooled=_matrix(prior.pooled) if counted else None,
        log_frequency=tuple(fit.confusions.log_frequency.tolist()),
        calibration=fit.calibration,
    )


def matched_of(fit: QuestionFit, contributor: int) -> Matched:
    """What a full fit counted of the contributor with this code."""
    counts = fit.confusions.counts
    return Matched(
        counts=None if counts is None else _matrix(counts[contributor]),
        right=float(fit.confusions.right[contributor]),
        answered=float(fit.confusions.answered[contributor]),
        credited=float(fit.right[contributor]),
    )


def _matrix(array: FloatArray) -> Matrix:
    return tuple(tuple(row) for row in array.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """One answer to the task, with what is stored of its author.

    Attributes:
        label: Code of the answer, 0 to n_labels - 1.
        right: The author's expected number of right answers, over all tasks.
        answered: The number of answers that `right` is based on.
        credit: What this very answer has contributed to `right`; None when it has not been counted yet.
        matched: What the last full fit counted of the author; None for somebody it did not know.
        belief: What that fit believed of this task, (n_labels,), if it saw this answer; else None.
    """

    label: int
    right: float
    answered: float
    credit: float | None = None
    matched: Matched | None = None
    belief: Row | None = None


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
    best = max(posterior) * (1.0 - TIE_TOLERANCE)
    label = max((k for k in range(model.n_labels) if posterior[k] >= best), key=lambda k: (talk.votes[k], -k))
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
        agreeing_needed=talk.agreeing_needed(label, posterior[label], target, most_more),
    )


class _Talk:
    """What the answers to one task say, by the label that they agree on."""

    def __init__(self, answers: Sequence[TaskAnswer], model: QuestionModel) -> None:
        self._model = model
        self._sharpness = model.calibration.sharpness(model.n_labels)
        self.votes = [0] * model.n_labels
        self._agreeing: dict[int, list[tuple[float, Row]]] = {}
        for answer in answers:
            if not 0 <= answer.label < model.n_labels:
                raise ValueError(f"label {answer.label} is not one of {model.n_labels}")
            self._add(answer)

    def _add(self, answer: TaskAnswer) -> None:
        row = _evidence(answer, self._model)
        strength = -sum(row) / max(self._model.n_labels - 1, 1)
        self.votes[answer.label] += 1
        self._agreeing.setdefault(answer.label, []).append((strength, row))

    def posterior(self) -> Row:
        """The probability of each label."""
        model, n_labels = self._model, self._model.n_labels
        total = sum(self.votes)
        if total == 0:
            return (1.0 / n_labels,) * n_labels
        smoothing = VOTE_SMOOTHING / n_labels
        all_votes = math.log(total + VOTE_SMOOTHING)
        scores = [
            VOTE_WEIGHT * (math.log(votes + smoothing) - all_votes) + FREQUENCY_WEIGHT * frequency
            for votes, frequency in zip(self.votes, model.log_frequency, strict=True)
        ]
        for agreeing in self._agreeing.values():
            agreeing.sort(key=_by_strength)
            for (_, row), discount in zip(agreeing, _discounts(agreeing), strict=True):
                weight = self._sharpness * discount
                for label in range(n_labels):
                    scores[label] += weight * row[label]
        if len(self._agreeing) == 1:
            scores[next(iter(self._agreeing))] = max(scores)
        return _softmax(scores, model.calibration.temper)

    def agreeing_needed(self, label: int, confidence: float, target: float, most_more: int) -> float:
        """The fewest typical answers for a label that would reach the target; the talk holds them afterwards."""
        needed = 0
        newcomer = TaskAnswer(label=label, right=0.0, answered=0.0)
        while confidence < target:
            if needed >= most_more:
                return math.inf
            self._add(newcomer)
            needed += 1
            confidence = self.posterior()[label]
        return needed


def _by_strength(said: tuple[float, Row]) -> float:
    return -said[0]


def _discounts(agreeing: Sequence[tuple[float, Row]]) -> list[float]:
    """What each of several agreeing answers counts, the strongest first; those of one strength share it."""
    counts = [1.0 / (1.0 + AGREEING_DISCOUNT * rank) for rank in range(len(agreeing))]
    start = 0
    for end in range(1, len(agreeing) + 1):
        if end == len(agreeing) or agreeing[end - 1][0] - agreeing[end][0] > SAME_STRENGTH:
            if end - start > 1:
                counts[start:end] = [sum(counts[start:end]) / (end - start)] * (end - start)
            start = end
    return counts


def _evidence(answer: TaskAnswer, model: QuestionModel) -> Row:
    """What an answer says of each label as a log-likelihood ratio against its own: 0 there, never above."""
    label, n_labels = answer.label, model.n_labels
    skill = _coin_skill(answer, model)
    counts = None if answer.matched is None else answer.matched.counts
    if model.pooled is None and counts is None:
        odds = math.log(max(n_labels - 1, 1) * skill / (1.0 - skill))
        return tuple([0.0 if k == label else -max(odds, 0.0) for k in range(n_labels)])
    belief = answer.belief or (0.0,) * n_labels
    logs = []
    for true in range(n_labels):
        coin = skill if true == label else (1.0 - skill) * model.others[true][label]
        pooled = coin if model.pooled is None else model.pooled[true][label]
        count = STRENGTH * (POOLED_SHARE * pooled + (1.0 - POOLED_SHARE) * coin) - belief[true]
        total = STRENGTH - belief[true]
        if counts is not None:
            count += counts[true][label]
            total += sum(counts[true])
        logs.append(math.log(max(count, LEAST_COUNT) / max(total, 2.0 * LEAST_COUNT)))
    own = logs[label]
    return tuple([min(log - own, 0.0) for log in logs])


def _coin_skill(answer: TaskAnswer, model: QuestionModel) -> float:
    """The skill in the author's one-coin matrix: what the fit counted, and what has come since."""
    right, answered = answer.right, answer.answered
    if answer.matched is not None:
        right += answer.matched.right - answer.matched.credited
    if answer.credit is not None and (answer.belief is None or model.pooled is None):
        own = answer.credit if answer.belief is None else answer.belief[answer.label]
        right, answered = right - own, answered - 1.0
    mean = (right + COIN_STRENGTH * model.mean_skill) / (max(answered, 0.0) + COIN_STRENGTH)
    return min(max(mean, _LEAST_SKILL), 1.0 - _LEAST_SKILL)


def _softmax(scores: Sequence[float], temper: float) -> Row:
    best = max(scores)
    odds = [math.exp(temper * (score - best)) for score in scores]
    total = math.fsum(odds)
    return tuple([odd / total for odd in odds])
