"""Raw agreement, and two ways to correct it for chance: Fleiss's kappa and Gwet's AC1.

Both are (p - e) / (1 - e), where p is the raw agreement and e the agreement expected by chance. Tasks may have
different numbers of answers, with the generalisation of K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition
(2014), chapter 2: p is the mean, over tasks with at least two answers, of the share of their pairs of answers that
are the same; the prevalence pi_k of a label is the mean, over all tasks with an answer, of its share of the votes;
and e is sum_k pi_k^2 for kappa and sum_k pi_k (1 - pi_k) / (q - 1) for AC1 with q options (K. L. Gwet, Computing
inter-rater reliability and its variance in the presence of high agreement, 2008, eq. 10 and 11). If every task has
the same number of answers, kappa is that of J. L. Fleiss, Measuring nominal scale agreement among many raters (1971).
"""

import numpy as np

from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray


def find_raw(patterns: Patterns, weights: FloatArray) -> FloatArray:
    """Raw agreement for each of several weightings of the patterns, (n_samples,), 0 to 1; NaN without pairs.

    Args:
        patterns: The patterns of the answers.
        weights: How many tasks have each pattern, (n_samples, n_patterns).
    """
    paired = weights * (patterns.size >= 2)
    alike = patterns.within(patterns.count * (patterns.count - 1))
    shares = alike / np.maximum(patterns.size * (patterns.size - 1), 1)
    total = paired.sum(axis=1)
    return np.where(total > 0, (paired @ shares) / np.maximum(total, 1), np.nan)


def find_kappas(patterns: Patterns, weights: FloatArray) -> FloatArray:
    """Fleiss's kappa for each weighting, (n_samples,), at most 1; NaN without pairs or with only one label in use.

    Args:
        patterns: The patterns of the answers.
        weights: How many tasks have each pattern, (n_samples, n_patterns).
    """
    prevalence = _prevalence(patterns, weights)
    chance = (prevalence**2).sum(axis=1)
    one = (prevalence > 0).sum(axis=1) < 2
    return _beyond(find_raw(patterns, weights), np.where(one, 1.0, chance))


def find_ac1s(patterns: Patterns, weights: FloatArray) -> FloatArray:
    """Gwet's AC1 for each weighting, (n_samples,), at most 1; NaN without pairs or with a single option.

    Args:
        patterns: The patterns of the answers.
        weights: How many tasks have each pattern, (n_samples, n_patterns).
    """
    prevalence = _prevalence(patterns, weights)
    if patterns.n_labels < 2:
        return np.full(weights.shape[0], np.nan)
    chance = (prevalence * (1 - prevalence)).sum(axis=1) / (patterns.n_labels - 1)
    return _beyond(find_raw(patterns, weights), chance)


def _prevalence(patterns: Patterns, weights: FloatArray) -> FloatArray:
    """Mean share of the votes for each label, (n_samples, n_labels)."""
    total = np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return np.asarray(patterns.by_label(weights / patterns.size) / total)


def _beyond(raw: FloatArray, chance: FloatArray) -> FloatArray:
    defined = chance < 1
    return np.where(defined, (raw - chance) / np.where(defined, 1 - chance, 1.0), np.nan)
