"""Reads a requester's file of tasks: returns a value, or reports every error in it.

Takes bytes and opens no file. 20 MB take about a second, so call this in a thread from an event loop.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.tables.choices import NO_CHOICES, Doubt, Note, NoteType, ReadChoices
from crowd.files.tables.reading import read_table
from crowd.files.tables.table import ID, SPECIAL_COLUMNS, FileFormat, OddCell, Table, column_letter
from crowd.files.task_rows import RowReader, TaskFileLimits, TaskRow
from crowd.kinds import kinds_for

__all__ = [
    "DEFAULT_LIMITS",
    "Contents",
    "FileFormat",
    "Reason",
    "RowError",
    "TaskFile",
    "TaskFileErrors",
    "TaskFileLimits",
    "TaskRow",
    "contents_of",
    "read_task_file",
]

#: Characters of a list of names to quote in a note.
_SHOWN_CHARS = 200
#: The replacement for a byte that could not be decoded.
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file of tasks holds, in figures.

    Attributes:
        n_tasks: Its tasks.
        n_gold: Those whose true label is known.
        n_for_some: Those that are only for named people.
        n_named: People named, counted once for each task.
        kind: The name of the kind of question that suits the known answers best.
    """

    content_columns: tuple[str, ...]
    has_id: bool
    n_tasks: int
    n_gold: int
    n_for_some: int
    n_named: int
    kind: str

    @property
    def n_items(self) -> int:
        """Rows that storing it takes: one for each task, and one for each person named for it."""
        return self.n_tasks + self.n_named


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFile:
    """A file of tasks that can be used as it is: it has at least one row and one content column."""

    columns: tuple[str, ...]
    contents: Contents
    rows: list[TaskRow]  #: empty if they were handed on while they were read
    format: FileFormat
    delimiter: str | None
    gold_labels: tuple[str, ...]  #: distinct, in order of appearance
    encoding: str = "UTF-8"  #: its usual name
    sheet: str | None = None  #: the sheet that was read, for a workbook
    notes: tuple[Note, ...] = ()  #: what to mention about how it was read
    doubts: tuple[Doubt, ...] = ()  #: what to ask before it is used; then read it again with the choices

    @property
    def content_columns(self) -> tuple[str, ...]:
        """The columns that contributors see."""
        return self.contents.content_columns

    @property
    def has_id(self) -> bool:
        """Whether the tasks have ids of the requester's own."""
        return self.contents.has_id

    @property
    def has_gold(self) -> bool:
        """Whether the true label of at least one task is known."""
        return bool(self.gold_labels)


DEFAULT_LIMITS = TaskFileLimits()


def read_task_file(
    data: bytes,
    *,
    name: str,
    limits: TaskFileLimits = DEFAULT_LIMITS,
    choices: ReadChoices = NO_CHOICES,
    hand_on: Callable[[TaskRow], None] | None = None,
) -> TaskFile:
    """Read the tasks from a file that somebody sent.

    Args:
        data: The whole file, in UTF-8 with or without a byte order mark.
        name: Its name. `.jsonl`, `.ndjson` and `.json` are read as one JSON object per line, `.csv` and `.tsv`
            as CSV with comma, semicolon or tab; any other file by its content.
        limits: How large the file and its parts may be.
        choices: What the sender has decided about it so far.
        hand_on: Takes each row as soon as it is read, so that they need not all fit in memory. An error may still
            follow. None to return them.

    Raises:
        TaskFileErrors: There is an error anywhere; then nothing in the file should be used.
    """
    errors = ErrorList(limits.max_kept_errors)
    if len(data) > limits.max_bytes:
        raise errors.refusal(Reason.FILE_TOO_LARGE, str(len(data)))
    table = read_table(
        data, name=name, max_rows=limits.max_rows, errors=errors, choices=choices, fits=_is_task_heading
    )
    return _read_tasks(table, limits, errors, choices, hand_on)


def _is_task_heading(columns: Sequence[str]) -> bool:
    """Whether a sheet is the one with the tasks: it has a special column, or more than just a title."""
    return bool(SPECIAL_COLUMNS.intersection(columns)) or len(list(filter(None, columns))) > 1


