"""A disk that is full or failing: what was acknowledged stays, and what was not is said to be lost."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from storage_scene import facts, put, put_and_refuse, start_process

from storage.database import Database
from storage.errors import StorageLost

#: Writes until the system refuses, and prints what was acknowledged. The limit is real: no byte of any file may
#: lie beyond it, which the system enforces as it would a failing disk.
WRITE_UNTIL_LOST = """
    import asyncio, os, resource, signal, sys
    from storage.database import Database
    from storage.errors import StorageLost
    from storage.outbox import set_fact

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
