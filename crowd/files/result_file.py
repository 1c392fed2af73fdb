"""Writes result files as CSV that is safe to open in a spreadsheet, whatever people wrote."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence

#: What a spreadsheet treats as the start of a formula (OWASP, CSV Injection), with the full-width forms that
#: some spreadsheets fold to the plain ones.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
#: A sign before a number does not start a formula, and an apostrophe would turn the number into text.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9]+")
#: Most characters of a project's name in its file names: file lists show little more.
_MOST_STEM = 40
#: Characters in each chunk of the file.
_CHUNK_CHARS = 64 * 1024

Cell = str | int | float | None


def file_name(project: str, what: str, project_id: int) -> str:
    """Return a name for a project's file that every system accepts: `Reviews-results-12.csv`.

    Accents are removed, and so are letters without an ASCII form, because some systems that a file passes through
    would garble them.
    """
    ascii_only = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode()
    words = "-".join(_WORD.findall(ascii_only))[:_MOST_STEM].strip("-")
    return "-".join([*([words] if words else []), what, f"{project_id}.csv"])


def safe_cell(value: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet would treat it as a formula.

    Plain numbers such as `-5` or `+3.2e1` stay numbers. The result cannot be distinguished from a text that already
    started with an apostrophe, so text that must come back exactly needs a format that no spreadsheet opens.
    """
    if value[:1] in _FORMULA_STARTS and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write a table as CSV, chunk by chunk.

    UTF-8 with a byte order mark: most requesters open this in Excel, which would otherwise assume the local code
    page and garble every non-ASCII letter. Python reads it with the encoding `utf-8-sig`, and `read_task_file`
    reads it as it is. Lines end with CR LF (RFC 4180), and None is an empty cell. Text is always quoted: otherwise
    a reader that splits at semicolons or tabs would find a formula in the middle of a cell.

    Raises:
        ValueError: A row is not as long as the header.
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
    # A lone surrogate cannot be encoded as UTF-8; a question mark in one cell is better than no file.
    return text.encode(errors="replace")


def pack(name: str, data: bytes, *, most_bytes: int) -> tuple[str, bytes]:
    """Return a file unchanged if it has at most `most_bytes`, else as the only entry of a zip file."""
    if len(data) <= most_bytes:
        return name, data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return f"{name}.zip", packed.getvalue()
