"""Takes bytes apart into columns and rows of cells: CSV and JSON lines, in UTF-8 and nothing else."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

from crowd.files.errors import ErrorList, Reason

T = TypeVar("T")

#: Columns that steer the bot instead of being shown; every other column is content.
ID, GOLD, CONTRIBUTORS = "id", "gold", "contributors"
SPECIAL_COLUMNS = frozenset({ID, GOLD, CONTRIBUTORS})

#: Share of control characters above which bytes are no text in any encoding.
_BINARY_SHARE = 0.05
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"SQLite format 3",
)
_DELIMITERS = ",;\t"
_HEADER_LINE = re.compile(r'(?:"[^"]*+"|[^"\r\n]++)*+')
_QUOTED = re.compile(r'"[^"]*+"')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class FileFormat(StrEnum):
    """How the tasks were written down."""

    CSV = "csv"  #: with any delimiter
    JSONL = "jsonl"  #: one object a line
    JSON = "json"  #: one array of objects
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    LINES = "lines"  #: lines of a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Columns and rows of cells, whatever they were written in.

    `rows` gives the number of each row with its cells, in order, and may note errors while it is consumed.
    """

    columns: tuple[str, ...]
    header_row: int
    rows: Iterable[tuple[int, list[str]]]
    format: FileFormat
    delimiter: str | None = None


def read_sheet(data: bytes, *, name: str, max_rows: int, errors: ErrorList, ragged: bool = False) -> Sheet:
    """Find out what the bytes are, and give their columns and rows.

    With `ragged`, the objects of JSON lines may have different names: what one lacks is an empty cell.

    Raises:
        TaskFileErrors: When they are no text in UTF-8, or hold no header.
    """
    text = _decode(data, errors)
    if not text.strip():
        raise errors.refusal(Reason.EMPTY_FILE)
    if _looks_like_jsonl(name, text):
        return _read_jsonl(text, max_rows, errors, ragged=ragged)
    return _read_csv(text, max_rows, errors)


def _decode(data: bytes, errors: ErrorList) -> str:
    if _is_utf16(data):
        raise errors.refusal(Reason.UTF_16)
    if _is_binary(data):
        raise errors.refusal(Reason.BINARY)
    data = data.removeprefix(codecs.BOM_UTF8)
    if (nul := data.find(0)) >= 0:
        raise errors.refusal(Reason.NUL_BYTE, f"@ {nul}", row=_line_of(data, nul))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        bad = error.start
    raise errors.refusal(Reason.NOT_UTF8, f"0x{data[bad]:02X} @ {bad}", row=_line_of(data, bad))


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _is_utf16(data: bytes) -> bool:
    """Whether there is a mark of UTF-16, or every other byte is 0, as it is in UTF-16 of most alphabets."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = data[:1024]
    zeros = sorted((sample[0::2].count(0), sample[1::2].count(0)))
    return zeros[1] > len(sample) * 0.2 and zeros[0] <= len(sample) * 0.02


def _is_binary(data: bytes) -> bool:
    sample = data[: 64 * 1024]
    n_controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return data.startswith(_MAGIC) or n_controls > len(sample) * _BINARY_SHARE


def _looks_like_jsonl(name: str, text: str) -> bool:
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"csv", "tsv"}:
        return False
    return suffix in {"jsonl", "ndjson", "json"} or text.lstrip().startswith("{")


def _column_name(name: str) -> str:
    name = name.strip()
    return name.lower() if name.lower() in SPECIAL_COLUMNS else name


def _read_csv(text: str, max_rows: int, errors: ErrorList) -> Sheet:
    delimiter = _sniff_delimiter(text)
    records = _csv_records(text, delimiter, errors)
    header_row, header = next(records, (0, None))
    if header is None:
        errors.raise_if_any()
        raise errors.refusal(Reason.EMPTY_FILE)
    return Sheet(
        columns=tuple(map(_column_name, header)),
        header_row=header_row,
        rows=_at_most(max_rows, records, errors),
        format=FileFormat.CSV,
        delimiter=delimiter,
    )


def _sniff_delimiter(text: str) -> str:
    """Take the delimiter that the header has most of outside quotes; a comma where it has none."""
    header = _HEADER_LINE.match(text.lstrip("\r\n"))
    bare = _QUOTED.sub("", header[0]) if header else ""
    return max(_DELIMITERS, key=bare.count)


def _csv_records(text: str, delimiter: str, errors: ErrorList) -> Iterator[tuple[int, list[str]]]:
    """Give every record that is not a blank line, with its number; report those that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        n_lines = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # The module tells its errors apart by their text only; a test holds this one.
            too_long = str(error).startswith("field larger")
            errors.add(row, None, Reason.TEXT_TOO_LONG if too_long else Reason.BROKEN_QUOTES)
            if too_long or reader.line_num > n_lines + 1:
                # Where the next row begins is anybody's guess, and guesses would be reported as errors.
                return
            continue
        if cells:
            yield row, cells


def _read_jsonl(text: str, max_rows: int, errors: ErrorList, *, ragged: bool) -> Sheet:
    records = list(_at_most(max_rows, _json_records(text, errors), errors))
    if not records:
        errors.raise_if_any()
        raise errors.refusal(Reason.NO_ROWS)
    header_row, first = records[0]
    if ragged:
        columns = tuple(dict.fromkeys(name for _, cells in records for name in cells))
        rows = ((row, [cells.get(column, "") for column in columns]) for row, cells in records)
        return Sheet(columns=columns, header_row=header_row, rows=rows, format=FileFormat.JSONL)
    # Special columns may appear later: only some of the tasks have gold, or an audience.
    seen_later = sorted(
        {name for _, cells in records for name in SPECIAL_COLUMNS & cells.keys()} - first.keys()
    )
    columns = (*first, *seen_later)
    return Sheet(
        columns=columns,
        header_row=header_row,
        rows=_align(columns, records, errors),
        format=FileFormat.JSONL,
    )


def _align(
    columns: tuple[str, ...], records: list[tuple[int, dict[str, str]]], errors: ErrorList
) -> Iterator[tuple[int, list[str]]]:
    known = frozenset(columns)
    for row, cells in records:
        if cells.keys() == known:
            yield row, [cells[column] for column in columns]
            continue
        missing = known - cells.keys() - SPECIAL_COLUMNS
        unknown = cells.keys() - known
        for name in columns:
            if name in missing:
                errors.add(row, name, Reason.MISSING_COLUMN)
        for name in unknown:
            errors.add(row, name, Reason.UNKNOWN_COLUMN, name)
        if not missing and not unknown:
            yield row, [cells.get(column, "") for column in columns]


class _Object(list[tuple[str, object]]):
    """A JSON object as its pairs: a dict would hide that a name came twice."""


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is Python's, not JSON's")


#: Numbers stay as they were written: 1.0 is not 1, and 20 digits stay 20 digits.
_JSON = json.JSONDecoder(
    object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=_refuse_constant
)


def _json_records(text: str, errors: ErrorList) -> Iterator[tuple[int, dict[str, str]]]:
    names = _Names()
    # Not splitlines(): a JSON string may hold U+2028, which is no end of a line here.
    for row, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        n_errors = errors.total
        pairs = _json_pairs(row, line.strip(), errors)
        if "\\u" in line and _UNSTORABLE.search("".join(_strings(pairs))):
            # Only an escape can smuggle in what neither UTF-8 nor a database can hold.
            errors.add(row, None, Reason.BAD_CHARACTER)
            continue
        cells = _json_cells(row, pairs, names, errors)
        if errors.total == n_errors:
            yield row, cells


def _json_pairs(row: int, line: str, errors: ErrorList) -> _Object:
    try:
        value: object = _JSON.decode(line)
    except RecursionError:
        reason = Reason.NESTED_VALUE
    except ValueError:
        reason = Reason.BAD_JSON
    else:
        if isinstance(value, _Object):
            return value
        reason = Reason.NOT_AN_OBJECT
    errors.add(row, None, reason, line)
    return _Object()


def _strings(pairs: _Object) -> Iterator[str]:
    for name, value in pairs:
        yield name
        if isinstance(value, str):
            yield value


class _Names(dict[str, str]):
    """Column names by how they were written: the same few in every row."""

    def __missing__(self, written: str) -> str:
        return self.setdefault(written, _column_name(written))


def _json_cells(row: int, pairs: _Object, names: _Names, errors: ErrorList) -> dict[str, str]:
    cells: dict[str, str] = {}
    for written, value in pairs:
        name = names[written]
        cell = value if isinstance(value, str) else _as_text(value)
        if name in cells:
            errors.add(row, name, Reason.DUPLICATE_COLUMN, name)
        if cell is None:
            errors.add(row, name, Reason.NESTED_VALUE, "{…}" if isinstance(value, _Object) else "[…]")
        cells[name] = cell or ""
    return cells


def _as_text(value: object) -> str | None:
    """Give a JSON value that is no string as the text of a cell; None for lists and objects."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else None


def _at_most(max_rows: int, records: Iterable[T], errors: ErrorList) -> Iterator[T]:
    for count, record in enumerate(records):
        if count == max_rows:
            # Counting on would cost the time that the limit is there to save.
            errors.add(0, None, Reason.TOO_MANY_ROWS, str(max_rows + 1))
            return
        yield record
