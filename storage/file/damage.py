"""Detects databases that are damaged or not writable, and says what to do."""

import errno
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from storage.errors import DiskNotReady, StorageNotNow, StorageRefused

#: Up to this size, every page is checked at every start, which takes about a second. `askmany doctor` checks files of
#: any size, and more thoroughly.
LARGEST_CHECKED_BYTES = 256 * 1024 * 1024
#: Up to this size, the indexes are compared with their rows as well, which takes eight times as long.
LARGEST_COMPARED_BYTES = 32 * 1024 * 1024

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_TEXT = "Could not decode to UTF-8"
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DENIED = {errno.EACCES, errno.EPERM}
#: What a disk says that may work again later.
_NOT_READY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
#: With more room than this, a disk that is "full" is full for this user or this file only.
_ROOM_BYTES = 16e6
#: With less, there is no room for the log of a database.
_NO_ROOM_BYTES = 100e3


def family_of(error: BaseException) -> int:
    """Return the family of a SQLite error (`SQLITE_CORRUPT`, ...): the low byte of its code; 0 if it has none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def is_damage(error: BaseException) -> bool:
    """Tell whether an error means that the file itself is broken or is not a database.

    A text that is no UTF-8 comes from Python's module as an error without a code.
    """
    return family_of(error) in _DAMAGED or (
        isinstance(error, sqlite3.OperationalError) and str(error).startswith(_NO_TEXT)
    )


def what_to_do(path: Path) -> str:
    """Return a sentence about what to do with a damaged database."""
    return (
        f"Stop everything that uses {path.name}, then replace it with the newest backup using "
        "`askmany restore FILE`, which keeps the damaged file next to it."
    )


def refusal(path: Path, error: Exception) -> StorageRefused:
    """Explain why a database cannot be opened and what to do."""
    # Of a schema that is no UTF-8, SQLite says so in words that Python cannot decode either.
    if is_damage(error) or isinstance(error, UnicodeError):
        return StorageRefused(
            f"The database {path} is damaged ({error}). Nothing in it was changed. {what_to_do(path)}"
        )
    if is_not_ready(path, error):
        return DiskNotReady(trouble(path, error))
    number = getattr(error, "errno", None)
    if family_of(error) == sqlite3.SQLITE_READONLY or number in _DENIED:
        return StorageRefused(
            f"The database {path} cannot be written ({error}). The user who runs the bot must own "
            "the file and its folder."
        )
    if family_of(error) in _HELD:
        return StorageNotNow(
            f"Another process has been writing to the database {path} for several seconds and seems to be frozen. "
            "Let it continue or kill it (this loses no data), then start again. Nothing was changed."
        )
    verb = "used" if isinstance(error, sqlite3.Error) else "opened"
    return StorageRefused(f"The database {path} cannot be {verb}: {error}")


def is_not_ready(path: Path, error: BaseException) -> bool:
    """Tell whether an error comes from a disk that is full, mounted read-only or failing."""
    family, number = family_of(error), getattr(error, "errno", None)
    if family == sqlite3.SQLITE_READONLY or number in _DENIED:
        return _is_mounted_read_only(path)
    return family in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR} or number in _NOT_READY


def trouble(path: Path, error: BaseException, *, is_reading: bool = False) -> str:
    """Say in words why the disk takes nothing, how much room it has, and what to do.

    Args:
        path: The database.
        error: What SQLite or the system said.
        is_reading: Whether it was not the database that had no room, but what SQLite sorts for a file or a picture.
    """
    folder = Path(tempfile.gettempdir()) if is_reading else _folder_of(path)
    number = getattr(error, "errno", None)
    if _is_mounted_read_only(path):
        return f"{folder} is mounted read-only, so nothing can be stored. Mount it so that it can be written."
    usage = shutil.disk_usage(folder)
    if (
        family_of(error) == sqlite3.SQLITE_FULL
        or number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        # What SQLite makes of a full disk while it opens a file.
        or (family_of(error) == sqlite3.SQLITE_IOERR and usage.free < _NO_ROOM_BYTES)
    ):
        room = f"{usage.free / 1e6:,.1f} of {usage.total / 1e6:,.1f} MB are free"
        if usage.free > _ROOM_BYTES:
            return (
                f"There is no room in {folder} for this user or file, although {room}: nothing can be stored. "
                "Raise the quota, or free some space."
            )
        return f"The disk is full ({room} in {folder}), so nothing can be stored. Free some space."
    if family_of(error) == sqlite3.SQLITE_READONLY:
        return f"The database {path} cannot be written ({error}), so nothing can be stored. Give it to the bot's user."
    return f"The disk under {folder} fails ({error}), so nothing can be stored. Check the disk."


def _is_mounted_read_only(path: Path) -> bool:
    try:
        return bool(os.statvfs(_folder_of(path)).f_flag & os.ST_RDONLY)
    except OSError:  # a folder that may not even be looked into
        return False


def _folder_of(path: Path) -> Path:
    """Return the folder of a database, or as much of it as there is."""
    return next((parent for parent in path.absolute().parents if os.path.isdir(parent)), Path("/"))  # noqa: PTH112 - a Path raises where it may not look


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Check a database before anything is written to it, unless it is too large.

    Raises:
        StorageRefused: It is damaged.
        sqlite3.DatabaseError: It is so damaged that it cannot be checked.
    """
    n_bytes = path.stat().st_size
    if n_bytes > LARGEST_CHECKED_BYTES:
        return
    check = "integrity_check" if n_bytes <= LARGEST_COMPARED_BYTES else "quick_check"
    found: str = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
    if found != "ok":
        lines = " ".join(found.replace("*", " ").split())
        raise StorageRefused(
            f"The database {path} is damaged ({lines}). Nothing in it was changed. {what_to_do(path)}"
        )
