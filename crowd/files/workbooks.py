"""Takes workbooks of Excel, LibreOffice and Google Sheets apart into rows of text, as their sheets show them."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import python_calamine as calamine

from crowd.files.errors import ErrorList, Reason
from crowd.files.table import FileFormat, OddCell

#: Bytes that a workbook may have once it is unpacked. One of 200,000 rows has 100 MB.
_MOST_BYTES = 300 * 1024 * 1024
_MOST_PARTS = 5_000
#: Cells from the first to the last one that is used: each takes memory, even an empty one.
MOST_CELLS = 5_000_000
#: Above this Excel and everything else that keeps numbers as floats has rounded the last digits.
_EXACT = 2**53

_CHUNK_BYTES = 4 * 1024 * 1024
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_REPEATED = re.compile(rb"""<table:table-(?:cell|row)[^>]*-repeated\s*=\s*["'](\d+)["'][^>]*>""")

Value = object
Rows = list[list[Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """The rows of a sheet, from its first row and column on.

    Attributes:
        name: The sheet's.
        others: Names of the other sheets that can be seen.
        rows: The values of the cells.
    """

    name: str
    others: tuple[str, ...]
    rows: Rows


def read_workbook(
    data: bytes,
    file_format: FileFormat,
    errors: ErrorList,
    *,
    sheet: str | None,
    fits: Callable[[Sequence[str]], bool],
) -> SheetRows:
    """Read one sheet of a workbook.

    Args:
        data: The whole file.
        file_format: XLSX, XLS or ODS.
        errors: Where it is noted what is wrong.
        sheet: The sheet to read; None takes the first that fits, else the first that holds anything.
        fits: Whether a sheet with this heading is the one that is wanted.

    Raises:
        TaskFileErrors: It is damaged, too large, protected by a password, empty, or has no such sheet.
    """
    if file_format is not FileFormat.XLS:
        _check_size(data, file_format, errors)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _choose(book, errors, sheet, fits)
    except calamine.PasswordError:
        raise errors.refusal(Reason.PASSWORD) from None
    except (calamine.CalamineError, OSError):
        raise errors.refusal(Reason.BROKEN_WORKBOOK) from None


def _choose(
    book: calamine.CalamineWorkbook,
    errors: ErrorList,
    sheet: str | None,
    fits: Callable[[Sequence[str]], bool],
) -> SheetRows:
    names = _visible(book)
    if sheet is not None:
        named = next((name for name in book.sheet_names if name.strip() == sheet.strip()), None)
        if named is None:
            raise errors.refusal(Reason.NO_SHEET, ", ".join(names))
        names = [named]
    first: tuple[str, Rows] | None = None
    for name in names:
        rows = _rows(book.get_sheet_by_name(name))
        heading = next((row for row in rows if any(cell != "" for cell in row)), None)
        if heading is None:
            continue
        if fits([str(cell) for cell in heading]):
            return SheetRows(name=name, others=_others(book, name), rows=rows)
        first = first or (name, rows)
    if first is None:
        raise errors.refusal(Reason.EMPTY_FILE)
    return SheetRows(name=first[0], others=_others(book, first[0]), rows=first[1])


def _rows(sheet: calamine.CalamineSheet) -> Rows:
    rows: Rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    return rows


def _visible(book: calamine.CalamineWorkbook) -> list[str]:
    """The sheets with cells that somebody can see; all of them where nobody can see any."""
    seen = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    return seen or list(book.sheet_names)


def _others(book: calamine.CalamineWorkbook, name: str) -> tuple[str, ...]:
    return tuple(other for other in _visible(book) if other != name)


def _check_size(data: bytes, file_format: FileFormat, errors: ErrorList) -> None:
    """Refuse what would unpack to more than fits, before any of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise errors.refusal(Reason.WORKBOOK_TOO_LARGE)
            for part in parts:
                if file_format is FileFormat.XLSX and part.filename.startswith("xl/worksheets/"):
                    _check_cells(_chunks(archive, part), errors)
                elif part.filename == "content.xml":
                    _check_repeats(_chunks(archive, part), errors)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise errors.refusal(Reason.BROKEN_WORKBOOK) from None


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of an archive piece by piece, each with the end of the one before."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK_BYTES):
            yield tail + piece
            tail = piece[-256:]


def _check_cells(chunks: Iterator[bytes], errors: ErrorList) -> None:
    """Refuse a sheet whose cells lie so far apart that all between them would not fit into memory."""
    last_row = last_column = 1
    for chunk in chunks:
        places = _PLACE.findall(chunk)
        last_row = max(last_row, max((int(row) for _, row in places), default=1))
        letters = {column for column, _ in places}
        last_column = max(last_column, max((_column_number(column) for column in letters), default=1))
    if last_row * last_column > MOST_CELLS:
        raise errors.refusal(Reason.WORKBOOK_TOO_LARGE)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _check_repeats(chunks: Iterator[bytes], errors: ErrorList) -> None:
    """Refuse a sheet of LibreOffice that repeats cells with something in them without end."""
    for chunk in chunks:
        for found in _REPEATED.finditer(chunk):
            is_filled = b"value-type" in found[0] or b"value-type" in chunk[found.end() : found.end() + 200]
            if is_filled and int(found[1]) > MOST_CELLS // 50:
                raise errors.refusal(Reason.WORKBOOK_TOO_LARGE)


def cell_text(value: Value) -> str:
    """Return what a cell shows: whole numbers without a point, dates as ISO 8601; of an error, nothing."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number_text(value)
        case dt.datetime():
            shown = value.replace(microsecond=0)
            return shown.date().isoformat() if shown.time() == dt.time() else shown.isoformat(" ")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.replace(microsecond=0).isoformat()
        case dt.timedelta():
            hours, rest = divmod(round(value.total_seconds()), 3600)
            return f"{hours}:{rest // 60:02}:{rest % 60:02}"
        case _:
            return ""


def _number_text(value: float) -> str:
    whole = value == int(value) if abs(value) < float("inf") else False
    if whole and abs(value) > _EXACT:
        text = str(int(value))
        return OddCell(text, Reason.LOST_DIGITS, text)
    # 15 digits are what a spreadsheet keeps and shows: 0.1 + 0.2 is 0.3 there.
    return str(int(value)) if whole else f"{value:.15g}"
