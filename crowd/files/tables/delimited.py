"""Splits text into records: CSV with any delimiter, tab-separated text, or plain lines."""

import csv
import io
import re
from collections.abc import Iterator

from crowd.files.errors import ErrorList, Reason

Record = tuple[int, list[str]]

#: Columns that nobody needs may have cells of any size; in the bot, a whole file has at most 20 MB.
csv.field_size_limit(2**31 - 1)

_DELIMITERS = ",;\t|"
#: Delimiter for lines with only one cell: nobody types it.
_NO_DELIMITER = "\x1f"
_HEADER_LINE = re.compile(r'(?:"[^"]*+"|[^"\r\n]++)*+')
_QUOTED = re.compile(r'"[^"]*+"')
#: The first line in which Excel names the delimiter.
_SEP = re.compile(r'[ \t]*"?sep=([^"\r\n])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
#: A quoted cell, with quotes inside it doubled.
_QUOTED_CELL = re.compile(r'"((?:[^"]|"")*)"')
_SAMPLE_CHARS = 64 * 1024
_SAMPLE_LINES = 200
#: Most lines in a cell of a tab-separated file.
_MOST_LINES = 1_000
#: To find where such cells end, lines are read again: this many characters, and this many times the file, at most.
_LEAST_AGAIN, _MOST_TIMES_AGAIN = 2_000_000, 20
#: Most lines with broken quotation marks to show.
_SHOWN_LINES = 20
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


class Delimited:
    """Text that consists of records with a delimiter.

    Attributes:
        delimiter: The delimiter between cells; None if each line is one cell.
        first_row: Number of the first record, as a spreadsheet counts.
    """

    def __init__(self, text: str) -> None:
        said = _SEP.match(text)
        self.first_row = 1
        if said is not None:
            self.first_row = 2
            text = text[said.end() :]
        if said is None:
            text = _unwrapped(text)
        self._text = text
        self.delimiter: str | None = said[1] if said is not None else _sniff_delimiter(text)

    def records(self, errors: ErrorList) -> Iterator[Record]:
        """Yield every record that is not an empty line, with its number; note those that cannot be read."""
        if self.delimiter == "\t":
            return iter(_TabRecords(self._text, self.first_row))
        return self._csv_records(errors)

    def _csv_records(self, errors: ErrorList) -> Iterator[Record]:
        delimiter = self.delimiter or _NO_DELIMITER
        reader = csv.reader(
            io.StringIO(self._text, newline=""),
            delimiter=delimiter,
            strict=True,
            skipinitialspace=_skips_space(self._text, delimiter),
        )
        row, width, n_broken = self.first_row - 1, 0, 0
        while True:
            row += 1
            n_lines = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                n_broken += 1
                # Finding a line costs as much as reading up to it.
                line = _line(self._text, n_lines) if n_broken <= _SHOWN_LINES else ""
                if reader.line_num > n_lines + 1 or line.count('"') % 2:
                    # There is no telling where the next row starts, and wrong guesses would be reported as errors.
                    errors.add(row, None, Reason.OPEN_QUOTE, line)
                    return
                errors.add(row, None, Reason.BROKEN_QUOTES, line)
                continue
            if not cells:
                continue
            width = width or len(cells)
            if reader.line_num > n_lines + 1 and _swallowed(cells, width, delimiter):
                errors.add(row, None, Reason.OPEN_QUOTE, _line(self._text, n_lines))
                return
            yield row, cells


def _line(text: str, number: int) -> str:
    """A line of a text, counted as the csv module counts."""
    for count, line in enumerate(io.StringIO(text, newline="")):
        if count == number:
            return line.strip("\r\n")
    return ""


def _swallowed(cells: list[str], width: int, delimiter: str) -> bool:
    """Whether a cell of several lines swallowed rows, because stray quotation marks opened and closed it.

    Each of its lines then has as many cells as the heading and starts like the first cell of the row.
    """
    if width < 2 or len(cells) != width:
        return False
    for place, cell in enumerate(cells):
        opening, *lines = cell.splitlines() or [""]
        if not lines or opening.count(delimiter) + place != width - 1:
            continue
        counts = [line.count(delimiter) for line in lines]
        counts[-1] += width - 1 - place
        starts = {_shape(line.split(delimiter)[0]) for line in lines}
        if all(count == width - 1 for count in counts) and starts == {_shape(cells[0].splitlines()[0])}:
            return True
    return False


def _shape(cell: str) -> str:
    return _DIGITS.sub("9", _LETTERS.sub("a", cell.strip().strip('"')))


def _skips_space(text: str, delimiter: str) -> bool:
    """Whether quoted cells have a space before them, which would make the quotes part of the text."""
    sample = _sample(text)
    if re.search(f"{re.escape(delimiter)} +{_NO_DELIMITER}", _QUOTED.sub(_NO_DELIMITER, sample)) is None:
        return False
    return _fit(sample, delimiter, skip=True) >= _fit(sample, delimiter, skip=False) > 0


def _unwrapped(text: str) -> str:
    """The text without the quotation marks around each whole line, as a spreadsheet writes it that saw one column."""
    if not text.lstrip().startswith('"') or _sniff_delimiter(text) is not None:
        return text
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_NO_DELIMITER, strict=True))
    except csv.Error:
        return text
    if any(len(cells) > 1 for cells in lines):
        return text
    inner = "\n".join(cells[0] if cells else "" for cells in lines)
    delimiter = _sniff_delimiter(inner)
    return inner if delimiter is not None and _fit(_sample(inner), delimiter) == 1 else text


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE_CHARS:
        return text
    sample = text[:_SAMPLE_CHARS]
    return sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample


