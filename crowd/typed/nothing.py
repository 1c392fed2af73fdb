"""Reads what people type for "none": no limit, no rule, no unit."""

from crowd.typed.numbers import plain

#: What people type for no limit or no rule.
NO_LIMIT = "-"
#: Words for the same.
_WORDS = frozenset({NO_LIMIT, "–", "—", "none", "no limit", "never", "ninguno", "sin límite", "nunca"})


def writes_none(text: str) -> bool:
    """Tell whether somebody typed that they want no limit, or no such rule."""
    return plain(text) in _WORDS
