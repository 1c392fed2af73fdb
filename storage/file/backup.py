"""Copies a database while a bot writes to it, and only gives the copy its name once it is verified."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.checking.values import check_values
from storage.errors import StorageRefused
from storage.file.damage import is_damage
from storage.file.read_only import opened_to_read
from storage.upgrade import newest_shape, refuse_foreign, shape_of

#: Pages to copy between progress reports: 4 MB.
_PAGES_AT_ONCE = 1024

#: Called now and then with (pages copied, total pages).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents of a database, counted from its rows.

    Attributes:
        shape: Number of the last upgrade applied to it.
        rows: Number of rows in each table.
        newest_at: When the latest event in it happened, in microseconds since 1970 UTC; None if it is empty.
        n_bytes: Its size in bytes.
    """

    shape: int
    rows: dict[str, int]
    newest_at: int | None
    n_bytes: int


def copy_database(source: Path, target: Path, progress: Progress) -> Contents:
    """Copy a consistent snapshot of the database at `source` to a new file `target`, and check the copy.

    The copy has a temporary name until it is complete and on disk. Only its owner can read it, and it is a single
    file, without a log beside it.

    Returns:
        The contents of the copy.

    Raises:
        StorageRefused: There is no such database, it is not ours or is damaged, or `target` already exists.
        OSError: The copy cannot be written.
    """
    if target.exists():
        raise StorageRefused(f"{target} already exists and will not be overwritten. Name another file.")
    unfinished = target.with_name(target.name + ".unfinished")
    with reading(source) as connection:
        refuse_foreign(connection)
        _check_room(connection, target.parent)
        try:
            copy_pages(connection, unfinished, progress)
            contents = _check_same(connection, unfinished)
            _keep_as(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    return contents


def check_database(path: Path) -> Contents:
    """Check a database that may be a backup, without changing it, and return its contents.

    Raises:
        StorageRefused: There is no such file, it is not ours, newer than this code, or damaged.
    """
    with reading(path) as connection:
        refuse_foreign(connection)
        if shape_of(connection) == 0:
            raise StorageRefused(f"{path} is empty. It is not an Askmany database.")
        check_integrity(connection, path)
        return contents_of(connection)


def contents_of(connection: sqlite3.Connection) -> Contents:
    """Count the contents of a database."""
    names = [row[0] for row in connection.execute(_TABLES)]
    rows = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}
    shape = shape_of(connection)
    newest = connection.execute(_NEWEST).fetchone()[0] if shape else None
    if not isinstance(newest, int | None):
        raise StorageRefused(f"The database is damaged: it holds {newest!r} in place of a time.")
    return Contents(shape=shape, rows=rows, newest_at=newest, n_bytes=contents_size(connection))


def contents_size(connection: sqlite3.Connection) -> int:
    """Return the size of a database in bytes, including its log."""
    pages, page_bytes = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    return pages * page_bytes


_TABLES = r"""
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name
"""

_NEWEST = """
    SELECT max(at) FROM (
        SELECT max(answered_at) AS at FROM answer UNION ALL SELECT max(offered_at) FROM assignment
        UNION ALL SELECT max(changed_at) FROM project UNION ALL SELECT max(created_at) FROM contributor
        UNION ALL SELECT max(received_at) FROM inbox UNION ALL SELECT max(ended_at) FROM outbox)
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading, and explain errors in words.

    Raises:
        StorageRefused: It cannot be read.
    """
    if not path.is_file():
        raise StorageRefused(f"There is no database at {path}.")
    try:
        with opened_to_read(path) as connection:
            yield connection
    except (sqlite3.Error, UnicodeError) as error:
        is_broken = is_damage(error) or isinstance(error, UnicodeError)
        kind = "is damaged, or is not a database" if is_broken else "cannot be read"
        raise StorageRefused(f"{path} {kind}: {error}") from error


def make_private(path: Path) -> None:
    """Create an empty file that only its owner may read, replacing one left from an unfinished copy."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def copy_pages(source: sqlite3.Connection, target: Path, progress: Progress) -> None:
    """Copy a database, within a snapshot, to a new private file.

    Because of the snapshot, the copy does not restart when a bot writes in the meantime.
    """
    make_private(target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        source.backup(
            connection,
            pages=_PAGES_AT_ONCE,
            progress=lambda _, remaining, total: progress(total - remaining, total),
        )
        # A single file that can also be read from a read-only medium. A bot that opens it switches back to a
        # write-ahead log.
        connection.execute("PRAGMA journal_mode = DELETE")


def _check_room(connection: sqlite3.Connection, folder: Path) -> None:
    needed, free = contents_size(connection), shutil.disk_usage(folder).free
    if free < needed:
        raise StorageRefused(
            f"The copy needs {needed / 1e6:,.0f} MB, but {folder.absolute()} has only {free / 1e6:,.0f} MB left."
        )


def _check_same(source: sqlite3.Connection, copy: Path) -> Contents:
    with opened_to_read(copy) as connection:
        check_integrity(connection, copy)
        there, here = contents_of(connection), contents_of(source)
    if there != here:
        raise StorageRefused(f"The copy differs from the database: {there.rows} rows instead of {here.rows}.")
    return there


def check_integrity(connection: sqlite3.Connection, path: Path) -> None:
    """Check all of a database.

    Raises:
        StorageRefused: It is damaged.
    """
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        raise StorageRefused(f"{path} is damaged: {' '.join(found.replace('*', ' ').split())}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StorageRefused(f"{path} is damaged: it has rows that refer to missing rows.")
    if shape_of(connection) == newest_shape():
        try:
            check_values(connection)
        except StorageRefused as refused:
            raise StorageRefused(f"{path} is damaged: {refused}.") from None


def _keep_as(unfinished: Path, target: Path) -> None:
    """Give the copy its name once it is on disk, without overwriting a file that has that name by now."""
    sync(unfinished)
    try:
        target.hardlink_to(unfinished)
    except FileExistsError:
        raise StorageRefused(
            f"{target} already exists and will not be overwritten. Name another file."
        ) from None
    except OSError:  # a file system without hard links
        unfinished.rename(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
