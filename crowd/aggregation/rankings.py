"""Orders of items, best first: what one person says when asked which of two, or of several, is better."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Ranking:
    """Items in tiers, best tier first; the items of one tier are tied. Two items make a plain comparison.

    Attributes:
        tiers: Each a non-empty tuple of item names, sorted.

    Raises:
        ValueError: Fewer than two items, an empty tier or name, or an item twice.
    """

    tiers: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        items = self.items
        if len(items) < 2:
            raise ValueError("two items or more are wanted, to compare them")
        if not all(self.tiers) or not all(items):
            raise ValueError("an item has no name")
        twice = sorted({item for item in items if items.count(item) > 1})
        if twice:
            raise ValueError(f"{twice[0]!r} stands twice in one ranking")

    @property
    def items(self) -> tuple[str, ...]:
        """All items, best first."""
        return tuple(item for tier in self.tiers for item in tier)

    def pairs(self) -> list[tuple[str, str, bool]]:
        """Every two items as (first, second, tied), in the order of the ranking."""
        level = {item: number for number, tier in enumerate(self.tiers) for item in tier}
        return [
            (first, second, level[first] == level[second]) for first, second in combinations(self.items, 2)
        ]


def rank(tiers: Iterable[Iterable[str]]) -> Ranking:
    """A ranking from tiers of names, best first.

    Raises:
        ValueError: As `Ranking` does.
    """
    return Ranking(tuple(tuple(sorted(tier)) for tier in tiers))


def compare(left: str, right: str, outcome: str) -> Ranking:
    """A comparison of two items.

    Args:
        left: One item.
        right: The other.
        outcome: `left`, `right` or `tie`, or the name of the item that is better.

    Raises:
        ValueError: Another outcome, or twice the same item.
    """
    if outcome in ("left", left):
        return rank([[left], [right]])
    if outcome in ("right", right):
        return rank([[right], [left]])
    if outcome == "tie":
        return rank([[left, right]])
    raise ValueError(f"the outcome must be left, right, tie or one of the two items, not {outcome!r}")


def parse_ranking(text: str) -> Ranking:
    """A ranking as people write it: `tea > coffee = cocoa > water`.

    Raises:
        ValueError: As `Ranking` does.
    """
    return rank([item.strip() for item in tier.split("=")] for tier in text.split(">"))
