"""Which options people choose for the same task: coincidences, and the pairs that people disagree about."""

import numpy as np

from crowd.agreement.result import Coincidences, Confusion, OptionAgreement
from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray

#: Most options whose coincidences are counted: those with the most answers. A table of 1,000 takes 8 MB.
MOST_OPTIONS = 1_000
#: Most pairs of options to list: nobody reads further.
MOST_CONFUSIONS = 100


def count_coincidences(patterns: Patterns) -> Coincidences:
    """Count how often two options are chosen for the same task.

    With more than `MOST_OPTIONS` options, only those with the most answers are included.
    """
    paired = patterns.times * (patterns.size >= 2)
    by_label = patterns.by_label(paired[np.newaxis].astype(np.float64))[0]
    used = np.flatnonzero(by_label)
    if used.size > MOST_OPTIONS:
        used = np.sort(used[np.argsort(-by_label[used], kind="stable")[:MOST_OPTIONS]])
    table = patterns.table[:, used]
    scale = paired / np.maximum(patterns.size - 1, 1)
    together = (table.multiply(scale[:, np.newaxis]).T @ table).toarray()
    # An answer does not coincide with itself.
    alone = table.T @ scale
    return Coincidences(label=used, matrix=together - np.diag(alone))


def describe_options(
    found: Coincidences, by_label: FloatArray
) -> tuple[tuple[OptionAgreement, ...], tuple[Confusion, ...]]:
    """Describe how well people agree on each option, and which pairs of options they disagree about.

    Args:
        found: The coincidences.
        by_label: Answers for each label in tasks with at least two answers, (n_labels,).

    Returns:
        Options by descending number of answers, and pairs by descending weight; ties by ascending codes.
    """
    n, total = by_label[found.label], float(by_label.sum())
    order = np.argsort(-n, kind="stable")
    options = tuple(
        OptionAgreement(
            label=int(found.label[place]),
            n_answers=round(float(n[place])),
            repeated=float(found.matrix[place, place] / n[place]),
            chance=float((n[place] - 1) / (total - 1)),
        )
        for place in order
    )
    return options, tuple(_confusions(found, n, total, order))


def _confusions(
    found: Coincidences, n: FloatArray, total: float, order: "np.ndarray[tuple[int], np.dtype[np.intp]]"
) -> list[Confusion]:
    sorted_matrix = found.matrix[np.ix_(order, order)]
    above = np.triu(sorted_matrix, k=1)
    disagreement = 2 * float(above.sum())
    # Coincidences of a few answers are sums of fractions: treat what rounding leaves of 0 as 0.
    rows, columns = np.nonzero(above > 1e-9)
    weights = above[rows, columns]
    heaviest = np.argsort(-weights, kind="stable")[:MOST_CONFUSIONS]
    return [
        Confusion(
            first=int(found.label[order[row]]),
            second=int(found.label[order[column]]),
            weight=2 * float(weight),
            share=2 * float(weight) / disagreement,
            rate=float(weight / n[order[column]]),
            chance=float(n[order[row]] / (total - 1)),
        )
        for row, column, weight in zip(rows[heaviest], columns[heaviest], weights[heaviest], strict=True)
    ]
