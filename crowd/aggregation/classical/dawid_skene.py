"""The model of Dawid and Skene: a confusion matrix per contributor, by maximum likelihood or with a prior.

The model (Dawid & Skene 1979, Applied Statistics 28(1), 20-28): task i has the true label k with probability
pi_k, and contributor j then answers l with probability e_j[k, l].

    E-step   p_ik is proportional to pi_k * product over answers of e_j[k, l]                  (their eq. 2.5)
    M-step   e_j[k, l] = (c + sum of p_ik over tasks where j answered l)
                       / (sum of the same over all l)                                          (their eq. 2.3)
             pi_k = mean of p_ik over tasks with answers                                       (their eq. 2.4)

With c = 0 this is maximum likelihood. With a Dirichlet prior of parameters 1 + c on each row of each matrix it is
the most probable value given the answers (MAP), which for two labels is Raykar et al. (2010, JMLR 11, eq. 17-19)
without features: LFC in the tables of Zheng et al. (2017).

Where sources differ: initial values are vote shares (as the paper proposes). With maximum likelihood, counts are
kept at 1e-10 or more before they are divided, and a row covers only the labels that the contributor has used, as in
crowd-kit, so a row for labels that never came up is uniform over those. Labels that nobody chose and that no gold
names cannot be true and are left out. Gold labels are fixed throughout.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.blocks import Block, Board, climb, cut, snap
from crowd.aggregation.contributor_labels import Pairs, find_pairs
from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold
from crowd.deciding.skill import DEFAULT_PRIOR

#: With maximum likelihood, no count or frequency is less than this, so that no logarithm is infinite.
FLOOR = 1e-10

#: Pseudo-counts of the default prior: on the diagonal, and in total on the rest of a row. As in `DEFAULT_PRIOR`:
#: right three times in four, worth four answers, here for each true label.
DIAGONAL, OFF_DIAGONAL = DEFAULT_PRIOR.right, DEFAULT_PRIOR.wrong

#: Most numbers in a table of confusions: each of up to 200 iterations goes through several such tables, which
#: takes a second or two and a gigabyte or two.
_MOST_NUMBERS = 1 << 25

_VERSION = 1


def find_dawid_skene(
    answers: AnswerCodes, gold: IntArray | None = None, *, max_iter: int = 200, tol: float = 1e-8
) -> Consensus:
    """Dawid and Skene's model by maximum likelihood.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the log-likelihood; a skill is the expected share of a person's answers that
        are right, with the range from `skills_from`.

    Raises:
        ValueError: `gold` does not fit the answers, `max_iter` is below 1, or there are so many contributors and
            labels that the matrices would take gigabytes and hours.
    """
    return _fit(answers, gold, prior=None, name="dawid_skene", max_iter=max_iter, tol=tol)


def find_dawid_skene_map(
    answers: AnswerCodes,
    gold: IntArray | None = None,
    *,
    diagonal: float = DIAGONAL,
    off_diagonal: float = OFF_DIAGONAL,
    max_iter: int = 200,
    tol: float = 1e-8,
) -> Consensus:
    """Dawid and Skene's model with a Dirichlet prior on confusions ("learning from crowds", LFC).

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        diagonal: Pseudo-count of right answers for each true label, above 0.
        off_diagonal: Pseudo-count of wrong ones, shared by the other labels, above 0.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the log-likelihood plus the log-prior, up to a constant.

    Raises:
        ValueError: As in `find_dawid_skene`, or a pseudo-count is not above 0.
    """
    if not (diagonal > 0.0 and off_diagonal > 0.0):
        raise ValueError(f"pseudo-counts must be above 0: {diagonal}, {off_diagonal}")
    prior = (diagonal, off_diagonal)
    return _fit(answers, gold, prior=prior, name="dawid_skene_map", max_iter=max_iter, tol=tol)


def _fit(
    answers: AnswerCodes,
    gold: IntArray | None,
    *,
    prior: tuple[float, float] | None,
    name: str,
    max_iter: int,
    tol: float,
) -> Consensus:
    """Fit the labels that occur, and return the result for all labels."""
    answers = in_order(answers)
    known = None if gold is None else check_gold(gold, answers)
    met, few, few_gold = _labels_met(answers, known)
    fit = _Fit.start(few, few_gold, prior)
    objective, converged = climb(fit.step, max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    posterior = fit.posterior
    skills = skills_from(fit.right(answers.n_contributors), fit.board.answered)
    del fit  # its blocks take the most memory after the posterior, and the rest needs that memory
    if met.size < answers.n_labels:
        few_labels = posterior
        posterior = np.zeros((answers.n_tasks, answers.n_labels))
        posterior[:, met] = few_labels
        posterior[np.bincount(answers.task, minlength=answers.n_tasks) == 0] = 1.0 / answers.n_labels
    return conclude(
        answers,
        posterior,
        skills,
        gold=gold,
        method=name,
        version=_VERSION,
        converged=converged,
        objective=objective,
    )


def _labels_met(
    answers: AnswerCodes, gold: IntArray | None
) -> tuple[NDArray[np.int64], AnswerCodes, IntArray | None]:
    """The labels that somebody chose or gold names, at least one; and the answers and gold, recoded to them."""
    seen = np.bincount(answers.label, minlength=answers.n_labels) > 0
    if gold is not None:
        seen[gold[gold >= 0]] = True
    met = np.flatnonzero(seen)
    if met.size in (0, answers.n_labels):
        return np.arange(answers.n_labels), answers, gold
    code = np.cumsum(seen) - 1
    few = AnswerCodes(
        task=answers.task,
        contributor=answers.contributor,
        label=code[answers.label],
        n_tasks=answers.n_tasks,
        n_contributors=answers.n_contributors,
        n_labels=met.size,
    )
    return met, few, None if gold is None else np.where(gold >= 0, code[gold], -1)


@dataclass(slots=True, kw_only=True, eq=False)
class _Fit:
    """The state of one fit.

    Attributes:
        board: The answers, with a column for each pair of contributor and label.
        pairs: Those pairs.
        prior: Pseudo-counts on and off the diagonal; None for none.
        posterior: (n_tasks, n_labels), from the last E-step.
        counts: Expected number of answers of each pair for each true label, (n_pairs, n_labels).
        totals: Expected number of tasks of each label, (n_labels,).
        n_answered_tasks: Number of tasks with answers.
    """

    board: Board
    pairs: Pairs
    prior: tuple[float, float] | None
    posterior: FloatArray
    counts: FloatArray
    totals: FloatArray
    n_answered_tasks: int = field(default=0)

    @classmethod
    def start(cls, answers: AnswerCodes, gold: IntArray | None, prior: tuple[float, float] | None) -> "_Fit":
        """The state given by vote shares."""
        pairs, n_labels = find_pairs(answers), answers.n_labels
        if pairs.size * n_labels > _MOST_NUMBERS:
            raise ValueError(
                f"{n_labels:,} labels and {pairs.size:,} pairs of contributor and label make matrices of "
                f"{pairs.size * n_labels:,} numbers, but at most {_MOST_NUMBERS:,} are possible: use a method with one "
                "skill per person, such as one_coin"
            )

        def columns(part: slice) -> IntArray:
            return pairs.of(answers.contributor[part], answers.label[part], n_labels)

        board = cut(answers, gold, columns=columns, n_columns=pairs.size, alike=False)
        fit = cls(
            board=board,
            pairs=pairs,
            prior=prior,
            posterior=board.new_posterior(),
            counts=np.zeros((pairs.size, n_labels)),
            totals=np.zeros(n_labels),
            n_answered_tasks=sum(block.n_tasks - block.empty.size for block in board.blocks),
        )
        for block in board.blocks:
            fit._count(block, block.shares())
        return fit

    def step(self) -> float:
        """One M-step and one E-step; returns the objective at the parameters of the M-step."""
        log_labels = snap(np.log(np.maximum(self.totals / max(self.n_answered_tasks, 1), FLOOR)))
        log_confusion, objective = self._confusion()
        self.counts = np.zeros_like(self.counts)
        self.totals = np.zeros_like(self.totals)
        for block in self.board.blocks:
            scores = block.tasks @ log_confusion
            scores += log_labels
            objective += block.settle(scores)
            self.board.keep(block, scores, self.posterior)
            self._count(block, scores)
        return objective

    def right(self, n_contributors: int) -> FloatArray:
        """Expected number of right answers of each contributor, (n_contributors,)."""
        of_pair = self.counts[np.arange(self.pairs.size), self.pairs.label]
        return np.bincount(self.pairs.contributor, of_pair, n_contributors).astype(np.float64, copy=False)

    def _count(self, block: Block, probabilities: FloatArray) -> None:
        """Add a block's part to the sums that the M-step needs."""
        exact = snap(probabilities)
        self.counts += block.tasks.T @ exact
        self.totals += np.ones(block.n_tasks) @ exact

    def _confusion(self) -> tuple[FloatArray, float]:
        """The M-step: logarithms of the probability of each pair's label, (n_pairs, n_labels), and the log-prior."""
        if self.prior is None:
            used = self.counts.any(axis=1, keepdims=True)
            counts = np.where(used, np.maximum(self.counts, FLOOR), 0.0)
            share = counts / np.maximum(self.pairs.totals(counts), FLOOR)
            return snap(np.log(np.where(used, share, 1.0))), 0.0
        diagonal, off_diagonal = self.prior
        n_labels = self.board.n_labels
        each = off_diagonal / max(n_labels - 1, 1)
        row = diagonal + off_diagonal if n_labels > 1 else diagonal
        own = (np.arange(self.pairs.size), self.pairs.label)
        counts = self.counts + each
        counts[own] += diagonal - each
        total = self.pairs.totals(self.counts) + row
        log_share = np.log(counts / total)
        return snap(log_share), self._log_prior(log_share, total, each=each)

    def _log_prior(self, log_share: FloatArray, total: FloatArray, *, each: float) -> float:
        """Log-density of the prior at the confusions, including labels that a person never used."""
        diagonal, n_labels = (self.prior or (0.0, 0.0))[0], self.board.n_labels
        own = log_share[np.arange(self.pairs.size), self.pairs.label]
        density = each * float(log_share.sum()) + (diagonal - each) * float(own.sum())
        if self.pairs.codes is None:
            return density
        # Pairs without a row have no count: their share is the pseudo-count over the contributor's total.
        log_total = np.log(total[self.pairs.starts])
        n_used = np.diff(np.append(self.pairs.starts, self.pairs.size))
        absent = (n_labels - n_used)[:, np.newaxis] * (np.log(each) - log_total)
        density += each * float(absent.sum())
        own_absent = np.ones(log_total.shape, np.bool_)
        own_absent[self.pairs.group, self.pairs.label] = False
        density += (diagonal - each) * float((np.log(each) - log_total)[own_absent].sum())
        return density + float(own_absent.sum()) * diagonal * float(np.log(diagonal) - np.log(each))
