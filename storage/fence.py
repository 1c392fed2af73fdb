"""Keeps a process from writing whose place another one has taken while it was frozen.

The lock of the file (storage/lock.py) keeps a second process out as long as the first lives. It is not all there is:
whoever deletes the lock, or shares the file where locks do not reach (a network, two containers), can start a second
one. So the database itself names the process that opened it last, and each transaction looks first whether that is
still the one that writes.
"""

import secrets
import sqlite3

from storage.errors import Superseded


def take_over(connection: sqlite3.Connection) -> str:
    """Make the one who opened this connection the only one who may write; return its name."""
    name = secrets.token_hex(8)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO writer (id, name) VALUES (1, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        {"name": name},
    )
    connection.execute("COMMIT")
    return name


def refuse_superseded(connection: sqlite3.Connection, name: str) -> None:
    """Look whether a process is still the one that writes; to be called inside its transaction.

    Raises:
        Superseded: Another process has opened the database since.
    """
    row = connection.execute("SELECT 1 FROM writer WHERE id = 1 AND name = :name", {"name": name}).fetchone()
    if row is None:
        raise Superseded("another process has taken over the database")
