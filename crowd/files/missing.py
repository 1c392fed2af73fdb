"""Knows how programs write that a value is missing."""

from collections.abc import Iterable

#: Python, pandas, R, SQL, JavaScript, MySQL's and PostgreSQL's exports, Excel; in any case of letters.
_WRITTEN = frozenset(
    {
        "none",
        "nan",
        "na",
        "n/a",
        "n.a.",
        "<na>",
        "#n/a",
        "#na",
        "nat",
        "null",
        "(null)",
        "<null>",
        "nil",
        "\\n",
        "undefined",
    }
)
#: Characters of the longest, with some space around it.
LONGEST_MISSING = 20
_DASHES = frozenset({"-", "--", "–", "—"})


def looks_missing(text: str) -> bool:
    """Whether a value is one that programs write where there is none; an empty one is not asked here."""
    # Most cells are longer than any of them, and nothing else need be asked of those.
    return len(text) <= LONGEST_MISSING and text.strip().casefold() in _WRITTEN


def missing_among(names: Iterable[str]) -> list[str]:
    """Return the names that look like missing values, in their order, the empty one among them.

    A dash counts unless there is a plus sign: then it is a minus.
    """
    given = list(names)
    dashes = frozenset() if "+" in given else _DASHES
    return [name for name in given if not name.strip() or looks_missing(name) or name.strip() in dashes]
