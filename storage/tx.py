"""The open transaction that a unit of work gets."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

Params = Mapping[str, object]
Row = sqlite3.Row

_NOTHING: Params = {}


class Tx:
    """An open transaction. It always fetches results, because an unfetched RETURNING makes COMMIT fail."""

    __slots__ = ("_connection",)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, params: Params = _NOTHING) -> list[Row]:
        """Run one statement with `:name` parameters and return its rows."""
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = _NOTHING) -> Row | None:
        """Run one statement and return its first row, if any."""
        rows = self._connection.execute(sql, params).fetchall()
        return rows[0] if rows else None

    def each(self, sql: str, params: Params = _NOTHING) -> Iterator[Row]:
        """Run a query and yield its rows one by one, because a report may have more than fit in memory."""
        return iter(self._connection.execute(sql, params))

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement that writes for each of `rows`."""
        self._connection.executemany(sql, rows)
