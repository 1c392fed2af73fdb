"""Detects databases that are damaged or not writable, and says what to do."""

import errno
import sqlite3
from pathlib import Path

from storage.errors import StorageRefused

#: Up to this size, the whole file is checked at every start, which takes about a second. `askmany doctor` checks
#: files of any size, and more thoroughly.
LARGEST_CHECKED_BYTES = 256 * 1024 * 1024

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def family_of(error: BaseException) -> int:
    """Return the family of a SQLite error (`SQLITE_CORRUPT`, ...): the low byte of its code; 0 if it has none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def is_damage(error: BaseException) -> bool:
    """Tell whether an error means that the file itself is broken or is not a database."""
    return family_of(error) in _DAMAGED


def what_to_do(path: Path) -> str:
    """Return a sentence about what to do with a damaged database."""
    return (
        f"Stop everything that uses {path.name}, then replace it with the newest backup using "
        "`askmany restore FILE`, which keeps the damaged file next to it. `askmany doctor` tells you more."
    )


def refusal(path: Path, error: Exception) -> StorageRefused:
    """Explain why a database cannot be opened and what to do."""
    if is_damage(error):
        return StorageRefused(
            f"The database {path} is damaged ({error}). Nothing in it was changed. {what_to_do(path)}"
        )
    number = getattr(error, "errno", None)
    if family_of(error) == sqlite3.SQLITE_READONLY or number in _READ_ONLY:
        return StorageRefused(
            f"The database {path} cannot be written ({error}). The user who runs the bot must own "
            "the file and its folder, and the disk must not be mounted read-only."
        )
    if family_of(error) in _HELD:
        return StorageRefused(
            f"Another process has been writing to the database {path} for several seconds and seems to be frozen. "
            "Let it continue or kill it (this loses no data), then start again. Nothing was changed."
        )
    verb = "used" if isinstance(error, sqlite3.Error) else "opened"
    return StorageRefused(f"The database {path} cannot be {verb}: {error}")


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Check a database before anything is written to it, unless it is too large.

    Raises:
        StorageRefused: It is damaged.
        sqlite3.DatabaseError: It is so damaged that it cannot be checked.
    """
    if path.stat().st_size > LARGEST_CHECKED_BYTES:
        return
    found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        lines = " ".join(found.replace("*", " ").split())
        raise StorageRefused(
            f"The database {path} is damaged ({lines}). Nothing in it was changed. {what_to_do(path)}"
        )
