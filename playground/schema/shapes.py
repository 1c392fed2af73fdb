"""Checks a value against the types of the schema, and describes what does not fit."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from playground.schema.table import Field, Fields, Limit, Table
from playground.serving.old_fields import OLD_FIELDS


class ProblemType(StrEnum):
    """What is wrong with a call or a reply."""

    UNKNOWN_METHOD = "unknown method"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
    OLD_NAME = "old name"
    MISSING = "missing"
    TYPE = "wrong type"
    LIMIT = "beyond a limit"


#: Telegram fills in what these lack when a bot sends them.
_FILLED = frozenset({"ChatAdministratorRights"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that does not fit, and where: `path` is like `reply_markup.inline_keyboard[0][1].text`."""

    path: str
    kind: ProblemType
    #: What would have been right.
    wanted: str = ""
    #: Telegram's answer, if a hand-written rule knows it; empty if Telegram overlooks the mistake.
    refusal: str | None = None
    #: Whether a value is below its limit instead of above it.
    is_short: bool = False

    @property
    def leaf(self) -> str:
        """The name of the innermost field."""
        return self.path.rpartition(".")[2].partition("[")[0]

    @property
    def top(self) -> str:
        """The name of the parameter it is in."""
        return self.path.partition(".")[0].partition("[")[0]


Problems: TypeAlias = list[Problem]
_NUMBERS = frozenset({"Integer", "Float"})
_YES_NO = frozenset({"true", "false", "yes", "no", "1", "0", "t", "f", "y", "n"})


class Shapes:
    """Checks values; `strict` is for replies, where "5" is not a number and unknown fields are not allowed."""

    def __init__(self, table: Table, *, strict: bool, hidden: frozenset[str] = frozenset()) -> None:
        """Take the schema; `hidden` fields ("Type.field") and types count as unknown."""
        self.table = table
        self.is_strict = strict
        #: Whether a value is of a scalar type, by the type's name.
        self.fits = _fits_exactly if strict else _fits_as_text
        self._hidden = hidden
        #: For a set of type names: the objects they may be, by what distinguishes them.
        self._choices: dict[tuple[str, ...], tuple[str, ...]] = {}

    def check(self, field: Field, value: object, path: str, found: Problems) -> None:
        """Check the value of a field against its types and limit; add any problems to `found`."""
        if isinstance(value, dict):
            self._check_object(field.types, value, path, found)
        elif isinstance(value, list):
            self._check_list(field, value, path, found)
        elif not any(self.fits(name, value) for name in field.types):
            found.append(Problem(path=path, kind=ProblemType.TYPE, wanted="|".join(field.types)))
        else:
            _add_limit(field.limit, value, path, found)

    def requires(self, name: str, field: Field) -> bool:
        """Whether an object of a type must have a field."""
        return field.required and (self.is_strict or name not in _FILLED)

    def is_hidden(self, name: str) -> bool:
        """Whether a type or a field ("Type.field") counts as unknown."""
        return name in self._hidden

    def check_result(self, types: tuple[str, ...], value: object, found: Problems) -> None:
        """Check the result of a method against its types."""
        self.check(Field(name="result", types=types, required=True, limit=None), value, "result", found)

    def _check_list(self, field: Field, value: list[object], path: str, found: Problems) -> None:
        inner = tuple(name[1:-1] for name in field.types if name.startswith("["))
        if not inner:
            found.append(Problem(path=path, kind=ProblemType.TYPE, wanted="|".join(field.types)))
            return
        _add_limit(field.limit, value, path, found)
        item = Field(name=field.name, types=inner, required=True, limit=None)
        for place, one in enumerate(value):
            self.check(item, one, f"{path}[{place}]", found)

    def _check_object(
        self, types: tuple[str, ...], value: dict[str, object], path: str, found: Problems
    ) -> None:
        names = self._choices.get(types)
        if names is None:
            names = self._choices[types] = tuple(
                name for given in types for name in self.table.objects_of(given)
            )
        if len(names) > 1:
            names = self._told_apart(names, value)
        if not names:
            found.append(Problem(path=path, kind=ProblemType.TYPE, wanted="|".join(types)))
        elif len(names) == 1:
            self._check_fields(names[0], value, path, found)
        else:
            tried = [self._tried(name, value, path) for name in names]
            likeliest = min(tried, key=_how_bad)
            found.extend(likeliest)

    def _told_apart(self, names: tuple[str, ...], value: dict[str, object]) -> tuple[str, ...]:
        """Return the objects whose fixed texts, such as `type`, match the value's."""
        return tuple(name for name in names if _has_fixed_texts(self.table.objects[name], value))

    def _tried(self, name: str, value: dict[str, object], path: str) -> Problems:
        found: Problems = []
        self._check_fields(name, value, path, found)
        return found

    def _check_fields(self, name: str, value: dict[str, object], path: str, found: Problems) -> None:
        fields = self.table.objects[name]
        if name in self._hidden:
            found.append(Problem(path=path, kind=ProblemType.UNKNOWN, wanted=f"{name} is too new"))
        for key, one in value.items():
            field = fields.get(key)
            if field is None and self.is_strict and f"{name}.{key}" in OLD_FIELDS:
                continue
            if field is None or (self._hidden and f"{name}.{key}" in self._hidden):
                found.append(
                    Problem(path=f"{path}.{key}", kind=ProblemType.UNKNOWN, wanted=f"no {name}.{key}")
                )
            elif self.is_strict or not _says_nothing(field, one):
                self.check(field, one, f"{path}.{key}", found)
        for field in fields.values():
            if self.requires(name, field) and value.get(field.name) is None:
                problem = Problem(path=f"{path}.{field.name}", kind=ProblemType.MISSING, wanted=name)
                found.append(problem)


