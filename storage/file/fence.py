"""Keeps a process from writing if another one has taken its place while it was frozen.

The file lock (storage/file/lock.py) keeps a second process out while the first is alive. That is not enough: if
somebody deletes the lock, or shares the file where locks do not work (over a network, between two containers), a
second process can start. So the database itself stores the name of the process that opened it last, and each
transaction first checks that this is still the same one.
"""

import secrets
import sqlite3

from storage.errors import Superseded


def take_over(connection: sqlite3.Connection) -> str:
    """Make the owner of this connection the only process that may write; return its name."""
    name = secrets.token_hex(8)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO writer (id, name) VALUES (1, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        {"name": name},
    )
    connection.execute("COMMIT")
    return name


def refuse_superseded(connection: sqlite3.Connection, name: str) -> None:
    """Check that a process is still the one that may write; call this inside its transaction.

    Raises:
        Superseded: Another process has opened the database since.
    """
    row = connection.execute("SELECT 1 FROM writer WHERE id = 1 AND name = :name", {"name": name}).fetchone()
    if row is None:
        raise Superseded("another process has taken over the database")
