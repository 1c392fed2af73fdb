"""Every consensus method by name, for commands and benchmarks to choose from."""

from collections.abc import Callable
from functools import partial

from crowd.aggregation.classical.dawid_skene import find_dawid_skene, find_dawid_skene_map
from crowd.aggregation.classical.glad import find_glad
from crowd.aggregation.classical.mace import find_mace
from crowd.aggregation.classical.majority import vote
from crowd.aggregation.classical.one_coin_consensus import find_one_coin, find_one_coin_ml
from crowd.aggregation.classical.ordinal import take_middle
from crowd.aggregation.classical.weighted_majority import find_wawa, find_zero_based_skill
from crowd.aggregation.consensus import find_consensus
from crowd.aggregation.result import Consensus
from crowd.answers import AnswerCodes, IntArray

Method = Callable[[AnswerCodes, IntArray | None], Consensus]

#: The method used if nobody names one.
DEFAULT = "askmany"

#: Name -> function(answers, gold): the default first, then from simple to complex. A result has the name as `method`.
METHODS: dict[str, Method] = {
    DEFAULT: find_consensus,
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

#: Methods whose posterior is a share of votes, not a probability of being right.
SHARES = frozenset({"majority", "wawa", "zero_based_skill"})


def find_by(
    name: str, answers: AnswerCodes, gold: IntArray | None = None, *, ordinal: bool = False
) -> Consensus:
    """Give each task one label, using the named method.

    Args:
        name: A key of `METHODS`.
        answers: The answers, in any order; with `ordinal` their codes are in the order of the options.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.
        ordinal: Whether the options have an order. The default then expects near ones to be mixed up more
            often, and takes the most probable label. The other methods ignore the order, so the median label is used.

    Returns:
        The result.

    Raises:
        KeyError: There is no such method.
        ValueError: `gold` does not fit the answers, or the method cannot take so many labels.
    """
    if not ordinal:
        return METHODS[name](answers, gold)
    if name == DEFAULT:
        return find_consensus(answers, gold, ordinal=True)
    return take_middle(METHODS[name](answers, gold))
