"""One ranking of all items of a project, from who preferred which of two, counted first: a project has many answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.orders.consensus import TIE_WEIGHT, place_items
from crowd.aggregation.orders.davidson import FIRST, TIE, Comparisons, fit_davidson

#: With more items than this there is no ranking: a table for every two of them would take too much time and memory, and
#: tasks with so many different items hardly ever compare the same two.
MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer about two items: its outcome is FIRST, SECOND or TIE, and a tie may mean that both are bad."""

    first: str
    second: str
    outcome: int
    is_bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An item in the ranking.

    Attributes:
        place: 1 for the best.
        item: Its text.
        score: Its log-strength; the mean over all items is 0. A difference of 1 is 73 to 27 among those who decide.
        low: The lower end of its 95 % range.
        high: The upper end.
        wins: How many answers preferred it.
        losses: How many preferred the other.
        ties: How many found both as good.
        both_bad: How many found both bad.
    """

    place: int
    item: str
    score: float
    low: float
    high: float
    wins: int
    losses: int
    ties: int
    both_bad: int


def rank_items(answers: Iterable[Compared]) -> list[Standing]:
    """Rank all items by Davidson's model, as `summarize_pairs` does; both bad counts as a tie.

    Returns:
        The items, the best first; none if there are none, or too many.
    """
    counted: Counter[Compared] = Counter()
    found: set[str] = set()
    for answer in answers:
        counted[answer] += 1
        found |= {answer.first, answer.second}
        if len(found) > MOST_ITEMS:
            return []
    if not found:
        return []
    items = sorted(found)
    comparisons = _code(counted, items)
    placed = place_items(items, comparisons, fit_davidson(comparisons))
    wins, losses, ties, both_bad = _tally(counted)
    return [
        Standing(
            place=ranked.rank,
            item=item,
            score=ranked.score,
            low=ranked.low,
            high=ranked.high,
            wins=wins[item],
            losses=losses[item],
            ties=ties[item],
            both_bad=both_bad[item],
        )
        for item, ranked in placed.items()
    ]


def _code(counted: Counter[Compared], items: list[str]) -> Comparisons:
    code = {item: number for number, item in enumerate(items)}
    tie_weight = TIE_WEIGHT["half"]
    weights = [count * (tie_weight if one.outcome == TIE else 1.0) for one, count in counted.items()]
    return Comparisons(
        first=np.array([code[one.first] for one in counted], dtype=np.int64),
        second=np.array([code[one.second] for one in counted], dtype=np.int64),
        outcome=np.array([one.outcome for one in counted], dtype=np.int64),
        weight=np.array(weights, dtype=np.float64),
        contributor=np.zeros(len(counted), dtype=np.int64),
        n_items=len(items),
        n_contributors=1,
    )


def _tally(counted: Counter[Compared]) -> tuple[Counter[str], ...]:
    """Count for each item how many answers preferred it, preferred the other, found both as good, and both bad."""
    wins, losses, ties, both_bad = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one, count in counted.items():
        if one.outcome == TIE:
            for item in (one.first, one.second):
                (both_bad if one.is_bad else ties)[item] += count
            continue
        better, worse = (one.first, one.second) if one.outcome == FIRST else (one.second, one.first)
        wins[better] += count
        losses[worse] += count
    return wins, losses, ties, both_bad
