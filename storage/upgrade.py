"""Upgrades a database to the shape of this code, with numbered, append-only files, each in one transaction."""

import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

from storage.errors import StorageRefused

_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


def upgrades() -> list[tuple[int, str, str]]:
    """Return every upgrade as (number, name, SQL text), in order."""
    files = resources.files("storage").joinpath("upgrades").iterdir()
    found = [(match, file) for file in files if (match := _NAME.fullmatch(file.name))]
    return sorted((int(match[1]), match[2], file.read_text("utf-8")) for match, file in found)


def refuse_foreign(connection: sqlite3.Connection) -> None:
    """Refuse a database of another program or of a newer Askmany.

    Raises:
        StorageRefused: It is one of these. Nothing was changed.
    """
    if is_foreign(connection):
        raise StorageRefused(
            "This database belongs to another program (it has tables, but none of Askmany's). "
            "Name another file in DATABASE_URL."
        )
    shape, newest = shape_of(connection), newest_shape()
    if shape > newest:
        raise StorageRefused(
            f"This database was written by a newer Askmany (shape {shape}, "
            f"but this version only knows {newest}). Install the newer version, or restore an older backup."
        )


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a database belongs to another program: it has tables, but none of ours."""
    tables = _tables(connection)
    return bool(tables) and "upgrade" not in tables


def shape_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last upgrade applied to a database; 0 if it is empty."""
    return _reached(connection, _tables(connection))


def newest_shape() -> int:
    """Return the number of the last upgrade in this code."""
    return upgrades()[-1][0]


def upgrade(connection: sqlite3.Connection) -> None:
    """Apply the upgrades that the database does not have yet."""
    connection.execute("CREATE TABLE IF NOT EXISTS upgrade (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
    reached = _reached(connection, {"upgrade"})
    for number, name, text in upgrades():
        if number > reached:
            _apply(connection, number, name, text)


def statements(text: str) -> Iterator[str]:
    """Split SQL text into statements: `executescript` would commit first and could leave an unfinished upgrade."""
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():  # comments, or a last statement without a semicolon, which must not be lost
        yield pending


def _apply(connection: sqlite3.Connection, number: int, name: str, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(text):
            connection.execute(statement)
        connection.execute("INSERT INTO upgrade (number, name) VALUES (?, ?)", (number, name))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _reached(connection: sqlite3.Connection, tables: set[str]) -> int:
    if "upgrade" not in tables:
        return 0
    reached: int = connection.execute("SELECT coalesce(max(number), 0) FROM upgrade").fetchone()[0]
    return reached
