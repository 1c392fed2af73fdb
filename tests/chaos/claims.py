"""What must hold after every run, whatever happened: each claim is a function that reports where it is violated.

A check reads the evidence only, never the program, and gives a sentence for each thing that is wrong; none where the
claim holds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence import Evidence

Breaches = Iterator[str]
Check = Callable[[Evidence], Breaches]


@dataclass(frozen=True, slots=True)
class Invariant:
    """A claim, and how it is checked."""

    claim: str
    check: Check


@dataclass(frozen=True, slots=True)
class Breach:
    """A claim that does not hold, and where."""

    claim: str
    where: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.claim}: {self.where}"


INVARIANTS: list[Invariant] = []


def claims(claim: str) -> Callable[[Check], Check]:
    """Take a function into the list of what is checked."""

    def take(check: Check) -> Check:
        INVARIANTS.append(Invariant(claim, check))
        return check

    return take
