"""Votes weighted by how often their author agrees with the majority: once (Wawa), or repeatedly.

Wawa ("worker agreement with aggregate"; described by its users at Appen, implemented in crowd-kit): the skill of
a contributor is the share of their answers that match the majority; each answer then has its author's skill as
its weight.

Zero-based skill (crowd-kit's ZeroBasedSkill, which cites no paper): skills begin a little above chance, 1 / K +
1e-5, and move towards the share of answers that match the weighted majority:

    s_j <- s_j + rate * (share_j - s_j)

with a rate of 1 that halves at every 20th of 100 rounds. K is the number of labels that occur.

Ties go to the label with the most plain votes, then to the lowest code (crowd-kit: the first in its own order).
Gold labels replace those of the majority where known. If all authors of a task's answers have skill 0, its plain
votes count. Shares of weighted votes are not probabilities of being right.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.blocks import Block, Board, cut, snap
from crowd.aggregation.result import Consensus, conclude, in_order, leading_label, skills_from
from crowd.answers import AnswerCodes, FloatArray, IntArray, check_gold

#: Rounds of zero-based skill, how often the rate changes, and by what factor.
ROUNDS, ROUNDS_A_RATE, RATE_FACTOR = 100, 20, 0.5

#: How far above chance skills begin.
_ABOVE_CHANCE = 1e-5

_VERSION = 1


def find_wawa(answers: AnswerCodes, gold: IntArray | None = None) -> Consensus:
    """Votes weighted once by how often their author agrees with the majority.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The result, without iterations or objective. A skill is the share that the votes were weighted by, with the
        range from `skills_from`.

    Raises:
        ValueError: `gold` does not fit the answers.
    """
    answers = in_order(answers)
    board = cut(answers, None if gold is None else check_gold(gold, answers))
    posterior = board.new_posterior()
    agreed = _vote(board, np.ones(board.n_columns), posterior)
    _vote(board, _share(agreed, board), posterior)
    skills = skills_from(agreed, board.answered)
    posterior, label = board.over_options(posterior, gold)
    del board  # it takes the most memory after the posterior, and the rest needs that memory
    return conclude(answers, posterior, skills, gold=gold, method="wawa", version=_VERSION, label=label)


def find_zero_based_skill(
    answers: AnswerCodes, gold: IntArray | None = None, *, rounds: int = ROUNDS
) -> Consensus:
    """Votes weighted by skills that move step by step towards agreement with the weighted majority.

    Args:
        answers: The answers, in any order; may be empty.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        rounds: Number of rounds, 1 or more.

    Returns:
        The result, without an objective. It has converged if the last round moved no skill by more than 1e-6. A
        skill is the share of answers that match the weighted majority, with the range from `skills_from`.

    Raises:
        ValueError: `gold` does not fit the answers, or `rounds` is below 1.
    """
    if rounds < 1:
        raise ValueError(f"rounds must be at least 1: {rounds}")
    answers = in_order(answers)
    board = cut(answers, None if gold is None else check_gold(gold, answers))
    n_met = max(int(np.count_nonzero(np.bincount(answers.label, minlength=1))), 1)
    skill = np.full(board.n_columns, 1.0 / n_met + _ABOVE_CHANCE)
    posterior = board.new_posterior()
    rate, moved = 1.0, 0.0
    for turn in range(1, rounds + 1):
        rate *= RATE_FACTOR if turn % ROUNDS_A_RATE == 0 else 1.0
        step = rate * (_share(_vote(board, skill, posterior), board) - skill)
        moved = float(np.abs(step[board.answered > 0]).max(initial=0.0))
        skill = skill + step
    skills = skills_from(_vote(board, skill, posterior), board.answered)
    posterior, label = board.over_options(posterior, gold)
    del board  # it takes the most memory after the posterior, and the rest needs that memory
    name = "zero_based_skill"
    result = conclude(answers, posterior, skills, gold=gold, method=name, version=_VERSION, label=label)
    return replace(result, n_iter=rounds, converged=moved <= 1e-6)


def _vote(board: Board, skill: FloatArray, posterior: FloatArray) -> NDArray[np.float64]:
    """Fill the posterior with shares of votes weighted by skills (n_contributors,). For each contributor, return how
    many of their answers match the winning label, or gold.
    """
    agreed = np.zeros(board.n_columns)
    weight = snap(skill)
    for block in board.blocks:
        votes = block.votes()
        shares = _shares(block, votes, weight)
        board.keep(block, shares, posterior)
        label = leading_label(shares, votes)
        label[block.known] = block.truth
        wins = np.zeros(votes.size)
        wins[np.arange(block.n_tasks) * board.n_labels + label] = 1.0
        agreed += block.cells.T @ wins
    return agreed


def _shares(block: Block, votes: NDArray[np.int32], weight: FloatArray) -> FloatArray:
    """Share of each label in the weighted votes, (n_block_tasks, n_labels); zeros without answers."""
    sums: FloatArray = (block.cells @ weight).reshape(votes.shape)
    total = sums.sum(axis=1, keepdims=True)
    idle = np.flatnonzero(total[:, 0] <= 0.0)
    sums[idle] = votes[idle]
    total[idle] = np.maximum(votes[idle].sum(axis=1, keepdims=True), 1)
    sums /= total
    return sums


def _share(agreed: FloatArray, board: Board) -> FloatArray:
    """Share of each contributor's answers that agree; 0 without answers."""
    return agreed / np.maximum(board.answered, 1)
