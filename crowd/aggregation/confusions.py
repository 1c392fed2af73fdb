"""How each contributor mixes up the labels: confusion matrices with a prior that all contributors share.

The model is that of Dawid & Skene (1979, Applied Statistics 28(1)): each contributor gives label l to a task of true
label k with their own probability pi[k, l]. Maximum likelihood breaks down if people have few answers, so each matrix
has a Dirichlet prior, worth `STRENGTH` answers, whose mean is between two guesses: the pooled matrix of the whole
crowd, and the one-coin matrix of the person (right with their own frequency, otherwise any other label). So a person
with many answers gets a matrix of their own, a person with a few gets a one-coin matrix, and one without any gets the
crowd's (compare Kim & Ghahramani 2012, and Paun et al. 2018 for pooling). Label frequencies have a Dirichlet prior
centred on the vote shares, which no amount of self-confidence can move.

The prior is set in a few rounds and then fixed. After that, expectation-maximisation climbs one objective and stops
early: on sparse data, the first iterations bring the gain, and later ones overfit.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import settle_rows
from crowd.answers import AnswerCodes, FloatArray, IntArray, task_pieces

#: Answers that the prior of a person's matrix is worth, for each true label; chosen with what follows by leaving
#: one of 13 public sets out at a time (`benchmarks/quality`).
STRENGTH = 2.0
#: With fewer answers to the question than this, the prior is worth more: people's counts are then guesses built on
#: guesses. Without it, simulated projects with 30 to 150 answers got fewer right labels than a plain vote gives (up to
#: 1.7 in 120 tasks); samples of that size from seven public sets gain 0.4 points.
FEW_ANSWERS = 200.0
#: Share of the crowd's pooled matrix in that prior; the rest is the person's one-coin matrix.
POOLED_SHARE = 0.5
#: Weight of the vote shares in the label frequencies: their prior is worth a third of the answered tasks.
VOTES_SHARE = 0.25
#: Answers that the crowd's mean skill is worth in a person's one-coin matrix.
COIN_STRENGTH = 4.0
#: The prior of the crowd's mean skill: right and wrong answers.
MEAN_PRIOR = (3.0, 1.0)
#: Answers that the crowd's one-coin matrix is worth in each cell of the pooled matrix.
POOLED_SMOOTHING = 1.0
#: Rounds in which the prior is updated, and the most iterations with the prior that is then fixed.
PRIOR_ROUNDS = 3
MOST_ITERATIONS = 10
#: With more options than this, the matrices are one-coin: there are too few answers to fill all the cells.
MOST_LABELS = 16
#: Most cells in all matrices together; beyond that, one-coin matrices are used.
_MOST_CELLS = 50_000_000
#: The fit has converged when the objective rises by less than this per answer.
_TOLERANCE = 1e-6


def strength_of(n_answers: int) -> float:
    """How many answers the prior of a person's matrix is worth in a question with `n_answers` answers."""
    return STRENGTH + (FEW_ANSWERS / max(n_answers, 1)) ** 2


def other_labels(n_labels: int, *, ordinal: bool) -> FloatArray:
    """Where wrong answers fall: for each true label, a distribution over the others, (n_labels, n_labels).

    Args:
        n_labels: Number of options.
        ordinal: Whether the options have an order: then a label half as far away is four times as likely.

    Returns:
        Rows that sum to 1, with 0 on the diagonal; a single zero if there is only one label.
    """
    codes = np.arange(n_labels)
    apart = np.abs(codes[:, np.newaxis] - codes)
    spread = np.where(apart == 0, 0.0, 0.5 ** (apart if ordinal else np.ones_like(apart)))
    rows: FloatArray = spread / np.maximum(spread.sum(axis=1, keepdims=True), 1e-300)
    return rows


