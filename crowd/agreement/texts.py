"""How well people agree whose answers are texts."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crowd.aggregation.texts.consensus import word_alpha
from crowd.agreement.measure import measure_agreement
from crowd.agreement.result import NamedAgreement, Statistic
from crowd.answers import code_answers

#: (task, contributor, the form of a text that is the same for all that say the same)
Triple = tuple[int, int, str]


def measure_texts(
    triples: Sequence[Triple], *, by_words: bool, rng: np.random.Generator | None = None
) -> NamedAgreement:
    """Measure how well people agree on texts.

    Each distinct text is an option, and two answers are the same or not. Word by word, alpha takes the share of words
    in which two texts differ instead, and has no range then: every sample would compare all texts anew.

    Args:
        triples: The answers, oldest first; of two answers of one person to one task, the last counts.
        by_words: Whether texts that differ in few words nearly agree.
        rng: Random generator for the ranges; without it there are none.
    """
    distinct = sorted({key for _, _, key in triples})
    code = {key: label for label, key in enumerate(distinct)}
    coded = code_answers(
        ((task, person, code[key]) for task, person, key in triples),
        # Arrays need at least one label.
        labels=range(max(len(distinct), 1)),
    )
    found = measure_agreement(coded.codes, rng=rng)
    if by_words and found.alpha.value is not None:
        alpha = word_alpha([(f"{task:020}", f"{person:020}", key) for task, person, key in triples])
        if not np.isnan(alpha):
            found = replace(found, alpha=Statistic(value=alpha))
    return NamedAgreement(found=found, names=tuple(distinct))
