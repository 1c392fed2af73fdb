"""Reads the file in which a requester sends tasks: a value comes out, or every error that is in it.

Bytes in, values out; no file is opened here. 20 MB take about a second: an event loop calls this in a thread.
"""

from dataclasses import dataclass

from crowd.files.choices import NO_CHOICES, Doubt, Note, NoteKind, ReadChoices
from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.sheets import CONTRIBUTORS, GOLD, ID, SPECIAL_COLUMNS, FileFormat, Sheet, read_sheet
from crowd.projects import MAX_OPTION, MAX_OPTIONS

__all__ = [
    "DEFAULT_LIMITS",
    "FileFormat",
    "Reason",
    "RowError",
    "TaskFile",
    "TaskFileErrors",
    "TaskFileLimits",
    "TaskRow",
    "read_task_file",
]

#: Telegram promises that its ids have at most 52 significant bits.
_MAX_CONTRIBUTOR = 2**52 - 1
_MAX_ID_DIGITS = 20
_NOBODY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFileLimits:
    """How large a file and its parts may be."""

    #: What Telegram lets a bot download.
    max_bytes: int = 20 * 1024 * 1024
    max_rows: int = 200_000
    max_columns: int = 50
    max_column_name_chars: int = 200
    max_id_chars: int = 200
    #: Below 131,072, where Python's csv module gives up by itself.
    max_text_chars: int = 100_000
    max_kept_errors: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as its requester wrote it: `key` is the requester's own id, else the row number."""

    row: int
    key: str
    content: dict[str, str]
    gold: str | None
    contributors: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFile:
    """A file of tasks that can be used as it is: at least one row, at least one content column."""

    columns: tuple[str, ...]
    content_columns: tuple[str, ...]
    rows: list[TaskRow]
    format: FileFormat
    delimiter: str | None
    has_id: bool
    has_contributors: bool  #: at least one task is for named people only
    gold_labels: tuple[str, ...]  #: distinct, in order of appearance
    encoding: str = "UTF-8"  #: as people call it
    sheet: str | None = None  #: of a workbook, the sheet that was read
    notes: tuple[Note, ...] = ()  #: what to tell about how it was read
    doubts: tuple[Doubt, ...] = ()  #: what to ask before it is used; read again with the answers

    @property
    def has_gold(self) -> bool:
        """Whether the true label of at least one task is known."""
        return bool(self.gold_labels)


DEFAULT_LIMITS = TaskFileLimits()


def read_task_file(
    data: bytes, *, name: str, limits: TaskFileLimits = DEFAULT_LIMITS, choices: ReadChoices = NO_CHOICES
) -> TaskFile:
    """Read the tasks out of a file that somebody sent.

    Args:
        data: The whole file, in UTF-8 with or without a byte order mark.
        name: Its name. `.jsonl`, `.ndjson` and `.json` are read as one JSON object a line, `.csv` and `.tsv`
            as CSV with comma, semicolon or tab; any other name by what the content looks like.
        limits: What is too large.
        choices: What was decided about it, once it was asked.

    Raises:
        TaskFileErrors: When anything is wrong anywhere; then nothing of the file should be used.
    """
    errors = ErrorList(limits.max_kept_errors)
    if len(data) > limits.max_bytes:
        raise errors.refusal(Reason.FILE_TOO_LARGE, str(len(data)))
    sheet = read_sheet(data, name=name, max_rows=limits.max_rows, errors=errors)
    _check_columns(sheet, limits, errors)
    reader = _RowReader(sheet.columns, limits, errors)
    rows = [task for row, cells in sheet.rows if (task := reader.read(row, cells)) is not None]
    gold_labels = tuple(dict.fromkeys(task.gold for task in rows if task.gold is not None))
    if len(gold_labels) > MAX_OPTIONS:
        errors.add(0, GOLD, Reason.TOO_MANY_GOLD, str(len(gold_labels)))
    errors.good_rows = len(rows)
    skipped = errors.total if choices.skip_bad_rows and rows and errors.only_rows else 0
    if not skipped:
        errors.raise_if_any()
    if not rows:
        raise errors.refusal(Reason.NO_ROWS)
    return TaskFile(
        columns=sheet.columns,
        content_columns=tuple(column for _, column in reader.content),
        rows=rows,
        format=sheet.format,
        delimiter=sheet.delimiter,
        has_id=ID in sheet.columns,
        has_contributors=any(task.contributors for task in rows),
        gold_labels=gold_labels,
        notes=(Note(kind=NoteKind.ROWS_SKIPPED, args={"rows": skipped}),) if skipped else (),
    )


