"""A disk that is full or failing: what was acknowledged stays, and what was not is reported as lost."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from storage_scene import count_facts, facts, put, put_and_refuse, start_process

from storage.database import Database
from storage.errors import StorageLost, StorageRefused

#: Writes until the system refuses, and prints what was acknowledged. The limit is real: no byte of any file may
#: lie beyond it, which the system enforces as it would a failing disk.
WRITE_UNTIL_LOST = """
    import asyncio, os, resource, signal, sys
    from storage.database import Database
    from storage.errors import StorageLost
    from storage.facts import set_fact

    async def write(database, number):
        await database.run(set_fact, str(number), "x" * 3000)
        print(number, flush=True)

    async def main(path):
        database = await Database.open(f"sqlite:///{path}")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        room = 200_000 + max(os.path.getsize(path + end) for end in ("", "-wal"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        for start in range(0, 2000, 20):
            units = [write(database, number) for number in range(start, start + 20)]
            outcomes = await asyncio.gather(*units, return_exceptions=True)
            lost = [outcome for outcome in outcomes if outcome is not None]
            if lost:
                print("lost", len(lost), {type(each) for each in lost} == {StorageLost}, flush=True)
                os._exit(0)

    asyncio.run(main(sys.argv[1]))
"""


def test_when_the_system_refuses_to_write_nothing_acknowledged_is_lost(path: Path) -> None:
    process = start_process(WRITE_UNTIL_LOST, str(path))
    out, err = process.communicate(timeout=60)
    *acknowledged, last = out.splitlines()
    assert last.startswith("lost"), err
    assert last.endswith("True"), last
    assert len(acknowledged) >= 20
    assert facts(path) == set(acknowledged)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def _set_room(database: Database, pages: int) -> None:
    def limit(connection: sqlite3.Connection) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + pages}")

    await database._in_thread(database._writer, limit)


async def test_a_full_disk_undoes_the_whole_batch_and_is_got_over_when_there_is_room_again(
    database: Database,
) -> None:
    await database.run(put, "before")
    await _set_room(database, 3)
    units = [database.run(put, str(n), "x" * 3000) for n in range(20)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StorageLost}
    assert "full" in str(outcomes[0])
    assert facts(database.path) == {"before"}
    assert database.broken is None
    await _set_room(database, 1000)
    assert await database.run(put, "after") == "after"
    assert facts(database.path) == {"before", "after"}


async def test_a_unit_that_was_refused_beside_a_full_disk_does_not_hide_it(database: Database) -> None:
    await _set_room(database, 1)
    refused = database.run(put_and_refuse, "refused")
    full = database.run(put, "full", "x" * 50_000)
    outcomes = await asyncio.gather(refused, full, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StorageLost}
    assert facts(database.path) == set()


async def test_after_an_io_error_nothing_more_is_taken(database: Database) -> None:
    def fail(_: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR | (4 << 8)  # fsync
        raise error

    units = [database.run(put, "beside"), database.run(fail)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StorageLost}
    assert database.failed.is_set()
    with pytest.raises(StorageLost):
        await database.run(put, "after")
    assert facts(database.path) == set()


class FailingConnection(sqlite3.Connection):
    """Lets the statement fail that holds some words, when it comes for the nth time, as a failing disk would."""

    words, nth = "", 0
    code = sqlite3.SQLITE_IOERR

    def execute(self, sql: str, *args: object) -> sqlite3.Cursor:  # type: ignore[override]
        if type(self).words in sql:
            type(self).nth -= 1
            if self.nth == 0:
                if self.in_transaction:
                    super().execute("ROLLBACK")
                error = sqlite3.OperationalError("the disk fails")
                error.sqlite_errorcode = self.code
                raise error
        return super().execute(sql, *args)  # type: ignore[arg-type]


def failing(words: str, nth: int = 1, code: int = sqlite3.SQLITE_IOERR) -> type[sqlite3.Connection]:
    return type("Failing", (FailingConnection,), {"words": words, "nth": nth, "code": code})


@pytest.mark.parametrize("way", ["read", "snapshot"])
async def test_a_disk_that_cannot_be_read_ends_the_bot_with_the_cause(path: Path, way: str) -> None:
    address = f"sqlite:///{path}"
    async with await Database.open(address, connection=failing("FROM fact")) as database:
        with pytest.raises(StorageLost, match="nothing could be read: the disk fails"):
            await getattr(database, way)(count_facts)
        assert database.failed.is_set()
        with pytest.raises(StorageLost, match="no longer be read or written: the disk fails"):
            await getattr(database, way)(count_facts)


async def test_no_room_to_sort_a_report_fails_that_report_alone(path: Path) -> None:
    connection = failing("FROM fact", code=sqlite3.SQLITE_FULL)
    async with await Database.open(f"sqlite:///{path}", connection=connection) as database:
        with pytest.raises(StorageLost, match="nothing could be read"):
            await database.snapshot(count_facts)
        assert not database.failed.is_set()
        assert await database.snapshot(count_facts) == 0


def left_over(before: list[threading.Thread]) -> list[threading.Thread]:
    """Threads that do not end: Python would wait for them for ever."""
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(10)
    return [thread for thread in new if thread.is_alive()]


async def test_whichever_statement_of_opening_fails_it_is_refused_in_words_and_can_be_opened_later(
    path: Path,
) -> None:
    before = threading.enumerate()
    n_refused = 0
    # Later ones come sooner, since what an upgrade has done stays done; the last fail where the reader is prepared.
    for nth in [*range(1, 150, 9), 6, 5, 4, 3, 2, 1]:
        try:
            async with await Database.open(f"sqlite:///{path}", connection=failing("", nth)):
                pass
        except StorageRefused as refusal:
            n_refused += 1
            assert f"The disk under {path.parent} fails (the disk fails)" in str(refusal)
            assert left_over(before) == []
    assert n_refused > 10
    async with await Database.open(f"sqlite:///{path}") as database:
        assert await database.run(put, "after") == "after"


async def test_a_reader_that_cannot_be_prepared_is_a_refusal_too(path: Path) -> None:
    before = threading.enumerate()
    with pytest.raises(StorageRefused, match=r"fails \(the disk fails\)"):
        await Database.open(f"sqlite:///{path}", connection=failing("PRAGMA query_only"))
    assert left_over(before) == []
