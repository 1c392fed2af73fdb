"""Makes names of cells: those that look the same are one, and those that look missing are asked about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cli.tables.columns import Column, Columns, Role, TableRefused, Wanted, read_columns
from crowd.files.errors import MOST_ROWS_NAMED, Reason, RowError
from crowd.files.tables.choices import NO_CHOICES, Missing, ReadChoices
from crowd.files.tables.missing import missing_among
from crowd.typed.names import look_of, tidy_name
from handlers.drafting.file_words import reason_text
from handlers.texts import DEFAULT_LOCALE, texts_in

#: What an empty cell is called where it is kept as an option.
EMPTY = "(empty)"
#: A long number as a spreadsheet writes it once it has rounded it.
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
#: A whole number, as a program writes it that takes it for another.
_WHOLE = re.compile(r"([+-]?\d+)(?:[.,]0+)?")
#: Names among which those that look alike are looked for, and pairs that are shown.
_MOST_NAMES, _SHOWN_PAIRS = 20_000, 3

_NAMES = frozenset({Role.TASK, Role.PERSON, Role.LABEL, Role.GOLD})
_TEXTS = texts_in(DEFAULT_LOCALE)


def read_names(
    path: Path,
    wanted: Sequence[Wanted],
    choices: ReadChoices = NO_CHOICES,
    *,
    known_labels: frozenset[str] = frozenset(),
) -> Columns:
    """Read columns whose cells are names of tasks, people and labels.

    Names are composed (NFC) and freed of what nobody sees, so that those that look the same are one. A row in which
    a name is missing is left out or kept, as was chosen: a label is then an option like others, and each person
    without a name is one of their own.

    Args:
        path: Any table.
        wanted: The columns.
        choices: What was chosen.
        known_labels: Labels that are no missing values in a column of known labels, whatever they look like.

    Raises:
        TableRefused: As `read_columns`; or a name looks missing, and nothing was chosen.
    """
    found = read_columns(path, wanted, choices)
    sorting = _Sorting(found, choices, known_labels)
    columns = [sorting.sorted(want, column) for want, column in zip(wanted, found.columns, strict=True)]
    if sorting.refused:
        raise TableRefused("\n".join([*sorting.refused, _remedy(choices)]))
    kept = sorting.kept
    if not kept.any():
        raise TableRefused(f"{path}: no row is left once those with missing values are left out.")
    if not kept.all():
        columns = [column.only(kept) for column in columns]
    alike = [
        note for want, column in zip(wanted, columns, strict=True) for note in _alike(path, column, want.role)
    ]
    notes = (*found.notes, *sorting.notes, *alike)
    return replace(found, columns=tuple(columns), rows=found.rows[kept], notes=notes)


class _Sorting:
    """Goes through columns of names, and finds out which rows are left out, and why.

    Attributes:
        kept: Whether each row is kept, (n_rows,).
        notes: Sentences about those that are not.
        refused: Sentences about names that look missing, where nothing was chosen.
    """

    def __init__(self, found: Columns, choices: ReadChoices, known_labels: frozenset[str]) -> None:
        self.kept = np.ones(found.rows.size, np.bool_)
        self.notes: list[str] = []
        self.refused: list[str] = []
        self._path, self._rows = found.path, found.rows
        self._choices = choices
        self._known_labels = known_labels

    def sorted(self, want: Wanted, column: Column) -> Column:
        """Return a column with tidy names, and note its rows that lack one."""
        if want.role not in _NAMES or not column.name:
            return column
        column = _tidied(column)
        if want.role in {Role.TASK, Role.PERSON}:
            _refuse_rounded(self._path, column, self._rows)
        names = _missing_names(column, want.role, self._known_labels, self._choices)
        if not names:
            return column
        is_missing = np.isin(column.codes, [column.find(name) for name in names])
        if want.role is Role.GOLD or self._choices.missing is Missing.LEAVE_OUT:
            if any(names) or want.role is not Role.GOLD:
                self.notes.append(_left_out(self._path, column, names, int(is_missing.sum())))
            self.kept &= ~is_missing
        elif self._choices.missing is Missing.KEEP and not (want.role is Role.TASK and "" in names):
            return _kept_names(column, want.role, is_missing, self._rows)
        else:
            self.refused += _refusals(self._path, column, names, self._rows)
        return column


def _tidied(column: Column) -> Column:
    """The column with its names as they look; those that look the same are one."""
    tidy = [tidy_name(name) for name in column.names]
    names = tuple(dict.fromkeys(tidy))
    if len(names) == len(tidy):
        return replace(column, names=names)
    code_of = {name: code for code, name in enumerate(names)}
    return replace(
        column, names=names, codes=np.array([code_of[name] for name in tidy], np.int64)[column.codes]
    )


def _refuse_rounded(path: Path, column: Column, rows: NDArray[np.int64]) -> None:
    rounded = next((name for name in column.names if _ROUNDED.fullmatch(name)), None)
    if rounded is not None:
        row = int(rows[np.flatnonzero(column.codes == column.find(rounded))[0]])
        error = RowError(row=row, column=column.name, reason=Reason.LOST_DIGITS, found=rounded)
        raise TableRefused(f"{path}, row {row}, column {column.name!r}: {reason_text(error, _TEXTS)}")


def _missing_names(
    column: Column, role: Role, known_labels: frozenset[str], choices: ReadChoices
) -> list[str]:
    names = missing_among(column.names)
    if role is not Role.GOLD:
        return names
    # A gold file may be sparse; and what is an option of the answers is one here, too.
    options = known_labels if choices.missing is None else frozenset()
    kept = set(names) if choices.missing is Missing.KEEP else options
    return [name for name in names if not name or name not in kept]


def _left_out(path: Path, column: Column, names: list[str], count: int) -> str:
    shown = ", ".join(repr(name) if name else "empty" for name in names)
    rows = "1 row was" if count == 1 else f"{count:,} rows were"
    return f"{path.name}: {rows} left out, as {column.name!r} is missing there ({shown})."


def _kept_names(column: Column, role: Role, is_missing: NDArray[np.bool_], rows: NDArray[np.int64]) -> Column:
    """The column with names for what looks missing: nobody knows that two people without a name are one."""
    if role is not Role.PERSON:
        return replace(column, names=tuple(name or EMPTY for name in column.names))
    names, codes = list(column.names), column.codes.copy()
    for place in np.flatnonzero(is_missing).tolist():
        codes[place] = len(names)
        names.append(f"{column.names[column.codes[place]] or EMPTY} in row {rows[place]}")
    return replace(column, names=tuple(names), codes=codes).only(np.ones(codes.size, np.bool_))


def _refusals(path: Path, column: Column, names: list[str], rows: NDArray[np.int64]) -> list[str]:
    lines = []
    for name in names:
        found = rows[column.codes == column.find(name)]
        shown = ", ".join(map(str, found[:MOST_ROWS_NAMED].tolist()))
        more = f" and {found.size - MOST_ROWS_NAMED:,} more" if found.size > MOST_ROWS_NAMED else ""
        where = f"row{'s' if found.size > 1 else ''} {shown}{more}"
        what = f"{name!r} looks like a missing value" if name else "the cell is empty"
        lines.append(f"{path}, {where}, column {column.name!r}: {what}.")
    return lines


def _remedy(choices: ReadChoices) -> str:
    if choices.missing is Missing.KEEP:
        return "A task needs a name. Fill the cells in, or leave such rows out with --missing leave-out."
    return (
        "To leave such rows out, add --missing leave-out. To count them as an option like the others (people: each as "
        "one of their own), add --missing keep."
    )


def _reading(name: str) -> str:
    """What is the same for names that read alike: 1 and 1.0 do, and so does a name with a stray quotation mark."""
    whole = _WHOLE.fullmatch(name)
    return whole[1] if whole is not None else look_of(name.strip("\"'“”"))


def _alike(path: Path, column: Column, role: Role) -> list[str]:
    """A note on names that differ only in case, in spaces or in what nobody sees."""
    if role not in _NAMES or len(column.names) > _MOST_NAMES:
        return []
    first: dict[str, str] = {}
    pairs = []
    for name in column.names:
        other = first.setdefault(_reading(name), name)
        if other != name:
            pairs.append(f"{other!r} and {name!r}")
    if not pairs:
        return []
    more = f" and {len(pairs) - _SHOWN_PAIRS} more" if len(pairs) > _SHOWN_PAIRS else ""
    shown = "; ".join(pairs[:_SHOWN_PAIRS])
    note = f"{path.name}: in the column {column.name!r}, these read alike but count as different: {shown}{more}. "
    return [note + "If they are the same, write them alike."]