def _check_columns(sheet: Sheet, limits: TaskFileLimits, errors: ErrorList) -> None:
    """Refuse a file whose columns cannot be told apart: every row would be wrong with it."""
    n_before = errors.total
    seen: set[str] = set()
    for name in sheet.columns:
        if not name:
            errors.add(sheet.header_row, None, Reason.EMPTY_COLUMN_NAME)
        elif name in seen:
            errors.add(sheet.header_row, name, Reason.DUPLICATE_COLUMN, name)
        elif len(name) > limits.max_column_name_chars:
            errors.add(sheet.header_row, None, Reason.COLUMN_NAME_TOO_LONG, name)
        seen.add(name)
    if len(sheet.columns) > limits.max_columns:
        errors.add(sheet.header_row, None, Reason.TOO_MANY_COLUMNS, str(len(sheet.columns)))
    if not seen - SPECIAL_COLUMNS:
        errors.add(sheet.header_row, None, Reason.NO_CONTENT_COLUMN)
    if errors.total > n_before:
        errors.raise_if_any()


class _RowReader:
    """Turns the cells of a row into a task, or reports everything that is wrong with them."""

    def __init__(self, columns: tuple[str, ...], limits: TaskFileLimits, errors: ErrorList) -> None:
        places = {name: place for place, name in enumerate(columns)}
        self.content = [(place, name) for name, place in places.items() if name not in SPECIAL_COLUMNS]
        self._columns = columns
        self._id, self._gold, self._contributors = map(places.get, (ID, GOLD, CONTRIBUTORS))
        self._limits = limits
        self._errors = errors
        self._keys: set[str] = set()
        self._named: dict[str, tuple[int, ...]] = {}

    def read(self, row: int, cells: list[str]) -> TaskRow | None:
        n_before = self._errors.total
        if len(cells) != len(self._columns):
            too_many = len(cells) > len(self._columns)
            reason = Reason.TOO_MANY_CELLS if too_many else Reason.TOO_FEW_CELLS
            self._errors.add(row, None, reason, str(len(cells)))
            return None
        content = {name: cells[place] for place, name in self.content}
        self._check_texts(row, cells, content)
        key = str(row) if self._id is None else self._read_key(row, cells[self._id].strip())
        # White space is tidied as in options, or a gold label could never be one of them.
        gold = "" if self._gold is None else " ".join(cells[self._gold].split())
        if len(gold) > MAX_OPTION:
            self._errors.add(row, GOLD, Reason.GOLD_TOO_LONG, gold)
        named = () if self._contributors is None else self._read_named(row, cells[self._contributors])
        if self._errors.total > n_before:
            return None
        return TaskRow(row=row, key=key, content=content, gold=gold or None, contributors=named)

    def _check_texts(self, row: int, cells: list[str], content: dict[str, str]) -> None:
        if all(not text or text.isspace() for text in content.values()):
            self._errors.add(row, None, Reason.EMPTY_CONTENT)
        if max(map(len, cells)) > self._limits.max_text_chars:
            for column, text in zip(self._columns, cells, strict=True):
                if len(text) > self._limits.max_text_chars:
                    self._errors.add(row, column, Reason.TEXT_TOO_LONG, str(len(text)))

    def _read_key(self, row: int, key: str) -> str:
        if not key:
            self._errors.add(row, ID, Reason.EMPTY_ID)
        elif len(key) > self._limits.max_id_chars:
            self._errors.add(row, ID, Reason.ID_TOO_LONG, key)
        elif key in self._keys:
            self._errors.add(row, ID, Reason.DUPLICATE_ID, key)
        self._keys.add(key)
        return key

    def _read_named(self, row: int, cell: str) -> tuple[int, ...]:
        named = self._named.get(cell)
        if named is None:
            ids = [self._read_contributor(row, word) for word in cell.split()]
            named = tuple(dict.fromkeys(ids))
            if _NOBODY not in named:
                # Many tasks are for the same people: one tuple serves them all.
                self._named[cell] = named
        return named

    def _read_contributor(self, row: int, word: str) -> int:
        # isdigit() alone takes digits of every script, and int() has a limit of its own.
        is_number = word.isascii() and word.isdigit() and len(word) <= _MAX_ID_DIGITS
        contributor = int(word) if is_number else _NOBODY
        if 0 < contributor <= _MAX_CONTRIBUTOR:
            return contributor
        self._errors.add(row, CONTRIBUTORS, Reason.BAD_CONTRIBUTOR, word)
        return _NOBODY
