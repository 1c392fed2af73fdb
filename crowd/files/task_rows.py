"""Turns the cells of a row into a task, or reports everything that is wrong with them."""

import re
from collections import Counter
from dataclasses import dataclass

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.choices import Doubt, DoubtType, Missing, Note, NoteType, ReadChoices
from crowd.files.tables.missing import LONGEST_MISSING, looks_missing
from crowd.files.tables.table import (
    CONTRIBUTORS,
    GOLD,
    ID,
    SPECIAL_COLUMNS,
    OddCell,
    Table,
    column_letter,
)
from crowd.kinds import all_kinds
from crowd.typed.names import look_of, tidy_name

#: A long number that a spreadsheet has rounded.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
#: Telegram promises that its ids have at most 52 significant bits.
_MAX_CONTRIBUTOR = 2**52 - 1
_MAX_ID_DIGITS = 20
_NOBODY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFileLimits:
    """How large a file and its parts may be."""

    #: The most that Telegram lets a bot download.
    max_bytes: int = 20 * 1024 * 1024
    max_rows: int = 200_000
    #: People named, counted once for each task: five for each of 200,000 tasks.
    max_named: int = 1_000_000
    max_columns: int = 50
    max_column_name_chars: int = 200
    max_id_chars: int = 200
    #: Below 131,072, the default limit of Python's csv module.
    max_text_chars: int = 100_000
    max_kept_errors: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as its requester wrote it: `key` is the requester's own id, or the row number."""

    row: int
    key: str
    content: dict[str, str]
    gold: str | None
    contributors: tuple[int, ...]


class RowReader:
    """Turns the cells of a row into a task, or reports everything that is wrong with them.

    Attributes:
        content: The columns to show, with their positions.
    """

    def __init__(
        self,
        table: Table,
        left_out: tuple[str, ...],
        limits: TaskFileLimits,
        errors: ErrorList,
        choices: ReadChoices,
    ) -> None:
        places = {name: place for place, name in enumerate(table.columns)}
        hidden = {*SPECIAL_COLUMNS, *left_out, ""}
        self.content = [(place, name) for name, place in places.items() if name not in hidden]
        self._table = table
        self._id, self._gold, self._contributors = map(places.get, (ID, GOLD, CONTRIBUTORS))
        self._used = [place for place, name in enumerate(table.columns) if name not in {*left_out, ""}]
        self._nameless = {place: _Nameless() for place, name in enumerate(table.columns) if not name}
        self._limits = limits
        self._errors = errors
        self._missing = choices.missing
        self._keys: set[str] = set()
        self._named: dict[str, tuple[int, ...]] = {}
        self._n_named = 0
        self._known = _KnownAnswers()
        self._missing_gold: Counter[str] = Counter()
        self._missing_content: Counter[str] = Counter()

    def read(self, row: int, cells: list[str]) -> TaskRow | None:
        """Return the task in a row; None if the row has an error or is left out."""
        n_before = self._errors.total
        for place, column in self._nameless.items():
            column.look(row, cells[place])
        if self._table.has_odd_cells:
            self._check_odd(row, cells)
        content = {name: cells[place] for place, name in self.content}
        is_shown = self._is_shown(row, content)
        key = str(row) if self._id is None else self._read_key(row, cells[self._id].strip())
        gold = None if self._gold is None else self._read_gold(row, cells[self._gold])
        named = () if self._contributors is None else self._read_named(row, cells[self._contributors])
        if self._errors.total > n_before or not is_shown:
            return None
        return TaskRow(row=row, key=key, content=content, gold=gold, contributors=named)

    def check_nameless(self) -> tuple[str, ...]:
        """Note an error for each column that has no name but is not empty.

        Returns:
            The letters of those that only number the rows, which nobody needs to see.
        """
        counting = []
        for place, column in self._nameless.items():
            if column.counts_rows:
                counting.append(column_letter(place))
            elif column.first_row:
                self._errors.add(
                    self._table.header_row,
                    None,
                    Reason.EMPTY_COLUMN_NAME,
                    str(column.first_row),
                    letter=column_letter(place),
                )
        return tuple(counting)

    def doubts(self) -> tuple[Doubt, ...]:
        """Return the values that look missing, unless the sender has decided about them."""
        if self._missing is not None:
            return ()
        shown = self.content[0][1] if self.content else None
        counted = ((GOLD, self._missing_gold), (shown, self._missing_content))
        return tuple(
            Doubt(type=DoubtType.MISSING, column=column, values=tuple(values.most_common()))
            for column, values in counted
            if values
        )

    def notes(self) -> tuple[Note, ...]:
        """Return notes on values read as missing and on known answers read as the same."""
        notes = [
            Note(type=NoteType.SPELLINGS, args={"first": first, "second": second})
            for first, second in self._known.spelled_apart
        ]
        left_out = self._missing_gold.total() + self._missing_content.total()
        if self._missing is Missing.LEAVE_OUT and left_out:
            notes.append(Note(type=NoteType.MISSING_LEFT_OUT, args={"cells": left_out}))
        return tuple(notes)

    def _check_odd(self, row: int, cells: list[str]) -> None:
        for place in self._used:
            cell = cells[place]
            if isinstance(cell, OddCell) and (
                cell.reason is not Reason.LOST_DIGITS or place in {self._id, self._contributors}
            ):
                self._errors.add(row, self._table.columns[place], cell.reason, cell.found)

    def _is_shown(self, row: int, content: dict[str, str]) -> bool:
        """Note errors in the texts of a row; return False if it is left out because all of them look missing."""
        longest = max(map(len, content.values()))
        if longest > self._limits.max_text_chars:
            self._note_long(row, content)
        if longest > LONGEST_MISSING and not all(map(_is_blank, content.values())):
            return True
        if all(map(_is_blank, content.values())):
            self._errors.add(row, None, Reason.EMPTY_CONTENT)
            return True
        if not all(_is_blank(text) or looks_missing(text) for text in content.values()):
            return True
        self._missing_content[next(text.strip() for text in content.values() if not _is_blank(text))] += 1
        return self._missing is not Missing.LEAVE_OUT

    def _note_long(self, row: int, content: dict[str, str]) -> None:
        most = self._limits.max_text_chars
        for column, text in content.items():
            if len(text) > most:
                self._errors.add(row, column, Reason.TEXT_TOO_LONG, f"{len(text):,}", wanted=f"{most:,}")

    def _read_key(self, row: int, key: str) -> str:
        # Ids are returned as written, but compared by how they look.
        same = key if key.isascii() else tidy_name(key)
        if not same:
            self._errors.add(row, ID, Reason.EMPTY_ID)
        elif len(key) > self._limits.max_id_chars:
            self._errors.add(row, ID, Reason.ID_TOO_LONG, key)
        elif same in self._keys:
            rounded = _ROUNDED.fullmatch(same) is not None
            self._errors.add(row, ID, Reason.LOST_DIGITS if rounded else Reason.DUPLICATE_ID, key)
        self._keys.add(same)
        return key

    def _read_gold(self, row: int, cell: str) -> str | None:
        gold = self._known.tidied(cell)
        if gold and not self._known.suits(gold):
            self._errors.add(row, GOLD, Reason.GOLD_TOO_LONG, gold)
        if looks_missing(gold):
            self._missing_gold[gold] += 1
            if self._missing is Missing.LEAVE_OUT:
                return None
        return gold or None

    def _read_named(self, row: int, cell: str) -> tuple[int, ...]:
        named = self._named.get(cell)
        if named is None:
            words = tidy_name(cell).split()
            self._count_named(len(words))
            ids = [self._read_contributor(row, word) for word in words]
            named = tuple(dict.fromkeys(ids))
            self._n_named -= len(words)
            if _NOBODY not in named:
                # Many tasks are for the same people, so they share one tuple.
                self._named[cell] = named
        self._count_named(len(named))
        return named

    def _count_named(self, n_named: int) -> None:
        """Refuse the file at the first row that is too much: reading on takes memory for nothing."""
        self._n_named += n_named
        if self._n_named > self._limits.max_named:
            raise self._errors.refusal(Reason.TOO_MANY_NAMED, f"{self._limits.max_named:,}")

    def _read_contributor(self, row: int, word: str) -> int:
        # isdigit() alone accepts digits of any script, and int() has a limit of its own.
        is_number = word.isascii() and word.isdigit() and len(word) <= _MAX_ID_DIGITS
        contributor = int(word) if is_number else _NOBODY
        if 0 < contributor <= _MAX_CONTRIBUTOR:
            return contributor
        self._errors.add(row, CONTRIBUTORS, Reason.BAD_CONTRIBUTOR, word)
        return _NOBODY


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


