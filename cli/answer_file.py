"""Reads a file of recorded answers, and a file of known labels, for the commands that measure them."""

import contextlib
import gc
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crowd.answers import AnswerCodes, CodedAnswers, IntArray, last_of_each, pair_codes
from crowd.files.errors import ErrorList, Reason, RowError, TaskFileErrors
from crowd.files.sheets import Sheet, read_sheet
from handlers.panels import reason_text
from handlers.texts import DEFAULT_LOCALE, texts_in

#: The names under which a column is found; of two, the first that a file has is taken. `id` and `counted` are
#: those of the answers-N.csv that the bot sends, `performer` is crowd-kit's older name for a worker, and `question` and
#: `truth` are those of the sets that Zheng et al. (PVLDB 2017) share.
TASK = ("task", "id", "question")
PERSON = ("worker", "contributor", "person", "annotator", "performer")
LABEL = ("label", "answer")
GOLD = (*LABEL, "gold", "truth")
LANGUAGE = ("language",)
COUNTED = ("counted",)

#: What `counted` holds for an answer that came too late, or that a later version replaced.
_NOT_COUNTED = "no"
#: Rows turned into codes at a time: what is held as text stays small.
_CHUNK_ROWS = 4_096
#: Errors that are printed; the rest is counted.
_SHOWN_ERRORS = 5


