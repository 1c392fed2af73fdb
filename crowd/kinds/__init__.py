"""The kinds of question: the one list of them on this floor."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from crowd.kinds.kind import Config, HalfMade, Imagined, Kind, Value, Verdict, WeighedAnswer
from crowd.kinds.many_of import ManyOf
from crowd.kinds.number import Number
from crowd.kinds.one_of import OneOf
from crowd.kinds.pair import Pair
from crowd.kinds.place import Place
from crowd.kinds.scale import Scale
from crowd.kinds.text import Text

__all__ = [
    "Config",
    "HalfMade",
    "Imagined",
    "Kind",
    "Value",
    "Verdict",
    "WeighedAnswer",
    "all_kinds",
    "kind_named",
    "kinds_for",
    "registered",
]

_KINDS: list[Kind] = [OneOf(), Number(), Scale(), ManyOf(), Pair(), Place(), Text()]


def all_kinds() -> tuple[Kind, ...]:
    """Return every kind there is."""
    return tuple(_KINDS)


def kind_named(name: str) -> Kind:
    """Return the kind of that name.

    Raises:
        LookupError: There is none.
    """
    for kind in _KINDS:
        if kind.name == name:
            return kind
    raise LookupError(name)


def kinds_for(gold: Sequence[str]) -> tuple[Kind, ...]:
    """Return the kinds, the one that suits the distinct known answers of a file best first."""
    return tuple(sorted(_KINDS, key=lambda kind: -kind.suits(gold)))


@contextmanager
def registered(kind: Kind) -> Iterator[None]:
    """Have one more kind for a while, as a test does to show what a kind is made of."""
    _KINDS.append(kind)
    try:
        yield
    finally:
        _KINDS.remove(kind)
