"""Numbers the pairs of contributor and label that occur: the rows of tables about how each person answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.answers import AnswerCodes, FloatArray, IntArray, pair_codes

#: A table of all pairs is used if it has at most this many rows for each answer: it is faster to index.
_ROWS_AN_ANSWER = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """The pairs, sorted by contributor, then label.

    Attributes:
        codes: `contributor * n_labels + label` of each pair in ascending order, (n_pairs,) int; None if every pair
            has a row, whether it occurs or not.
        contributor: Contributor of each pair, (n_pairs,) int.
        label: Label of each pair, (n_pairs,) int.
        starts: First row of each contributor with any rows, (n_groups,) int.
        group: Which of those contributors each row belongs to, (n_pairs,) int.
    """

    codes: NDArray[np.int64] | None
    contributor: NDArray[np.int64]
    label: NDArray[np.int64]
    starts: NDArray[np.int64]
    group: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.contributor.size)

    def of(self, contributor: IntArray, label: IntArray, n_labels: int) -> NDArray[np.int64]:
        """The row of each given pair; all of them must occur."""
        codes = pair_codes(contributor, label, n_labels)
        return codes if self.codes is None else np.searchsorted(self.codes, codes).astype(np.int64)

    def totals(self, values: FloatArray) -> FloatArray:
        """For each row, the sum over all rows of its contributor, (n_pairs, ...)."""
        if not self.size:
            return values
        sums: FloatArray = np.add.reduceat(values, self.starts, axis=0)
        return sums[self.group]


def find_pairs(answers: AnswerCodes) -> Pairs:
    """Number the pairs of contributor and label that occur."""
    n_labels = answers.n_labels
    n_all = answers.n_contributors * n_labels
    if n_all <= _ROWS_AN_ANSWER * answers.n_answers:
        codes = np.arange(n_all)
        kept = None
    else:
        codes = np.unique(pair_codes(answers.contributor, answers.label, n_labels))
        kept = codes
    contributor = codes // n_labels
    first = np.diff(contributor, prepend=-1) > 0
    return Pairs(
        codes=kept,
        contributor=contributor,
        label=codes % n_labels,
        starts=np.flatnonzero(first),
        group=np.cumsum(first) - 1,
    )