class AnswerFileRefused(ValueError):
    """A file cannot be used: the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerFile:
    """Recorded answers, and what is known of their tasks.

    Attributes:
        answers: Codes and names. Tasks and people are in sorted order; so are labels, as numbers where all of
            them are numbers. Labels that only gold has are among them.
        gold: True label of each task, (n_tasks,) int, -1 where unknown; None without a gold file.
        language: Language of each answer, (n_answers,) int, -1 where its cell is empty; None where no row has one.
        languages: Name of each language code, sorted.
        n_rows: Rows of the file.
        n_replaced: Those that an answer of the same person to the same task replaced: the last row counts.
        n_not_counted: Those whose column `counted` says no.
        n_gold_unused: Tasks of the gold file that have no answer.
    """

    answers: CodedAnswers[str, str, str]
    gold: NDArray[np.int64] | None = None
    language: IntArray | None = None
    languages: tuple[str, ...] = ()
    n_rows: int
    n_replaced: int
    n_not_counted: int = 0
    n_gold_unused: int = 0


def read_answer_file(path: Path, gold: Path | None = None) -> AnswerFile:
    """Read a file of answers: CSV (comma, semicolon, tab) or JSON lines, in UTF-8 with or without a mark.

    It has a column for the task, the person and the label, under one of the names `TASK`, `PERSON` and `LABEL`, in any
    order and case; `language` and `counted` are used if there are any, all others are passed over. Cells are taken
    without the space around them. A million rows of CSV take two to three seconds.

    Args:
        path: The file of answers.
        gold: A file with a column for the task and one for the label (under one of the names `GOLD`), read in the same
            way.

    Raises:
        AnswerFileRefused: Something is missing or cannot be used.
    """
    task, person, label, language, counted = _read_columns(path, (TASK, PERSON, LABEL), (LANGUAGE, COUNTED))
    known = None if gold is None else _read_columns(gold, (TASK, GOLD))
    kept = np.flatnonzero(counted.codes != counted.find(_NOT_COUNTED))
    if not kept.size:
        raise AnswerFileRefused(f"{path}: no answer counts: the column 'counted' says no in every row.")
    tasks, people = tuple(sorted(task.names)), tuple(sorted(person.names))
    labels = _in_order({*label.names, *(known[1].names if known else ())})
    spoken = tuple(sorted(filter(None, language.names)))
    task_code, person_code = task.coded_by(tasks)[kept], person.coded_by(people)[kept]
    last = last_of_each(pair_codes(task_code, person_code, len(people)))
    codes = AnswerCodes(
        task=task_code[last],
        contributor=person_code[last],
        label=label.coded_by(labels)[kept][last],
        n_tasks=len(tasks),
        n_contributors=len(people),
        n_labels=len(labels),
    )
    return AnswerFile(
        answers=CodedAnswers(codes=codes, tasks=tasks, contributors=people, labels=labels),
        gold=None if known is None else _gold_of(known, tasks, labels),
        language=language.coded_by(spoken)[kept][last] if spoken else None,
        languages=spoken,
        n_rows=task.codes.size,
        n_replaced=kept.size - last.size,
        n_not_counted=task.codes.size - kept.size,
        n_gold_unused=0 if known is None else len(set(known[0].names).difference(tasks)),
    )


def read_cells(
    path: Path, needed: Sequence[tuple[str, ...]], optional: Sequence[tuple[str, ...]] = ()
) -> list[list[str]]:
    """Read columns as text, a list of cells each, in the order of the rows.

    Args:
        path: CSV (comma, semicolon, tab) or JSON lines, in UTF-8 with or without a mark.
        needed: The names under which each column is found, in lower case; none of its cells may be empty.
        optional: The same for columns whose cells may be empty; all of them are where there is no such column.

    Raises:
        AnswerFileRefused: A column is missing, or something cannot be used.
    """
    columns = _read_columns(path, needed, optional)
    return [[column.names[code] for code in column.codes.tolist()] for column in columns]


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """The cells of a column: the different ones in order of appearance, and which of them each row has."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]

    def find(self, name: str) -> int:
        """Return the code of a name, -1 where no row has it."""
        return self.names.index(name) if name in self.names else -1

    def coded_by(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Return the code of each row's cell by other names, (n_rows,) int, -1 where it is not among them."""
        code_of = {name: code for code, name in enumerate(names)}
        codes = np.array([code_of.get(name, -1) for name in self.names], np.int64)
        return codes[self.codes]


def _gold_of(known: list[_Column], tasks: Sequence[str], labels: Sequence[str]) -> NDArray[np.int64]:
    task, label = known[0].coded_by(tasks), known[1].coded_by(labels)
    last = last_of_each(task)
    last = last[task[last] >= 0]
    gold = np.full(len(tasks), -1)
    gold[task[last]] = label[last]
    return gold


def _in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels in sorted order: as numbers where all of them are numbers."""
    names = sorted(labels)
    try:
        numbers = [float(name) for name in names]
    except ValueError:
        return tuple(names)
    if not all(map(math.isfinite, numbers)):
        return tuple(names)
    return tuple(name for _, name in sorted(zip(numbers, names, strict=True)))


def _read_columns(
    path: Path, needed: Sequence[tuple[str, ...]], optional: Sequence[tuple[str, ...]] = ()
) -> list[_Column]:
    """Read the columns with these names; of those that may be missing, all cells are empty then."""
    errors = ErrorList(_SHOWN_ERRORS)
    data = _read_bytes(path)
    try:
        with _no_garbage_collection():
            sheet = read_sheet(data, name=path.name, max_rows=sys.maxsize, errors=errors, ragged=True)
            places: list[int | None] = [_place(path, sheet, names) for names in needed]
            places += [_find(path, sheet, names) for names in optional]
            columns = _code(sheet, places, len(needed), errors)
        errors.raise_if_any()
        if not columns[0].codes.size:
            raise errors.refusal(Reason.NO_ROWS)
    except TaskFileErrors as found:
        raise AnswerFileRefused(_in_words(path, found)) from None
    return columns


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows are made by the million and hold no cycles: looking for some doubles the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise AnswerFileRefused(f"{path} is a folder: name a file in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AnswerFileRefused(f"There is no file {path}.") from None
    except OSError as error:
        raise AnswerFileRefused(f"{path} cannot be read: {error.strerror}.") from None


def _place(path: Path, sheet: Sheet, names: tuple[str, ...]) -> int:
    place = _find(path, sheet, names)
    if place is None:
        found = ", ".join(column[:40] for column in sheet.columns[:12])
        others = f" (or {', '.join(names[1:])})" if names[1:] else ""
        raise AnswerFileRefused(
            f"{path}, row {sheet.header_row}: there is no column {names[0]!r}{others}; the columns are: {found}."
        )
    return place


def _find(path: Path, sheet: Sheet, names: tuple[str, ...]) -> int | None:
    """Return where the column with the first of these names is."""
    columns = [column.casefold() for column in sheet.columns]
    name = next((name for name in names if name in columns), None)
    if name is None:
        return None
    if columns.count(name) > 1:
        raise AnswerFileRefused(
            f"{path}, row {sheet.header_row}: there are {columns.count(name)} columns {name!r}, and nobody can know "
            "which of them counts: rename or delete the others."
        )
    return columns.index(name)


def _code(sheet: Sheet, places: Sequence[int | None], n_needed: int, errors: ErrorList) -> list[_Column]:
    """Turn the cells at these places into codes, and note rows that lack one that is needed."""
    code_of: list[defaultdict[str, int]] = [defaultdict() for _ in places]
    for codes in code_of:
        # A name that was not met before gets the next number.
        codes.default_factory = codes.__len__
    parts: list[list[NDArray[np.int64]]] = [[np.zeros(0, np.int64)] for _ in places]
    rows = iter(sheet.rows)
    width = len(sheet.columns)
    while chunk := list(islice(rows, _CHUNK_ROWS)):
        whole = [cells for _, cells in chunk if len(cells) == width]
        if len(whole) < len(chunk):
            _note_widths(chunk, width, errors)
        columns = list(zip(*whole, strict=True)) if whole else []
        for number, place in enumerate(places):
            cells = [""] * len(whole) if place is None or not columns else map(str.strip, columns[place])
            parts[number].append(np.fromiter(map(code_of[number].__getitem__, cells), np.int64, len(whole)))
            if number < n_needed and "" in code_of[number] and place is not None:
                _note_empty(chunk, place, sheet.columns[place], errors)
    return [_Column(tuple(names), np.concatenate(codes)) for names, codes in zip(code_of, parts, strict=True)]


def _note_widths(chunk: list[tuple[int, list[str]]], width: int, errors: ErrorList) -> None:
    for row, cells in chunk:
        if len(cells) != width:
            reason = Reason.TOO_MANY_CELLS if len(cells) > width else Reason.TOO_FEW_CELLS
            errors.add(row, None, reason, f"{len(cells)} ≠ {width}")


def _note_empty(chunk: list[tuple[int, list[str]]], place: int, column: str, errors: ErrorList) -> None:
    for row, cells in chunk:
        if place < len(cells) and not cells[place].strip():
            errors.add(row, column, Reason.EMPTY_CONTENT)


def _in_words(path: Path, found: TaskFileErrors) -> str:
    lines = [f"{path}{_where(error)}: {_why(error)}." for error in found.errors]
    if found.total > len(lines):
        lines.append(f"... and {found.total - len(lines)} more errors.")
    return "\n".join(lines)


def _where(error: RowError) -> str:
    row = f", row {error.row}" if error.row else ""
    return f"{row}, column {error.column!r}" if error.column else row


def _why(error: RowError) -> str:
    # What is said in the chat about a file of tasks fits here too, but for these.
    match error.reason:
        case Reason.EMPTY_CONTENT:
            return "the cell is empty; fill it in or delete the row"
        case Reason.NO_ROWS:
            return "there are no rows below the header"
        case Reason.TOO_FEW_CELLS | Reason.TOO_MANY_CELLS:
            many = "more" if error.reason is Reason.TOO_MANY_CELLS else "fewer"
            return (
                f"there are {many} cells than columns: {error.found}; every row needs the separator of the "
                "header, and a cell that holds it needs quotation marks"
            )
        case Reason.BINARY:
            return "this is not a text file; it should be CSV, TSV or JSON lines"
        case Reason.EMPTY_FILE:
            return "the file is empty; it should be CSV, TSV or JSON lines"
        case _:
            return reason_text(error, texts_in(DEFAULT_LOCALE))
