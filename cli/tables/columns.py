"""Reads columns of a table by their names, for every command that takes a file of answers or of known labels."""

import contextlib
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.tables.choices import NO_CHOICES, DoubtType, Note, NoteType, ReadChoices
from crowd.files.tables.reading import read_table
from crowd.files.tables.table import SPECIAL_COLUMNS, OddCell, Table, column_letter
from crowd.typed.names import tidy_name
from handlers.drafting.file_words import note_text, reason_text, rows_text
from handlers.texts import DEFAULT_LOCALE, texts_in

#: Rows turned into codes at a time: what is held as text stays small.
_CHUNK_ROWS = 4_096
#: Causes of errors that are printed; the rest is counted.
_SHOWN_CAUSES = 5
#: Errors that are kept.
_KEPT_ERRORS = 100

#: How a list of texts begins in JSON.
_LIST_START = '["'

_TEXTS = texts_in(DEFAULT_LOCALE)


class TableRefused(ValueError):
    """A file cannot be used: the message says what is wrong, where, and what to do."""


class Role(StrEnum):
    """What a column holds."""

    TASK = "task"
    PERSON = "person"
    LABEL = "label"
    GOLD = "known label"  #: may be empty: only some tasks have one
    VALUE = "value"  #: of an answer that is no choice of one label; checked by whoever reads it
    ASIDE = "note"  #: may be empty, and holds no name


