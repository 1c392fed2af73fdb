"""Puts a backup in the place of a database, and keeps what was there beside it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.backup import (
    Contents,
    Progress,
    check_database,
    check_integrity,
    contents_of,
    copy_pages,
    reading,
    sync,
)
from storage.errors import StorageRefused
from storage.lock import lock_of
from storage.read_only import opened_to_read
from storage.tx import Tx
from storage.upgrade import is_foreign, upgrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did.

    Attributes:
        contents: What the database holds now.
        kept: Where the database is that was there before; None if there was none.
    """

    contents: Contents
    kept: Path | None


def restore_database(
    backup: Path, path: Path, *, settle: Callable[[Tx], object], stamp: str, progress: Progress
) -> Restored:
    """Put a copy of `backup` in the place of the database at `path`.

    The copy is brought up to date, settled and checked under another name first; until it has the database's name,
    everything is as it was.

    Args:
        backup: The backup; it is only read.
        path: Where the database is, or shall be.
        settle: Makes of what was true at the time of the backup what is true now, in one transaction.
        stamp: Goes into the name of the database that is kept.
        progress: Told now and then how far the copy is.

    Raises:
        StorageRefused: A bot runs on the database, the backup cannot be used, or the database is another program's.
        OSError: The copy cannot be written.
    """
    lock = lock_of(path)
    lock.take()
    try:
        refuse_target(backup, path)
        check_database(backup)
        coming = path.with_name(path.name + ".restoring")
        try:
            contents = _prepare(backup, coming, settle, progress)
            kept = _keep(path, stamp) if path.exists() else None
            coming.replace(path)
        finally:
            coming.unlink(missing_ok=True)
        sync(path.parent)
    finally:
        lock.release()
    return Restored(contents=contents, kept=kept)


def refuse_target(backup: Path, path: Path) -> None:
    """Look whether a backup may take the place of what is there.

    Raises:
        StorageRefused: It is that file itself, or that is another program's.
    """
    if not path.exists():
        return
    if backup.exists() and path.samefile(backup):
        raise StorageRefused(f"{backup} is the database itself. Name a backup of it.")
    try:
        with opened_to_read(path) as connection:
            if is_foreign(connection):
                raise StorageRefused(f"{path} belongs to another program. Name another database with --db.")
    except sqlite3.Error:
        return  # so damaged that a backup of it is wanted


def _prepare(backup: Path, coming: Path, settle: Callable[[Tx], object], progress: Progress) -> Contents:
    with reading(backup) as source:
        copy_pages(source, coming, progress)
    with closing(sqlite3.connect(coming, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        upgrade(connection)
        connection.execute("BEGIN IMMEDIATE")
        settle(Tx(connection))
        connection.execute("COMMIT")
        check_integrity(connection, coming)
        contents = contents_of(connection)
    sync(coming)
    return contents


def _keep(path: Path, stamp: str) -> Path:
    """Give a database, with its log, a second name, and take the log away from the first.

    A log that stays would be replayed into whatever has the database's name then.
    """
    _merge_log(path)
    kept = path.with_name(f"{path.name}.before-{stamp}")
    log = path.with_name(path.name + "-wal")
    _link(path, kept)
    if log.exists():
        _link(log, kept.with_name(kept.name + "-wal"))
        log.unlink()
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return kept


def _merge_log(path: Path) -> None:
    """Merge the log into its database, so that one file holds everything: should this process die between
    the two names, nothing is missing. A damaged one is not touched: SQLite would throw its log away.
    """
    try:
        check_database(path)
    except StorageRefused:
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _link(path: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(path)
    except FileExistsError:
        raise StorageRefused(f"{kept} already exists and will not be overwritten. Move it away.") from None
    except OSError:  # a file system without links
        shutil.copyfile(path, kept)
        os.chmod(kept, 0o600)  # noqa: PTH101
        sync(kept)