def _read_tasks(
    table: Table,
    limits: TaskFileLimits,
    errors: ErrorList,
    choices: ReadChoices,
    hand_on: Callable[[TaskRow], None] | None,
) -> TaskFile:
    left_out = _leave_out_nested(table)
    _check_columns(table, limits, errors)
    reader = RowReader(table, left_out, limits, errors, choices)
    rows: list[TaskRow] = []
    tally = _Tally(hand_on or rows.append)
    for row, cells in table.rows:
        task = reader.read(row, cells)
        if task is not None:
            tally.take(task)
    left_out += reader.check_nameless()
    errors.good_rows = tally.n_tasks
    errors.doubts = doubts = (*table.doubts, *reader.doubts())
    skips = choices.skip_bad_rows and tally.n_tasks and errors.only_rows
    if not skips:
        errors.raise_if_any()
    if not tally.n_tasks:
        raise errors.refusal(Reason.NO_ROWS)
    return TaskFile(
        columns=table.columns,
        contents=tally.contents(tuple(column for _, column in reader.content), has_id=ID in table.columns),
        rows=rows,
        format=table.format,
        delimiter=table.delimiter,
        gold_labels=tuple(tally.gold),
        encoding=table.encoding,
        sheet=table.sheet,
        notes=(*table.notes, *_notes(left_out, table, errors), *reader.notes()),
        doubts=doubts,
    )


def contents_of(rows: Sequence[TaskRow], content_columns: tuple[str, ...], *, has_id: bool) -> Contents:
    """Return the figures of some tasks."""
    tally = _Tally(lambda _: None)
    for row in rows:
        tally.take(row)
    return tally.contents(content_columns, has_id=has_id)


class _Tally:
    """Counts the tasks that are handed on, and keeps the distinct known answers in order of appearance."""

    def __init__(self, hand_on: Callable[[TaskRow], None]) -> None:
        self.n_tasks = 0
        self.gold: dict[str, None] = {}
        self._hand_on = hand_on
        self._n_gold = self._n_for_some = self._n_named = 0

    def take(self, task: TaskRow) -> None:
        self.n_tasks += 1
        if task.gold is not None:
            self._n_gold += 1
            self.gold.setdefault(task.gold)
        self._n_for_some += bool(task.contributors)
        self._n_named += len(task.contributors)
        self._hand_on(task)

    def contents(self, content_columns: tuple[str, ...], *, has_id: bool) -> Contents:
        return Contents(
            content_columns=content_columns,
            has_id=has_id,
            n_tasks=self.n_tasks,
            n_gold=self._n_gold,
            n_for_some=self._n_for_some,
            n_named=self._n_named,
            kind=kinds_for(tuple(self.gold))[0].name,
        )


def _notes(left_out: tuple[str, ...], table: Table, errors: ErrorList) -> Iterator[Note]:
    if left_out:
        yield Note(type=NoteType.COLUMNS_LEFT_OUT, args={"columns": ", ".join(left_out)[:_SHOWN_CHARS]})
    if table.n_blank:
        yield Note(type=NoteType.BLANK_ROWS, args={"rows": table.n_blank})
    if errors.bad_rows:
        yield Note(type=NoteType.ROWS_SKIPPED, args={"rows": errors.bad_rows})


def _leave_out_nested(table: Table) -> tuple[str, ...]:
    """Return the JSON columns that hold only lists and objects, which cannot be shown."""
    if table.format not in {FileFormat.JSON, FileFormat.JSONL} or not table.has_odd_cells:
        return ()
    rows = table.rows = list(table.rows)
    content = [place for place, name in enumerate(table.columns) if name not in SPECIAL_COLUMNS]
    nested = [place for place in content if _is_nested(place, rows)]
    return tuple(table.columns[place] for place in nested) if len(nested) < len(content) else ()


def _is_nested(place: int, rows: list[tuple[int, list[str]]]) -> bool:
    filled = [cells[place] for _, cells in rows if cells[place]]
    return bool(filled) and all(
        isinstance(cell, OddCell) and cell.reason is Reason.NESTED_VALUE for cell in filled
    )


def _check_columns(table: Table, limits: TaskFileLimits, errors: ErrorList) -> None:
    """Refuse a file with ambiguous columns, which would make every row wrong."""
    n_before = errors.total
    row = table.header_row
    seen: set[str] = set()
    for place, name in enumerate(table.columns):
        letter = column_letter(place) if table.has_letters else ""
        if name in seen and name:
            errors.add(row, name, Reason.DUPLICATE_COLUMN, name, letter=letter)
        elif len(name) > limits.max_column_name_chars:
            errors.add(row, None, Reason.COLUMN_NAME_TOO_LONG, name, letter=letter)
        elif _BROKEN in name:
            errors.add(row, None, Reason.BAD_CHARACTER, name, letter=letter)
        seen.add(name)
    if len(seen) > limits.max_columns:
        errors.add(row, None, Reason.TOO_MANY_COLUMNS, str(len(seen)), wanted=str(limits.max_columns))
    if not seen - SPECIAL_COLUMNS - {""}:
        errors.add(row, None, Reason.NO_CONTENT_COLUMN)
    if errors.total > n_before:
        errors.raise_if_any()
