"""Splits JSON into records: one object per line, or an array of objects."""

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.table import OddCell, column_name

Cells = dict[str, str]

#: Characters that neither UTF-8 nor a database can hold; only an escape can smuggle them in.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_FOUND_CHARS = 80


class Object(list[tuple[str, object]]):
    """A JSON object as a list of pairs: a dict would hide repeated names."""


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is Python's, not JSON's")


#: Numbers stay as written: 1.0 does not become 1, and 20 digits stay 20 digits.
_JSON = json.JSONDecoder(
    object_pairs_hook=Object, parse_int=str, parse_float=str, parse_constant=_refuse_constant
)


def is_array(text: str) -> bool:
    """Whether a text is, or tries to be, an array of objects; lines with an array each are not."""
    bare = text.strip()
    if not bare.startswith("["):
        return False
    first = bare.split("\n", 1)[0].strip()
    return first == "[" or first[1:].lstrip()[:1] in {"{", "]"}


def array_records(text: str, errors: ErrorList) -> Iterator[tuple[int, Cells]]:
    """Yield the objects of an array, numbered from 1.

    Raises:
        TaskFileErrors: It is not JSON.
    """
    try:
        values = _JSON.decode(text.strip())
    except RecursionError:
        raise errors.refusal(Reason.NESTED_VALUE, text[:_FOUND_CHARS]) from None
    except json.JSONDecodeError as error:
        raise errors.refusal(Reason.BAD_JSON, _around(error), row=error.lineno) from None
    except ValueError as error:
        raise errors.refusal(Reason.BAD_JSON, str(error)) from None
    names = _Names()
    for number, value in enumerate(values if isinstance(values, list) else (), 1):
        if isinstance(value, Object):
            yield number, _cells(value, names)
        else:
            errors.add(number, None, Reason.NOT_AN_OBJECT, json.dumps(value, ensure_ascii=False))


def _around(error: json.JSONDecodeError) -> str:
    start = error.doc.rfind("\n", 0, error.pos) + 1
    return error.doc[start : start + _FOUND_CHARS].strip()


def line_records(text: str, errors: ErrorList) -> Iterator[tuple[int, Cells]]:
    """Yield the objects of JSON lines with their line numbers; note the lines that are not objects.

    Also reads a single object that spans several lines.
    """
    spread = _spread_object(text)
    if spread is not None:
        yield 1, _cells(spread, _Names())
        return
    names = _Names()
    # Not splitlines(): a JSON string may contain U+2028, which does not end a line here.
    for row, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        pairs = _pairs(row, line.strip(), errors)
        if pairs is not None:
            # Only an escape can smuggle in characters that cannot be stored.
            yield row, _cells(pairs, names, is_escaped="\\u" in line)


def _spread_object(text: str) -> Object | None:
    """The only object in a file; None if there are several, or none."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if first != "{":
        return None
    try:
        value: object = _JSON.decode(text.strip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, Object) else None


def _pairs(row: int, line: str, errors: ErrorList) -> Object | None:
    try:
        value: object = _JSON.decode(line)
    except RecursionError:
        reason = Reason.NESTED_VALUE
    except ValueError:
        reason = Reason.BAD_JSON
    else:
        if isinstance(value, Object):
            return value
        reason = Reason.NOT_AN_OBJECT
    errors.add(row, None, reason, line)
    return None


class _Names(dict[str, str]):
    """Column names by their spelling: the same few in every row."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, column_name(_UNSTORABLE.sub("\ufffd", written)))


def _cells(pairs: Object, names: _Names, *, is_escaped: bool = True) -> Cells:
    cells: Cells = {}
    for written, value in pairs:
        name = names[written]
        cell = value if isinstance(value, str) else _as_cell(value)
        if name in cells and cells[name] != cell:
            cell = OddCell(cell, Reason.DUPLICATE_COLUMN, name)
        elif is_escaped and _UNSTORABLE.search(cell) is not None:
            cell = _odd(cell)
        cells[name] = cell
    return cells


def _odd(text: str) -> OddCell:
    shown = _UNSTORABLE.sub("\ufffd", text)
    return OddCell(shown, Reason.BAD_CHARACTER, shown[:_FOUND_CHARS])


def _as_cell(value: object) -> str:
    """Return a JSON value other than a string as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    is_object = isinstance(value, Object)
    if not value:
        return ""
    return OddCell(
        "{…}" if is_object else _list_text(value), Reason.NESTED_VALUE, "{…}" if is_object else "[…]"
    )


def _list_text(values: object) -> str:
    """A list of texts and numbers as JSON, for readers of lists; for any other list, only that it is one."""
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return json.dumps(values, ensure_ascii=False)
    return "[…]"
