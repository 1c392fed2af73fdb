"""Takes several lines of a message as tasks, one a line."""

from crowd.files.choices import NO_CHOICES, ReadChoices
from crowd.files.table import FileFormat
from crowd.files.task_file import DEFAULT_LIMITS, TaskFile, TaskFileLimits, TaskRow, read_task_file

#: What the only column of pasted lines is called. A card with one column does not show its name.
PASTED_COLUMN = "text"


def pasted_lines(text: str) -> list[str]:
    """Return the lines of a message that hold something, without the space around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_pasted_tasks(
    text: str, *, limits: TaskFileLimits = DEFAULT_LIMITS, choices: ReadChoices = NO_CHOICES
) -> TaskFile:
    """Read the lines of a message as tasks: one column without a heading, or cells pasted out of a spreadsheet.

    Args:
        text: What somebody wrote.
        limits: What is too large.
        choices: What was decided about it, once it was asked.

    Raises:
        TaskFileErrors: There is no line, or cells of a spreadsheet cannot be used.
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
        content_columns=(PASTED_COLUMN,),
        rows=rows,
        format=FileFormat.LINES,
        delimiter=None,
        has_id=False,
        has_contributors=False,
        gold_labels=(),
    )
