"""One writer and many units of work: each unit is a synchronous function that runs in one transaction.

Units that wait at the same time run together in one hop to aiosqlite's thread: one transaction, a SAVEPOINT for each,
one COMMIT (group commit). Their futures only resolve after the COMMIT, so acknowledged results are on disk.
"""

import asyncio
import contextlib
import os
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import aiosqlite

from storage.batches import Batches, Outcome, Unit
from storage.errors import StorageError, StorageLost, StorageRefused, Superseded
from storage.file.damage import check_whole, family_of, is_damage, refusal
from storage.file.fence import refuse_superseded, take_over
from storage.file.lock import FileLock, lock_of
from storage.file.read_only import address_of
from storage.tx import Tx
from storage.upgrade import refuse_foreign, upgrade

P = ParamSpec("P")
T = TypeVar("T")

#: Compiled statements to keep: more than the project has.
CACHED_STATEMENTS = 512

#: How long to wait for SQLite's own locks: only a process frozen in a transaction holds one longer.
LOCK_WAIT_MS = 5000

#: The largest file, in bytes, that is rebuilt while people wait: that takes a tenth of a second.
REBUILT_UP_TO = 16 * 1024 * 1024

#: How often to try a lock, and how many seconds apart, before assuming that another bot holds it.
_LOOKS = 3
_LOOK_S = 0.02


