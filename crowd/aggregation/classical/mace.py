"""MACE, multi-annotator competence estimation: people know the answer, or else give what they usually give.

The model (Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, Learning whom to trust with MACE, NAACL-HLT, 1120-1130,
section 3): every label is equally likely to be true. Contributor j knows it with probability 1 - theta_j and then
gives it; otherwise they draw label l with probability xi_j[l], whatever is true. Priors: theta_j ~ Beta(1/2, 1/2),
xi_j ~ Dirichlet(10, ..., 10), as in the authors' program and in crowd-kit.

Inference is variational (their section 3.2; Beal 2003): with t_j, k_j, x_j the exponentials of the expected
logarithms of theta_j, 1 - theta_j and xi_j under their posteriors,

    E-step   log p_il = sum over answers l of log((t_j x_j[l] + k_j) / (t_j x_j[l]))        up to a constant of i
             an answer l was known with probability p_il * k_j / (t_j x_j[l] + k_j)
    M-step   the posteriors are Beta(1/2 + not known, 1/2 + known) and Dirichlet(10 + not known with label l)

The lower bound of the log-likelihood of the answers never falls. The paper starts from random values and keeps the
best of several runs. Here t = k = 1/2 and x is uniform, the centre of the paper's random values, so that the result
does not depend on chance. Gold labels are fixed throughout.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.blocks import Board, climb, cut, snap
from crowd.aggregation.contributor_labels import Pairs, find_pairs
from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold

#: Parameters of the priors: for knowing, for not knowing, and for each label of those who do not know.
KNOWING, SPAMMING, STRATEGY = 0.5, 0.5, 10.0

_VERSION = 1


def find_mace(
    answers: AnswerCodes, gold: IntArray | None = None, *, max_iter: int = 200, tol: float = 1e-8
) -> Consensus:
    """MACE by variational Bayes.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the lower bound of the log-likelihood, up to a constant; a skill is the
        expected share of a person's answers that are right, known or not, with the range from `skills_from`.

    Raises:
        ValueError: `gold` does not fit the answers, or `max_iter` is below 1.
    """
    answers = in_order(answers)
    fit = _Fit.start(answers, None if gold is None else check_gold(gold, answers))
    objective, converged = climb(fit.step, max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    right = np.bincount(fit.pairs.contributor, fit.right, answers.n_contributors)
    posterior, label = fit.board.over_options(fit.posterior, gold)
    skills = skills_from(right.astype(np.float64, copy=False), fit.board.answered)
    del fit  # its blocks take the most memory after the posterior, and the rest needs that memory
    return conclude(
        answers,
        posterior,
        skills,
        gold=gold,
        method="mace",
        version=_VERSION,
        label=label,
        converged=converged,
        objective=objective,
    )


@dataclass(slots=True, kw_only=True, eq=False)
class _Fit:
    """The state of one fit; the board has a column for each pair of contributor and label.

    Attributes:
        board: The answers.
        pairs: The pairs.
        given: Answers of each pair, (n_pairs,).
        spam: Probability of not knowing and then giving the pair's label, (n_pairs,).
        know: Probability that the contributor of the pair knows, (n_pairs,).
        right: Expected right answers of each pair, (n_pairs,).
        posterior: (n_tasks, n_labels), from the last E-step.
    """

    board: Board
    pairs: Pairs
    given: NDArray[np.float64]
    spam: FloatArray
    know: FloatArray
    right: FloatArray
    posterior: FloatArray

    @classmethod
    def start(cls, answers: AnswerCodes, gold: IntArray | None) -> "_Fit":
        """The E-step at parameters that assume nothing."""
        pairs, n_labels = find_pairs(answers), answers.n_labels

        def columns(part: slice) -> IntArray:
            return pairs.of(answers.contributor[part], answers.label[part], n_labels)

        board = cut(answers, gold, columns=columns, n_columns=pairs.size)
        given = np.zeros(pairs.size)
        for block in board.blocks:
            given += block.tasks.T @ np.ones(block.n_tasks)
        fit = cls(
            board=board,
            pairs=pairs,
            given=given,
            spam=np.full(pairs.size, 0.5 / n_labels),
            know=np.full(pairs.size, 0.5),
            right=np.zeros(pairs.size),
            posterior=board.new_posterior(),
        )
        fit._expect()
        return fit

    def step(self) -> float:
        """One M-step and one E-step; returns the lower bound at the parameters of the M-step."""
        divergence = self._maximise()
        return self._expect() - divergence

    def _maximise(self) -> float:
        """The M-step; returns how far the posteriors of all parameters are from their priors."""
        from scipy.special import digamma

        known = self.right * (self.know / (self.spam + self.know))
        blind = np.maximum(self.given - known, 0.0)
        n_labels = self.board.n_options
        knows, spams = KNOWING + self.pairs.totals(known), SPAMMING + self.pairs.totals(blind)
        log_any = digamma(knows + spams)
        log_strategy = digamma(STRATEGY + blind) - digamma(spams - SPAMMING + STRATEGY * n_labels)
        self.know = np.exp(digamma(knows) - log_any)
        self.spam = np.exp(digamma(spams) - log_any + log_strategy)
        first = self.pairs.starts
        return _beta_divergence(knows[first], spams[first]) + self._strategy_divergence(blind)

    def _strategy_divergence(self, blind: FloatArray) -> float:
        """Sum of the divergences of the Dirichlet posteriors of all contributors from their prior."""
        from scipy.special import digamma, gammaln

        first, n_labels = self.pairs.starts, self.board.n_options
        total = self.pairs.totals(blind)[first]
        prior_total = STRATEGY * n_labels
        # Labels that a person never used keep the prior's parameter and add nothing.
        own = gammaln(STRATEGY) - gammaln(STRATEGY + blind) + blind * digamma(STRATEGY + blind)
        shared = (
            gammaln(prior_total + total) - math.lgamma(prior_total) - total * digamma(prior_total + total)
        )
        return float(own.sum()) + float(shared.sum())

    def _expect(self) -> float:
        """The E-step; returns the log of the normaliser over all tasks."""
        weight = snap(np.log1p(self.know / self.spam))
        evidence = float((self.given * np.log(self.spam)).sum())
        self.right = np.zeros(self.pairs.size)
        for block in self.board.blocks:
            scores = (block.cells @ weight).reshape(block.n_tasks, -1)
            evidence += block.settle(scores)
            self.board.keep(block, scores, self.posterior)
            self.right += block.cells.T @ snap(scores).ravel()
        return evidence


def _beta_divergence(knows: FloatArray, spams: FloatArray) -> float:
    """Sum of the divergences of the Beta posteriors from their prior, up to a constant."""
    from scipy.special import betaln, digamma

    log_any = digamma(knows + spams)
    each = (
        -betaln(knows, spams)
        + (knows - KNOWING) * (digamma(knows) - log_any)
        + (spams - SPAMMING) * (digamma(spams) - log_any)
    )
    return float(each.sum())
