"""The one-coin model as a consensus method: by maximum likelihood, or with a prior on skills.

The model (Dawid & Skene 1979, Applied Statistics 28(1), 20-28, with one parameter per person; Zhang, Chen, Zhou &
Jordan 2016, JMLR 17(102), section 2): task i has the true label z_i = k with probability pi_k; contributor j
gives it with probability s_j, and any of the other K - 1 labels with probability (1 - s_j) / (K - 1) each.

    E-step   p_ik is proportional to pi_k * product over answers of (s_j if it is k else (1 - s_j) / (K - 1))
    M-step   s_j = (a + sum of p of the labels j chose) / (a + b + number of answers of j)
             pi_k = mean of p_ik over tasks with answers, or 1 / K throughout

With a = b = 0 and learnt pi, this is maximum likelihood, as in crowd-kit's OneCoinDawidSkene; with pi fixed to
1 / K it is ZenCrowd (Demartini, Difallah & Cudré-Mauroux 2012, WWW, section 4), ZC in the tables of Zheng et al.
(2017). With a Beta(1 + a, 1 + b) prior pooled over contributors, skills from chance upwards, and each answer
weighted at the end by what its author did on *other* tasks, it is the model that the bot runs online
(`crowd.aggregation.classical.one_coin`).

Initial values are vote shares. Gold labels are fixed throughout.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.blocks import Block, Board, climb, cut, snap
from crowd.aggregation.classical.one_coin import pool_prior
from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.aggregation.slots import Frequencies
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior

#: With maximum likelihood, a skill stays this far from 0 and 1, so that no logarithm is infinite; crowd-kit's value.
FLOOR = 1e-10

_VERSION = 1


def find_one_coin(
    answers: AnswerCodes,
    gold: IntArray | None = None,
    *,
    prior: SkillPrior | None = None,
    max_iter: int = 200,
    tol: float = 1e-8,
) -> Consensus:
    """The one-coin model with a prior on skills and with every label equally likely a priori.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        prior: The prior for everybody; pooled from the answers by `pool_prior` if None.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the log-likelihood plus the log-prior of the skills, up to a constant.

    Raises:
        ValueError: `gold` does not fit the answers, or `max_iter` is below 1.
    """
    answers = in_order(answers)
    prior = pool_prior(answers) if prior is None else prior
    fit = _Fit.start(answers, gold, prior=prior, learns_labels=False)
    objective, converged = climb(fit.step, max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    fit.weigh_elsewhere()
    posterior, label = fit.over_options(gold)
    skills = skills_from(fit.right, fit.board.answered, prior)
    del fit  # its blocks take the most memory after the posterior, and the rest needs that memory
    return conclude(
        answers,
        posterior,
        skills,
        gold=gold,
        method="one_coin",
        version=_VERSION,
        label=label,
        converged=converged,
        objective=objective,
    )


def find_one_coin_ml(
    answers: AnswerCodes,
    gold: IntArray | None = None,
    *,
    learns_labels: bool = True,
    max_iter: int = 200,
    tol: float = 1e-8,
) -> Consensus:
    """The one-coin model by maximum likelihood.

    If answers are few or the crowd leans one way, it can give every task the same label with high confidence. Use
    it for comparison only.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        learns_labels: Whether the frequencies of the labels are learnt (crowd-kit) or equal (ZenCrowd).
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the log-likelihood, up to a constant if labels are equally likely. Skills are
        reported with `DEFAULT_PRIOR`, which the fit does not use, so that somebody with two answers still gets a
        range.

    Raises:
        ValueError: `gold` does not fit the answers, or `max_iter` is below 1.
    """
    answers = in_order(answers)
    fit = _Fit.start(answers, gold, prior=None, learns_labels=learns_labels)
    objective, converged = climb(fit.step, max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    posterior, label = fit.over_options(gold)
    skills = skills_from(fit.right, fit.board.answered, DEFAULT_PRIOR)
    del fit  # its blocks take the most memory after the posterior, and the rest needs that memory
    return conclude(
        answers,
        posterior,
        skills,
        gold=gold,
        method="one_coin_ml" if learns_labels else "zc",
        version=_VERSION,
        label=label,
        converged=converged,
        objective=objective,
    )


@dataclass(slots=True, kw_only=True, eq=False)
class _Fit:
    """The state of one fit.

    Attributes:
        board: The answers.
        prior: Beta prior of skills; None for none.
        learns_labels: Whether label frequencies are learnt.
        posterior: (n_tasks, n_labels), from the last E-step.
        right: Expected number of right answers of each contributor, (n_contributors,).
        totals: Expected number of tasks of each label.
        n_answered_tasks: Number of tasks with answers.
        frequencies: Those of the labels in the last E-step, if they are learnt and tasks have slots; else None.
    """

    board: Board
    prior: SkillPrior | None
    learns_labels: bool
    posterior: FloatArray
    right: FloatArray
    totals: FloatArray
    n_answered_tasks: int = field(default=0)
    frequencies: Frequencies | None = None

    @classmethod
    def start(
        cls, answers: AnswerCodes, gold: IntArray | None, *, prior: SkillPrior | None, learns_labels: bool
    ) -> "_Fit":
        """The state given by vote shares."""
        board = cut(answers, None if gold is None else check_gold(gold, answers), one_rest=learns_labels)
        fit = cls(
            board=board,
            prior=prior,
            learns_labels=learns_labels,
            posterior=board.new_posterior(),
            right=np.zeros(board.n_columns),
            totals=np.zeros(board.n_options if learns_labels else board.n_labels),
            n_answered_tasks=sum(block.n_tasks - block.empty.size for block in board.blocks),
        )
        fit._set_frequencies(np.full(board.n_options, -math.log(board.n_options)))
        for block in board.blocks:
            fit._count(block, block.shares())
        return fit

    def step(self) -> float:
        """One M-step and one E-step; returns the objective at the parameters of the M-step."""
        log_hit, log_miss = self._skills(self.right, self.board.answered)
        log_labels = self._log_labels()
        spread = math.log(max(self.board.n_options - 1, 1))
        weight = snap(log_hit - log_miss + spread)
        objective = float((self.board.answered * (log_miss - spread)).sum())
        if self.prior is not None:
            objective += float((self.prior.right * log_hit + self.prior.wrong * log_miss).sum())
        self.right = np.zeros(self.board.n_columns)
        self.totals = np.zeros_like(self.totals)
        self._set_frequencies(log_labels)
        for block in self.board.blocks:
            scores = (block.cells @ weight).reshape(block.n_tasks, -1)
            scores += log_labels if self.frequencies is None else self.frequencies.of_slots(block.rows)
            objective += block.settle(scores)
            self.board.keep(block, scores, self.posterior)
            self._count(block, scores)
        return objective

    def weigh_elsewhere(self) -> None:
        """Weight each answer by what its author did on other tasks, as the bot does online, and set the posterior.

        Otherwise a majority, once believed, would keep confirming itself.
        """
        from scipy.sparse import csr_array

        spread = math.log(max(self.board.n_options - 1, 1))
        for block in self.board.blocks:
            shares = self.posterior[block.rows].copy()
            block.fix_known(shares)
            credit = np.repeat(snap(shares.ravel()), np.diff(block.cells.indptr))
            who = block.cells.indices
            log_hit, log_miss = self._skills(self.right[who] - credit, self.board.answered[who] - 1)
            weight = snap(log_hit - log_miss + spread)
            cells = csr_array((weight, who, block.cells.indptr), shape=block.cells.shape)
            scores = np.asarray(cells @ np.ones(self.board.n_columns)).reshape(block.n_tasks, -1)
            block.settle(scores)
            self.board.keep(block, scores, self.posterior)

    def _count(self, block: Block, probabilities: FloatArray) -> None:
        """Add a block's part to the sums that the M-step needs."""
        exact = snap(probabilities)
        self.right += block.cells.T @ exact.ravel()
        if self.frequencies is None:
            self.totals += np.ones(block.n_tasks) @ exact
        else:
            self.totals += self.frequencies.totals(block.rows, exact)

    def over_options(self, gold: IntArray | None) -> tuple[FloatArray, NDArray[np.int64] | None]:
        """The posterior over all labels, and the leading labels if already found."""
        if self.frequencies is None:
            return self.board.over_options(self.posterior, gold)
        answered = np.ones(self.board.n_tasks, np.bool_)
        for block in self.board.blocks:
            answered[block.rows.start + block.empty] = False
        return self.frequencies.over_options(self.posterior, np.flatnonzero(answered)), None

    def _set_frequencies(self, log_labels: FloatArray) -> None:
        if self.learns_labels and self.board.slots is not None:
            self.frequencies = Frequencies(self.board.slots, log_labels)

    def _skills(self, right: FloatArray, answered: IntArray) -> tuple[FloatArray, FloatArray]:
        """Logarithms of the probabilities of being right and of being wrong."""
        wrong = np.maximum(answered - right, 0.0)
        if self.prior is None:
            total = np.maximum(right + wrong, 1.0)
            # Each wrong label keeps the floor, and all of them together keep the floor times their number.
            others = max(self.board.n_options - 1, 1)
            return np.log(np.maximum(right / total, FLOOR)), np.log(np.maximum(wrong / total, FLOOR * others))
        hits, misses = self.prior.right + np.maximum(right, 0.0), self.prior.wrong + wrong
        # Somebody who looks worse than chance counts as chance, never against their own answer.
        others = max(self.board.n_options - 1, 1)
        odds = np.maximum(hits / misses, 1.0 / others)
        log_miss = -np.log1p(odds)
        return np.log(odds) + log_miss, log_miss

    def _log_labels(self) -> FloatArray:
        """Logarithms of the label frequencies, (n_labels,)."""
        if not self.learns_labels:
            # The constant -log K per task changes neither the posterior nor the rise, so it is left out.
            return np.zeros(self.board.n_labels)
        return snap(np.log(np.maximum(self.totals / max(self.n_answered_tasks, 1), FLOOR)))
