"""The types of values in files of answers other than a label: how files write them, and how they are summarized."""

import ast
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from crowd.aggregation.numbers.consensus import summarize_numbers
from crowd.aggregation.orders.consensus import summarize_pairs
from crowd.aggregation.orders.rankings import Ranking, compare, parse_ranking
from crowd.aggregation.places.consensus import summarize_places
from crowd.aggregation.sets.consensus import summarize_choices
from crowd.aggregation.texts.consensus import summarize_texts
from crowd.typed.names import tidy_name

#: Characters that separate the options in one cell.
_SEPARATORS = "|;"
#: Most characters in a list of options in one cell.
_LONGEST_LIST = 10_000


class ValuesOfTask(Protocol):
    """What the result of every type has for each task."""

    @property
    def answers(self) -> int:
        """Number of answers to it."""


class ValuesResult(Protocol):
    """What the result of every type has."""

    @property
    def tasks(self) -> Mapping[str, ValuesOfTask]:
        """The tasks by name."""

    @property
    def agreement(self) -> float:
        """A chance-corrected agreement, 1 at most; NaN if undefined."""

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file, with the keys `kind`, `method`, `version`, `agreement`, `tasks`, `people`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write the answers of a type in a table.

    Attributes:
        columns: The columns that hold a value, each with the names it may have, in lower case.
        read: Reads a value from its cells, in the order of the columns; raises ValueError if it cannot.
    """

    columns: tuple[tuple[str, ...], ...]
    read: Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueType:
    """A type of values, for files of answers. A question of the bot has a `Kind`; see crowd.kinds.

    Attributes:
        forms: The ways to write its answers; if a table has several, the first is used.
        summarize: Summarizes (task, contributor, value) triples; takes `options` as keywords.
        options: Names of these keywords.
        name_task: Names the task of a value, for tables without task names; None if tasks must have names.
        takes_nothing: Whether an empty cell is an answer.
    """

    forms: tuple[Form, ...]
    summarize: Callable[..., ValuesResult]
    options: tuple[str, ...]
    name_task: Callable[[Any], str] | None = None
    takes_nothing: bool = False


def summarize(name: str, triples: Iterable[tuple[str, str, Any]], **options: Any) -> ValuesResult:
    """Summarize answers of the named type.

    Args:
        name: A key of `VALUE_TYPES`.
        triples: (task, contributor, value), oldest first.
        **options: Keywords of the type's own function.

    Raises:
        ValueError: There is no such type, a value cannot be used, or an option is invalid.
    """
    if name not in VALUE_TYPES:
        raise ValueError(f"unknown type of values {name!r}; the types are {', '.join(VALUE_TYPES)}")
    return VALUE_TYPES[name].summarize(triples, **options)


def read_number(text: str) -> float:
    """Read a number as people and programs write it, with a decimal point."""
    try:
        number = float(text)
    except ValueError:
        raise ValueError(
            f"expected a number{' (with a decimal point, not a comma)' * (',' in text)}, not {text[:40]!r}"
        ) from None
    if not math.isfinite(number):
        raise ValueError(f"expected a finite number, not {text[:40]!r}")
    return number


def read_options(text: str) -> frozenset[str]:
    """Read the options in a cell, separated by | or ; or as a JSON or Python list. An empty cell names none."""
    listed = _read_list(text)
    if listed is not None:
        return frozenset(filter(None, map(tidy_name, listed)))
    for sign in _SEPARATORS:
        text = text.replace(sign, _SEPARATORS[0])
    return frozenset(filter(None, map(tidy_name, text.split(_SEPARATORS[0]))))


def _read_list(text: str) -> list[str] | None:
    """The strings in a JSON or Python list; None if the text is not such a list."""
    if not (text.startswith("[") and text.endswith("]") and len(text) <= _LONGEST_LIST):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(name, str | int | float) for name in found):
            return [str(name) for name in found]
    return None


def _read_point(latitude: str, longitude: str) -> tuple[float, float]:
    return read_number(latitude), read_number(longitude)


def _name_pair(ranking: Ranking) -> str:
    """The items compared, in the same order whichever came first."""
    return " | ".join(sorted(ranking.items))


_LABEL = ("label", "answer")

#: Every type by name.
VALUE_TYPES: dict[str, ValueType] = {
    "numbers": ValueType(
        forms=(Form(columns=(("number", "value", *_LABEL),), read=read_number),),
        summarize=summarize_numbers,
        options=("method", "lowest", "highest", "unit", "tolerance"),
    ),
    "choices": ValueType(
        forms=(Form(columns=(("options", *_LABEL),), read=read_options),),
        summarize=summarize_choices,
        options=("options",),
        takes_nothing=True,
    ),
    "texts": ValueType(
        forms=(Form(columns=(("text", "output", *_LABEL),), read=str),),
        summarize=summarize_texts,
        options=("unit",),
    ),
    "pairs": ValueType(
        forms=(
            Form(columns=(("left",), ("right",), ("winner", *_LABEL)), read=compare),
            Form(columns=(("ranking", *_LABEL),), read=parse_ranking),
        ),
        summarize=summarize_pairs,
        options=("ties", "reliabilities"),
        name_task=_name_pair,
    ),
    "places": ValueType(
        forms=(Form(columns=(("latitude", "lat"), ("longitude", "lon", "lng")), read=_read_point),),
        summarize=summarize_places,
        options=("reach_m",),
    ),
}