#: Two columns that may both hold the label contradict each other; of two that may name the task, one is a note.
_CONTRADICTING = frozenset({Role.LABEL, Role.GOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A column to read.

    Attributes:
        names: The names under which it is found, in small letters; of several that a file has, the first is taken.
        role: What it holds.
        is_needed: Whether a file without it is refused; else all of its cells are empty then.
        weaker: Those of the names that mean something else beside one of the others.
        takes_lists: Whether a list of JSON may be in a cell.
    """

    names: tuple[str, ...]
    role: Role
    is_needed: bool = True
    weaker: frozenset[str] = frozenset()
    takes_lists: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The cells of a column: the different ones in order of appearance, and which of them each row has."""

    name: str
    names: tuple[str, ...]
    codes: NDArray[np.int64]

    def find(self, name: str) -> int:
        """Return the code of a name, -1 where no row has it."""
        return self.names.index(name) if name in self.names else -1

    def coded_by(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Return the code of each row's cell by other names, (n_rows,) int, -1 where it is not among them."""
        code_of = {name: code for code, name in enumerate(names)}
        codes = np.array([code_of.get(name, -1) for name in self.names], np.int64)
        return codes[self.codes]

    def cells(self) -> list[str]:
        """Return the cell of each row."""
        return [self.names[code] for code in self.codes.tolist()]

    def only(self, kept: NDArray[np.bool_]) -> "Column":
        """Return the column with some of its rows, without the names that none of them has."""
        used, codes = np.unique(self.codes[kept], return_inverse=True)
        return replace(
            self, names=tuple(self.names[code] for code in used.tolist()), codes=codes.astype(np.int64)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """The columns that were wanted, in that order.

    Attributes:
        path: The file.
        columns: One for each.
        rows: Number of each row as a spreadsheet counts, (n_rows,) int.
        notes: Sentences about how it was read.
    """

    path: Path
    columns: tuple[Column, ...]
    rows: NDArray[np.int64]
    notes: tuple[str, ...]


def read_columns(path: Path, wanted: Sequence[Wanted], choices: ReadChoices = NO_CHOICES) -> Columns:
    """Read columns of any table: CSV, TSV, JSON or a workbook, in any encoding.

    Cells are taken without the space around them; what is in other columns does not matter.

    Raises:
        TableRefused: A column is missing, or something in a wanted column cannot be used.
    """
    errors = ErrorList(_KEPT_ERRORS)
    data = _read_bytes(path)
    try:
        with _no_garbage_collection():
            table = _open(path, data, wanted, errors, choices)
            places = [_places(path, table, column) for column in wanted]
            flat = sorted({place for found in places for place in found})
            lists = {
                place
                for column, found in zip(wanted, places, strict=True)
                if column.takes_lists
                for place in found
            }
            codes, rows = _code(table, flat, lists, errors)
        errors.good_rows = rows.size
        if errors.total and not (choices.skip_bad_rows and errors.only_rows and rows.size):
            errors.raise_if_any()
        if not rows.size:
            raise errors.refusal(Reason.NO_ROWS)
    except TaskFileErrors as found:
        raise TableRefused(_in_words(path, found)) from None
    notes = [f"{path.name}: {note_text(note, _TEXTS)}" for note in _notes(table, errors)]
    columns = []
    for column, found_at in zip(wanted, places, strict=True):
        candidates = [replace(codes[place], name=table.columns[place]) for place in found_at]
        columns.append(_settle(path, column, candidates, rows, notes))
    return Columns(path=path, columns=tuple(columns), rows=rows, notes=tuple(notes))


def read_texts(
    path: Path, key: Wanted, choices: ReadChoices = NO_CHOICES
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """Read a table whole: by the name of each row, the cells of its other columns that have a name.

    Returns:
        The rows, and sentences about how they were read.

    Raises:
        TableRefused: Something cannot be used, or two rows with different cells have the same name.
    """
    errors = ErrorList(_KEPT_ERRORS)
    try:
        table = _open(path, _read_bytes(path), (key,), errors, choices)
        place = _places(path, table, key)[0]
        shown = [
            at for at, name in enumerate(table.columns) if at != place and name not in {*SPECIAL_COLUMNS, ""}
        ]
        rows: dict[str, dict[str, str]] = {}
        for row, cells in table.rows:
            name = tidy_name(cells[place])
            if not name:
                errors.add(row, table.columns[place], Reason.EMPTY_ID)
                continue
            if _note_odd(table, (row, cells), (place, *shown), set(), errors):
                continue
            texts = {table.columns[at]: cells[at] for at in shown}
            if rows.setdefault(name, texts) != texts:
                errors.add(row, table.columns[place], Reason.DUPLICATE_ID, name)
        errors.good_rows = len(rows)
        if errors.total and not (choices.skip_bad_rows and errors.only_rows and rows):
            errors.raise_if_any()
    except TaskFileErrors as found:
        raise TableRefused(_in_words(path, found)) from None
    return rows, tuple(f"{path.name}: {note_text(note, _TEXTS)}" for note in _notes(table, errors))


def _open(
    path: Path, data: bytes, wanted: Sequence[Wanted], errors: ErrorList, choices: ReadChoices
) -> Table:
    needed = [column for column in wanted if column.is_needed]

    def fits(heading: Sequence[str]) -> bool:
        folded = {name.casefold() for name in heading}
        return all(folded.intersection(column.names) for column in needed)

    def headless(width: int) -> tuple[str, ...]:
        given = [column.names[0] for column in (needed if len(needed) >= width else wanted)][:width]
        return (*given, *(column_letter(place) for place in range(len(given), width)))

    return read_table(
        data,
        name=path.name,
        max_rows=sys.maxsize,
        errors=errors,
        choices=choices,
        fits=fits,
        headless=headless,
    )


def _notes(table: Table, errors: ErrorList) -> Iterator[Note]:
    yield from table.notes
    if errors.bad_rows:
        yield Note(type=NoteType.ROWS_SKIPPED, args={"rows": errors.bad_rows})


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows are made by the million and hold no cycles: looking for some doubles the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise TableRefused(f"{path} is a folder. Name a file in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TableRefused(f"There is no file {path}.") from None
    except OSError as error:
        raise TableRefused(f"{path} cannot be read: {error.strerror}.") from None


def _places(path: Path, table: Table, wanted: Wanted) -> list[int]:
    """Where the columns with these names are, the one to take first; empty where there is none."""
    columns = [column.casefold() for column in table.columns]
    named = [name for name in wanted.names if name in columns]
    if not named:
        if wanted.is_needed:
            raise TableRefused(_no_column(path, table, wanted))
        return []
    count = columns.count(named[0])
    if count > 1:
        raise TableRefused(
            f"{path}, row {table.header_row}: there are {count} columns {named[0]!r}, so nobody can know which one "
            "counts: rename or delete the others."
        )
    return [columns.index(name) for name in named]


def _no_column(path: Path, table: Table, wanted: Wanted) -> str:
    found = ", ".join(column[:40] for column in table.columns[:12] if column)
    others = f" (or {', '.join(wanted.names[1:])})" if wanted.names[1:] else ""
    text = f"{path}, row {table.header_row}: there is no column {wanted.names[0]!r}{others}; the columns are: {found}."
    if any(doubt.type is DoubtType.HEADING for doubt in table.doubts):
        text += " If the first line is no heading, add one; or use --no-heading, if the columns stand in this order: "
        text += "task, worker, label."
    return text


def _code(
    table: Table, places: Sequence[int], lists: set[int], errors: ErrorList
) -> tuple[dict[int, Column], NDArray[np.int64]]:
    """Turn the cells at these places into codes, and note cells that cannot be used."""
    code_of: list[defaultdict[str, int]] = [defaultdict() for _ in places]
    for codes in code_of:
        # A name that was not met before gets the next number.
        codes.default_factory = codes.__len__
    parts: list[list[NDArray[np.int64]]] = [[np.zeros(0, np.int64)] for _ in places]
    numbers = [np.zeros(0, np.int64)]
    rows = iter(table.rows)
    while chunk := list(islice(rows, _CHUNK_ROWS)):
        if table.has_odd_cells:
            chunk = [record for record in chunk if not _note_odd(table, record, places, lists, errors)]
        numbers.append(np.fromiter((row for row, _ in chunk), np.int64, len(chunk)))
        columns = list(zip(*(cells for _, cells in chunk), strict=True)) if chunk else []
        for number, place in enumerate(places):
            cells = map(str.strip, columns[place]) if columns else iter(())
            parts[number].append(np.fromiter(map(code_of[number].__getitem__, cells), np.int64, len(chunk)))
    coded = {
        place: Column(table.columns[place], tuple(names), np.concatenate(codes))
        for place, names, codes in zip(places, code_of, parts, strict=True)
    }
    return coded, np.concatenate(numbers)


def _note_odd(
    table: Table,
    record: tuple[int, list[str]],
    places: Sequence[int],
    lists: set[int],
    errors: ErrorList,
) -> bool:
    """Note the cells of a row that cannot be used; return whether there are any."""
    row, cells = record
    n_before = errors.total
    for place in places:
        cell = cells[place]
        if isinstance(cell, OddCell) and not (place in lists and cell.startswith(_LIST_START)):
            errors.add(row, table.columns[place], cell.reason, cell.found)
    return errors.total > n_before


def _settle(
    path: Path, wanted: Wanted, candidates: list[Column], rows: NDArray[np.int64], notes: list[str]
) -> Column:
    """Of the columns that may be meant, the one to take."""
    if not candidates:
        return Column("", ("",), np.zeros(rows.size, np.int64))
    taken, *others = candidates
    for other in others:
        differs = np.flatnonzero(other.coded_by(taken.names) != taken.codes)
        if not differs.size:
            continue
        ranks = {column.name.casefold() in wanted.weaker for column in (taken, other)}
        if wanted.role in _CONTRADICTING and len(ranks) == 1:
            row = int(differs[0])
            raise TableRefused(
                f"{path}: both columns {taken.name!r} and {other.name!r} may hold the {wanted.role.value}, and they "
                f"differ: row {rows[row]} has {taken.names[taken.codes[row]][:40]!r} and "
                f"{other.names[other.codes[row]][:40]!r}. Delete or rename the one that is not meant."
            )
        notes.append(
            f"{path.name}: the column {taken.name!r} was taken for the {wanted.role.value}, {other.name!r} was not."
        )
    return taken


def _in_words(path: Path, found: TaskFileErrors) -> str:
    lines = []
    for cause in found.causes[:_SHOWN_CAUSES]:
        where = ", ".join(filter(None, (str(path), rows_text(cause, _TEXTS), _column_words(cause.first))))
        lines.append(f"{where}: {reason_text(cause.first, _TEXTS)}")
    rest = sum(cause.total for cause in found.causes[_SHOWN_CAUSES:])
    if rest:
        lines.append(f"... and {rest:,} more errors.")
    if found.good_rows:
        lines.append("To go on without these rows, add --skip-bad-rows.")
    return "\n".join(lines)


def _column_words(error: RowError) -> str:
    letter = f"column {error.letter}" if error.letter else ""
    if not error.column:
        return letter
    return f"column {error.column!r}" + (f" ({letter})" if letter else "")
