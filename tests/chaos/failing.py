"""A call that fails: a database statement or a Bot API call, counted from the start of a run."""

import sqlite3
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from enum import StrEnum

from playground import Fault, FaultType, Playground

#: How a call of the Bot API fails, by name.
CALL_FAULTS: dict[str, Callable[[int], Fault]] = {
    "500-before": lambda nth: Fault(kind=FaultType.ERROR, nth=nth, times=1),
    "500-after": lambda nth: Fault(kind=FaultType.ERROR, nth=nth, times=1, after=True),
    "reset": lambda nth: Fault(kind=FaultType.RESET, nth=nth, times=1),
    "timeout-after": lambda nth: Fault(kind=FaultType.TIMEOUT, nth=nth, times=1, after=True, seconds=0.02),
}


class StatementFault(StrEnum):
    """How a statement fails."""

    #: There is no room, and SQLite has rolled the transaction back.
    FULL = "full"
    #: There is no room for this statement alone: the transaction stays open.
    FULL_STATEMENT = "full-statement"
    #: The disk fails before anything of it is kept.
    IO = "io"
    #: The disk fails after all of it was kept: nobody can know.
    IO_AFTER = "io-after"

    @property
    def of_readers(self) -> bool:
        """Whether statements that only read fail so, too."""
        return self in {StatementFault.IO, StatementFault.IO_AFTER}


class Disk:
    """Counts the statements of all connections, and lets those with some numbers fail."""

    def __init__(self, fault: StatementFault, numbers: Collection[int], *, only: str = "") -> None:
        """Count the statements that hold the words `only`."""
        self._fault = fault
        self._numbers = frozenset(numbers)
        self._only = only
        self._lock = threading.Lock()
        self.count = 0
        #: What failed.
        self.struck: list[str] = []

    def connection(self) -> type[sqlite3.Connection]:
        """What a database's statements are to go through."""
        disk = self

        class Connection(sqlite3.Connection):
            def __init__(self, database: str, *args: object, **options: object) -> None:
                super().__init__(database, *args, **options)
                self.only_reads = "mode=ro" in str(database)

            def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
                return disk._run(self, sql, lambda: super(Connection, self).execute(sql, *args))

            def executemany(self, sql: str, *args: object) -> sqlite3.Cursor:
                return disk._run(self, sql, lambda: super(Connection, self).executemany(sql, *args))

        return Connection

    def _run(
        self, connection: sqlite3.Connection, sql: str, statement: Callable[[], sqlite3.Cursor]
    ) -> sqlite3.Cursor:
        if not self._is_struck(connection, sql):
            return statement()
        if self._fault is StatementFault.IO_AFTER:
            statement().fetchall()
        elif self._fault is not StatementFault.FULL_STATEMENT and connection.in_transaction:
            sqlite3.Connection.execute(connection, "ROLLBACK")
        raise self._error()

    def _is_struck(self, connection: sqlite3.Connection, sql: str) -> bool:
        only_reads = getattr(connection, "only_reads", False)
        if sql.startswith("ROLLBACK") or (only_reads and not self._fault.of_readers) or self._only not in sql:
            return False
        with self._lock:
            self.count += 1
            if self.count not in self._numbers:
                return False
            self.struck.append(" ".join(sql.split()))
            return True

    def _error(self) -> sqlite3.OperationalError:
        if self._fault in {StatementFault.FULL, StatementFault.FULL_STATEMENT}:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
        else:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = (
                sqlite3.SQLITE_IOERR_FSYNC
                if self._fault is StatementFault.IO_AFTER
                else sqlite3.SQLITE_IOERR_READ
            )
        return error


def strike_calls(telegram: Playground, fault: str, numbers: Collection[int], *, only: str = "") -> None:
    """Let the calls of the Bot API, or of one method, with some numbers fail."""
    for number in numbers:
        telegram.faults.add(replace(CALL_FAULTS[fault](number), method=only or None))