class _KnownAnswers:
    """The known answers in a file: those that look alike are one answer, spelled as the first."""

    def __init__(self) -> None:
        self.spelled_apart: list[tuple[str, str]] = []
        self._by_cell: dict[str, str] = {}
        self._suited: dict[str, bool] = {}
        self._by_look: dict[str, str] = {}

    def tidied(self, cell: str) -> str:
        """Return a known answer in the form in which options are stored; "" for none."""
        known = self._by_cell.get(cell)
        if known is None:
            name = tidy_name(cell)
            known = self._by_look.setdefault(look_of(name), name) if name else ""
            if known != name:
                self.spelled_apart.append((known, name))
            self._by_cell[cell] = known
        return known

    def suits(self, gold: str) -> bool:
        """Whether there is a kind with such answers; which one the file asks is decided later."""
        if gold not in self._suited:
            self._suited[gold] = any(kind.suits((gold,)) for kind in all_kinds())
        return self._suited[gold]


class _Nameless:
    """A column without a name: whether it holds anything, and whether it only numbers the rows."""

    def __init__(self) -> None:
        self.first_row = 0
        self._next: int | None = None
        self._counts = True

    @property
    def counts_rows(self) -> bool:
        """Whether each row has the number of the previous row plus one, starting at 0 or 1."""
        return bool(self.first_row) and self._counts

    def look(self, row: int, cell: str) -> None:
        cell = cell.strip()
        if cell and not self.first_row:
            self.first_row = row
        if not self._counts:
            return
        if self._next is None and cell in {"0", "1"}:
            self._next = int(cell)
        if self._next is None or cell != str(self._next):
            self._counts = False
            return
        self._next += 1
