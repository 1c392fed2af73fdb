"""The one reader of tables: turns bytes in any supported format into columns and rows of cells."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.choices import NO_CHOICES, Doubt, DoubtType, Note, NoteType, ReadChoices
from crowd.files.tables.decoding import UTF8, Decoded, decode
from crowd.files.tables.delimited import Delimited, Record
from crowd.files.tables.heading import may_be_row
from crowd.files.tables.json_tables import array_records, is_array, line_records
from crowd.files.tables.signatures import find_workbook, refuse_documents
from crowd.files.tables.table import (
    FileFormat,
    OddCell,
    Table,
    at_most,
    column_letter,
    column_name,
)
from crowd.files.tables.workbooks import read_workbook

#: Rows to look at to detect whether the first line is a heading.
_LOOKED_AT = 100
#: Characters of the first line to quote in a doubt.
_SHOWN_CHARS = 200
_ESCAPED = re.compile("[\udc80-\udcff]")


def any_heading(columns: Sequence[str]) -> bool:
    """Accept a sheet with any heading."""
    return bool(columns)


def lettered(width: int) -> tuple[str, ...]:
    """Name the columns of a table without a heading by letter, as a spreadsheet does; a single one needs no name."""
    return ("text",) if width == 1 else tuple(map(column_letter, range(width)))


def read_table(
    data: bytes,
    *,
    name: str,
    max_rows: int,
    errors: ErrorList,
    choices: ReadChoices = NO_CHOICES,
    fits: Callable[[Sequence[str]], bool] = any_heading,
    headless: Callable[[int], tuple[str, ...]] = lettered,
) -> Table:
    """Detect the format of the bytes and return their columns and rows.

    Args:
        data: The whole file.
        name: Its name, which distinguishes JSON from CSV if the content could be both.
        max_rows: The most rows allowed.
        errors: Collects errors, also while the rows are consumed.
        choices: What the sender has decided about it.
        fits: Whether a workbook's sheet with this heading is the right one.
        headless: Names the given number of columns of a table without a heading.

    Raises:
        TaskFileErrors: It is not a table, or it is empty.
    """
    workbook = find_workbook(data, errors)
    if workbook is not None:
        table = _read_workbook(data, workbook, max_rows, errors, choices, fits, headless)
    else:
        decoded = decode(data, errors)
        text = decoded.text
        if not text.strip():
            raise errors.refusal(Reason.EMPTY_FILE)
        refuse_documents(text, errors)
        if _looks_like_json(name, text):
            table = _read_json(text, max_rows, errors)
        else:
            table = _read_delimited(decoded, max_rows, errors, choices, headless)
        if decoded.encoding != UTF8:
            table.encoding = decoded.encoding
            table.notes.append(Note(type=NoteType.ENCODING, args={"encoding": decoded.encoding}))
    errors.doubts = table.doubts
    if table.has_letters:
        errors.letters = {
            column: column_letter(place) for place, column in reversed(list(enumerate(table.columns)))
        }
    return table


def _looks_like_json(name: str, text: str) -> bool:
    suffix = name.lower().rpartition(".")[2]
    start = text.lstrip()[:1]
    if suffix in {"csv", "tsv", "tab", "xls", "xlsx"} and start != "[":
        # The file name may be wrong, but a heading may also start with a bracket.
        return False
    if start == "[":
        return is_array(text) or suffix in {"jsonl", "ndjson", "json"}
    return suffix in {"jsonl", "ndjson", "json"} or start == "{"


def _read_delimited(
    decoded: Decoded,
    max_rows: int,
    errors: ErrorList,
    choices: ReadChoices,
    headless: Callable[[int], tuple[str, ...]],
) -> Table:
    written = Delimited(decoded.text)
    records = written.records(errors)
    marked = map(_mark_bad_bytes, records) if decoded.has_bad_bytes else records
    table = _read_records(marked, max_rows, errors, choices, headless, FileFormat.CSV)
    table.delimiter = written.delimiter
    table.has_odd_cells = decoded.has_bad_bytes
    return table


def _mark_bad_bytes(record: Record) -> Record:
    row, cells = record
    for place, cell in enumerate(cells):
        if _ESCAPED.search(cell):
            shown = _ESCAPED.sub("\ufffd", cell)
            cells[place] = OddCell(shown, Reason.BAD_CHARACTER, shown)
    return row, cells


def _lost_digits(cell: list[str]) -> OddCell:
    return OddCell(cell[0], Reason.LOST_DIGITS, cell[0])


def _read_workbook(
    data: bytes,
    file_format: FileFormat,
    max_rows: int,
    errors: ErrorList,
    choices: ReadChoices,
    fits: Callable[[Sequence[str]], bool],
    headless: Callable[[int], tuple[str, ...]],
) -> Table:
    sheet = read_workbook(
        data,
        file_format,
        errors,
        sheet=choices.sheet,
        fits=lambda heading: fits(tuple(map(column_name, heading))),
    )
    records: Iterator[Record] = (
        (row, [cell if isinstance(cell, str) else _lost_digits(cell) for cell in cells])
        for row, cells in enumerate(sheet.rows, 1)
    )
    table = _read_records(records, max_rows, errors, choices, headless, file_format)
    table.sheet = sheet.name
    table.has_odd_cells = True
    if sheet.others:
        others = ", ".join(sheet.others)[:_SHOWN_CHARS]
        table.notes.append(Note(type=NoteType.SHEET, args={"sheet": sheet.name, "others": others}))
    return table


def _read_records(
    records: Iterator[Record],
    max_rows: int,
    errors: ErrorList,
    choices: ReadChoices,
    headless: Callable[[int], tuple[str, ...]],
    file_format: FileFormat,
) -> Table:
    filled = (record for record in records if any(map(str.strip, record[1])))
    header_row, header = next(filled, (0, None))
    if header is None:
        errors.raise_if_any()
        raise errors.refusal(Reason.EMPTY_FILE)
    while len(header) > 1 and choices.heading is False and not header[-1].strip():
        header.pop()
    notes: list[Note] = []
    doubts: tuple[Doubt, ...] = ()
    if choices.heading is False:
        columns = headless(len(header))
        records = chain([(header_row, header)], records)
        notes.append(Note(type=NoteType.NO_HEADING))
        header_row = 0
    else:
        columns = tuple(map(column_name, header))
        if choices.heading is None:
            ahead = list(islice(records, _LOOKED_AT))
            records = chain(ahead, records)
            if may_be_row(header, [cells for _, cells in ahead]):
                values = tuple((cell[:_SHOWN_CHARS], 1) for cell in header)
                doubts = (Doubt(type=DoubtType.HEADING, column=None, values=values),)
    table = Table(
        columns=columns, header_row=header_row, rows=(), format=file_format, notes=notes, doubts=doubts
    )
    table.rows = at_most(max_rows, _whole(records, table, errors), errors)
    return table


def _whole(records: Iterable[Record], table: Table, errors: ErrorList) -> Iterator[Record]:
    """Yield the records with a cell for each column; count the empty ones, and note an error for the others."""
    width = len(table.columns)
    for record in records:
        row, cells = record
        if not cells[0].strip() and not any(map(str.strip, cells)):
            table.n_blank += 1
        elif len(cells) == width:
            yield record
        elif len(cells) > width and not any(map(str.strip, cells[width:])):
            yield row, cells[:width]
        elif len(cells) < width and not any(table.columns[len(cells) :]):
            yield row, [*cells, *[""] * (width - len(cells))]
        else:
            reason = Reason.TOO_MANY_CELLS if len(cells) > width else Reason.TOO_FEW_CELLS
            errors.add(row, None, reason, str(len(cells)), wanted=str(width))


def _read_json(text: str, max_rows: int, errors: ErrorList) -> Table:
    """Read objects. A name that one of them lacks is an empty cell: not every task has every field."""
    array = is_array(text)
    found = array_records(text, errors) if array else line_records(text, errors)
    records = list(at_most(max_rows, found, errors))
    if not records:
        errors.raise_if_any()
        raise errors.refusal(Reason.NO_ROWS)
    columns = tuple(dict.fromkeys(name for _, cells in records for name in cells))
    rows = ((row, [cells.get(column, "") for column in columns]) for row, cells in records)
    return Table(
        columns=columns,
        header_row=records[0][0],
        rows=rows,
        format=FileFormat.JSON if array else FileFormat.JSONL,
        has_odd_cells=any(type(cell) is OddCell for _, cells in records for cell in cells.values()),
    )
