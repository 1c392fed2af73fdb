"""The open transaction that a unit of work gets."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crowd.ids import ContributorId

Params = Mapping[str, object]
Row = sqlite3.Row
#: A row with its values by name.
Record = Mapping[str, Any]

_NOTHING: Params = {}


@dataclass(frozen=True, slots=True)
class Spot:
    """A message of the bot in somebody's chat: a spot where something is shown."""

    chat_id: ContributorId
    message_id: int


class Tx:
    """An open transaction. It always fetches results, because an unfetched RETURNING makes COMMIT fail.

    Attributes:
        pressed: Where the button was pressed that led to this transaction; None if anything else did.
    """

    __slots__ = ("_connection", "pressed")

    def __init__(self, connection: sqlite3.Connection, pressed: Spot | None = None) -> None:
        self._connection = connection
        self.pressed = pressed

    def after_press(self, pressed: Spot) -> "Tx":
        """Return this transaction, as one that a press led to."""
        return Tx(self._connection, pressed)

    def execute(self, sql: str, params: Params = _NOTHING) -> list[Row]:
        """Run one statement with `:name` parameters and return its rows."""
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = _NOTHING) -> Row | None:
        """Run one statement and return its first row, if any."""
        rows = self._connection.execute(sql, params).fetchall()
        return rows[0] if rows else None

    def records(self, sql: str, params: Params = _NOTHING) -> list[Record]:
        """Run one statement whose rows are wide, and return them: a `Row` looks through its columns for each name."""
        rows = self._connection.execute(sql, params).fetchall()
        return [dict(zip(row.keys(), row, strict=True)) for row in rows]

    def each(self, sql: str, params: Params = _NOTHING) -> Iterator[Row]:
        """Run a query and yield its rows one by one, because a report may have more than fit in memory."""
        return iter(self._connection.execute(sql, params))

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement that writes for each of `rows`."""
        self._connection.executemany(sql, rows)
