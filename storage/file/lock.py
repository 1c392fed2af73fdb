"""Keeps two bots from writing to the same file."""

import os
import sys
from pathlib import Path

from storage.errors import DiskNotReady, StorageNotNow, StorageRefused
from storage.file.damage import is_not_ready, trouble

if sys.platform != "win32":
    import fcntl


def lock_of(path: Path) -> "FileLock":
    """Return the lock that the writer of the database at `path` holds."""
    return FileLock(path.with_name(path.name + "-lock"))


def is_in_use(path: Path) -> bool:
    """Tell whether a process is writing to the database at `path`, without creating or changing anything."""
    lock = lock_of(path)
    if sys.platform == "win32" or not lock.path.exists():
        return False
    descriptor = os.open(lock.path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


class FileLock:
    """An advisory lock that the system releases when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            StorageRefused: Another process holds it, or the folder is not writable.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            if is_not_ready(self.path, error):
                raise DiskNotReady(trouble(self.path, error)) from error
            raise StorageRefused(f"The folder of the database is not writable: {error}") from error
        if sys.platform != "win32":
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(descriptor)
                raise StorageNotNow(
                    f"The database is in use by another bot ({self.path.name} is locked). Stop that bot first."
                ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Release the lock; do nothing if it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