def coin_matrices(skill: FloatArray, others: FloatArray) -> FloatArray:
    """The one-coin matrix for each skill, (..., n_labels, n_labels)."""
    wrong = (1.0 - skill)[..., np.newaxis, np.newaxis] * others
    return wrong + skill[..., np.newaxis, np.newaxis] * np.eye(others.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrowdPrior:
    """The prior of everybody's matrix.

    Attributes:
        mean_skill: Probability that a typical contributor is right, 0 to 1.
        pooled: The crowd's matrix, (n_labels, n_labels): true label by answer, rows sum to 1.
        others: Where wrong answers fall, as `other_labels` gives it.
        strength: How many answers the prior is worth.
    """

    mean_skill: float
    pooled: FloatArray
    others: FloatArray
    strength: float = STRENGTH

    def coin_skill(self, right: FloatArray, answered: FloatArray) -> FloatArray:
        """The skill in a one-coin matrix, from the expected right answers and the answers, in arrays of any shape."""
        mean: FloatArray = (right + COIN_STRENGTH * self.mean_skill) / (answered + COIN_STRENGTH)
        return np.clip(mean, 1e-3, 1.0 - 1e-3)

    def matrices(self, right: FloatArray, answered: FloatArray) -> FloatArray:
        """Pseudo-counts for people's matrices, (n_contributors, n_labels, n_labels): true label by answer."""
        coins = coin_matrices(self.coin_skill(right, answered), self.others)
        return self.strength * (POOLED_SHARE * self.pooled + (1.0 - POOLED_SHARE) * coins)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConfusionFit:
    """The result of a fit.

    Attributes:
        belief: The model's probabilities for each task, (n_tasks, n_labels); far too confident, see `calibration`.
        counts: Expected answers of each contributor, (n_contributors, n_labels, n_labels): true label by answer;
            None if one-coin matrices were used.
        right: Expected number of right answers, (n_contributors,).
        answered: Number of answers, (n_contributors,) int.
        prior: The prior for everybody.
        log_frequency: Logarithm of each label's frequency, (n_labels,).
        converged: Whether the last iteration hardly changed the objective.
        objective: Log-likelihood plus log-prior after each iteration, (n_iter,), up to a constant; it never falls.
    """

    belief: FloatArray
    counts: FloatArray | None
    right: FloatArray
    answered: NDArray[np.int64]
    prior: CrowdPrior
    log_frequency: FloatArray
    converged: bool
    objective: FloatArray


def fit_confusions(
    answers: AnswerCodes, gold: IntArray | None = None, *, ordinal: bool = False, coins: bool = False
) -> ConfusionFit:
    """Fit matrices and labels by expectation-maximisation, starting from `_first_belief`.

    Args:
        answers: The answers in the order of `in_order`; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        ordinal: Whether the options have an order.
        coins: Whether all matrices are one-coin, however few options there are.

    Returns:
        The fit. Nothing is random: the same input gives the same result.
    """
    work = _Fit(answers, gold, ordinal=ordinal, coins=coins)
    belief = work.fixed(_first_belief(answers))
    for _ in range(PRIOR_ROUNDS):
        tally = work.tally(belief)
        belief, _ = work.expect(tally, work.prior(tally), work.log_frequency(belief))
    tally = work.tally(belief)
    prior, frequency = work.prior(tally), work.log_frequency(belief)
    pseudo = work.pseudo_counts(tally, prior)
    objective: list[float] = []
    converged = False
    while not converged and len(objective) < MOST_ITERATIONS:
        belief, value = work.expect(tally, prior, frequency, pseudo)
        objective.append(value)
        converged = len(objective) > 1 and value - objective[-2] < _TOLERANCE * max(answers.n_answers, 1)
        tally, frequency = work.tally(belief), work.log_frequency(belief)
    return ConfusionFit(
        belief=belief,
        counts=tally if work.full else None,
        right=work.right(tally),
        answered=work.answered,
        prior=prior,
        log_frequency=frequency,
        converged=converged,
        objective=np.array(objective),
    )


def _first_belief(answers: AnswerCodes) -> FloatArray:
    """Vote shares, except that the only answer to a task is believed as much as the others are on average.

    Nothing supports or contradicts it. If it were treated as certain it would stay so, and so would a crowd with many
    such answers.
    """
    shares = answers.votes().astype(np.float64)
    totals = np.bincount(answers.task, minlength=answers.n_tasks)
    agreeing = float(((shares * shares).sum(axis=1) / np.maximum(totals, 1))[totals > 1].sum())
    shares /= np.maximum(totals, 1)[:, np.newaxis]
    shares[totals == 0] = 1.0 / answers.n_labels
    if answers.n_labels > 1:
        mean = (agreeing + MEAN_PRIOR[0]) / (float(totals[totals > 1].sum()) + sum(MEAN_PRIOR))
        doubt = np.where(totals == 1, 1.0 - mean, 0.0)
        elsewhere = (doubt / (answers.n_labels - 1))[:, np.newaxis]
        shares *= 1.0 - doubt[:, np.newaxis] - elsewhere
        shares += elsewhere
    return shares


class _Fit:
    """The data of one fit and the steps over them.

    A tally holds the counts of each contributor: (n_contributors, n_labels, n_labels) expected answers or, with
    one-coin matrices, (n_contributors,) expected right answers.
    """

    def __init__(self, answers: AnswerCodes, gold: IntArray | None, *, ordinal: bool, coins: bool) -> None:
        self.answers = answers
        # A known task that nobody answered says nothing about anybody.
        self._has_answers = np.bincount(answers.task, minlength=answers.n_tasks) > 0
        labels = np.full(answers.n_tasks, -1) if gold is None else gold
        self._known = np.flatnonzero(self._has_answers & (labels >= 0))
        self._gold = labels[self._known]
        self._others = other_labels(min(answers.n_labels, MOST_LABELS + 1), ordinal=ordinal)
        cells = answers.n_contributors * answers.n_labels**2
        self.full = not coins and answers.n_labels <= MOST_LABELS and cells <= _MOST_CELLS
        self.answered = np.bincount(answers.contributor, minlength=answers.n_contributors).astype(np.int64)
        self._strength = strength_of(answers.n_answers)
        votes = np.bincount(answers.label, minlength=answers.n_labels)
        self._vote_share = votes / max(answers.n_answers, 1)

    @cached_property
    def _key(self) -> NDArray[np.int64]:
        """One code for each pair of contributor and label, (n_answers,)."""
        return self.answers.contributor.astype(np.int64) * self.answers.n_labels + self.answers.label

    @cached_property
    def _n_answered_tasks(self) -> int:
        return int(self._has_answers.sum())

    @cached_property
    def _frequency_pseudo(self) -> FloatArray:
        """Pseudo-counts of the labels, (n_labels,)."""
        return VOTES_SHARE / (1.0 - VOTES_SHARE) * self._n_answered_tasks * self._vote_share + 1.0

    def fixed(self, belief: FloatArray) -> FloatArray:
        """The belief with known labels filled in; changes the array in place."""
        belief[self._known] = 0.0
        belief[self._known, self._gold] = 1.0
        return belief

    def tally(self, belief: FloatArray) -> FloatArray:
        """Count everybody's answers, using the belief about their tasks."""
        a = self.answers
        if not self.full:
            credit = belief[a.task, a.label]
            return np.bincount(a.contributor, credit, a.n_contributors).astype(np.float64)
        size = a.n_contributors * a.n_labels
        counts = np.empty((a.n_contributors, a.n_labels, a.n_labels))
        for label in range(a.n_labels):
            by_answer = np.bincount(self._key, belief[a.task, label], size)
            counts[:, label, :] = by_answer.reshape(a.n_contributors, a.n_labels)
        return counts

    def right(self, tally: FloatArray) -> FloatArray:
        """Expected number of right answers of each contributor, (n_contributors,)."""
        return np.einsum("ckk->c", tally) if self.full else tally

    def prior(self, tally: FloatArray) -> CrowdPrior:
        """The prior for everybody, from all tallies together."""
        right, total = float(self.right(tally).sum()), float(self.answers.n_answers)
        mean = (right + MEAN_PRIOR[0]) / (total + sum(MEAN_PRIOR))
        base = coin_matrices(np.array(mean), self._others)
        if not self.full:
            return CrowdPrior(mean_skill=mean, pooled=base, others=self._others, strength=self._strength)
        counts = tally.sum(axis=0)
        weight = POOLED_SMOOTHING * self.answers.n_labels
        pooled = (counts + weight * base) / (counts.sum(axis=1, keepdims=True) + weight)
        return CrowdPrior(mean_skill=mean, pooled=pooled, others=self._others, strength=self._strength)

    def pseudo_counts(self, tally: FloatArray, prior: CrowdPrior) -> FloatArray:
        """The prior of each contributor, for their matrix or for the skill in it."""
        if self.full:
            return prior.matrices(self.right(tally), self.answered.astype(np.float64))
        return np.full(self.answers.n_contributors, COIN_STRENGTH * prior.mean_skill)

    def log_frequency(self, belief: FloatArray) -> FloatArray:
        """Logarithm of each label's frequency, (n_labels,), kept near the vote shares."""
        counts = belief[self._has_answers].sum(axis=0) + self._frequency_pseudo
        logs: FloatArray = np.log(counts / counts.sum())
        return logs

    def expect(
        self,
        tally: FloatArray,
        prior: CrowdPrior,
        log_frequency: FloatArray,
        pseudo: FloatArray | None = None,
    ) -> tuple[FloatArray, float]:
        """The belief given the tallies, and the objective at the matrices behind it."""
        pseudo = self.pseudo_counts(tally, prior) if pseudo is None else pseudo
        scores = np.zeros((self.answers.n_tasks, self.answers.n_labels))
        if self.full:
            matrices = pseudo + tally
            logs = np.log(matrices / matrices.sum(axis=2, keepdims=True))
            self._add_rows(scores, logs)
            log_prior = float((pseudo * logs).sum())
        else:
            log_prior = self._add_coins(scores, tally, pseudo)
        scores += log_frequency
        value = self._settle(scores) + log_prior + float((self._frequency_pseudo * log_frequency).sum())
        return self.fixed(scores), value

    def _add_rows(self, scores: FloatArray, logs: FloatArray) -> None:
        """Add to each task what its answers say about each label."""
        a = self.answers
        by_answer = logs.transpose(0, 2, 1).reshape(-1, a.n_labels)
        for part in task_pieces(a):
            add_by_task(scores, a.task[part], by_answer[self._key[part]])

    def _add_coins(self, scores: FloatArray, tally: FloatArray, pseudo: FloatArray) -> float:
        a = self.answers
        skill = np.clip((tally + pseudo) / (self.answered + COIN_STRENGTH), 1e-3, 1.0 - 1e-3)
        log_miss = np.log1p(-skill) - np.log(max(a.n_labels - 1, 1))
        log_hit = np.log(skill)
        who = a.contributor
        scores += np.bincount(a.task, log_miss[who], a.n_tasks)[:, np.newaxis]
        flat = np.bincount(a.cell, (log_hit - log_miss)[who], scores.size)
        scores += flat.reshape(scores.shape)
        return float((pseudo * log_hit + (COIN_STRENGTH - pseudo) * np.log1p(-skill)).sum())

    def _settle(self, scores: FloatArray) -> float:
        """Turn log-scores into the belief, in place, and return the log-likelihood of the answers."""
        if scores.size == 0:
            return 0.0
        at_gold = scores[self._known, self._gold]
        evidence = settle_rows(scores)
        evidence[self._known] = at_gold
        return float(evidence[self._has_answers].sum())


def add_by_task(scores: FloatArray, task: IntArray, rows: FloatArray) -> None:
    """Add rows to the scores of their tasks; `task` is sorted.

    Args:
        scores: (n_tasks, n_labels); changed in place.
        task: Task of each row, (n,) int, ascending.
        rows: (n, n_labels).
    """
    if task.size:
        starts = np.flatnonzero(np.r_[True, task[1:] != task[:-1]])
        scores[task[starts]] += np.add.reduceat(rows, starts, axis=0)
