"""Replaces a database with a backup, and keeps the old database next to it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.errors import StorageRefused
from storage.file.backup import (
    Contents,
    Progress,
    check_database,
    check_integrity,
    contents_of,
    copy_pages,
    reading,
    sync,
)
from storage.file.lock import lock_of
from storage.file.read_only import opened_to_read
from storage.tx import Tx
from storage.upgrade import is_foreign, upgrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did.

    Attributes:
        contents: The contents of the restored database.
        kept: Where the previous database is kept; None if there was none.
    """

    contents: Contents
    kept: Path | None


def restore_database(
    backup: Path, path: Path, *, settle: Callable[[Tx], object], stamp: str, progress: Progress
) -> Restored:
    """Replace the database at `path` with a copy of `backup`.

    The copy is first upgraded, settled and checked under another name. Until it gets the database's name, nothing
    changes.

    Args:
        backup: The backup; it is not changed.
        path: Where the database is or should be.
        settle: Brings the state from the time of the backup up to now, in one transaction.
        stamp: Part of the name under which the previous database is kept.
        progress: Called now and then with the progress of the copy.

    Raises:
        StorageRefused: A bot is using the database, the backup cannot be used, or the database belongs to another
        program.
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
        except (sqlite3.Error, UnicodeError) as error:
            raise StorageRefused(
                f"{backup} cannot be restored ({error}). Nothing was changed. Use another backup, or free some space."
            ) from error
        finally:
            coming.unlink(missing_ok=True)
        sync(path.parent)
    finally:
        lock.release()
    return Restored(contents=contents, kept=kept)


def refuse_target(backup: Path, path: Path) -> None:
    """Check that a backup may replace the file at `path`.

    Raises:
        StorageRefused: They are the same file, or the file belongs to another program.
    """
    if not path.exists():
        return
    if backup.exists() and path.samefile(backup):
        raise StorageRefused(f"{backup} is the database itself. Name a backup instead.")
    try:
        with opened_to_read(path) as connection:
            if is_foreign(connection):
                raise StorageRefused(f"{path} belongs to another program. Name another database with --db.")
    except (sqlite3.Error, UnicodeError):
        return  # so damaged that it needs a backup


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
    """Give a database and its log a second name, and remove the log from the first.

    A log left behind would be replayed into whatever has the database's name next.
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
    """Merge the log into its database, so that one file holds everything and nothing is lost if this process dies
    between the two names. A damaged database is left alone, because SQLite would discard its log.
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
    except OSError:  # a file system without hard links
        shutil.copyfile(path, kept)
        os.chmod(kept, 0o600)  # noqa: PTH101
        sync(kept)
