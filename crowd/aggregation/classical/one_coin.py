"""The one-coin model's prior: how able a typical contributor is, before anything is fitted.

The model: every label is equally likely a priori. A contributor with skill s gives the true label with
probability s, and otherwise any of the other labels with equal chance (Dawid & Skene 1979, Applied Statistics
28(1), with one parameter per person; called ZC by Demartini et al. 2012). Skills share a Beta prior whose mean
is pooled over all contributors. Both the uniform label prior and the pooled skill prior are deliberate: with
learnt label frequencies or without a skill prior, the model puts sparse data into one label with high
confidence.

`crowd.aggregation.classical.one_coin_consensus` fits it.
"""

import math

import numpy as np

from crowd.answers import AnswerCodes, IntArray
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior

#: How many pairs of answers the default prior is worth when the typical skill is estimated from agreement.
_PRIOR_PAIRS = 20.0

#: The pooled mean keeps away from chance and from certainty by this share of the distance between them: a crowd
#: that agrees by chance still has to be believed a little, and one that always agrees is not infallible.
_MEAN_MARGIN = 0.1

#: Up to this many cells of tasks by labels for each answer, all votes are counted in one table.
_CELLS_AN_ANSWER = 16


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
