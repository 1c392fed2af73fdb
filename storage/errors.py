"""What can go wrong with the database itself."""

from crowd.errors import AskmanyError


class StorageError(AskmanyError):
    """The database cannot do what was asked."""


class StorageRefused(StorageError):
    """The database must not be opened; the message says why and what to do."""


class StorageNotNow(StorageRefused):
    """The database must not be opened now, but may be later without anybody changing it."""


class DiskNotReady(StorageNotNow):
    """The database cannot be opened while its disk is full, read-only or failing."""


class Superseded(StorageError):
    """Another process has taken over the database, so this one must end."""


class StorageLost(StorageError):
    """Nothing in a batch was stored, because the disk is full or failing.

    Attributes:
        is_reading: Whether something was read, not stored: then there was no room to sort it.
    """

    def __init__(self, message: str, *, is_reading: bool = False) -> None:
        super().__init__(message)
        self.is_reading = is_reading
