"""Opens a database file for reading alone: beside a bot that writes to it, nothing else is safe."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def address_of(path: Path) -> str:
    """Return the address by which SQLite opens a file for reading alone."""
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?mode=ro"


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that is there already, in one snapshot: what is written meanwhile is not seen.

    Raises:
        sqlite3.Error: There is no such file, it is no database, or it is damaged.
    """
    with closing(sqlite3.connect(address_of(path), uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("BEGIN")
        # A transaction has its snapshot from the first look at a table on.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection
