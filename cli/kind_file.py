"""Reads a file of answers that are no choice of one label: numbers, sets, texts, comparisons, places."""

from pathlib import Path
from typing import Any

from cli.answer_file import COUNTED, PERSON, TASK, AnswerFileRefused, read_cells
from crowd.aggregation.kinds import Form, Kind

#: What `counted` holds for an answer that came too late, or that a later version replaced.
_NOT_COUNTED = "no"


def read_kind_file(path: Path, kind: Kind, *, unit: str = "") -> list[tuple[str, str, Any]]:
    """Read answers of a kind: a column for the task, one for the contributor, and those of the values.

    Args:
        path: CSV (comma, semicolon, tab) or JSON lines, in UTF-8 with or without a mark.
        kind: What the answers are.
        unit: Unit that may stand behind the values.

    Returns:
        (task, contributor, value) triples in the order of the file, without those whose column `counted` says no.

    Raises:
        AnswerFileRefused: A column is missing, or a value cannot be read.
    """
    names = list(dict.fromkeys(column for form in kind.forms for column in form.columns))
    task, person, *cells, counted = read_cells(path, (TASK, PERSON), (*names, COUNTED))
    form = _form(path, kind, dict(zip(names, cells, strict=True)))
    values = [cells[names.index(column)] for column in form.columns]
    return [
        (
            task[row],
            person[row],
            _value(path, form, [column[row] for column in values], unit, task[row], person[row]),
        )
        for row in range(len(task))
        if counted[row] != _NOT_COUNTED
    ]


def _form(path: Path, kind: Kind, cells: dict[tuple[str, ...], list[str]]) -> Form:
    """The first form of which every column holds something."""
    for form in kind.forms:
        if all(any(cells[column]) for column in form.columns):
            return form
    ways = " or ".join(", ".join(repr(names[0]) for names in form.columns) for form in kind.forms)
    raise AnswerFileRefused(f"{path}: the values are missing: wanted is a column {ways} that is not empty.")


def _value(path: Path, form: Form, cells: list[str], unit: str, task: str, person: str) -> Any:
    try:
        return form.read(*(cell.removesuffix(unit).rstrip() for cell in cells))
    except ValueError as error:
        raise AnswerFileRefused(f"{path}, task {task!r}, contributor {person!r}: {error}.") from None
