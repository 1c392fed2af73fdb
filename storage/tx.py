"""What a unit of work has in hand: the open transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

Params = Mapping[str, object]
Row = sqlite3.Row

_NOTHING: Params = {}


class Tx:
    """An open transaction. Results are always fetched: an unfetched RETURNING makes COMMIT fail."""

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
        """Run one reading statement and return its rows one by one: a report has more than fit in memory."""
        return iter(self._connection.execute(sql, params))

    def many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one writing statement for each of `rows`."""
        self._connection.executemany(sql, rows)
