"""Backups: a snapshot taken while a bot writes, checked before it gets its name, never overwriting another file."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from storage_scene import facts, put

from storage.database import Database
from storage.errors import StorageRefused
from storage.file.backup import check_database, copy_database


def quiet(_copied: int, _total: int) -> None:
    """Nobody looks how far it is."""


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "backup.db"


def _beside(backup: Path) -> dict[str, int]:
    """What lies in the backup's folder, with the modes."""
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in sorted(backup.parent.iterdir())}


async def test_a_copy_made_beside_a_writing_bot_holds_one_moment(database: Database, backup: Path) -> None:
    for number in range(40):
        await database.run(put, f"before {number}", "x" * 200_000)
    written: list[str] = []

    def write_meanwhile(_copied: int, _total: int) -> None:
        name = f"meanwhile {len(written)}"
        written.append(name)
        asyncio.run_coroutine_threadsafe(_put(database, name), loop).result()

    loop = asyncio.get_running_loop()
    contents = await asyncio.to_thread(copy_database, database.path, backup, write_meanwhile)
    assert len(written) >= 2
    assert facts(backup) == {f"before {number}" for number in range(40)}
    assert contents.rows["fact"] == 40
    assert facts(database.path) == facts(backup) | set(written)


async def _put(database: Database, name: str) -> None:
    await database.run(put, name)


async def test_a_copy_is_one_file_for_its_owner_alone(database: Database, backup: Path) -> None:
    await database.run(put, "x")
    copy_database(database.path, backup, quiet)
    facts(backup)
    assert _beside(backup) == {"backup.db": 0o600}


async def test_a_copy_can_be_opened_as_a_database(database: Database, backup: Path) -> None:
    await database.run(put, "x")
    copy_database(database.path, backup, quiet)
    async with await Database.open(f"sqlite:///{backup}") as copy:
        await copy.run(put, "y")
    assert facts(backup) == {"x", "y"}


def test_nothing_is_overwritten(path: Path, backup: Path) -> None:
    asyncio.run(_make(path))
    backup.write_text("last week's")
    with pytest.raises(StorageRefused, match="will not be overwritten"):
        copy_database(path, backup, quiet)
    assert backup.read_text() == "last week's"


def test_what_gets_the_name_while_the_copy_is_made_is_not_overwritten(path: Path, backup: Path) -> None:
    asyncio.run(_make(path))
    with pytest.raises(StorageRefused, match="will not be overwritten"):
        copy_database(path, backup, lambda *_: backup.write_text("another's"))
    assert backup.read_text() == "another's"
    assert list(_beside(backup)) == ["backup.db"]


def test_what_an_interrupted_copy_left_is_in_nobodys_way(path: Path, backup: Path) -> None:
    asyncio.run(_make(path))
    backup.with_name("backup.db.unfinished").write_text("half")
    copy_database(path, backup, quiet)
    assert facts(backup) == {"x"}
    assert list(_beside(backup)) == ["backup.db"]


async def test_a_copy_that_is_interrupted_leaves_nothing(database: Database, backup: Path) -> None:
    def stop(_copied: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_database(database.path, backup, stop)
    assert list(backup.parent.iterdir()) == []


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def _newer(path: Path) -> None:
    asyncio.run(_make(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO upgrade (number, name) VALUES (9999, 'from_the_future')")


def _broken(path: Path) -> None:
    asyncio.run(_make(path))
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(size // 3 // 4096 * 4096, size, 4096):
            file.seek(place)
            file.write(b"\xa5" * 200)


def _orphaned(path: Path) -> None:
    asyncio.run(_make(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO dialogue (requester_id, project_id, step) VALUES (1, 1, 'NAME')")


async def _make(path: Path) -> None:
    async with await Database.open(f"sqlite:///{path}") as database:
        await database.run(put, "x")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: None, "There is no database"),
        (lambda path: path.mkdir(), "There is no database"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"id,text\n" * 1000), "is damaged, or is not a database"),
        (_foreign, "belongs to another program"),
        (_newer, "written by a newer Askmany"),
        (_broken, "is damaged"),
        (_orphaned, "rows that refer to missing rows"),
    ],
)
def test_what_is_no_whole_database_of_ours_is_no_backup(path: Path, make: object, told: str) -> None:
    assert callable(make)
    make(path)
    with pytest.raises(StorageRefused, match=told):
        check_database(path)


@pytest.mark.parametrize("make", [_foreign, _broken, _orphaned])
def test_what_is_not_whole_is_not_copied(path: Path, backup: Path, make: object) -> None:
    assert callable(make)
    make(path)
    with pytest.raises(StorageRefused):
        copy_database(path, backup, quiet)
    assert list(backup.parent.iterdir()) == []
