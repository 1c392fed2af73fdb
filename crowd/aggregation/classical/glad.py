"""GLAD: people differ in ability, and tasks in difficulty.

The model (Whitehill, Ruvolo, Wu, Bergsma & Movellan 2009, Whose vote should count more, NIPS 22, section 2): all K
labels are equally likely to be true. Contributor j answers task i correctly with probability

    s(x_ij) = 1 / (1 + exp(-x_ij)),    x_ij = a_j * exp(b_i)                                    (their eq. 1)

and otherwise picks any other label with equal chance (their section 5.3, for more than two). Priors: a_j ~ N(1, 1),
b_i ~ N(1, 1), as in the authors' program and in crowd-kit.

    E-step   log p_ik = exp(b_i) * (sum of a_j over those who said k) + log(K - 1) * (votes for k)   up to a constant
    M-step   a and b climb  Q = sum over answers of (p_ij x_ij - log(1 + exp(x_ij)))  plus the log-priors, where
             p_ij is the probability of the label that was given

The authors climb Q by gradients. Here, log(1 + exp(x)) is replaced by a parabola in x that touches it at the current
x and is nowhere below it (Jaakkola & Jordan 2000, Statistics and Computing 10, eq. 2.7). Then each a_j has a closed
form, each b_i is one equation in one unknown, and Q never falls, without a step size. An M-step makes `SWEEPS` such
turns.

Initial values are a = b = 1, the means of the priors. Gold labels are fixed throughout.
"""

import math
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.blocks import Block, Board, climb, cut, snap
from crowd.aggregation.result import Consensus, conclude, in_order, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold

#: Turns of ability and easiness in an M-step.
SWEEPS = 3

#: Trials of the one-dimensional search for easiness in a turn, and how much a step shrinks after one that fell.
_TRIALS, _SHORTER = 6, 0.25

#: Easiness moves by at most this much at once and stays within these bounds, far beyond what its prior allows.
_LONGEST_STEP, _BOUND = 1.0, 8.0

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glad:
    """The parameters of a fit.

    Attributes:
        ability: a, (n_contributors,); 0 means right half the time, below 0 less often.
        easiness: b, (n_tasks,): the logarithm of 1 / difficulty.
    """

    ability: FloatArray
    easiness: FloatArray


def find_glad(
    answers: AnswerCodes, gold: IntArray | None = None, *, max_iter: int = 200, tol: float = 1e-6
) -> Consensus:
    """GLAD, by expectation-maximisation.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        max_iter: Maximum number of iterations, 1 or more.
        tol: Rise of the objective for each answer below which the fit has converged.

    Returns:
        The result. The objective is the log-likelihood plus the log-priors, up to a constant; a skill is the
        expected share of a person's answers that are right, with the range from `skills_from`.

    Raises:
        ValueError: `gold` does not fit the answers, or `max_iter` is below 1.
    """
    return fit_glad(answers, gold, max_iter=max_iter, tol=tol)[0]


def fit_glad(
    answers: AnswerCodes,
    gold: IntArray | None = None,
    *,
    start: Glad | None = None,
    max_iter: int = 200,
    tol: float = 1e-6,
) -> tuple[Consensus, Glad]:
    """Like `find_glad`, but also returns the parameters.

    Args:
        answers: As in `find_glad`.
        gold: As in `find_glad`.
        start: Initial parameters; the means of the priors if None.
        max_iter: As in `find_glad`.
        tol: As in `find_glad`.

    Returns:
        The result, whose posterior is the E-step at the parameters before the last M-step, and the parameters
        after it.

    Raises:
        ValueError: As in `find_glad`.
    """
    answers = in_order(answers)
    board = cut(answers, None if gold is None else check_gold(gold, answers))
    if start is None:
        start = Glad(ability=np.ones(answers.n_contributors), easiness=np.ones(answers.n_tasks))
    fit = _Fit(
        board=board,
        ability=snap(start.ability),
        easiness=snap(start.easiness),
        posterior=board.new_posterior(),
    )
    objective, converged = climb(fit.step, max_iter=max_iter, tol=tol * max(answers.n_answers, 1))
    posterior, label = board.over_options(fit.posterior, gold)
    skills = skills_from(fit.right(), board.answered)
    found = Glad(ability=fit.ability, easiness=fit.easiness)
    del fit, board  # the blocks take the most memory after the posterior, and the rest needs that memory
    result = conclude(
        answers,
        posterior,
        skills,
        gold=gold,
        method="glad",
        version=_VERSION,
        label=label,
        converged=converged,
        objective=objective,
    )
    return result, found


