"""What can go wrong with the database itself."""

from crowd.errors import AskmanyError


class StorageError(AskmanyError):
    """The database cannot do what was asked."""


class StorageRefused(StorageError):
    """The database must not be opened; the message says why and what to do."""


class Superseded(StorageError):
    """Another process has taken over the database, so this one must end."""


class StorageLost(StorageError):
    """Nothing in a batch was stored, because the disk is full or failing."""
