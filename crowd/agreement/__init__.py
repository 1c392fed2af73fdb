"""How well people agree with one another, beyond chance."""

from crowd.agreement.alpha import nominal_alpha
from crowd.agreement.measure import measure_agreement, measure_groups
from crowd.agreement.numbers import measure_numbers
from crowd.agreement.pairs import PairAgreement, PairsPage, compare_pairs
from crowd.agreement.places import measure_places
from crowd.agreement.result import (
    Agreement,
    Confusion,
    Level,
    NamedAgreement,
    OptionAgreement,
    Statistic,
    Undefined,
)
from crowd.agreement.sets import measure_sets
from crowd.agreement.texts import measure_texts

__all__ = [
    "Agreement",
    "Confusion",
    "Level",
    "NamedAgreement",
    "OptionAgreement",
    "PairAgreement",
    "PairsPage",
    "Statistic",
    "Undefined",
    "compare_pairs",
    "measure_agreement",
    "measure_groups",
    "measure_numbers",
    "measure_places",
    "measure_sets",
    "measure_texts",
    "nominal_alpha",
]
