"""Reads a workbook in a process of its own: a damaged one may end the process that reads it.

Run by its path, with the name of a sheet or "" as its argument, and the workbook on its standard input. It writes a
line of JSON with the names of the sheets, then one for each sheet with its name and rows. It imports nothing of the
project, so that it starts at once.
"""

import contextlib
import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import python_calamine as calamine

#: Memory and time that reading may take: the most cells that are accepted need 720 MB.
_MOST_MEMORY = 1280 * 1024**2
_MOST_SECONDS = 120
#: Characters of a sheet, more than twice what a text file may have: a few kilobytes can hold one text a million times.
_MOST_CHARS = 50_000_000
#: Above this everything that keeps numbers as floats has rounded the last digits.
_EXACT = 2**53


def main() -> None:
    """Read the workbook and write its sheets."""
    _limit()
    data, wanted = sys.stdin.buffer.read(), sys.argv[1]
    try:
        for line in _lines(data, wanted):
            sys.stdout.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")
            sys.stdout.flush()
    except calamine.PasswordError:
        sys.stdout.write('{"error": "password"}\n')
    except (calamine.CalamineError, OSError):
        sys.stdout.write('{"error": "broken"}\n')


def _limit() -> None:
    """Take no more memory and time than fits, where the system can see to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # Only where there is one: not on Windows.

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lines(data: bytes, wanted: str) -> Iterator[dict[str, Any]]:
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        seen = _visible(book)
        yield {"sheets": seen}
        if wanted:
            seen = [name for name in book.sheet_names if name.strip() == wanted.strip()]
        for name in seen:
            values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in values]
            if sum(len(cell) for row in rows for cell in row) > _MOST_CHARS:
                yield {"error": "large"}
                return
            yield {"name": name, "rows": rows}


def _visible(book: calamine.CalamineWorkbook) -> list[str]:
    """The sheets with cells that somebody can see; all of them where nobody can see any."""
    seen = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    return seen or list(book.sheet_names)


def cell_text(value: object) -> str | list[str]:
    """Return what a cell shows: whole numbers without a point, dates as ISO 8601; of an error, nothing.

    A number whose last digits are lost comes in a list.
    """
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


def _number_text(value: float) -> str | list[str]:
    is_whole = abs(value) < float("inf") and value == int(value)
    if is_whole and abs(value) > _EXACT:
        return [str(int(value))]
    # 15 digits are what a spreadsheet keeps and shows: 0.1 + 0.2 is 0.3 there.
    return str(int(value)) if is_whole else f"{value:.15g}"


if __name__ == "__main__":
    main()
