"""Finds values that SQLite's own checks let pass: texts that are no text, numbers that are no numbers, broken JSON.

SQLite keeps no checksums, so a bad byte inside a value damages no page, no index and no reference.
"""

import sqlite3
from collections.abc import Iterator

from storage.errors import StorageRefused

_TEXT, _NUMBER = ("TEXT",), ("INT", "REAL", "DOUBLE", "BOOL")
#: Columns of JSON that are read again, with the rows in which they must be whole.
_JSON = {
    ("task", "content"): "TRUE",
    ("project", "content_columns"): "TRUE",
    ("outbox", "body"): "state IN ('PENDING', 'SENDING')",
    ("inbox", "body"): "state = 'PENDING'",
}


def check_values(connection: sqlite3.Connection) -> None:
    """Read every value of a database.

    Raises:
        StorageRefused: One of them cannot be what its column holds; the message says where.
    """
    for table in _tables(connection):
        numbers, texts = (_columns(connection, table, kinds) for kinds in (_NUMBER, _TEXT))
        for column in numbers:
            _refuse_where(
                connection, table, column, f"typeof({_name(column)}) IN ('text', 'blob')", "a number"
            )
        _check_texts(connection, table, texts)
    for (table, column), rows in _JSON.items():
        _refuse_where(connection, table, column, f"{rows} AND NOT json_valid({_name(column)})", "JSON")


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
    )
    return [row[0] for row in found]


def _columns(connection: sqlite3.Connection, table: str, kinds: tuple[str, ...]) -> list[str]:
    found = connection.execute(f"PRAGMA table_info({_name(table)})").fetchall()
    return [row[1] for row in found if any(kind in row[2].upper() for kind in kinds)]


def _refuse_where(connection: sqlite3.Connection, table: str, column: str, condition: str, kind: str) -> None:
    found = connection.execute(f"SELECT rowid FROM {_name(table)} WHERE {condition} LIMIT 1").fetchone()
    if found is not None:
        raise StorageRefused(f"{column} in row {found[0]} of the table {table} is not {kind}")


def _check_texts(connection: sqlite3.Connection, table: str, columns: list[str]) -> None:
    if not columns:
        return
    names = ", ".join(map(_name, columns))
    for row in _raw(connection, f"SELECT rowid, {names} FROM {_name(table)}"):
        for column, value in zip(columns, row[1:], strict=True):
            if value is not None and not _is_text(value):
                raise StorageRefused(f"{column} in row {row[0]} of the table {table} is not a text")


def _raw(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[object, ...]]:
    """Read rows with their texts as bytes, which SQLite's module would otherwise decode, and fail on."""
    factory, connection.text_factory = connection.text_factory, bytes
    try:
        yield from connection.execute(sql)
    finally:
        connection.text_factory = factory


def _is_text(value: object) -> bool:
    if not isinstance(value, bytes):
        return False
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