def _fit(sample: str, delimiter: str, *, skip: bool = False) -> float:
    """The share of records with as many cells as the first; 0 if the delimiter does not split cells."""
    reader = csv.reader(
        io.StringIO(sample, newline=""), delimiter=delimiter, strict=True, skipinitialspace=skip
    )
    widths = []
    for _ in range(_SAMPLE_LINES):
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            widths.append(0)
            continue
        if any(cells):
            widths.append(len(cells))
    if not widths or widths[0] < 2:
        return 0.0
    return widths.count(widths[0]) / len(widths)


def _sniff_delimiter(text: str) -> str | None:
    """Find the delimiter of the first line; if there are several, the one that the other lines also have."""
    header = _HEADER_LINE.match(text.lstrip("\r\n"))
    bare = _QUOTED.sub("", header[0]) if header else ""
    counts = {delimiter: bare.count(delimiter) for delimiter in _DELIMITERS}
    found = [delimiter for delimiter in _DELIMITERS if counts[delimiter]]
    if len(found) == 1:
        return found[0]
    if found:
        sample = _sample(text)
        return max(found, key=lambda delimiter: (_fit(sample, delimiter), counts[delimiter]))
    return _missing_delimiter(_sample(text))


def _missing_delimiter(sample: str) -> str | None:
    """The delimiter under a heading with only one name: none, unless every line has one equally often."""
    lines = [line for line in sample.splitlines() if line.strip()][1:_SAMPLE_LINES]
    bare = [_QUOTED.sub("", line) for line in lines]
    for delimiter in _DELIMITERS if len(bare) > 1 else ",\t":
        counts = {line.count(delimiter) for line in bare}
        if len(counts) == 1 and 0 not in counts:
            return delimiter
    return None


class _TabRecords:
    """The records of tab-separated text, in which many programs do not escape quotation marks.

    A cell counts as quoted only if its quotes are complete: at both ends, and doubled inside.
    """

    def __init__(self, text: str, first_row: int) -> None:
        self._lines = io.StringIO(text, newline="")
        self._ahead: list[str] = []
        self._row = first_row - 1
        self._width = 0
        self._read_again = _LEAST_AGAIN + _MOST_TIMES_AGAIN * len(text)

    def __iter__(self) -> Iterator[Record]:
        while line := self._ahead.pop(0) if self._ahead else self._lines.readline():
            self._row += 1
            cells = line.rstrip("\r\n").split("\t")
            if '"' in line:
                cells = self._unquoted(cells, line)
            if len(cells) == 1 and not cells[0]:
                continue
            self._width = self._width or len(cells)
            yield self._row, cells

    def _unquoted(self, cells: list[str], line: str) -> list[str]:
        """The cells of a line with quotation marks, and of the lines after it that a quoted cell extends to."""
        if all(_QUOTED_CELL.fullmatch(cell) for cell in cells if cell.startswith('"')):
            return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in cells]
        alone = _parsed(line)
        if alone is not None and (not self._width or len(alone) == self._width):
            return alone
        if not any(cell.startswith('"') and not _QUOTED_CELL.fullmatch(cell) for cell in cells):
            return cells
        if not self._ahead and (following := self._lines.readline()):
            self._ahead.append(following)
        is_row = bool(self._ahead) and self._ahead[0].count("\t") == self._width - 1
        if len(cells) == self._width and (is_row or not cells[-1].startswith('"')):
            # The next line is a row of its own, so the quotation mark here does not open a cell.
            return cells
        return self._joined(line) or cells

    def _joined(self, line: str) -> list[str] | None:
        """The record made of this line and the next ones, joined by a cell of several lines; None if it never ends."""
        taken, size = [line], len(line)
        for number in range(_MOST_LINES):
            if number == len(self._ahead):
                following = self._lines.readline()
                if not following:
                    return None
                self._ahead.append(following)
            taken.append(self._ahead[number])
            size += len(taken[-1])
            if '"' not in taken[-1]:
                continue
            self._read_again -= size
            if self._read_again < 0:
                return None
            cells = _parsed("".join(taken))
            if cells is not None and (not self._width or len(cells) == self._width):
                del self._ahead[: number + 1]
                return cells
        return None


def _parsed(text: str) -> list[str] | None:
    """A record as the csv module reads it; None if its quotes are incomplete."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None
