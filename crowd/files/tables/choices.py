"""What comes with the rows of a table: notes on how it was read, doubts to ask about, and the choices made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Missing(StrEnum):
    """What to do with cells that look like missing values: `nan`, `None`, `NA`, `null` and the like."""

    KEEP = "keep"  #: they are names like any other
    LEAVE_OUT = "leave-out"  #: they count as empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoices:
    """What somebody decided about a table; None for anything not asked yet.

    Attributes:
        heading: Whether the first line names the columns. None: assume it does, and add a doubt if that is unlikely.
        missing: What to do with values that look missing. None: keep them, and add a doubt if there are any.
        skip_bad_rows: Whether to leave out rows with errors instead of refusing the file.
        sheet: The sheet of a workbook to read. None: the first with the right columns.
    """

    heading: bool | None = None
    missing: Missing | None = None
    skip_bad_rows: bool = False
    sheet: str | None = None


NO_CHOICES = ReadChoices()


class NoteType(StrEnum):
    """What is worth mentioning about how a table was read; each value is the end of a sentence's key (`note-...`)."""

    ENCODING = "encoding"  #: `encoding`: it was not UTF-8
    SHEET = "sheet"  #: `sheet`: the sheet that was read; `others` names the rest
    COLUMNS_LEFT_OUT = "columns-left-out"  #: `columns`: these hold nothing that can be shown
    NO_HEADING = "no-heading"  #: the first line was read as a row
    BLANK_ROWS = "blank-rows"  #: `rows`: how many were left out
    ROWS_SKIPPED = "rows-skipped"  #: `rows`: how many had errors and were left out, as chosen
    MISSING_LEFT_OUT = "missing-left-out"  #: `cells`: how many counted as empty, as chosen; `column`
    SPELLINGS = (
        "spellings"  #: `first` and `second` are known answers that look alike: the first is used for both
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to mention about how a table was read."""

    type: NoteType
    args: Mapping[str, str | int] = field(default_factory=dict)


class DoubtType(StrEnum):
    """What only the sender of a table can decide."""

    HEADING = "heading"  #: is the first line a heading or a row like the others?
    MISSING = "missing"  #: are these values missing or real names?


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question about a table. To answer it, read the table again with a choice.

    Attributes:
        type: What to ask.
        column: The column it is about; None for the table as a whole.
        values: HEADING: the cells of the first line, each with a count of 1. MISSING: each value that looks missing
            and the number of cells that hold it, most frequent first; an empty value is "".
    """

    type: DoubtType
    column: str | None
    values: tuple[tuple[str, int], ...]
