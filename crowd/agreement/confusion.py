"""Which options people choose beside which others: coincidences, and the pairs that disagreement falls on."""

import numpy as np

from crowd.agreement.result import Coincidences, Confusion, OptionAgreement
from crowd.agreement.votes import Patterns
from crowd.answers import FloatArray

#: Options whose coincidences are counted: of more, those with most answers. A table of 1,000 takes 8 MB.
MOST_OPTIONS = 1_000
#: Pairs of options that are named: beyond that nobody reads on.
MOST_CONFUSIONS = 100


def count_coincidences(patterns: Patterns) -> Coincidences:
    """Count how often two options stand beside each other.

    Of more than `MOST_OPTIONS` options only those with most answers are in it.
    """
    paired = patterns.times * (patterns.size >= 2)
    by_label = patterns.by_label(paired[np.newaxis].astype(np.float64))[0]
    used = np.flatnonzero(by_label)
    if used.size > MOST_OPTIONS:
        used = np.sort(used[np.argsort(-by_label[used], kind="stable")[:MOST_OPTIONS]])
    table = patterns.table[:, used]
    scale = paired / np.maximum(patterns.size - 1, 1)
    together = (table.multiply(scale[:, np.newaxis]).T @ table).toarray()
    # An answer does not stand beside itself.
    alone = table.T @ scale
    return Coincidences(label=used, matrix=together - np.diag(alone))


def describe_options(
    found: Coincidences, by_label: FloatArray
) -> tuple[tuple[OptionAgreement, ...], tuple[Confusion, ...]]:
    """How well people agree on each option, and the pairs of options that disagreement falls on.

    Args:
        found: The coincidences.
        by_label: Answers of each label in tasks with two answers or more, (n_labels,).

    Returns:
        Options by falling number of answers, and pairs by falling weight; of equals the lower codes first.
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
    # Coincidences of a few answers are sums of fractions: what rounding leaves of 0 is 0.
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
