"""Tells a database that is damaged, or may not be written, from one that can be used, and says what to do."""

import errno
import sqlite3
from pathlib import Path

from storage.errors import StorageRefused

#: Up to this size the whole file is looked through at each start: about a second. `askmany doctor` looks through
#: any file, and at greater length.
LARGEST_CHECKED_BYTES = 256 * 1024 * 1024

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def family_of(error: BaseException) -> int:
    """Return the family of a SQLite error (`SQLITE_CORRUPT`, ...): the low byte of its code; 0 if it has none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def is_damage(error: BaseException) -> bool:
    """Tell whether an error says that the file itself is broken, or is no database."""
    return family_of(error) in _DAMAGED


def what_to_do(path: Path) -> str:
    """Return how to go on when a database is damaged, as a sentence."""
    return (
        f"Stop everything that uses {path.name}, then put the newest backup in its place with "
        "`askmany restore FILE`, which keeps the damaged file beside it. `askmany doctor` tells you more."
    )


def refusal(path: Path, error: Exception) -> StorageRefused:
    """Return why a database cannot be opened, in words that help."""
    if is_damage(error):
        return StorageRefused(
            f"The database {path} is damaged ({error}), and nothing in it was changed. {what_to_do(path)}"
        )
    number = getattr(error, "errno", None)
    if family_of(error) == sqlite3.SQLITE_READONLY or number in _READ_ONLY:
        return StorageRefused(
            f"The database {path} cannot be written ({error}). The user who runs the bot must own "
            "the file and its folder, and the disk must not be mounted read-only."
        )
    if family_of(error) in _HELD:
        return StorageRefused(
            f"Another process is in the middle of writing to the database {path}, and has not moved for seconds. It "
            "seems to be frozen. Let it continue, or kill it (that harms nothing), then start again. Nothing was "
            "changed."
        )
    verb = "used" if isinstance(error, sqlite3.Error) else "opened"
    return StorageRefused(f"The database {path} cannot be {verb}: {error}")


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Look through a database that is not too large for it, before anything is written to it.

    Raises:
        StorageRefused: It is damaged.
        sqlite3.DatabaseError: It is so damaged that it cannot be looked through.
    """
    if path.stat().st_size > LARGEST_CHECKED_BYTES:
        return
    found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        lines = " ".join(found.replace("*", " ").split())
        raise StorageRefused(
            f"The database {path} is damaged ({lines}), and nothing in it was changed. {what_to_do(path)}"
        )
