"""A table as every caller gets it, whatever it was written in: columns, rows of cells, and what is odd about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self, TypeVar

from crowd.files.choices import Doubt, Note
from crowd.files.errors import ErrorList, Reason
from crowd.names import visible

T = TypeVar("T")

#: Columns that steer the bot instead of being shown; every other column is content.
ID, GOLD, CONTRIBUTORS = "id", "gold", "contributors"
SPECIAL_COLUMNS = frozenset({ID, GOLD, CONTRIBUTORS})

#: How pandas names a column that has no name.
_UNNAMED = "Unnamed: "


class FileFormat(StrEnum):
    """How a table was written down."""

    CSV = "csv"  #: with any delimiter
    JSONL = "jsonl"  #: one object a line
    JSON = "json"  #: one array of objects
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    LINES = "lines"  #: lines of a message


class OddCell(str):
    """A cell that is an error if anybody needs it: a list in JSON, a number whose digits are lost, a broken character.

    Attributes:
        reason: What is wrong with it.
        found: What an error shows of it.
    """

    __slots__ = ("found", "reason")

    def __new__(cls, text: str, reason: Reason, found: str) -> Self:
        """Make one."""
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
        columns: Names without what nobody sees; "" for one that has none. Names may be there twice.
        header_row: Row of the heading as a spreadsheet counts; 0 without one.
        rows: The number of each row with its cells, one for each column. Rows in which every cell is empty are left
            out. While it is consumed, errors are noted, and `notes` and `has_odd_cells` change.
        format: What it was written in.
        delimiter: What stood between cells; None where nothing did.
        encoding: As people call it.
        sheet: Of a workbook, the sheet that was read.
        notes: What to tell about it.
        doubts: What to ask about it.
        has_odd_cells: Whether one of the cells so far is an `OddCell`.
        n_blank: Rows left out so far because every cell is empty.
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
        """Whether a spreadsheet shows it with a letter over each column."""
        return self.format not in {FileFormat.JSON, FileFormat.JSONL}


def column_name(written: str) -> str:
    """Return a column's name without what nobody sees: in small letters where it is special, "" where it is none."""
    name = visible(written).strip()
    if name.startswith(_UNNAMED) and name.removeprefix(_UNNAMED).isdigit():
        return ""
    return name.casefold() if name.casefold() in SPECIAL_COLUMNS else name


def column_letter(place: int) -> str:
    """Return how a spreadsheet calls the column at this place: A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def at_most(max_rows: int, records: Iterable[T], errors: ErrorList) -> Iterator[T]:
    """Give the first records, and note an error where there are more."""
    for count, record in enumerate(records):
        if count == max_rows:
            # Counting on would cost the time that the limit is there to save.
            errors.add(0, None, Reason.TOO_MANY_ROWS, f"{max_rows:,}")
            return
        yield record
