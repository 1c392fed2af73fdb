"""What a full fit leaves behind of a question and its people, and what an answer says by it."""

import math
from dataclasses import dataclass
from functools import lru_cache

from crowd.aggregation.calibration import LEAST_COUNT, Calibration
from crowd.aggregation.confusions import COIN_STRENGTH, MEAN_PRIOR, POOLED_SHARE, STRENGTH
from crowd.aggregation.consensus import QuestionFit
from crowd.answers import FloatArray

Row = tuple[float, ...]
Matrix = tuple[Row, ...]

#: Skills are never taken for less, nor for more than 1 minus this.
_LEAST_SKILL = 1e-3
#: Answers that the crowd's matrix and that of one coin are worth in a person's.
_OF_CROWD, _OF_COIN = STRENGTH * POOLED_SHARE, STRENGTH * (1.0 - POOLED_SHARE)
#: The counts of a row, summed, are never taken for less.
_LEAST_TOTAL = 2.0 * LEAST_COUNT


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


@lru_cache(maxsize=256)
def _nothing(n_labels: int) -> Matrix:
    return ((0.0,) * n_labels,) * n_labels


def evidence_of(answer: TaskAnswer, model: QuestionModel) -> Row:
    """What an answer says of each label as a log-likelihood ratio against its own: 0 there, never above.

    What the answer itself has added to its author's skill and matrix is left out.

    Args:
        answer: The answer; its label is one of the question.
        model: What is known of the question.

    Returns:
        The logarithms, (n_labels,).
    """
    label, n_labels = answer.label, model.n_labels
    skill = _coin_skill(answer, model)
    counts = None if answer.matched is None else answer.matched.counts
    if model.pooled is None and counts is None:
        against = min(-math.log(max(n_labels - 1, 1) * skill / (1.0 - skill)), 0.0)
        row = [against] * n_labels
        row[label] = 0.0
        return tuple(row)
    wrong = 1.0 - skill
    coin = [wrong * others[label] for others in model.others]
    coin[label] = skill
    pooled = coin if model.pooled is None else [crowd[label] for crowd in model.pooled]
    nothing = _nothing(n_labels)
    chances = []
    for own, seen, crowd, alone in zip(
        answer.belief or nothing[0], counts or nothing, pooled, coin, strict=True
    ):
        count = _OF_CROWD * crowd + _OF_COIN * alone + seen[label] - own
        total = STRENGTH + sum(seen) - own
        # Comparisons, as calls of max would take a third of the time of moving a task.
        if count < LEAST_COUNT:
            count = LEAST_COUNT
        if total < _LEAST_TOTAL:
            total = _LEAST_TOTAL
        chances.append(count / total)
    best = chances[label]
    return tuple([0.0 if chance >= best else math.log(chance / best) for chance in chances])


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
