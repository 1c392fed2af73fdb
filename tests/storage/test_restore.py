"""Restoring: the backup replaces the database, the old one is kept, and anything dangerous is refused."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from storage_scene import facts, put, start_process

from storage.database import Database
from storage.errors import StorageRefused
from storage.facts import set_fact
from storage.file.backup import copy_database
from storage.file.restore import Restored, restore_database
from storage.tx import Tx


async def write(path: Path, *names: str) -> None:
    async with await Database.open(f"sqlite:///{path}") as database:
        for name in names:
            await database.run(put, name)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup with one fact."""
    source, target = tmp_path / "source.db", tmp_path / "backup.db"
    asyncio.run(write(source, "from the backup"))
    copy_database(source, target, lambda *_: None)
    return target


def _settle(tx: Tx) -> None:
    set_fact(tx, "settled", "x")


def restore(backup: Path, path: Path) -> Restored:
    return restore_database(backup, path, settle=_settle, stamp="then", progress=lambda *_: None)


def test_a_backup_takes_the_place_of_a_database_that_is_kept(path: Path, backup: Path) -> None:
    asyncio.run(write(path, "before"))
    restored = restore(backup, path)
    assert facts(path) == {"from the backup", "settled"}
    assert restored.kept == path.with_name("askmany.db.before-then")
    assert facts(restored.kept) == {"before"}
    assert restored.contents.rows["fact"] == 2
    assert facts(backup) == {"from the backup"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("askmany.db*")} == {0o600}
    asyncio.run(write(path, "after"))
    assert facts(path) == {"from the backup", "settled", "after"}
    assert facts(restored.kept) == {"before"}


def test_a_backup_is_restored_where_there_was_nothing(tmp_path: Path, backup: Path) -> None:
    path = tmp_path / "new machine" / "askmany.db"
    assert restore(backup, path).kept is None
    assert facts(path) == {"from the backup", "settled"}


KILLED = """
    import asyncio, os, sys
    from storage.database import Database
    from storage.facts import set_fact

    async def main():
        database = await Database.open(f"sqlite:///{sys.argv[1]}")
        await database.run(set_fact, "in the log", "x")
        os.kill(os.getpid(), 9)

    asyncio.run(main())
"""


def test_the_log_that_a_killed_bot_left_goes_with_the_database_that_is_kept(path: Path, backup: Path) -> None:
    start_process(KILLED, str(path)).communicate()
    assert path.with_name("askmany.db-wal").stat().st_size > 0
    kept = restore(backup, path).kept
    assert kept is not None
    assert facts(kept) == {"in the log"}
    assert facts(path) == {"from the backup", "settled"}


def test_a_damaged_database_is_replaced_and_kept_byte_for_byte(path: Path, backup: Path) -> None:
    path.write_bytes(b"no database any more" * 1000)
    log = path.with_name("askmany.db-wal")
    log.write_bytes(b"nor its log")
    kept = restore(backup, path).kept
    assert kept is not None
    assert kept.read_bytes() == b"no database any more" * 1000
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"nor its log"
    assert not log.exists()
    assert facts(path) == {"from the backup", "settled"}


def _refused(backup: Path, path: Path) -> str:
    with pytest.raises(StorageRefused) as refused:
        restore(backup, path)
    return str(refused.value)


async def test_nothing_is_restored_under_a_running_bot(database: Database, backup: Path) -> None:
    await database.run(put, "alive")
    assert "in use by another bot" in _refused(backup, database.path)
    assert facts(database.path) == {"alive"}


def test_a_damaged_backup_is_refused_and_the_database_stays(path: Path, backup: Path) -> None:
    asyncio.run(write(path, "before"))
    size = backup.stat().st_size
    with backup.open("r+b") as file:
        file.truncate(size // 2)
    assert "damaged" in _refused(backup, path)
    assert facts(path) == {"before"}
    assert not list(path.parent.glob("*.before-*"))


def test_a_database_is_not_restored_over_itself(path: Path) -> None:
    asyncio.run(write(path, "before"))
    assert "is the database itself" in _refused(path, path)
    assert facts(path) == {"before"}


def test_another_programs_database_is_not_replaced(path: Path, backup: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    assert "belongs to another program" in _refused(backup, path)
    assert path.read_bytes() == before


def test_what_cannot_be_settled_changes_nothing(path: Path, backup: Path) -> None:
    asyncio.run(write(path, "before"))

    def fail(_tx: Tx) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        restore_database(backup, path, settle=fail, stamp="then", progress=lambda *_: None)
    assert facts(path) == {"before"}
    assert not [*path.parent.glob("*.restoring*"), *path.parent.glob("*.before*")]


def test_a_backup_of_an_older_shape_is_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    from storage.upgrade import newest_shape, statements, upgrades

    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE upgrade (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        number, name, text = upgrades()[0]
        for statement in statements(text):
            connection.execute(statement)
        connection.execute("INSERT INTO upgrade VALUES (?, ?)", (number, name))
    assert restore(old, path).contents.shape == newest_shape()
    assert facts(path) == {"settled"}


def test_a_backup_that_only_looks_whole_is_refused_in_words(tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE upgrade (number BIGINT PRIMARY KEY, nbme TEXT)")
        connection.execute("INSERT INTO upgrade VALUES (1, 'first')")
        for table in ("answer (answered_at)", "assignment (offered_at)", "project (changed_at)"):
            connection.execute(f"CREATE TABLE {table}")
        for table in ("contributor (created_at)", "inbox (received_at)", "outbox (ended_at)"):
            connection.execute(f"CREATE TABLE {table}")
    with pytest.raises(StorageRefused, match="cannot be restored"):
        restore_database(
            backup, tmp_path / "new.db", settle=lambda _: None, stamp="x", progress=lambda *_: None
        )
    assert not (tmp_path / "new.db").exists()