@dataclass(slots=True, kw_only=True, eq=False)
class _Fit:
    """The state of one fit.

    Attributes:
        board: The answers, with a column for each contributor.
        ability: (n_contributors,).
        easiness: (n_tasks,).
        posterior: (n_tasks, n_labels), from the last E-step.
    """

    board: Board
    ability: FloatArray
    easiness: FloatArray
    posterior: FloatArray

    def step(self) -> float:
        """One E-step and one M-step; returns the objective at the parameters of the E-step."""
        objective = sum((self._expect(block) for block in self.board.blocks), self._log_prior())
        for _ in range(SWEEPS):
            self._move_abilities()
            for block in self.board.blocks:
                self._move_easiness(block)
        return objective

    def right(self) -> FloatArray:
        """Expected number of right answers of each contributor, (n_contributors,)."""
        right = np.zeros(self.board.n_columns)
        for block in self.board.blocks:
            right += block.cells.T @ self._probabilities(block).ravel()
        return right

    def _log_prior(self) -> float:
        """Log-density of the parameters, up to a constant."""
        return -0.5 * float(((self.ability - 1.0) ** 2).sum() + ((self.easiness - 1.0) ** 2).sum())

    def _expect(self, block: Block) -> float:
        """The E-step of a block; returns its log-likelihood."""
        spread = math.log(max(self.board.n_options - 1, 1))
        scale = np.exp(self.easiness[block.rows])
        scores: FloatArray = (block.cells @ self.ability).reshape(block.n_tasks, -1)
        scores *= scale[:, np.newaxis]
        scores += spread * block.votes()
        evidence = block.settle(scores)
        self.board.keep(block, scores, self.posterior)
        row = _row_of_each(block)
        x = self.ability[block.tasks.indices] * scale[row]
        return evidence - float(np.logaddexp(0.0, x).sum()) - spread * row.size

    def _probabilities(self, block: Block) -> FloatArray:
        """Probability of each label of each task, on the grid, gold fixed."""
        probabilities = snap(self.posterior[block.rows])
        block.fix_known(probabilities)
        return probabilities

    def _move_abilities(self) -> None:
        """Move each ability to the top of its parabola."""
        slope = np.zeros(self.board.n_columns)
        curve = np.zeros(self.board.n_columns)
        for block in self.board.blocks:
            scale = np.exp(self.easiness[block.rows])
            who, row = block.tasks.indices, _row_of_each(block)
            bend = _bend(self.ability[who] * scale[row]) * (scale * scale)[row]
            odds = (self._probabilities(block) - 0.5) * scale[:, np.newaxis]
            slope += block.cells.T @ snap(odds).ravel()
            curve += np.bincount(who, snap(bend), self.board.n_columns)
        self.ability = snap((slope + 1.0) / (2.0 * curve + 1.0))

    def _move_easiness(self, block: Block) -> None:
        """Move each easiness of a block up the sum of its parabolas, in e^b, and its prior, in b."""
        easiness = self.easiness[block.rows]
        who, row = block.tasks.indices, _row_of_each(block)
        ability = self.ability[who]
        bend = _bend(ability * np.exp(easiness)[row]) * ability * ability
        curve = np.bincount(row, snap(bend), block.n_tasks).astype(np.float64, copy=False)
        votes: FloatArray = (block.cells @ self.ability).reshape(block.n_tasks, -1)
        slope: FloatArray = ((self._probabilities(block) - 0.5) * votes).sum(axis=1)
        self.easiness[block.rows] = snap(_climb_easiness(easiness, slope, curve))


def _row_of_each(block: Block) -> IntArray:
    """Row in the block of each of its answers."""
    return np.repeat(np.arange(block.n_tasks), np.diff(block.tasks.indptr))


def _bend(x: FloatArray) -> FloatArray:
    """Half the curvature of the parabola that touches log(1 + exp(x)) at x: tanh(x / 2) / (4 x), 1/8 at 0."""
    half = np.maximum(np.abs(x), 1e-6)
    half *= 0.5
    bend: FloatArray = np.tanh(half)
    bend /= half
    bend *= 0.125
    return bend


def _climb_easiness(easiness: FloatArray, slope: FloatArray, curve: FloatArray) -> FloatArray:
    """For each task, a b at which slope e^b - curve e^2b - (b - 1)^2 / 2 is at least what it was. Newton steps are
    shortened where the value fell.
    """

    def height(b: FloatArray) -> FloatArray:
        scale = np.exp(b)
        values: FloatArray = (slope - curve * scale) * scale - 0.5 * (b - 1.0) ** 2
        return values

    best = height(easiness)
    length = np.ones(easiness.size)
    for _ in range(_TRIALS):
        scale = np.exp(easiness)
        rise = (slope - 2.0 * curve * scale) * scale - (easiness - 1.0)
        bend = np.maximum((4.0 * curve * scale - slope) * scale + 1.0, 1.0)
        step = np.clip(length * rise / bend, -_LONGEST_STEP, _LONGEST_STEP)
        trial = np.clip(easiness + step, -_BOUND, _BOUND)
        value = height(trial)
        rose = value >= best
        easiness = np.where(rose, trial, easiness)
        best = np.where(rose, value, best)
        length = np.where(rose, 1.0, length * _SHORTER)
    return easiness