def _how_bad(problems: Problems) -> tuple[int, int]:
    """Rank what an object might be meant to be: unknown fields say less than missing ones."""
    serious = sum(problem.kind is not ProblemType.UNKNOWN for problem in problems)
    return serious, len(problems)


def _says_nothing(field: Field, value: object) -> bool:
    """Whether a value in a call counts as missing, because libraries send fields that nobody has set."""
    return value is None or (value == "" and not field.required) or is_unset(field, value)


def is_unset(field: Field, value: object) -> bool:
    """Whether a number in a call is the 0 that Telegram takes for a missing one."""
    limit = field.limit
    if field.required or limit is None or limit.unit != "value" or limit.low <= 0:
        return False
    return str(value) in {"0", "0.0"}


def _has_fixed_texts(fields: Fields, value: dict[str, object]) -> bool:
    return all(
        # Compare as text, because the value may not be a text at all.
        field.limit is None or len(field.limit.texts) != 1 or str(value.get(field.name)) in field.limit.texts
        for field in fields.values()
    )


def _fits_exactly(name: str, value: object) -> bool:
    if name == "String":
        return isinstance(value, str)
    if name == "Boolean":
        return isinstance(value, bool)
    if name not in _NUMBERS:
        return False
    kinds = int if name == "Integer" else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool)


def _fits_as_text(name: str, value: object) -> bool:
    """Whether a value in a call is acceptable: forms send everything as text."""
    if name in {"String", "InputFile"}:
        # A text can refer to a file.
        return isinstance(value, str | int | float) and not isinstance(value, bool)
    if name == "Boolean":
        return isinstance(value, bool) or str(value).lower() in _YES_NO
    if not isinstance(value, str) or name not in _NUMBERS:
        return _fits_exactly(name, value)
    try:
        return (int(value) if name == "Integer" else float(value)) is not None
    except ValueError:
        return False


def _add_limit(limit: Limit | None, value: object, path: str, found: Problems) -> None:
    problem = check_limit(limit, value, path) if limit is not None else None
    if problem is not None:
        found.append(problem)


def check_limit(limit: Limit, value: object, path: str) -> Problem | None:
    """Check a value of the right type against its limit, except for limits that apply after markup is parsed."""
    if limit.unit == "parsed":
        return None
    if limit.unit == "of":
        fits = value in limit.texts
        return None if fits else Problem(path=path, kind=ProblemType.LIMIT, wanted=str(limit))
    size = _measure(limit.unit, value)
    if limit.low <= size <= limit.high:
        return None
    return Problem(path=path, kind=ProblemType.LIMIT, wanted=str(limit), is_short=size < limit.low)


def _measure(unit: str, value: object) -> float:
    if unit == "items":
        return len(value) if isinstance(value, list) else 0
    if unit == "value":
        return float(str(value))
    text = str(value)
    if unit == "bytes":
        return len(text.encode(errors="replace"))
    return len(text) if text.isascii() else len(text.encode("utf-16-le", errors="replace")) // 2