class Database:
    """A SQLite file with one writing and one read-only connection."""

    def __init__(self, path: Path, *, connection: type[sqlite3.Connection] = sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._writes = Batches(self._write_batch)
        self._reads = Batches(self._read_batch)
        self._broken: BaseException | None = None
        #: Set when the disk fails or another process takes over: this process must then end.
        self.failed = asyncio.Event()
        #: Set when the bot ends: whatever comes after that is left for the next start.
        self.is_closed = False
        self._unit_thread: int | None = None
        self._lock = lock_of(path)
        self._name = ""

    @classmethod
    async def open(cls, url: str, *, connection: type[sqlite3.Connection] = sqlite3.Connection) -> Self:
        """Open the database at `url` (`sqlite:///relative.db`, `sqlite:////absolute.db`) and bring it up to date.

        Args:
            url: Where the file is.
            connection: Class of the connections; tests use it to simulate disk failures.

        Raises:
            StorageRefused: The address is invalid, or the file is in use by another bot, belongs to another program,
                is newer than this code, is damaged, or is not writable.
        """
        database = cls(path_of(url), connection=connection)
        await _take(database._lock)
        try:
            await database._connect()
        except BaseException:
            database._lock.release()
            raise
        return database

    async def _connect(self) -> None:
        try:
            async with contextlib.AsyncExitStack() as opened:
                _create_private(self.path)
                self._writer = await opened.enter_async_context(
                    aiosqlite.connect(
                        self.path,
                        isolation_level=None,
                        cached_statements=CACHED_STATEMENTS,
                        factory=self._connection,
                    )
                )
                self._name = await self._in_thread(self._writer, _prepare_writer, self.path)
                self._reader = await opened.enter_async_context(
                    aiosqlite.connect(
                        address_of(self.path), uri=True, isolation_level=None, factory=self._connection
                    )
                )
                await self._in_thread(self._reader, _prepare_reader)
                opened.pop_all()
        except (OSError, sqlite3.Error, UnicodeError) as error:
            raise refusal(self.path, error) from error

    async def close(self) -> None:
        """Finish the queued units, then close the file."""
        await self._writes.drained()
        await self._reads.drained()
        self.is_closed = True
        await self._reader.close()
        await self._writer.close()
        self._lock.release()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def run(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """Run `unit(tx, ...)` in one transaction; returns its result once it is on disk.

        If the unit raises an error, only that unit is rolled back and the error is raised here.

        Raises:
            StorageLost: The disk is full or failing; nothing was stored.
            StorageError: It was called inside a unit, which would wait for itself for ever.
        """
        if threading.get_ident() == self._unit_thread:
            raise StorageError("database.run was called inside a unit: pass on its tx instead")
        self._refuse_broken()
        return self._writes.put(partial(_call, unit, args, kwargs))

    def run_page(
        self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Awaitable[T]:
        """Run a page of long work like `run`, but in a transaction of its own, in between what people wait for.

        Raises:
            StorageLost: The disk is full or failing; nothing was stored.
        """
        self._refuse_broken()
        return self._writes.put(partial(_call, unit, args, kwargs), is_page=True)

    def read(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """Run a read-only unit alongside the writer, on a snapshot of the committed data.

        Raises:
            StorageLost: The disk is failing.
        """
        self._refuse_broken()
        return self._reads.put(partial(_call, unit, args, kwargs))

    async def snapshot(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a long read-only unit (such as a report) in a thread and on a connection of its own.

        Raises:
            StorageLost: The disk is failing, or has no room for SQLite to sort.
        """
        self._refuse_broken()
        try:
            return await asyncio.to_thread(self._read_apart, partial(_call, unit, args, kwargs))
        except sqlite3.Error as error:
            if _is_of_reading(error):
                raise self._lost(error, reading=True) from error
            raise

    async def tidy(self) -> bool:
        """Remove traces of deleted rows from the database's files; False if that has to be tried again later.

        The write-ahead log, which holds older versions of pages, is emptied. A small file is also rebuilt, because
        SQLite leaves copies of rows in the unused part of pages when it moves rows from one page to another.

        Raises:
            StorageLost: The disk is failing.
        """
        self._refuse_broken()
        try:
            return await self._in_thread(self._writer, _tidy, self.path)
        except sqlite3.Error as error:
            if family_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL}:
                return False
            raise self._lost(error) from error

    def _refuse_broken(self) -> None:
        if self._broken is not None:
            raise StorageLost(
                f"the database can no longer be read or written: {self._broken}"
            ) from self._broken

    async def _write_batch(self, units: list[Unit]) -> list[Outcome]:
        if self._broken is not None:  # these were queued before the disk failed
            return [(None, self._lost(self._broken)) for _ in units]
        try:
            return await self._in_thread(self._writer, self._run_batch, units)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - every waiting future must learn of it
            return [(None, self._lost(error)) for _ in units]

    def _lost(self, error: BaseException, *, reading: bool = False) -> StorageLost:
        if _ends_everything(error):
            # After a failed fsync, the state on disk is unknown; only a restart can read it.
            self._broken = error
            self.failed.set()
        told = f"nothing could be read: {error}" if reading else f"nothing was stored: {error}"
        lost = StorageLost(told, is_reading=reading)
        lost.__cause__ = error
        return lost

    async def _read_batch(self, units: list[Unit]) -> list[Outcome]:
        try:
            outcomes = await self._in_thread(self._reader, _read_each, units)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - every waiting future must learn of it
            outcomes = [(None, error) for _ in units]
        return [(result, self._told(failure)) for result, failure in outcomes]

    def _told(self, failure: BaseException | None) -> BaseException | None:
        """The error to give a reader: StorageLost if the disk failed, because that is not the reader's fault."""
        return (
            self._lost(failure, reading=True) if failure is not None and _is_of_reading(failure) else failure
        )

    def _read_apart(self, unit: Callable[[Tx], T]) -> T:
        address = address_of(self.path)
        connection = sqlite3.connect(address, uri=True, isolation_level=None, factory=self._connection)
        try:
            _prepare_reader(connection)
            return _read_once(connection, unit)
        finally:
            connection.close()

    @property
    def broken(self) -> BaseException | None:
        """The error after which the database cannot be trusted: a disk failure or another process taking over."""
        return self._broken

    def _run_batch(self, connection: sqlite3.Connection, units: list[Unit]) -> list[Outcome]:
        self._unit_thread = threading.get_ident()
        tx = Tx(connection)
        try:
            connection.execute("BEGIN IMMEDIATE")
            refuse_superseded(connection, self._name)
            outcomes = [_run_one(tx, connection, unit) for unit in units]
            connection.execute("COMMIT")
        except BaseException:
            # If the disk is full, SQLite has already rolled back; a second ROLLBACK would raise and hide the cause.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return outcomes

    @staticmethod
    async def _in_thread(connection: aiosqlite.Connection, work: Callable[..., T], *args: object) -> T:
        # The one private call: aiosqlite offers no public way to run a function in its thread.
        result: T = await connection._execute(work, connection._conn, *args)  # type: ignore[no-untyped-call]  # noqa: SLF001
        return result


async def _take(lock: FileLock) -> None:
    """Take a lock, retrying briefly: a process that only checks the lock holds it for an instant."""
    for _ in range(_LOOKS):
        with contextlib.suppress(StorageRefused):
            lock.take()
            return
        await asyncio.sleep(_LOOK_S)
    lock.take()


def path_of(url: str) -> Path:
    """Return the file that a `sqlite:///` address names.

    Raises:
        StorageRefused: The address names another engine, or no file.
    """
    scheme, found, rest = url.partition(":///")
    if not found or scheme != "sqlite" or not rest:
        raise StorageRefused(
            f"The database address {url.rpartition('@')[2]!r} is not valid. Use sqlite:///askmany.db "
            "for a file in this folder, or sqlite:////var/lib/askmany.db for one elsewhere."
        )
    return Path(rest)


def _call(unit: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object], tx: Tx) -> T:
    return unit(tx, *args, **kwargs)


def _run_one(tx: Tx, connection: sqlite3.Connection, unit: Callable[[Tx], Any]) -> Outcome:
    connection.execute("SAVEPOINT unit")
    try:
        result = unit(tx)
    except BaseException as error:
        if not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO unit")
        connection.execute("RELEASE unit")
        if _is_of_the_disk(error) or not isinstance(error, Exception):
            raise
        return None, error
    connection.execute("RELEASE unit")
    return result, None


def _read_each(connection: sqlite3.Connection, units: list[Unit]) -> list[Outcome]:
    return _read_once(connection, lambda tx: [_read_one(tx, unit) for unit in units])


def _read_one(tx: Tx, unit: Unit) -> Outcome:
    try:
        return unit(tx), None
    except Exception as error:  # noqa: BLE001 - the caller gets it
        return None, error


def _read_once(connection: sqlite3.Connection, unit: Callable[[Tx], T]) -> T:
    try:
        connection.execute("BEGIN")
        return unit(Tx(connection))
    finally:
        # A failing disk may already have ended it; a second ROLLBACK would raise and hide the cause.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _prepare_writer(connection: sqlite3.Connection, path: Path) -> str:
    """Bring the database up to date; return the name of this writer."""
    connection.row_factory = sqlite3.Row
    refuse_foreign(connection)
    check_whole(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    # NORMAL loses acknowledged answers in a power failure.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Overwrite what is deleted or blanked with zeros, in free pages too, instead of leaving it until the room is used.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
    upgrade(connection)
    # Every write records how to undo it. Doing this in a file took a tenth of the time for an answer. Do not set this
    # earlier, because an upgrade may have more to sort than fits in memory.
    connection.execute("PRAGMA temp_store = MEMORY")
    return take_over(connection)


def _tidy(connection: sqlite3.Connection, path: Path) -> bool:
    # Nobody is to wait for a long reader.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        if path.stat().st_size <= REBUILT_UP_TO:
            connection.execute("VACUUM")
        is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")
    return not is_busy


def _prepare_reader(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MS}")


def _ends_everything(error: BaseException) -> bool:
    # All I/O errors, including those from fsync, are in the family SQLITE_IOERR.
    # SQLITE_IOERR_SHMSIZE is not one: a full disk refused room for the index of the log before anything was written.
    return (
        isinstance(error, Superseded)
        or is_damage(error)
        or (
            family_of(error) == sqlite3.SQLITE_IOERR
            and getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_IOERR_SHMSIZE
        )
    )


def _is_of_the_disk(error: BaseException) -> bool:
    return _ends_everything(error) or family_of(error) in {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
    }


def _is_of_reading(error: BaseException) -> bool:
    # Running out of room to sort is not the unit's fault either, but writing in a read-only unit is.
    return _ends_everything(error) or family_of(error) in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def _create_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Answers are personal data: nobody else on the machine may read the file or its -wal, which inherits the mode.
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        os.chmod(descriptor, 0o600)  # noqa: PTH101 - a Path would be looked up again, and may be another file by then
    finally:
        os.close(descriptor)
