"""Krippendorff's alpha: 1 minus the observed disagreement over the disagreement expected by chance.

Source: K. Krippendorff, Content Analysis, 2nd edition (2004), chapter 11; the same steps are in his Computing
Krippendorff's Alpha-Reliability (2011). With m answers to a task, n_c of them for label c, and n_c. and n their
totals over the tasks with at least two answers:

    alpha = 1 - (n - 1) * sum_tasks [ sum_ck n_c n_k d(c, k) / (m - 1) ] / sum_ck n_c. n_k. d(c, k)

The squared difference d is 0 or 1 (nominal), that of the numbers (interval), that of their relative distance
(c - k) / (c + k) (ratio), or that of the ranks, where a label's rank is the middle of its answers' ranks (ordinal).
Sums of squared differences are computed as variances, which avoids looking at every pair of labels.
"""

import numpy as np

from crowd.agreement.result import Level
from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray, IntArray

#: Rows of a table of differences held at a time: 2,000 labels at once take 4 MB.
_ROWS_AT_ONCE = 256
#: Cells of tasks by labels to look at at a time: half a megabyte, so that they stay in the cache.
_CELLS = 1 << 16


def find_alphas(patterns: Patterns, weights: FloatArray, level: Level, values: FloatArray) -> FloatArray:
    """Compute alpha for each of several weightings of the patterns.

    Args:
        patterns: The patterns of the answers.
        weights: How many tasks have each pattern, (n_samples, n_patterns).
        level: What the difference between two labels means.
        values: The number that each label stands for, (n_labels,). For ordinal labels only their order matters;
            for nominal labels they are ignored.

    Returns:
        Alphas, (n_samples,), at most 1; NaN if no task has two answers or all answers are the same.
    """
    paired = weights * (patterns.size >= 2)
    by_label = patterns.by_label(paired)
    scale = paired / np.maximum(patterns.size - 1, 1)
    match level:
        case Level.NOMINAL:
            within, between = _nominal(patterns, scale, by_label)
        case Level.ORDINAL:
            within, between = _squares(patterns, scale, by_label, _ranks(by_label, values))
        case Level.INTERVAL:
            within, between = _squares(patterns, scale, by_label, values[np.newaxis])
        case Level.RATIO:
            within, between = _ratio(patterns, scale, by_label, values)
    total = by_label.sum(axis=1)
    # If only one label was chosen, rounding must not turn zero into a small number.
    defined = (by_label > 0).sum(axis=1) > 1
    defined &= between > 0
    alphas = 1 - (total - 1) * within / np.where(defined, between, 1.0)
    return np.where(defined, alphas, np.nan)


def nominal_alpha(counts: IntArray) -> float:
    """Compute nominal alpha alone from a table of votes: several times as fast as computing all figures.

    Args:
        counts: Answers for each label, (n_tasks, n_labels) int, 0 or more, as `AnswerCodes.votes` gives them.

    Returns:
        Alpha, at most 1; NaN if no task has two answers or all answers are the same.
    """
    n_labels = counts.shape[1]
    within, by_label = 0.0, np.zeros(n_labels, np.int64)
    step = max(_CELLS // max(n_labels, 1), 1)
    for start in range(0, counts.shape[0], step):
        # Ordered by label, then task, so that sums over the labels work on whole rows.
        votes = counts[start : start + step].T.astype(np.int64, order="C")
        size = votes.sum(axis=0)
        paired = size >= 2
        if not paired.all():
            votes, size = votes[:, paired], size[paired]
        by_label += votes.sum(axis=1)
        votes *= votes
        within += float(((size * size - votes.sum(axis=0)) / (size - 1)).sum())
    total = int(by_label.sum())
    between = total**2 - int((by_label**2).sum())
    return 1 - (total - 1) * within / between if between else float("nan")


def _nominal(patterns: Patterns, scale: FloatArray, by_label: FloatArray) -> tuple[FloatArray, FloatArray]:
    differing = patterns.size**2 - patterns.within(patterns.count**2)
    total = by_label.sum(axis=1)
    return scale @ differing, total**2 - (by_label**2).sum(axis=1)


def _ranks(by_label: FloatArray, values: FloatArray) -> FloatArray:
    """The middle of the ranks of each label's answers, (n_samples, n_labels)."""
    order = np.argsort(values, kind="stable")
    sorted_counts = by_label[:, order]
    ranks = np.empty_like(by_label)
    ranks[:, order] = np.cumsum(sorted_counts, axis=1) - sorted_counts / 2
    return ranks


def _squares(
    patterns: Patterns, scale: FloatArray, by_label: FloatArray, values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The sums for squared differences of values, (1 or n_samples, n_labels): twice m times their variance."""
    cells = values[:, patterns.label]
    means = patterns.within(cells * patterns.count) / patterns.size
    squares = patterns.within(patterns.count * (cells - means[:, patterns.pattern]) ** 2)
    within = (scale * (2 * patterns.size * squares)).sum(axis=1)
    total = by_label.sum(axis=1, keepdims=True)
    mean = (by_label * values).sum(axis=1, keepdims=True) / np.maximum(total, 1)
    between = 2 * total[:, 0] * (by_label * (values - mean) ** 2).sum(axis=1)
    return within, between


def _ratio(
    patterns: Patterns, scale: FloatArray, by_label: FloatArray, values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    cells = values[patterns.label]
    differing = np.zeros(patterns.size.size)
    # Compare each cell with the one `step` further on, as long as any pattern is that wide.
    for step in range(1, int(np.diff(patterns.start, append=cells.size).max(initial=1))):
        near = np.flatnonzero(patterns.pattern[:-step] == patterns.pattern[step:])
        far = near + step
        weight = 2 * patterns.count[near] * patterns.count[far] * _relative(cells[near], cells[far])
        differing += np.bincount(patterns.pattern[near], weights=weight, minlength=differing.size)
    between = np.zeros(by_label.shape[0])
    used = np.flatnonzero(by_label.any(axis=0))
    for first in range(0, used.size, _ROWS_AT_ONCE):
        rows = used[first : first + _ROWS_AT_ONCE]
        distances = _relative(values[rows][:, np.newaxis], values[used][np.newaxis])
        between += ((by_label[:, used] @ distances.T) * by_label[:, rows]).sum(axis=1)
    return scale @ differing, between


def _relative(first: FloatArray, second: FloatArray) -> FloatArray:
    """The squared relative distance between numbers of 0 or more; 0 for two zeros."""
    total = first + second
    return np.asarray(((first - second) / np.where(total > 0, total, 1.0)) ** 2)
