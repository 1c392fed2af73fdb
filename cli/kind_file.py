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
        kind: What the answers are. Some kinds need no column for the task: what is compared names it.
        unit: Unit that may stand behind the values.

    Returns:
        (task, contributor, value) triples in the order of the file, without those whose column `counted` says no.

    Raises:
        AnswerFileRefused: A column is missing, or a value cannot be read.
    """
    names = list(dict.fromkeys(column for form in kind.forms for column in form.columns))
    person, task, cells, counted = _read(path, kind, names)
    form = _form(path, kind, dict(zip(names, cells, strict=True)))
    values = [cells[names.index(column)] for column in form.columns]
    name_task = None if any(task) else kind.name_task
    triples = []
    for row in range(len(person)):
        if counted[row] == _NOT_COUNTED:
            continue
        value = _value(path, form, [column[row] for column in values], unit, task[row], person[row])
        triples.append((name_task(value) if name_task else task[row], person[row], value))
    if not triples:
        raise AnswerFileRefused(
            f"{path}: no answer counts, because the column 'counted' says no in every row."
        )
    return triples


def _read(
    path: Path, kind: Kind, names: list[tuple[str, ...]]
) -> tuple[list[str], list[str], list[list[str]], list[str]]:
    """The cells of contributors, tasks, values and whether they count."""
    if kind.name_task is None:
        task, person, *cells, counted = read_cells(path, (TASK, PERSON), (*names, COUNTED))
        return person, task, cells, counted
    person, task, *cells, counted = read_cells(path, (PERSON,), (TASK, *names, COUNTED))
    if any(task) and not all(task):
        who = person[task.index("")]
        raise AnswerFileRefused(f"{path}, contributor {who!r}: a row names no task, but others do.")
    return person, task, cells, counted


def _form(path: Path, kind: Kind, cells: dict[tuple[str, ...], list[str]]) -> Form:
    """The first form of which every column holds something."""
    for form in kind.forms:
        if all(any(cells[column]) for column in form.columns):
            return form
    ways = " or ".join(", ".join(repr(names[0]) for names in form.columns) for form in kind.forms)
    raise AnswerFileRefused(f"{path}: there are no values. The file needs a column {ways} that is not empty.")


def _value(path: Path, form: Form, cells: list[str], unit: str, task: str, person: str) -> Any:
    try:
        return form.read(*(cell.removesuffix(unit).rstrip() for cell in cells))
    except ValueError as error:
        where = f"task {task!r}, contributor {person!r}" if task else f"contributor {person!r}"
        raise AnswerFileRefused(f"{path}, {where}: {error}.") from None
