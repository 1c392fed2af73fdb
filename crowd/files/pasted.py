"""Reads the lines of a message as tasks, one per line."""

from crowd.files.tables.choices import NO_CHOICES, ReadChoices
from crowd.files.tables.table import FileFormat
from crowd.files.task_file import (
    DEFAULT_LIMITS,
    TaskFile,
    TaskFileLimits,
    TaskRow,
    contents_of,
    read_task_file,
)

#: Name of the only column of pasted lines. A card with one column does not show its name.
PASTED_COLUMN = "text"


def pasted_lines(text: str) -> list[str]:
    """Return the non-empty lines of a message, stripped of surrounding space."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_pasted_tasks(
    text: str, *, limits: TaskFileLimits = DEFAULT_LIMITS, choices: ReadChoices = NO_CHOICES
) -> TaskFile:
    """Read the lines of a message as tasks: one column without a heading, or cells pasted from a spreadsheet.

    Args:
        text: The text of the message.
        limits: How large the table and its parts may be.
        choices: What the sender has decided about it so far.

    Raises:
        TaskFileErrors: There are no lines, or cells from a spreadsheet cannot be used.
    """
    lines = pasted_lines(text)
    if lines and all("\t" in line for line in lines):
        return read_task_file(text.encode(), name="pasted.tsv", limits=limits, choices=choices)
    rows = [
        TaskRow(row=number, key=str(number), content={PASTED_COLUMN: line}, gold=None, contributors=())
        for number, line in enumerate(lines, 1)
    ]
    return TaskFile(
        columns=(PASTED_COLUMN,),
        contents=contents_of(rows, (PASTED_COLUMN,), has_id=False),
        rows=rows,
        format=FileFormat.LINES,
        delimiter=None,
        gold_labels=(),
    )
