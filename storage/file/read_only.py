"""Opens a database file read-only, which is the only safe way while a bot writes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def address_of(path: Path) -> str:
    """Return the address with which SQLite opens a file read-only."""
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?mode=ro"


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing database in one snapshot, which does not show what is written in the meantime.

    Raises:
        sqlite3.Error: There is no such file, it is not a database, or it is damaged.
    """
    with closing(sqlite3.connect(address_of(path), uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("BEGIN")
        # A transaction takes its snapshot when it first reads a table.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection
