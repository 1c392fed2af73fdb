"""How well people agree whose answers are sets of options."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from crowd.agreement.measure import measure_agreement
from crowd.agreement.result import NamedAgreement
from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray, code_answers

#: Rows of a table of distances held at a time.
_ROWS_AT_ONCE = 256

#: (task, contributor, the codes of the options named)
Triple = tuple[int, int, Sequence[int]]


def measure_sets(
    triples: Sequence[Triple],
    *,
    n_options: int,
    write: Callable[[Sequence[int]], str],
    rng: np.random.Generator | None = None,
) -> NamedAgreement:
    """Measure how well people agree on sets of options.

    Alpha takes the MASI distance (Passonneau 2006), by which sets that contain each other are nearer than sets that
    merely overlap. The other figures take two answers as the same or not; each distinct set is an option there.

    Args:
        triples: The answers, oldest first; of two answers of one person to one task, the last counts.
        n_options: Number of options.
        write: Writes a set.
        rng: Random generator for the ranges; without it there are none.
    """
    distinct = sorted({tuple(named) for _, _, named in triples})
    code = {named: label for label, named in enumerate(distinct)}
    coded = code_answers(
        ((task, person, code[tuple(named)]) for task, person, named in triples),
        # Arrays need at least one label.
        labels=range(max(len(distinct), 1)),
    )
    table = np.zeros((max(len(distinct), 1), n_options))
    for row, named in zip(table, distinct, strict=False):
        row[list(named)] = 1.0
    found = measure_agreement(coded.codes, alphas=_Alphas(table), rng=rng)
    return NamedAgreement(found=found, names=tuple(map(write, distinct)))


def masi_distances(first: FloatArray, second: FloatArray) -> FloatArray:
    """MASI distances between the rows of two tables, one by one: 1 - Jaccard * monotonicity, 0 to 1.

    R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation", LREC 2006:
    monotonicity is 1 for equal sets, 2/3 if one contains the other, 1/3 if they overlap but each has something that the
    other lacks, 0 if they share nothing. Two empty sets are equal.

    Args:
        first: 1 for each option that a set holds, else 0, (..., n_options).
        second: The same, in a shape that fits.
    """
    return _masi((first * second).sum(axis=-1), first.sum(axis=-1), second.sum(axis=-1))


def masi_table(first: FloatArray, second: FloatArray) -> FloatArray:
    """MASI distances from all rows of one table to all rows of another, (n_first, n_second)."""
    return _masi(first @ second.T, first.sum(axis=1)[:, np.newaxis], second.sum(axis=1))


def _masi(shared: FloatArray, one: FloatArray, two: FloatArray) -> FloatArray:
    union = one + two - shared
    jaccard = np.where(union > 0, shared / np.maximum(union, 1.0), 1.0)
    contained = (shared == one) | (shared == two)
    monotony = np.where(shared == union, 1.0, np.where(contained, 2.0 / 3.0, 1.0 / 3.0))
    distance: FloatArray = 1.0 - jaccard * monotony
    return distance


class _Alphas:
    """Krippendorff's alpha with the MASI distance, for each of several weightings of the patterns."""

    def __init__(self, table: FloatArray) -> None:
        self._table = table
        self._within = lru_cache(maxsize=1)(self._find_within)

    def __call__(self, patterns: Patterns, weights: FloatArray) -> FloatArray:
        paired = weights * (patterns.size >= 2)
        by_label = patterns.by_label(paired)
        scale = paired / np.maximum(patterns.size - 1, 1)
        within = scale @ self._within(patterns)
        between = np.zeros(within.size)
        for start in range(0, self._table.shape[0], _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            between += ((by_label[:, rows] @ masi_table(self._table[rows], self._table)) * by_label).sum(
                axis=1
            )
        total = by_label.sum(axis=1)
        # If only one set was given, rounding must not turn zero into a small number.
        defined = ((by_label > 0).sum(axis=1) > 1) & (between > 0)
        alphas = 1 - (total - 1) * within / np.where(defined, between, 1.0)
        return np.where(defined, alphas, np.nan)

    def _find_within(self, patterns: Patterns) -> FloatArray:
        """Sum of the distances between all answers to a task of each pattern, in both orders, (n_patterns,)."""
        total = np.zeros(patterns.size.size)
        for apart in range(1, int(np.diff(np.append(patterns.start, patterns.label.size)).max())):
            here = np.flatnonzero(patterns.pattern[apart:] == patterns.pattern[:-apart])
            there = here + apart
            distance = masi_distances(self._table[patterns.label[here]], self._table[patterns.label[there]])
            pairs = 2.0 * patterns.count[here] * patterns.count[there] * distance
            total += np.bincount(patterns.pattern[here], pairs, total.size)
        return total
