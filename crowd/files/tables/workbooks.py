"""Takes workbooks of Excel, LibreOffice and Google Sheets apart into rows of text, as their sheets show them."""

import contextlib
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.table import FileFormat

#: Bytes that a workbook may have once it is unpacked. One of 200,000 rows has 100 MB.
_MOST_BYTES = 300 * 1024 * 1024
_MOST_PARTS = 5_000
#: Cells from the first to the last one that is used: each takes memory, even an empty one.
MOST_CELLS = 5_000_000
_CHUNK_BYTES = 4 * 1024 * 1024
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_REPEATED = re.compile(rb"""<table:table-(?:cell|row)[^>]{0,400}-repeated\s*=\s*["'](\d+)["'][^>]{0,400}>""")

#: What the process that reads a workbook says of one that it cannot read.
_REFUSALS = {"password": Reason.PASSWORD, "large": Reason.WORKBOOK_TOO_LARGE}
_CHILD = Path(__file__).with_name("workbook_child.py")

#: Texts as a sheet shows them; a number whose last digits are lost stands in a list.
Rows = list[list[str | list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """The rows of a sheet, from its first row and column on.

    Attributes:
        name: The sheet's.
        others: Names of the other sheets that can be seen.
        rows: What the cells show.
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
    with _child(data, sheet or "") as lines:
        return _choose(lines, errors, sheet, fits)


@contextlib.contextmanager
def _child(data: bytes, sheet: str) -> Iterator[Iterator[dict[str, Any]]]:
    """What a process of its own reads: a damaged workbook may ask for all memory there is, or end its reader."""
    command = [sys.executable, "-I", str(_CHILD), sheet]
    with subprocess.Popen(  # noqa: S603 (our own file, by its own path)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield _talk(process, data)
        finally:
            process.kill()
            with contextlib.suppress(OSError):
                # What it never read cannot be handed over any more.
                (process.stdin or io.BytesIO()).close()


def _talk(process: "subprocess.Popen[bytes]", data: bytes) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(BrokenPipeError):
        if process.stdin is not None:
            process.stdin.write(data)
            process.stdin.close()
    for line in process.stdout or ():
        # A process that is ended may leave half a line.
        yield json.loads(line) if line.endswith(b"\n") else {"error": "broken"}
    if process.wait():
        yield {"error": "broken"}


def _choose(
    lines: Iterator[dict[str, Any]],
    errors: ErrorList,
    sheet: str | None,
    fits: Callable[[Sequence[str]], bool],
) -> SheetRows:
    visible: tuple[str, ...] = ()
    first: SheetRows | None = None
    found = 0
    for line in lines:
        if "error" in line:
            raise errors.refusal(_REFUSALS.get(line["error"], Reason.BROKEN_WORKBOOK))
        if "sheets" in line:
            visible = tuple(line["sheets"])
            continue
        found += 1
        others = tuple(name for name in visible if name != line["name"])
        rows = SheetRows(name=line["name"], others=others, rows=line["rows"])
        heading = next((row for row in rows.rows if any(row)), None)
        if heading is None:
            continue
        if fits(["".join(cell) for cell in heading]):
            return rows
        first = first or rows
    if first is not None:
        return first
    if sheet is not None and not found:
        raise errors.refusal(Reason.NO_SHEET, ", ".join(visible))
    raise errors.refusal(Reason.EMPTY_FILE if visible else Reason.BROKEN_WORKBOOK)


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
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
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
