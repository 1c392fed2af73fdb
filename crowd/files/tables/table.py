"""A table as every caller gets it, whatever its format: columns, rows of cells, and anything odd about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self, TypeVar

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.choices import Doubt, Note
from crowd.typed.names import visible

T = TypeVar("T")

#: Columns that control the bot instead of being shown; every other column is content.
ID, GOLD, CONTRIBUTORS = "id", "gold", "contributors"
SPECIAL_COLUMNS = frozenset({ID, GOLD, CONTRIBUTORS})

#: How pandas names a column that has no name.
_UNNAMED = "Unnamed: "


class FileFormat(StrEnum):
    """The format of a table."""

    CSV = "csv"  #: with any delimiter
    JSONL = "jsonl"  #: one object per line
    JSON = "json"  #: one array of objects
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    LINES = "lines"  #: lines of a message


class OddCell(str):
    """A cell that is an error if it is needed: a list in JSON, a number that lost digits, a broken character.

    Attributes:
        reason: What is wrong with it.
        found: What an error quotes from it.
    """

    __slots__ = ("found", "reason")

    def __new__(cls, text: str, reason: Reason, found: str) -> Self:
        """Make a cell from its text, with the reason and what to quote."""
        cell = super().__new__(cls, text)
        cell.reason = reason
        cell.found = found
        return cell

    reason: Reason
    found: str


@dataclass(slots=True, kw_only=True, eq=False)
class Table:
    """Columns and rows of cells.

    Attributes:
        columns: Column names without invisible characters; "" for a column without a name. Names may repeat.
        header_row: Row of the heading as a spreadsheet counts; 0 if there is none.
        rows: The number of each row with its cells, one for each column. Rows in which every cell is empty are left
            out. Consuming the rows notes errors and changes `notes` and `has_odd_cells`.
        format: The format it was written in.
        delimiter: The delimiter between cells; None if there was none.
        encoding: The usual name of its encoding.
        sheet: The sheet that was read, for a workbook.
        notes: What to mention about it.
        doubts: What to ask about it.
        has_odd_cells: Whether any cell so far is an `OddCell`.
        n_blank: How many rows were left out so far because every cell is empty.
    """

    columns: tuple[str, ...]
    header_row: int
    rows: Iterable[tuple[int, list[str]]]
    format: FileFormat
    delimiter: str | None = None
    encoding: str = "UTF-8"
    sheet: str | None = None
    notes: list[Note] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()
    has_odd_cells: bool = False
    n_blank: int = 0

    @property
    def has_letters(self) -> bool:
        """Whether a spreadsheet shows it with a letter above each column."""
        return self.format not in {FileFormat.JSON, FileFormat.JSONL}


def column_name(written: str) -> str:
    """Return a column's name without invisible characters: lowercase if it is special, "" if it is not a name."""
    name = visible(written).strip()
    if name.startswith(_UNNAMED) and name.removeprefix(_UNNAMED).isdigit():
        return ""
    return name.casefold() if name.casefold() in SPECIAL_COLUMNS else name


def column_letter(place: int) -> str:
    """Return the letter of the column at this index in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def at_most(max_rows: int, records: Iterable[T], errors: ErrorList) -> Iterator[T]:
    """Yield at most `max_rows` records, and note an error if there are more."""
    for count, record in enumerate(records):
        if count == max_rows:
            # Counting the rest would cost the time that the limit is meant to save.
            errors.add(0, None, Reason.TOO_MANY_ROWS, f"{max_rows:,}")
            return
        yield record
