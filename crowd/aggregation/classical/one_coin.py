"""The one-coin model, fitted to all answers at once: how able each person is, and each task's true label.

The model: every label is equally likely a priori. A contributor with skill s gives the true label with
probability s, and otherwise any of the other labels with equal chance (Dawid & Skene 1979, Applied Statistics
28(1), with one parameter per person; called ZC by Demartini et al. 2012). Skills share a Beta prior whose mean
is pooled over all contributors. Both the uniform label prior and the pooled skill prior are deliberate: with
learnt label frequencies or without a skill prior, the model puts sparse data into one label with high
confidence.

`crowd.aggregation.online` runs the same model online.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import TIE_TOLERANCE
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior

#: How many pairs of answers the default prior is worth when the typical skill is estimated from agreement.
_PRIOR_PAIRS = 20.0

#: The pooled mean keeps away from chance and from certainty by this share of the distance between them: a crowd
#: that agrees by chance still has to be believed a little, and one that always agrees is not infallible.
_MEAN_MARGIN = 0.1

#: Up to this many cells of tasks by labels for each answer, all votes are counted in one table.
_CELLS_AN_ANSWER = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneCoinFit:
    """The labels and skills that best explain the answers.

    Attributes:
        posterior: Probability of each label of each task, (n_tasks, n_labels), rows sum to 1. Each answer is
            weighted by what its author did on other tasks, as online. The gold label of a task does not affect
            its own row, which holds what the crowd says.
        label: The leading label, (n_tasks,) int: of those with the highest probability, the one with the most
            votes, then the lowest code.
        confidence: Probability of that label, (n_tasks,).
        credit: For each answer, the probability that it is right, (n_answers,); 1 or 0 by gold where known.
        right: Expected number of right answers of each contributor, (n_contributors,): the sum of their
            credits.
        answered: Number of answers of each contributor, (n_contributors,) int.
        prior: The skill prior used.
        converged: Whether the last iteration changed the objective by less than `tol`.
        n_iter: Number of iterations.
        objective: Log-posterior of the skills after each iteration, (n_iter,), up to a constant; it never
            falls.
    """

    posterior: FloatArray
    label: NDArray[np.int64]
    confidence: FloatArray
    credit: FloatArray
    right: FloatArray
    answered: NDArray[np.int64]
    prior: SkillPrior
    converged: bool
    n_iter: int
    objective: FloatArray


def fit_one_coin(
    answers: AnswerCodes,
    *,
    gold: IntArray | None = None,
    prior: SkillPrior | None = None,
    max_iter: int = 200,
    tol: float = 1e-8,
) -> OneCoinFit:
    """Fit labels and skills by expectation-maximisation, starting from vote shares.

    This maximises the log-likelihood of the answers plus the log-prior of the skills, over skills from chance
    upwards. The E-step gives every answer its probability of being right; the M-step gives every contributor
    the skill (prior.right + right) / (prior.strength + answered). Nothing is random: the same input gives the
    same result.

    Args:
        answers: The answers; may be empty. With one label, every answer is right.
        gold: True label of each task, (n_tasks,) int, -1 where unknown. It decides which answers were right and
            so affects skills; the posterior still holds what the crowd says.
        prior: The prior for everybody; pooled from the answers by `pool_prior` if None.
        max_iter: Maximum number of iterations, 1 or more.
        tol: The fit has converged when the objective, per answer, rises by less than this.

    Returns:
        The fit. Tasks without answers have a uniform posterior and label 0.

    Raises:
        ValueError: `gold` does not fit the answers, or `max_iter` is below 1.
    """
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1: {max_iter}")
    model = _Model(
        answers=answers,
        gold=np.full(answers.n_tasks, -1) if gold is None else check_gold(gold, answers),
        prior=pool_prior(answers) if prior is None else prior,
        answered=np.bincount(answers.contributor, minlength=answers.n_contributors),
        cell=answers.cell,
    )
    credit, objective, converged = model.climb(max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    posterior = model.posterior(model.weights_elsewhere(credit))
    label = _leading(posterior, answers.votes())
    return OneCoinFit(
        posterior=posterior,
        label=label,
        confidence=posterior[np.arange(answers.n_tasks), label],
        credit=credit,
        right=model.right(credit),
        answered=model.answered,
        prior=model.prior,
        converged=converged,
        n_iter=len(objective),
        objective=np.array(objective),
    )


def pool_prior(answers: AnswerCodes, default: SkillPrior = DEFAULT_PRIOR) -> SkillPrior:
    """Estimate the skill of a typical contributor from how often two people give a task the same label.

    If two people are each right with probability m, and otherwise spread over the other k - 1 labels, they
    agree with probability m^2 + (1 - m)^2 / (k - 1). Solving for m above chance needs no labels, so the estimate
    cannot confirm itself. `default` enters as some pairs that agree as it predicts; its strength stays the
    same.

    Args:
        answers: The answers; if no task has two, the default is returned.
        default: The prior without any answers.

    Returns:
        The pooled prior, with its mean between chance and 1.
    """
    n_labels = answers.n_labels
    if n_labels < 2:
        return default
    votes = _vote_counts(answers).astype(np.float64)
    agreeing = float((votes * (votes - 1.0)).sum()) / 2.0
    totals = np.bincount(answers.task).astype(np.float64)
    pairs = float((totals * (totals - 1.0)).sum()) / 2.0
    expected = default.mean**2 + (1.0 - default.mean) ** 2 / (n_labels - 1)
    agreement = (agreeing + _PRIOR_PAIRS * expected) / (pairs + _PRIOR_PAIRS)
    chance = 1.0 / n_labels
    # The larger root of n_labels * m^2 - 2 * m + 1 = (n_labels - 1) * agreement.
    mean = chance + math.sqrt(max((1.0 - chance) * (agreement - chance), 0.0))
    margin = _MEAN_MARGIN * (1.0 - chance)
    mean = min(max(mean, chance + margin), 1.0 - margin)
    return SkillPrior(right=default.strength * mean, wrong=default.strength * (1.0 - mean))


def _vote_counts(answers: AnswerCodes) -> IntArray:
    """The number of answers for each label of each task, in any order; zeros may be left out."""
    if answers.n_tasks * answers.n_labels > _CELLS_AN_ANSWER * answers.n_answers:
        return np.unique(answers.cell, return_counts=True)[1]
    return answers.votes().ravel()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Model:
    """The data of one fit and the steps over them."""

    answers: AnswerCodes
    gold: IntArray
    prior: SkillPrior
    answered: NDArray[np.int64]
    cell: NDArray[np.int64]

    @property
    def others(self) -> int:
        """Number of wrong labels; 1 if there is only one label, to keep logarithms finite."""
        return max(self.answers.n_labels - 1, 1)

    def climb(self, *, max_iter: int, tol: float) -> tuple[FloatArray, list[float], bool]:
        """Repeat the M-step and E-step from vote shares; return credits, objectives and whether it converged."""
        votes = self.answers.votes()
        credit = self._credit(votes / np.maximum(votes.sum(axis=1, keepdims=True), 1))
        objective: list[float] = []
        for _ in range(max_iter):
            weight = self._weights(self.right(credit), self.answered)
            scores = self._scores(weight[self.answers.contributor])
            objective.append(self._objective(weight, scores))
            credit = self._credit(_softmax(scores))
            if len(objective) > 1 and objective[-1] - objective[-2] < tol:
                return credit, objective, True
        return credit, objective, False

    def right(self, credit: FloatArray) -> FloatArray:
        """Expected number of right answers of each contributor, (n_contributors,)."""
        return _sum_by(self.answers.contributor, credit, self.answers.n_contributors)

    def posterior(self, weight: FloatArray) -> FloatArray:
        """Probability of each label of each task, (n_tasks, n_labels), from the weight of each answer."""
        return _softmax(self._scores(weight))

    def weights_elsewhere(self, credit: FloatArray) -> FloatArray:
        """Weight of each answer, (n_answers,), from what its author did on other tasks."""
        who = self.answers.contributor
        return self._weights(self.right(credit)[who] - credit, self.answered[who] - 1)

    def _weights(self, right: FloatArray, answered: NDArray[np.int64]) -> FloatArray:
        """Like `crowd.deciding.skill.answer_weight`, for arrays of people or of answers."""
        hits = self.prior.right + np.maximum(right, 0.0)
        misses = self.prior.wrong + np.maximum(answered - right, 0.0)
        odds: FloatArray = self.others * hits / misses
        return np.log(np.maximum(odds, 1.0))

    def _scores(self, weight: FloatArray) -> FloatArray:
        """Sum of the weights for each label of each task, (n_tasks, n_labels)."""
        shape = (self.answers.n_tasks, self.answers.n_labels)
        return _sum_by(self.cell, weight, shape[0] * shape[1]).reshape(shape)

    def _credit(self, posterior: FloatArray) -> FloatArray:
        """Probability that each answer is right, (n_answers,); 1 or 0 by gold where known."""
        known = self.gold[self.answers.task]
        return np.where(known >= 0, known == self.answers.label, posterior.reshape(-1)[self.cell])

    def _objective(self, weight: FloatArray, scores: FloatArray) -> float:
        """Log-likelihood of answers and gold plus log-prior of skills, at the skills behind `weight`."""
        spread = math.log(self.others)
        # weight = log(others * s / (1 - s)), so both logarithms can be computed on the log scale.
        log_miss = -np.logaddexp(0.0, weight - spread)
        log_hit = log_miss + weight - spread
        evidence = np.logaddexp.reduce(scores, axis=1) if scores.size else np.zeros(0)
        known = np.flatnonzero(self.gold >= 0)
        evidence[known] = scores[known, self.gold[known]]
        prior = self.prior.right * log_hit + self.prior.wrong * log_miss
        return float(evidence.sum() + (self.answered * (log_miss - spread)).sum() + prior.sum())


def _softmax(scores: FloatArray) -> FloatArray:
    """Turn rows of log-scores into probabilities; a product of thousands of likelihoods must not become 0 / 0."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True, initial=0.0))
    posterior: FloatArray = odds / odds.sum(axis=1, keepdims=True)
    return posterior


def _sum_by(codes: IntArray, values: FloatArray, size: int) -> FloatArray:
    """Sums of the values that share a code, (size,)."""
    return np.bincount(codes, values, size).astype(np.float64, copy=False)


def _leading(posterior: FloatArray, votes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most probable label of each row; in a tie, the one with the most votes, then the first."""
    level = posterior >= posterior.max(axis=1, keepdims=True, initial=0.0) * (1.0 - TIE_TOLERANCE)
    label: NDArray[np.int64] = np.where(level, votes, -1).argmax(axis=1)
    return label
