"""What can be wrong with a file of tasks, as data: by row, column and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crowd.errors import InvalidInput

#: What an error repeats of the file: enough to find the place again.
_MAX_FOUND_CHARS = 80


class Reason(StrEnum):
    """Why a file or a row cannot be used; each value is the key of a sentence in the language files."""

    FILE_TOO_LARGE = "file-too-large"
    EMPTY_FILE = "empty-file"
    UTF_16 = "utf-16"
    BINARY = "binary"
    NOT_UTF8 = "not-utf8"
    NUL_BYTE = "nul-byte"
    NO_ROWS = "no-rows"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    EMPTY_COLUMN_NAME = "empty-column-name"
    COLUMN_NAME_TOO_LONG = "column-name-too-long"
    DUPLICATE_COLUMN = "duplicate-column"
    UNKNOWN_COLUMN = "unknown-column"
    MISSING_COLUMN = "missing-column"
    NO_CONTENT_COLUMN = "no-content-column"
    BROKEN_QUOTES = "broken-quotes"
    TOO_MANY_CELLS = "too-many-cells"
    TOO_FEW_CELLS = "too-few-cells"
    BAD_JSON = "bad-json"
    NOT_AN_OBJECT = "not-an-object"
    NESTED_VALUE = "nested-value"
    BAD_CHARACTER = "bad-character"
    EMPTY_CONTENT = "empty-content"
    TEXT_TOO_LONG = "text-too-long"
    EMPTY_ID = "empty-id"
    ID_TOO_LONG = "id-too-long"
    DUPLICATE_ID = "duplicate-id"
    BAD_CONTRIBUTOR = "bad-contributor"
    GOLD_TOO_LONG = "gold-too-long"
    TOO_MANY_GOLD = "too-many-gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One thing that is wrong in a file.

    `row` counts as a spreadsheet does (the header is row 1), in JSON lines it is the line; 0 means the file
    as a whole. `found` is the offending text, cut short, or the number that is above a limit, or empty.
    """

    row: int
    column: str | None
    reason: Reason
    found: str


@dataclass(eq=False)
class TaskFileErrors(InvalidInput):
    """The file was refused: the first errors in it, in the order of rows, and how many there are in all."""

    errors: Sequence[RowError]
    total: int


class ErrorList:
    """Collects what is wrong with a file: keeps the first errors, counts them all."""

    def __init__(self, max_kept: int) -> None:
        self.total = 0
        self._kept: list[RowError] = []
        self._max_kept = max_kept

    def add(self, row: int, column: str | None, reason: Reason, found: str = "") -> None:
        """Note one error; 10,000 of them cost no more than 10,000 of these calls."""
        self.total += 1
        if len(self._kept) < self._max_kept:
            found = found[:_MAX_FOUND_CHARS]
            self._kept.append(RowError(row=row, column=column, reason=reason, found=found))

    def refusal(self, reason: Reason, found: str = "", *, row: int = 0) -> TaskFileErrors:
        """Give the error to raise when there is no point in reading on."""
        self.add(row, None, reason, found)
        return self._all()

    def raise_if_any(self) -> None:
        """Refuse the file if anything was noted.

        Raises:
            TaskFileErrors: With all that was kept.
        """
        if self.total:
            raise self._all()

    def _all(self) -> TaskFileErrors:
        return TaskFileErrors(sorted(self._kept, key=lambda error: error.row), self.total)
