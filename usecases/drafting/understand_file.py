"""Reads a file or lines sent to start a project, and finds out what to ask about them first.

This is pure work on bytes, so run it outside the event loop and any transaction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import Any, cast

from crowd.files.errors import Cause, ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.pasted import pasted_lines, read_pasted_tasks
from crowd.files.tables.choices import Doubt, DoubtType, Missing, ReadChoices
from crowd.files.task_file import Contents, TaskFile, TaskFileLimits, TaskRow, read_task_file

#: How many lines and cells a question quotes, to show what is meant.
SHOWN_LINES = 3
SHOWN_CELLS = 8
SHOWN_VALUES = 5
#: How many rows to name for a repeated error; a file of its own lists all of them.
SHOWN_ROWS = 8
#: How much of a line or cell to quote.
_SHOWN_CHARS = 200


class FileScreen(StrEnum):
    """The screens of the message about a file; the first ones are questions with two answers each."""

    LINES = "lines"  #: are these lines tasks?
    HEADING = "heading"  #: is the first line a heading or a task?
    MISSING = "missing"  #: are these values missing, or options?
    BAD_ROWS = "bad-rows"  #: go on without the rows that cannot be used?
    READING = "reading"
    UNDERSTOOD = "understood"
    REFUSED = "refused"
    STOPPED = "stopped"  #: they want no project from it
    REPLACED = "replaced"  #: they sent another before they answered
    GONE = "gone"  #: it can no longer be fetched
    TOO_LARGE = "too-large"  #: too large for a bot to download
    QUEUED = "queued"  #: others are imported before it
    IMPORTING = "importing"  #: its tasks are being stored
    TOO_HARD = "too-hard"  #: reading it takes too much memory or time
    FAILED = "failed"  #: it was begun several times, and never finished


QUESTIONS = (FileScreen.LINES, FileScreen.HEADING, FileScreen.MISSING, FileScreen.BAD_ROWS)

#: The screens of a large file while it is worked on; they have a button to stop it.
UNDER_WAY = (FileScreen.QUEUED, FileScreen.READING, FileScreen.IMPORTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was found out: tasks, a question, or errors.

    Attributes:
        screen: The screen to show.
        shown: The figures and names on it, as JSON values.
        contents: What the file holds, if there is nothing left to ask.
        file: The tasks, if they were kept.
        errors: The errors, if there are any.
    """

    screen: FileScreen
    shown: Mapping[str, object] = field(default_factory=dict)
    contents: Contents | None = None
    file: TaskFile | None = None
    errors: TaskFileErrors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a file may hold, from the settings: tasks, and people named, counted once for each task."""

    most_tasks: int
    most_named: int


def understand(
    data: bytes | None,
    text: str | None,
    *,
    name: str,
    answers: Mapping[str, object],
    bounds: Bounds,
    hand_on: Callable[[TaskRow], None] | None = None,
) -> Understood:
    """Read a file or pasted lines, following the answers given so far.

    Args:
        data: The file; None for pasted lines.
        text: The lines; None for a file.
        name: The file's name.
        answers: For each question that was asked, whether its first answer was chosen.
        bounds: How much it may hold.
        hand_on: Takes each task of a file as soon as it is read, instead of keeping them all; errors may still follow.
    """
    choices = read_choices(answers)
    limits = TaskFileLimits(max_rows=bounds.most_tasks, max_named=bounds.most_named)
    asks_lines = text is not None and FileScreen.LINES not in answers
    try:
        if text is not None:
            file = read_pasted_tasks(text, limits=limits, choices=choices)
        else:
            file = read_task_file(data or b"", name=name, limits=limits, choices=choices, hand_on=hand_on)
    except TaskFileErrors as errors:
        if asks_lines:
            return _ask_lines(pasted_lines(text or ""))
        return _doubted(errors.doubts, answers) or refused(errors, answers)
    if asks_lines:
        return _ask_lines([" · ".join(filter(None, row.content.values())) for row in file.rows])
    return _doubted(file.doubts, answers) or Understood(
        screen=FileScreen.UNDERSTOOD,
        shown=_figures(file, pasted=text is not None),
        contents=file.contents,
        file=file if hand_on is None else None,
    )


def read_choices(answers: Mapping[str, object]) -> ReadChoices:
    """Return what the answers mean for reading the file."""
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
    """Return the first question that has no answer yet."""
    for doubt in doubts:
        screen = FileScreen.HEADING if doubt.type is DoubtType.HEADING else FileScreen.MISSING
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
    """Return what is wrong; if only some rows are, ask whether to continue without them."""
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
    """Return what to say about a file that can be refused without reading it."""
    return refused(ErrorList(1).refusal(reason), {})


def _cause(cause: Cause, errors: TaskFileErrors) -> dict[str, object]:
    first = cause.first
    alike = (error for error in errors.errors if (error.column, error.reason) == (first.column, first.reason))
    rows = list(islice(dict.fromkeys(error.row for error in alike if error.row), SHOWN_ROWS))
    return {**asdict(first), "rows": rows or list(cause.rows), "total": cause.total}


def cause_of(shown: Mapping[str, object]) -> Cause:
    """Return a cause of errors from its stored form."""
    values = dict(shown)
    rows, total = values.pop("rows"), values.pop("total")
    first = RowError(**cast("dict[str, Any]", {**values, "reason": Reason(str(values["reason"]))}))
    return Cause(first=first, rows=tuple(cast("list[int]", rows)), total=cast("int", total))


def _figures(file: TaskFile, *, pasted: bool) -> dict[str, object]:
    contents = file.contents
    return {
        "rows": contents.n_tasks,
        "columns": list(contents.content_columns),
        "gold": contents.n_gold,
        "named": contents.n_for_some,
        "keys": int(contents.has_id),
        "pasted": int(pasted),
        "notes": [[note.type, dict(note.args)] for note in file.notes],
    }
