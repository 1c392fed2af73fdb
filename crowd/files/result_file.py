"""Writes result files as CSV that a spreadsheet opens without running anything that people put into it."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence

#: What a spreadsheet takes for the start of a formula (OWASP, CSV Injection), with the full-width forms that
#: some of them fold to the plain ones.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
#: A sign before a number starts no formula, and an apostrophe would turn the number into text.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9]+")
#: Characters of a project's name in the names of its files: lists of files show little more.
_MOST_STEM = 40
#: A piece of the file is handed out when it has grown to this.
_CHUNK_CHARS = 64 * 1024

Cell = str | int | float | None


def file_name(project: str, what: str, project_id: int) -> str:
    """Return a name for a file of a project that every system takes: `Reviews-results-12.csv`.

    Accents go, and what has no letter of ASCII goes altogether: some of the systems that a file passes through
    would garble it.
    """
    ascii_only = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode()
    words = "-".join(_WORD.findall(ascii_only))[:_MOST_STEM].strip("-")
    return "-".join([*([words] if words else []), what, f"{project_id}.csv"])


def safe_cell(value: str) -> str:
    """Give the text with an apostrophe before it where a spreadsheet would take it for a formula.

    Plain numbers such as `-5` or `+3.2e1` stay numbers. Nobody can tell the result from a text that had its
    apostrophe before, so what must come back exactly belongs in a format that no spreadsheet opens.
    """
    if value[:1] in _FORMULA_STARTS and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write a table as CSV, piece by piece.

    UTF-8 with a byte order mark: most requesters open this in Excel, which takes a file without one for the
    local code page and garbles every letter that is not ASCII. Python reads it with the encoding `utf-8-sig`,
    and `read_task_file` as it is. Lines end with CR LF (RFC 4180), and None is an empty cell. Text is always quoted:
    a reader that splits at semicolons or tabs would otherwise find a formula in the middle of a cell.

    Raises:
        ValueError: When a row is not as long as the header.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC)
    buffer.write("\ufeff")
    writer.writerow(map(safe_cell, header))
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under {len(header)} columns")
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
        if buffer.tell() >= _CHUNK_CHARS:
            yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    # Half a surrogate pair has no UTF-8; a question mark in one cell is better than no file.
    return text.encode(errors="replace")


def pack(name: str, data: bytes, *, most_bytes: int) -> tuple[str, bytes]:
    """Return a file as it is if it has at most `most_bytes`, else as the one entry of a zip file."""
    if len(data) <= most_bytes:
        return name, data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return f"{name}.zip", packed.getvalue()
