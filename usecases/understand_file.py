"""Reads what somebody sent to begin a project with, and finds out what they have to be asked about it first.

Pure work on bytes, to be done outside the event loop and any transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import Any, cast

from crowd.files.choices import Doubt, DoubtKind, Missing, ReadChoices
from crowd.files.errors import Cause, ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.pasted import pasted_lines, read_pasted_tasks
from crowd.files.task_file import TaskFile, TaskFileLimits, read_task_file

#: Lines and cells that a question repeats, so that it is seen what is meant.
SHOWN_LINES = 3
SHOWN_CELLS = 8
SHOWN_VALUES = 5
#: Rows named of a cause that repeats; more are in a file of their own.
SHOWN_ROWS = 8
#: What is repeated of a line or cell.
_SHOWN_CHARS = 200


class FileScreen(StrEnum):
    """What the message about a file shows; the first of them are questions with two answers each."""

    LINES = "lines"  #: are these lines tasks?
    HEADING = "heading"  #: is the first line a heading or a task?
    MISSING = "missing"  #: are these values missing, or options?
    BAD_ROWS = "bad-rows"  #: go on without the rows that cannot be used?
    READING = "reading"
    UNDERSTOOD = "understood"
    REFUSED = "refused"
    STOPPED = "stopped"  #: they want no project of it
    REPLACED = "replaced"  #: they sent another before they answered
    GONE = "gone"  #: it cannot be fetched again
    TOO_LARGE = "too-large"  #: Telegram does not give it to a bot


QUESTIONS = (FileScreen.LINES, FileScreen.HEADING, FileScreen.MISSING, FileScreen.BAD_ROWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was found out: tasks, or a question, or what is wrong.

    Attributes:
        screen: What is shown of it.
        shown: The figures and names in that; values that JSON has.
        file: The tasks, where nothing is left to ask.
        errors: What is wrong, where something is.
    """

    screen: FileScreen
    shown: Mapping[str, object] = field(default_factory=dict)
    file: TaskFile | None = None
    errors: TaskFileErrors | None = None


def understand(
    data: bytes | None, text: str | None, *, name: str, answers: Mapping[str, object], most_tasks: int
) -> Understood:
    """Read a file, or lines that were pasted, by the answers given so far.

    Args:
        data: The file; None for pasted lines.
        text: The lines; None for a file.
        name: The file's name.
        answers: For each question that was asked, whether its first answer was chosen.
        most_tasks: Tasks that this bot takes in one file.
    """
    choices = read_choices(answers)
    limits = TaskFileLimits(max_rows=most_tasks)
    asks_lines = text is not None and FileScreen.LINES not in answers
    try:
        if text is not None:
            file = read_pasted_tasks(text, limits=limits, choices=choices)
        else:
            file = read_task_file(data or b"", name=name, limits=limits, choices=choices)
    except TaskFileErrors as errors:
        if asks_lines:
            return _ask_lines(pasted_lines(text or ""))
        return _doubted(errors.doubts, answers) or refused(errors, answers)
    if asks_lines:
        return _ask_lines([" · ".join(filter(None, row.content.values())) for row in file.rows])
    return _doubted(file.doubts, answers) or Understood(
        screen=FileScreen.UNDERSTOOD, shown=_figures(file, pasted=text is not None), file=file
    )


def read_choices(answers: Mapping[str, object]) -> ReadChoices:
    """Return what the answers mean to whoever reads the file."""
    choices = ReadChoices(skip_bad_rows=bool(answers.get(FileScreen.BAD_ROWS)))
    if FileScreen.HEADING in answers:
        choices = replace(choices, heading=bool(answers[FileScreen.HEADING]))
    if FileScreen.MISSING in answers:
        leave_out = bool(answers[FileScreen.MISSING])
        choices = replace(choices, missing=Missing.LEAVE_OUT if leave_out else Missing.KEEP)
    return choices


def _ask_lines(lines: list[str]) -> Understood:
    first = [line[:_SHOWN_CHARS] for line in lines[:SHOWN_LINES]]
    return Understood(screen=FileScreen.LINES, shown={"tasks": len(lines), "first": first})


def _doubted(doubts: Iterable[Doubt], answers: Mapping[str, object]) -> Understood | None:
    """The first question that was not answered yet."""
    for doubt in doubts:
        screen = FileScreen.HEADING if doubt.kind is DoubtKind.HEADING else FileScreen.MISSING
        if screen not in answers:
            values = [[value[:_SHOWN_CHARS], count] for value, count in doubt.values]
            shown: dict[str, object] = {"column": doubt.column, "values": values[: _most_shown(screen)]}
            return Understood(
                screen=screen, shown={**shown, "total": sum(count for _, count in doubt.values)}
            )
    return None


def _most_shown(screen: FileScreen) -> int:
    return SHOWN_CELLS if screen is FileScreen.HEADING else SHOWN_VALUES


def refused(errors: TaskFileErrors, answers: Mapping[str, object]) -> Understood:
    """What is wrong; where only some rows are, whether to go on without them."""
    screen = FileScreen.REFUSED
    if errors.good_rows and FileScreen.BAD_ROWS not in answers:
        screen = FileScreen.BAD_ROWS
    shown = {
        "good": errors.good_rows,
        "bad": errors.bad_rows,
        "total": errors.total,
        "causes": [_cause(cause, errors) for cause in errors.causes],
    }
    return Understood(screen=screen, shown=shown, errors=errors)


def refused_as(reason: Reason) -> Understood:
    """Return what there is to say of a file that need not be looked into to be refused."""
    return refused(ErrorList(1).refusal(reason), {})


def _cause(cause: Cause, errors: TaskFileErrors) -> dict[str, object]:
    first = cause.first
    alike = (error for error in errors.errors if (error.column, error.reason) == (first.column, first.reason))
    rows = list(islice(dict.fromkeys(error.row for error in alike if error.row), SHOWN_ROWS))
    return {**asdict(first), "rows": rows or list(cause.rows), "total": cause.total}


def cause_of(shown: Mapping[str, object]) -> Cause:
    """Return a cause as it was before it was stored."""
    values = dict(shown)
    rows, total = values.pop("rows"), values.pop("total")
    first = RowError(**cast("dict[str, Any]", {**values, "reason": Reason(str(values["reason"]))}))
    return Cause(first=first, rows=tuple(cast("list[int]", rows)), total=cast("int", total))


def _figures(file: TaskFile, *, pasted: bool) -> dict[str, object]:
    return {
        "rows": len(file.rows),
        "columns": list(file.content_columns),
        "gold": sum(row.gold is not None for row in file.rows),
        "named": sum(bool(row.contributors) for row in file.rows),
        "keys": int(file.has_id),
        "pasted": int(pasted),
        "notes": [[note.kind, dict(note.args)] for note in file.notes],
    }
