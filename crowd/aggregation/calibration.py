"""Turns evidence into a calibrated confidence: 0.95 should mean right 95 times in 100.

Models of crowds assume that errors are independent, and so are far too confident: people who see the same hard task
fail together. Measurements on 13 public sets show that the evidence for a task must be adjusted in three ways.

- *Repetition adds less.* Of the answers that agree with each other, the strongest counts in full and the next ones
  less and less, by 1 / (1 + r n), because errors are shared: the design effect (Kish 1965). Still, one more agreeing
  answer never lowers the confidence.
- *Errors within a task are correlated.* If the answers to a task are right or wrong together more often than their
  authors' skills explain (`shared_error`, an intra-class correlation), all evidence counts less. This is estimated
  from the answers alone.
- *The plain vote counts too*: it says something about hard tasks that no model of people can.

The five numbers below were fitted to 11 public sets, whole and thinned to 2, 3, 5 and 10 answers per task, with equal
weight for each set. Fitted without the set under test, they put its confidence, on average, half a point from its
accuracy (`benchmarks/README.md`). If a question has gold of its own, that corrects the sharpness further.
"""

import math
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH, ConfusionFit, add_by_task
from crowd.answers import AnswerCodes, FloatArray, IntArray, task_pieces

#: r: the n-th further answer that agrees counts as 1 / (1 + r n).
AGREEING_DISCOUNT = 0.458
#: How much evidence counts with two options and the usual shared error.
SHARPNESS = 0.44
#: Evidence counts less the more options there are: it is divided by 1 + this times log(n_labels - 1).
PER_LOG_LABEL = 0.10
#: And divided by exp(this times the shared error beyond the usual).
PER_SHARED_ERROR = 4.4
USUAL_SHARED_ERROR = 0.08
#: How much the logarithm of the vote shares counts, and the number of votes that smooth these shares.
VOTE_WEIGHT = 0.38
VOTE_SMOOTHING = 0.84
#: How much the frequencies of the labels count.
FREQUENCY_WEIGHT = 0.36
#: How many pairs of answers the usual shared error is worth, beside those observed.
_SHARED_PAIRS = 100.0
#: Standard deviation of the logarithm of the sharpness between questions: how far gold can move it.
_SHARPNESS_SPREAD = 0.35
#: Answers whose strengths differ by less than this count as equally strong: sums in a different order round
#: differently.
SAME_STRENGTH = 1e-9
#: Lower limit for counts after a task's own answer was subtracted.
LEAST_COUNT = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How evidence becomes a confidence in one question.

    Attributes:
        shared_error: Correlation of the errors of two answers to one task, about 0 to 0.3.
        temper: Factor by which gold changes the sharpness; 1 without gold.
    """

    shared_error: float = USUAL_SHARED_ERROR
    temper: float = 1.0

    def sharpness(self, n_labels: int) -> float:
        """How much a unit of evidence counts."""
        labels = 1.0 + PER_LOG_LABEL * math.log(max(n_labels - 1, 1))
        return SHARPNESS / labels * math.exp(-PER_SHARED_ERROR * (self.shared_error - USUAL_SHARED_ERROR))


def measure_shared_error(answers: AnswerCodes, fit: ConfusionFit) -> float:
    """Measure how often two answers to a task are right or wrong together beyond what their authors' skills explain.

    An intra-class correlation: the sum over all pairs of answers to one task of the product of their residuals (credit
    minus the author's skill on other tasks), divided by the sum of the products of their standard deviations. With few
    pairs it is drawn towards the usual value.

    Args:
        answers: The answers in the order of `in_order`.
        fit: The model fitted to them.

    Returns:
        The correlation; the usual value if there are no pairs.
    """
    if answers.n_answers == 0:
        return USUAL_SHARED_ERROR
    who = answers.contributor
    right = np.zeros(answers.n_contributors)
    for part in task_pieces(answers):
        right += np.bincount(who[part], _credit(answers, fit, part), right.size)
    mean = float(right.sum()) / answers.n_answers
    together = possible = variances = 0.0
    for part in task_pieces(answers):
        credit = _credit(answers, fit, part)
        skill = right[who[part]] - credit + COIN_STRENGTH * mean
        skill /= fit.answered[who[part]] - 1 + COIN_STRENGTH
        np.clip(skill, 0.02, 0.98, out=skill)
        variance = skill * (1.0 - skill)
        together += _pair_products(answers.task[part], credit - skill)
        possible += _pair_products(answers.task[part], np.sqrt(variance))
        variances += float(variance.sum())
    weight = _SHARED_PAIRS * variances / answers.n_answers
    return float((together + weight * USUAL_SHARED_ERROR) / (possible + weight))


def _credit(answers: AnswerCodes, fit: ConfusionFit, part: slice) -> FloatArray:
    """The probability that each of some answers is right, (n,)."""
    return fit.belief[answers.task[part], answers.label[part]]


def _pair_products(task: IntArray, values: FloatArray) -> float:
    """Sum over ordered pairs of answers to one task of the product of their values; `task` must be ascending."""
    sums = np.bincount(task - task[0], values)
    return float((sums * sums).sum() - (values * values).sum())


def weigh_scores(answers: AnswerCodes, fit: ConfusionFit, sharpness: float) -> FloatArray:
    """What the answers to each task say about each label, as log-scores. Gold does not affect its own task.

    Each answer is weighted by what its author did on other tasks: the task's own part is taken out of their matrix.
    Otherwise a majority, once believed, would confirm itself.

    Args:
        answers: The answers in the order of `in_order`.
        fit: The model fitted to them.
        sharpness: How much a unit of evidence counts.

    Returns:
        (n_tasks, n_labels): logarithms of probabilities, up to a constant per row; 0 without answers.
    """
    votes = answers.votes()
    totals = votes.sum(axis=1, keepdims=True)
    smoothing = VOTE_SMOOTHING / answers.n_labels
    scores: FloatArray = np.add(votes, smoothing, dtype=np.float64)
    scores /= totals + VOTE_SMOOTHING
    np.log(scores, out=scores)
    scores *= VOTE_WEIGHT
    scores += FREQUENCY_WEIGHT * fit.log_frequency
    evidence = _Evidence(answers, fit)
    for part in task_pieces(answers):
        rows = evidence.rows(part)
        discount = _agreeing_discount(answers.task[part], answers.label[part], -rows.sum(axis=1))
        rows *= (sharpness * discount)[:, np.newaxis]
        add_by_task(scores, answers.task[part], rows)
    scores[totals[:, 0] == 0] = 0.0
    _keep_unanimous(scores, votes)
    return scores


def _keep_unanimous(scores: FloatArray, votes: IntArray) -> None:
    """Raise a label that all answers to a task agree on to the best score: rarity alone must not outvote people."""
    alone = np.flatnonzero((votes > 0).sum(axis=1) == 1)
    label = votes[alone].argmax(axis=1)
    scores[alone, label] = scores[alone].max(axis=1, initial=-np.inf)


def _agreeing_discount(task: IntArray, label: IntArray, strength: FloatArray) -> FloatArray:
    """How much each answer counts, by its place among those that agree with it on its task, the strongest first.

    Equally strong answers share the weight of their places; otherwise the order of people would decide.
    """
    order = np.lexsort((-strength, label, task))
    task, label = task[order], label[order]
    starts = np.flatnonzero(np.r_[True, (task[1:] != task[:-1]) | (label[1:] != label[:-1])])
    first = np.repeat(starts, np.diff(np.r_[starts, task.size]))
    counts = 1.0 / (1.0 + AGREEING_DISCOUNT * (np.arange(task.size) - first))
    strength = strength[order]
    apart = np.r_[True, strength[:-1] - strength[1:] > SAME_STRENGTH]
    apart[starts] = True
    level = np.flatnonzero(apart)
    size = np.diff(np.r_[level, task.size])
    discount = np.empty(task.size)
    discount[order] = np.repeat(np.add.reduceat(counts, level) / size, size)
    return discount


class _Evidence:
    """What each answer says about each label: a log-likelihood ratio against its own label, at most 0."""

    def __init__(self, answers: AnswerCodes, fit: ConfusionFit) -> None:
        self._answers = answers
        self._fit = fit
        if fit.counts is not None:
            pseudo = fit.prior.matrices(fit.right, fit.answered.astype(np.float64))
            n_labels = answers.n_labels
            self._by_answer = (pseudo + fit.counts).transpose(0, 2, 1).reshape(-1, n_labels)
            self._by_truth = fit.prior.strength + fit.counts.sum(axis=2)

    def rows(self, part: slice) -> FloatArray:
        """The evidence of some answers, (n, n_labels)."""
        a = self._answers
        task, who, label = a.task[part], a.contributor[part], a.label[part]
        at = np.arange(label.size)
        if self._fit.counts is None:
            rows = np.repeat(-self._coin_strength(part)[:, np.newaxis], a.n_labels, axis=1)
        else:
            own = self._fit.belief[task]
            rows = self._by_answer[who.astype(np.int64) * a.n_labels + label] - own
            np.maximum(rows, LEAST_COUNT, out=rows)
            rows /= np.maximum(self._by_truth[who] - own, 2.0 * LEAST_COUNT)
            np.log(rows, out=rows)
            rows -= rows[at, label][:, np.newaxis]
            # No answer counts against itself, or agreement could lower a confidence.
            np.minimum(rows, 0.0, out=rows)
        rows[at, label] = 0.0
        return rows

    def _coin_strength(self, part: slice) -> FloatArray:
        a, fit = self._answers, self._fit
        who = a.contributor[part]
        own = fit.belief[a.task[part], a.label[part]]
        answered = fit.answered[who].astype(np.float64) - 1.0
        skill = fit.prior.coin_skill(fit.right[who] - own, answered)
        odds: FloatArray = np.log(max(a.n_labels - 1, 1) * skill / (1.0 - skill))
        return np.maximum(odds, 0.0)


def temper_by_gold(scores: FloatArray, gold: IntArray, n_answers: IntArray) -> float:
    """The factor for the scores that makes the gold labels most likely; near 1 if there are few of them.

    Args:
        scores: Log-scores of the crowd, (n_tasks, n_labels).
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        n_answers: Answers of each task, (n_tasks,) int.

    Returns:
        A factor from 0.37 to 2.7.
    """
    known = np.flatnonzero((gold >= 0) & (n_answers > 0))
    if known.size == 0:
        return 1.0
    logs = np.linspace(-1.0, 1.0, 81)
    values = [_gold_score(scores[known], gold[known], float(log)) for log in logs]
    return float(np.exp(logs[int(np.argmax(values))]))


def _gold_score(scores: FloatArray, gold: IntArray, log_temper: float) -> float:
    tempered = scores * np.exp(log_temper)
    tempered -= tempered.max(axis=1, keepdims=True)
    logs = tempered[np.arange(gold.size), gold] - np.log(np.exp(tempered).sum(axis=1))
    return float(logs.sum()) - 0.5 * (log_temper / _SHARPNESS_SPREAD) ** 2
