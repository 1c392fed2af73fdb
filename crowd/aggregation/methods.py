"""Every consensus method by its name: what commands and benchmarks choose from."""

from collections.abc import Callable
from functools import partial

from crowd.aggregation.dawid_skene import find_dawid_skene, find_dawid_skene_map
from crowd.aggregation.glad import find_glad
from crowd.aggregation.mace import find_mace
from crowd.aggregation.majority import vote
from crowd.aggregation.one_coin_consensus import find_one_coin, find_one_coin_ml
from crowd.aggregation.result import Consensus
from crowd.aggregation.weighted_majority import find_wawa, find_zero_based_skill
from crowd.answers import AnswerCodes, IntArray

Method = Callable[[AnswerCodes, IntArray | None], Consensus]

#: Name -> function(answers, gold), the simple ones first. The name is the `method` of the result.
METHODS: dict[str, Method] = {
    "majority": vote,
    "wawa": find_wawa,
    "zero_based_skill": find_zero_based_skill,
    "one_coin": find_one_coin,
    "one_coin_ml": find_one_coin_ml,
    "zc": partial(find_one_coin_ml, learns_labels=False),
    "dawid_skene": find_dawid_skene,
    "dawid_skene_map": find_dawid_skene_map,
    "glad": find_glad,
    "mace": find_mace,
}

#: Methods whose posterior is a share of votes, no probability of being right.
SHARES = frozenset({"majority", "wawa", "zero_based_skill"})

#: What is taken where nobody names a method.
DEFAULT = "dawid_skene_map"
