"""Recognizes how programs write missing values."""

from collections.abc import Iterable

#: Python, pandas, R, SQL, JavaScript, exports from MySQL and PostgreSQL, Excel; in upper or lower case.
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
#: Length of the longest, with some space around it.
LONGEST_MISSING = 20
_DASHES = frozenset({"-", "--", "–", "—"})


def looks_missing(text: str) -> bool:
    """Whether a value is what programs write for a missing one; not meant for empty values."""
    # Most cells are longer than any of them and need no further check.
    return len(text) <= LONGEST_MISSING and text.strip().casefold() in _WRITTEN


def missing_among(names: Iterable[str]) -> list[str]:
    """Return the names that look like missing values, in order, including empty ones.

    A dash counts, unless there is also a plus sign: then it is a minus.
    """
    given = list(names)
    dashes = frozenset() if "+" in given else _DASHES
    return [name for name in given if not name.strip() or looks_missing(name) or name.strip() in dashes]
