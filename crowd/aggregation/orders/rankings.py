"""Orders of items, best first: a person's answer when asked which of two or more items is better."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Ranking:
    """Items in tiers, best tier first; the items in one tier are tied. Two items make a plain comparison.

    Attributes:
        tiers: The tiers, each a non-empty, sorted tuple of item names.

    Raises:
        ValueError: There are fewer than two items, a tier or name is empty, or an item occurs twice.
    """

    tiers: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        items = self.items
        if len(items) < 2:
            raise ValueError("a ranking needs at least two items")
        if not all(self.tiers) or not all(items):
            raise ValueError("an item has no name")
        twice = sorted({item for item in items if items.count(item) > 1})
        if twice:
            raise ValueError(f"{twice[0]!r} occurs twice in one ranking")

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
    """Make a ranking from tiers of names, best first.

    Raises:
        ValueError: As `Ranking` does.
    """
    return Ranking(tuple(tuple(sorted(tier)) for tier in tiers))


def compare(left: str, right: str, outcome: str) -> Ranking:
    """Make a comparison of two items.

    Args:
        left: One item.
        right: The other.
        outcome: `left`, `right` or `tie`, or the name of the item that is better.

    Raises:
        ValueError: The outcome is none of these, or both items are the same.
    """
    if outcome in ("left", left):
        return rank([[left], [right]])
    if outcome in ("right", right):
        return rank([[right], [left]])
    if outcome == "tie":
        return rank([[left, right]])
    raise ValueError(f"the outcome must be left, right, tie or one of the two items, not {outcome!r}")


def parse_ranking(text: str) -> Ranking:
    """Read a ranking as people write it: `tea > coffee = cocoa > water`.

    Raises:
        ValueError: As `Ranking` does.
    """
    return rank([item.strip() for item in tier.split("=")] for tier in text.split(">"))
