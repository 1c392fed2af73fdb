"""Reads the table of methods, types, fields and limits that `playground.schema.build` writes."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("bot_api.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The limit of a value: between two numbers in a unit, or one of several texts (unit "of")."""

    unit: str
    low: int = 0
    high: int = 0
    texts: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """Describe it in words."""
        if self.unit == "of":
            return "one of " + ", ".join(sorted(self.texts))
        return f"{self.low}-{self.high} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter of a method or a field of an object; lists have their types in brackets."""

    name: str
    types: tuple[str, ...]
    required: bool
    limit: Limit | None


Fields = dict[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method: its parameters and its result."""

    name: str
    returns: tuple[str, ...]
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One version of the whole Bot API; a type is either an object with fields, or one of several other types."""

    source: str
    version: str
    methods: dict[str, Method]
    objects: dict[str, Fields]
    unions: dict[str, tuple[str, ...]]

    def objects_of(self, name: str) -> tuple[str, ...]:
        """Return the names of the objects that a type may be; none if it is not an object."""
        if name in self.unions:
            return tuple(found for part in self.unions[name] for found in self.objects_of(part))
        return (name,) if name in self.objects else ()


@cache
def read_table() -> Table:
    """Read the table included with the playground."""
    saved = json.loads(_FILE.read_bytes())
    types = saved["types"]
    return Table(
        source=saved["source"],
        version=saved["version"],
        methods={
            name: Method(name=name, returns=tuple(row["returns"].split("|")), fields=_fields(row["fields"]))
            for name, row in saved["methods"].items()
        },
        objects={name: _fields(row) for name, row in types.items() if isinstance(row, dict)},
        unions={name: tuple(row) for name, row in types.items() if isinstance(row, list)},
    )


def _fields(saved: dict[str, str]) -> Fields:
    return {name: _field(name, text) for name, text in saved.items()}


def _field(name: str, text: str) -> Field:
    types, _, limit = text.partition(" ")
    return Field(
        name=name,
        types=tuple(types.removesuffix("!").split("|")),
        required=types.endswith("!"),
        limit=_limit(limit) if limit else None,
    )


def _limit(text: str) -> Limit:
    unit, _, values = text.partition(":")
    if unit == "of":
        return Limit(unit=unit, texts=frozenset(values.split(",")))
    low, _, high = values.partition("-")
    return Limit(unit=unit, low=int(low), high=int(high))
