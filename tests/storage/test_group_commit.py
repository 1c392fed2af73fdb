"""Many units, one commit: acknowledged units are on disk, and no unit disturbs another."""

import asyncio
import sqlite3
import threading
from importlib.metadata import version

import aiosqlite
import pytest
from storage_scene import Refusal, count_facts, facts, put, put_and_refuse, trace

from storage.batches import LARGEST_BATCH
from storage.database import Database
from storage.errors import StorageError, StorageLost
from storage.tx import Tx


async def test_units_that_wait_together_share_a_commit(database: Database) -> None:
    statements = await trace(database)
    await asyncio.gather(*(database.run(put, str(n)) for n in range(100)))
    assert statements.count("COMMIT") <= 2
    assert statements.count("SAVEPOINT unit") == 100


async def test_a_unit_that_raises_leaves_nothing_and_its_neighbours_are_stored(database: Database) -> None:
    units = [database.run(put_and_refuse if n == 3 else put, str(n)) for n in range(7)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert isinstance(outcomes[3], Refusal)
    assert [outcome for n, outcome in enumerate(outcomes) if n != 3] == list("012456")
    assert facts(database.path) == set("012456")


async def test_what_is_acknowledged_can_be_read_by_another_connection(database: Database) -> None:
    async def store(name: str) -> bool:
        await database.run(put, name)
        return name in facts(database.path)

    assert all(await asyncio.gather(*(store(str(n)) for n in range(20))))


async def test_nobody_is_told_before_the_commit(database: Database) -> None:
    seen: list[bool] = []

    def look(tx: Tx) -> str:
        seen.extend([future.done() for future in futures])
        seen.append(bool(facts(database.path)))
        return "looked"

    futures = [asyncio.ensure_future(database.run(put, str(n))) for n in range(5)]
    futures.append(asyncio.ensure_future(database.run(look)))
    await asyncio.gather(*futures)
    assert not any(seen)


async def test_an_error_of_one_statement_undoes_its_unit_only(database: Database) -> None:
    def broken(tx: Tx) -> None:
        put(tx, "half")
        tx.execute("INSERT INTO fact (name, value) VALUES ('half', 'again')")

    good = database.run(put, "good")
    with pytest.raises(sqlite3.IntegrityError):
        await database.run(broken)
    await good
    assert facts(database.path) == {"good"}


async def test_running_a_unit_inside_a_unit_is_refused_rather_than_waited_for(database: Database) -> None:
    def nested(tx: Tx) -> None:
        database.run(put, "inner")

    with pytest.raises(StorageError, match="inside a unit"):
        await database.run(nested)
    assert await database.run(put, "after") == "after"
    assert facts(database.path) == {"after"}


async def test_who_stops_waiting_neither_undoes_the_unit_nor_disturbs_others(database: Database) -> None:
    async def wait(name: str) -> str:
        return await database.run(put, name)

    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(wait(str(n))) for n in range(5)]
        await asyncio.sleep(0)  # each is queued by now
        waiting[2].cancel()
    assert [task.cancelled() for task in waiting] == [False, False, True, False, False]
    await database.run(put, "after")
    assert facts(database.path) == {*"01234", "after"}


async def test_units_run_in_the_order_in_which_they_were_asked_for(database: Database) -> None:
    order: list[int] = []
    count = 2 * LARGEST_BATCH + 10

    def note(tx: Tx, number: int) -> None:
        order.append(number)

    await asyncio.gather(*(database.run(note, number) for number in range(count)))
    assert order == list(range(count))


async def test_reads_see_what_is_committed_and_nothing_else(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        put(tx, "new")
        begun.set()
        may_end.wait(10)

    writing = asyncio.ensure_future(database.run(slow))
    await asyncio.to_thread(begun.wait, 10)
    before = (await database.read(count_facts), await database.snapshot(count_facts))
    may_end.set()
    await writing
    assert before == (0, 0)
    assert (await database.read(count_facts), await database.snapshot(count_facts)) == (1, 1)


async def test_what_only_reads_cannot_write(database: Database) -> None:
    for read in (database.read, database.snapshot):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await read(put, "x")
    assert facts(database.path) == set()


async def test_an_error_of_one_reader_is_not_told_to_another(database: Database) -> None:
    def broken(tx: Tx) -> int:
        raise Refusal

    outcomes = await asyncio.gather(
        database.read(count_facts), database.read(broken), database.read(count_facts), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [int, Refusal, int]


async def test_closing_finishes_what_is_queued(database: Database) -> None:
    units = [database.run(put, str(n)) for n in range(2 * LARGEST_BATCH)]
    await database.close()
    assert [await unit for unit in units] == [str(n) for n in range(2 * LARGEST_BATCH)]
    assert len(facts(database.path)) == 2 * LARGEST_BATCH
    with pytest.raises(StorageLost):
        await database.run(put, "late")


async def test_when_the_loop_is_torn_down_nobody_is_told_that_nothing_was_stored(database: Database) -> None:
    may_end = threading.Event()

    def slow(tx: Tx) -> None:
        may_end.wait(10)

    units = [asyncio.ensure_future(database.run(unit)) for unit in (slow, slow)]
    await asyncio.sleep(0)
    (drainer,) = [task for task in asyncio.all_tasks() if "_drain" in repr(task)]
    drainer.cancel()
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    may_end.set()
    assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError] * 2


async def test_the_private_call_of_aiosqlite_runs_a_function_in_its_thread(tmp_path: object) -> None:
    """`Database._in_thread` needs this; a new minor version of aiosqlite is looked at before it is let in."""
    assert version("aiosqlite").startswith("0.22.")
    async with aiosqlite.connect(":memory:") as connection:
        found = await connection._execute(  # type: ignore[no-untyped-call]
            lambda inner, name: (type(inner), name, threading.get_ident()), connection._conn, "given"
        )
    assert found[:2] == (sqlite3.Connection, "given")
    assert found[2] != threading.get_ident()


async def test_pages_of_long_work_take_turns_with_what_people_wait_for(database: Database) -> None:
    order: list[str] = []

    def note(_: Tx, name: str) -> None:
        order.append(name)

    async def person(name: str) -> None:
        for _ in range(4):
            await database.run(note, name)

    statements = await trace(database)
    pages = [asyncio.ensure_future(database.run_page(note, "page")) for _ in range(6)]
    await asyncio.gather(person("ada"), person("omar"), *pages)
    turns = "".join(name[0] for name in order).replace("ao", "x").replace("oa", "x")
    assert turns == "pxpxpxpxpp", (
        "after each page everybody who waits has a turn, and no page waits behind others"
    )
    assert statements.count("COMMIT") == 10, "a page has a transaction of its own"
