"""The kinds of question: the one list of them on this floor."""

from crowd.kinds.kind import Config, Kind, Value, Verdict, WeighedAnswer
from crowd.kinds.one_of import OneOf

__all__ = ["FIRST_KIND", "KINDS", "Config", "Kind", "Value", "Verdict", "WeighedAnswer", "kind_named"]

KINDS: tuple[Kind, ...] = (OneOf(),)

#: What a new question is until its requester says otherwise.
FIRST_KIND = KINDS[0]

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> Kind:
    """Return the kind of that name."""
    return _BY_NAME[name]
