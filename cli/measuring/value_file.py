"""Reads a file of answers that are no choice of one label: numbers, sets, texts, comparisons, places."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cli.tables.answer_file import COUNTED, NOT_COUNTED, PERSON, TASK, AnswerFileRefused
from cli.tables.columns import Columns, Role, Wanted
from cli.tables.named_columns import read_names
from crowd.aggregation.value_types import Form, ValueType
from crowd.files.tables.choices import NO_CHOICES, Missing, ReadChoices
from crowd.files.tables.missing import looks_missing
from crowd.typed.names import tidy_name

#: Signs that some programs put between options.
_OTHER_SEPARATORS = "#,/&+"

Triple = tuple[str, str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAnswers:
    """Answers of a type.

    Attributes:
        triples: (task, contributor, value) in the order of the file, without those whose column `counted` says no.
        notes: Sentences about how the file was read.
    """

    triples: list[Triple]
    notes: tuple[str, ...]


def read_value_file(
    path: Path, value_type: ValueType, *, unit: str = "", choices: ReadChoices = NO_CHOICES
) -> ValueAnswers:
    """Read answers of a type: a column for the task, one for the contributor, and those of the values.

    Args:
        path: Any table.
        value_type: What the answers are. Some types need no column for the task: what is compared names it.
        unit: Unit that may stand behind the values.
        choices: What was chosen about it.

    Raises:
        AnswerFileRefused: A column is missing, or a value cannot be read.
    """
    names = list(dict.fromkeys(column for form in value_type.forms for column in form.columns))
    needs_task = value_type.name_task is None
    read = read_names(
        path,
        (
            Wanted(names=TASK, role=Role.TASK if needs_task else Role.ASIDE, is_needed=needs_task),
            Wanted(names=PERSON, role=Role.PERSON),
            *(
                Wanted(names=column, role=Role.VALUE, is_needed=False, takes_lists=value_type.takes_nothing)
                for column in names
            ),
            Wanted(names=COUNTED, role=Role.ASIDE, is_needed=False),
        ),
        choices,
    )
    task, person, *cells, counted = (column.cells() for column in read.columns)
    if not needs_task and any(task) and not all(task):
        row = read.rows[task.index("")]
        raise AnswerFileRefused(f"{path}, row {row}: this row names no task, but others do.")
    if not needs_task:
        # What is compared is known by its name.
        cells = [list(map(tidy_name, column)) for column in cells]
    form = _form(path, value_type, dict(zip(names, cells, strict=True)))
    values = [cells[names.index(column)] for column in form.columns]
    rows = [row for row in range(len(person)) if counted[row] != NOT_COUNTED]
    kept, notes = _without_missing(read, rows, values, value_type, choices)
    triples: list[Triple] = []
    for row in kept:
        who = (
            f"task {task[row]!r}, contributor {person[row]!r}"
            if task[row]
            else f"contributor {person[row]!r}"
        )
        value = _value(f"{path}, row {read.rows[row]}, {who}", form, [column[row] for column in values], unit)
        named = value_type.name_task if value_type.name_task is not None and not task[row] else None
        triples.append((named(value) if named else task[row], person[row], value))
    if not triples:
        raise AnswerFileRefused(
            f"{path}: no answer counts, because the column 'counted' says no in every row."
        )
    joined = _joined_options(path, triples) if value_type.takes_nothing else []
    return ValueAnswers(triples=triples, notes=(*read.notes, *notes, *joined))


def _joined_options(path: Path, triples: Sequence[Triple]) -> list[str]:
    """A note on an option that looks like several, put together by a sign that is no separator here."""
    options = set().union(*(value for _, _, value in triples))
    for option in sorted(options):
        for sign in _OTHER_SEPARATORS:
            parts = [part.strip() for part in option.split(sign)]
            if len(parts) > 1 and all(parts) and options.intersection(parts):
                note = (
                    f"{path.name}: {option[:40]!r} counts as one option. If {sign!r} stands between several, "
                )
                return [note + "write | or ; instead."]
    return []


def _form(path: Path, value_type: ValueType, cells: dict[tuple[str, ...], list[str]]) -> Form:
    """The first form of which every column holds something."""
    for form in value_type.forms:
        if all(any(cells[column]) for column in form.columns):
            return form
    ways = " or ".join(", ".join(repr(names[0]) for names in form.columns) for form in value_type.forms)
    raise AnswerFileRefused(f"{path}: there are no values. The file needs a column {ways} that is not empty.")


def _without_missing(
    read: Columns,
    rows: Sequence[int],
    values: Sequence[Sequence[str]],
    value_type: ValueType,
    choices: ReadChoices,
) -> tuple[list[int], list[str]]:
    """The rows that hold a value.

    Raises:
        AnswerFileRefused: Some look missing, and nothing was chosen.
    """
    missing = [row for row in rows if any(_is_missing(column[row], value_type) for column in values)]
    if not missing or choices.missing is Missing.KEEP:
        return list(rows), []
    shown = ", ".join(map(str, read.rows[np.array(missing[:3])].tolist()))
    if choices.missing is None:
        cell = next(column[missing[0]] for column in values if _is_missing(column[missing[0]], value_type))
        what = f"{cell!r} looks like a missing value" if cell else "the value is empty"
        more = f" and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        keeps = "" if not cell else " To take it as it is, add --missing keep."
        raise AnswerFileRefused(
            f"{read.path}, row{'s' if len(missing) > 1 else ''} {shown}{more}: {what}. "
            f"To leave such rows out, add --missing leave-out.{keeps}"
        )
    left_out = set(missing)
    note = (
        f"{read.path.name}: rows left out, as their value is missing: {len(missing):,} (the first: {shown})."
    )
    return [row for row in rows if row not in left_out], [note]


def _is_missing(cell: str, value_type: ValueType) -> bool:
    # Nothing chosen is an answer where several options may be.
    return looks_missing(cell) or (not cell and not value_type.takes_nothing)


def _value(where: str, form: Form, cells: list[str], unit: str) -> Any:
    try:
        return form.read(*(cell.removesuffix(unit).rstrip() for cell in cells))
    except ValueError as error:
        raise AnswerFileRefused(f"{where}: {error}.") from None
