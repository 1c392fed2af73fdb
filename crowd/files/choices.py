"""What a reader tells beside the rows: notes on how a table was read, doubts to ask about, and the choices made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Missing(StrEnum):
    """What becomes of cells that look like missing values: `nan`, `None`, `NA`, `null` and the like."""

    KEEP = "keep"  #: they are names like any other
    LEAVE_OUT = "leave-out"  #: they count as empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoices:
    """What somebody decided about a table; None where nobody was asked yet.

    Attributes:
        heading: Whether the first line names the columns. None: it is taken to, and a doubt says if that is unlikely.
        missing: What to do with values that look missing. None: they are kept, and a doubt says that there are some.
        skip_bad_rows: Whether rows with errors are left out, instead of refusing the file.
        sheet: The sheet of a workbook to read. None: the first that has the right columns.
    """

    heading: bool | None = None
    missing: Missing | None = None
    skip_bad_rows: bool = False
    sheet: str | None = None


NO_CHOICES = ReadChoices()


class NoteKind(StrEnum):
    """What is worth telling about how a table was read; each value is the end of a sentence's key (`note-...`)."""

    ENCODING = "encoding"  #: `encoding`: it was not in UTF-8
    SHEET = "sheet"  #: `sheet`: of several, this one was read; `others` names the rest
    COLUMNS_LEFT_OUT = "columns-left-out"  #: `columns`: nothing in them can be shown
    NO_HEADING = "no-heading"  #: the first line was read as a row
    BLANK_ROWS = "blank-rows"  #: `rows`: so many were left out
    ROWS_SKIPPED = "rows-skipped"  #: `rows`: so many had errors and were left out, as was chosen
    MISSING_LEFT_OUT = "missing-left-out"  #: `cells`: so many counted as empty, as was chosen; `column`
    SPELLINGS = (
        "spellings"  #: `first` and `second` are known answers that read alike: the first is taken for both
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to tell about how a table was read."""

    kind: NoteKind
    args: Mapping[str, str | int] = field(default_factory=dict)


class DoubtKind(StrEnum):
    """What only the person who sent a table can decide."""

    HEADING = "heading"  #: is the first line a heading, or a row like the others?
    MISSING = "missing"  #: are these values missing, or names?


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question about a table, answered by reading it again with a choice.

    Attributes:
        kind: What is asked.
        column: The column that is meant; None for the table as a whole.
        values: HEADING: the cells of the first line, each with a count of 1. MISSING: each value that looks missing
            with the number of cells that hold it, most frequent first; an empty one is "".
    """

    kind: DoubtKind
    column: str | None
    values: tuple[tuple[str, int], ...]
