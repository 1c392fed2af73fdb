"""What can be wrong with a file of tasks, as data: row, column and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crowd.errors import InvalidInput
from crowd.files.tables.choices import Doubt

#: How much of the file an error quotes: enough to find the place.
_MAX_FOUND_CHARS = 80
#: How many rows to name if a cause repeats; the rest are only counted.
MOST_ROWS_NAMED = 3


class Reason(StrEnum):
    """Why a file or a row cannot be used; each value is the key of a sentence in the locales."""

    FILE_TOO_LARGE = "file-too-large"
    EMPTY_FILE = "empty-file"
    PDF = "pdf"
    PICTURE = "picture"
    ARCHIVE = "archive"
    TEXT_DOCUMENT = "text-document"
    NUMBERS = "numbers"
    GOOGLE_LINK = "google-link"
    WEB_PAGE = "web-page"
    PASSWORD = "password"  # noqa: S105
    BROKEN_WORKBOOK = "broken-workbook"
    WORKBOOK_TOO_LARGE = "workbook-too-large"
    NO_SHEET = "no-sheet"
    BINARY = "binary"
    CUT_OFF = "cut-off"
    UNKNOWN_ENCODING = "unknown-encoding"
    NUL_BYTE = "nul-byte"
    NO_ROWS = "no-rows"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_NAMED = "too-many-named"
    TOO_MANY_COLUMNS = "too-many-columns"
    EMPTY_COLUMN_NAME = "empty-column-name"
    COLUMN_NAME_TOO_LONG = "column-name-too-long"
    DUPLICATE_COLUMN = "duplicate-column"
    NO_CONTENT_COLUMN = "no-content-column"
    OPEN_QUOTE = "open-quote"
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
    LOST_DIGITS = "lost-digits"
    BAD_CONTRIBUTOR = "bad-contributor"
    GOLD_TOO_LONG = "gold-too-long"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One error in a file.

    Attributes:
        row: The row as a spreadsheet counts (the heading is row 1, and a line `sep=;` above it counts too); the
            line in JSON lines, the object in a JSON array; 0 for the file as a whole.
        column: The column's name; None if it has none, or the whole row is wrong.
        reason: What is wrong.
        found: The offending text, shortened, or the number that is above a limit, or empty.
        wanted: The number that would be right, or empty.
        letter: The column's letter in a spreadsheet, or empty.
    """

    row: int
    column: str | None
    reason: Reason
    found: str
    wanted: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """All errors in a file with the same reason in the same column.

    Attributes:
        first: The first of these errors.
        rows: The rows of the first of these errors, ascending; empty if the file as a whole is wrong.
        total: How many rows have this error.
    """

    first: RowError
    rows: tuple[int, ...]
    total: int


@dataclass(eq=False)
class TaskFileErrors(InvalidInput):
    """The file was refused: holds its first errors, in row order, and how many there are in all.

    Attributes:
        errors: The first errors.
        total: How many there are.
        causes: The errors by reason and column, in the order they were found.
        good_rows: How many rows can be used if those with errors are skipped (`ReadChoices.skip_bad_rows`); 0 if none.
        doubts: What to ask before trusting the errors: a file without a heading has many.
        bad_rows: Rows with an error, as far as there are rows.
    """

    errors: Sequence[RowError]
    total: int
    causes: Sequence[Cause] = ()
    good_rows: int = 0
    doubts: tuple[Doubt, ...] = ()
    bad_rows: int = 0


#: Errors in a single row, which can be left out while the others are used.
BY_ROW = frozenset(
    {
        Reason.BROKEN_QUOTES,
        Reason.TOO_MANY_CELLS,
        Reason.TOO_FEW_CELLS,
        Reason.BAD_JSON,
        Reason.NOT_AN_OBJECT,
        Reason.NESTED_VALUE,
        Reason.BAD_CHARACTER,
        Reason.EMPTY_CONTENT,
        Reason.TEXT_TOO_LONG,
        Reason.EMPTY_ID,
        Reason.ID_TOO_LONG,
        Reason.DUPLICATE_ID,
        Reason.LOST_DIGITS,
        Reason.BAD_CONTRIBUTOR,
        Reason.GOLD_TOO_LONG,
    }
)


class ErrorList:
    """Collects the errors in a file: keeps the first and counts them all."""

    def __init__(self, max_kept: int) -> None:
        self.total = 0
        self.only_rows = True  #: whether every error is in a row that can be left out
        self.bad_rows = 0  #: rows with an error
        self.letters: Mapping[str, str] = {}  #: each column's letter in a spreadsheet
        self.good_rows = 0  #: rows that can be used without those with errors, once known
        self.doubts: tuple[Doubt, ...] = ()
        self._last_row = -1
        self._kept: list[RowError] = []
        self._max_kept = max_kept
        self._causes: dict[tuple[str | None, Reason], _Tally] = {}

    def add(
        self,
        row: int,
        column: str | None,
        reason: Reason,
        found: str = "",
        *,
        wanted: str = "",
        letter: str = "",
    ) -> None:
        """Note one error; 10,000 errors cost no more than 10,000 of these calls."""
        self.total += 1
        self.bad_rows += row != self._last_row
        self._last_row = row
        self.only_rows = self.only_rows and reason in BY_ROW
        tally = self._causes.get((column, reason))
        if tally is not None:
            tally.add(row)
            if len(self._kept) >= self._max_kept:
                return
        error = RowError(
            row=row,
            column=column,
            reason=reason,
            found=found[:_MAX_FOUND_CHARS],
            wanted=wanted,
            letter=letter or self.letters.get(column or "", ""),
        )
        if tally is None:
            self._causes[column, reason] = _Tally(error)
        if len(self._kept) < self._max_kept:
            self._kept.append(error)

    def refusal(self, reason: Reason, found: str = "", *, row: int = 0) -> TaskFileErrors:
        """Return the error to raise when there is no point in reading on."""
        self.add(row, None, reason, found)
        return self._all()

    def raise_if_any(self) -> None:
        """Refuse the file if any error was noted.

        Raises:
            TaskFileErrors: With all errors that were kept.
        """
        if self.total:
            raise self._all()

    def _all(self) -> TaskFileErrors:
        return TaskFileErrors(
            sorted(self._kept, key=lambda error: error.row),
            self.total,
            tuple(tally.cause() for tally in self._causes.values()),
            self.good_rows if self.only_rows else 0,
            self.doubts,
            self.bad_rows,
        )


class _Tally:
    """Counts the errors with one cause."""

    def __init__(self, first: RowError) -> None:
        self._first = first
        self._rows: list[int] = []
        self._last_row = -1
        self._total = 0
        self.add(first.row)

    def add(self, row: int) -> None:
        if row == self._last_row:
            return
        self._last_row = row
        self._total += 1
        if row and len(self._rows) < MOST_ROWS_NAMED:
            self._rows.append(row)

    def cause(self) -> Cause:
        return Cause(first=self._first, rows=tuple(sorted(self._rows)), total=self._total)
