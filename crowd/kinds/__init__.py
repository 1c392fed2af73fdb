"""The kinds of question: the one list of them on this floor."""

from collections.abc import Sequence

from crowd.kinds.kind import Config, HalfMade, Kind, Value, Verdict, WeighedAnswer
from crowd.kinds.many_of import ManyOf
from crowd.kinds.number import Number
from crowd.kinds.one_of import OneOf
from crowd.kinds.scale import Scale

__all__ = [
    "KINDS",
    "Config",
    "HalfMade",
    "Kind",
    "Value",
    "Verdict",
    "WeighedAnswer",
    "kind_named",
    "kinds_for",
]

KINDS: tuple[Kind, ...] = (OneOf(), Number(), Scale(), ManyOf())

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> Kind:
    """Return the kind of that name."""
    return _BY_NAME[name]


def kinds_for(gold: Sequence[str]) -> tuple[Kind, ...]:
    """Return the kinds, the one that suits the distinct known answers of a file best first."""
    return tuple(sorted(KINDS, key=lambda kind: -kind.suits(gold)))
