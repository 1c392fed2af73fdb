"""What can go wrong with the database itself."""

from crowd.errors import AskmanyError


class StorageError(AskmanyError):
    """The database cannot do its work."""


class StorageRefused(StorageError):
    """The database must not be opened: its message says why and what to do."""


class Superseded(StorageError):
    """Another process has taken over the database: this one must end."""


class StorageLost(StorageError):
    """Nothing of a batch was stored: the disk is full or failing."""
