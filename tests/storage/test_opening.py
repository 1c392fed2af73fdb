"""Opening a database: whose it is, who else is using it, and refusals that help."""

import asyncio
import os
import signal
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from storage_scene import count_facts, facts, put, start_process

from storage.database import Database, path_of
from storage.errors import StorageLost, StorageRefused

#: A bot in a process of its own that opens a database and keeps it.
HOLD = """
    import asyncio, sys
    from storage.database import Database
    from storage.facts import set_fact

    async def main():
        database = await Database.open(f"sqlite:///{sys.argv[1]}")
        await database.run(set_fact, "held", "x")
        print("open", flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())
"""


async def _refused(path: Path) -> str:
    with pytest.raises(StorageRefused) as refused:
        await Database.open(f"sqlite:///{path}")
    return str(refused.value)


async def _use(path: Path) -> None:
    async with await Database.open(f"sqlite:///{path}") as database:
        await database.run(put, "x")


def _opening_refused(path: Path) -> str:
    return asyncio.run(_refused(path))


async def test_files_can_be_read_by_their_owner_only(database: Database) -> None:
    await database.run(put, "x")
    files = sorted(database.path.parent.iterdir())
    assert len(files) >= 3, "the database, its log and its lock"
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_the_settings_that_keep_acknowledged_answers_are_on(database: Database) -> None:
    def pragmas(connection: sqlite3.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert await database._in_thread(database._writer, pragmas) == ["wal", 2, 1]


async def test_a_database_is_found_as_it_was_left(path: Path) -> None:
    async with await Database.open(f"sqlite:///{path}") as database:
        await database.run(put, "kept")
    async with await Database.open(f"sqlite:///{path}") as database:
        assert await database.read(count_facts) == 1


async def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "var" / "lib" / "a b%20?#.db"
    async with await Database.open(f"sqlite:///{path}") as database:
        await database.run(put, "x")
        assert await database.read(count_facts) == 1
    assert path.exists()


async def test_a_second_bot_is_refused_while_the_first_one_runs(database: Database) -> None:
    assert "in use by another bot" in await _refused(database.path)
    await database.run(put, "still works")


async def test_the_lock_is_let_go_of_when_the_process_dies(path: Path) -> None:
    process = start_process(HOLD, str(path))
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        assert "in use by another bot" in await _refused(path)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    async with await Database.open(f"sqlite:///{path}") as database:
        assert await database.read(count_facts) == 1


def test_a_refused_database_can_be_replaced_and_opened(path: Path) -> None:
    path.write_text("not a database, but long enough to be taken for one" * 100)
    _opening_refused(path)
    path.unlink()
    asyncio.run(_use(path))
    assert facts(path) == {"x"}


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    assert "belongs to another program" in _opening_refused(path)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + "-wal").exists()


def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    asyncio.run(_use(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO upgrade (number, name) VALUES (9999, 'from_the_future')")
    before = path.read_bytes()
    assert "written by a newer Askmany (shape 9999" in _opening_refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"id,text\n1,two\n" * 1000, bytes(range(256)) * 64])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "file is not a database" in _opening_refused(path)
    assert path.read_bytes() == content


def _damage(path: Path) -> bytes:
    """Break pages in the middle of a database, as a bad disk does; the first pages stay as they are."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(size // 3 // 4096 * 4096, size, 4096):
            file.seek(place)
            file.write(b"\xa5" * 200)
    return path.read_bytes()


def test_a_damaged_database_is_refused_and_left_alone_with_the_way_to_restore(path: Path) -> None:
    asyncio.run(_use(path))
    broken = _damage(path)
    told = _opening_refused(path)
    assert told.startswith(f"The database {path} is damaged (")
    assert "`askmany restore FILE`" in told
    assert "\n" not in told
    assert path.read_bytes() == broken


def test_a_database_cut_short_is_refused_with_the_way_to_restore(path: Path) -> None:
    asyncio.run(_use(path))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    told = _opening_refused(path)
    assert "is damaged (" in told
    assert "`askmany restore FILE`" in told


async def test_damage_that_is_met_while_reading_ends_the_bot(path: Path) -> None:
    async with await Database.open(f"sqlite:///{path}") as database:
        for number in range(200):
            await database.run(put, str(number), "x" * 3000)
    async with await Database.open(f"sqlite:///{path}") as database:
        _damage(path)
        with pytest.raises(StorageLost, match="nothing could be read"):
            await database.read(lambda tx: tx.execute("SELECT * FROM fact"))
        assert database.failed.is_set()


async def test_a_table_that_only_looks_like_ours_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE upgrade (seat TEXT)")
    assert "cannot be used" in await _refused(path)


async def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in await _refused(tmp_path)


async def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "folder of the database is not writable" in await _refused(tmp_path / "file" / "askmany.db")


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Root may write anywhere: be somebody else for a moment."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)


async def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with _without_privileges():
        assert "folder of the database is not writable" in await _refused(folder / "askmany.db")
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_written_is_refused_with_what_to_do() -> None:
    # Not in tmp_path, whose parents only its owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        path = folder / "askmany.db"
        asyncio.run(_use(path))
        path.chmod(0o444)
        (folder / "askmany.db-lock").unlink()
        before = path.read_bytes()
        with _without_privileges():
            told = _opening_refused(path)
        assert f"The database {path} cannot be written (" in told
        assert "must own the file and its folder" in told
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "url",
    [
        "",
        "askmany.db",
        "sqlite:askmany.db",
        "sqlite://askmany.db",
        "sqlite:///",
        "postgresql:///x",
        "mysql:///x",
    ],
)
def test_an_address_that_names_no_file_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StorageRefused, match=r"Use sqlite:///askmany\.db"):
        path_of(url)


def test_a_password_in_a_wrong_address_is_not_repeated() -> None:
    with pytest.raises(StorageRefused) as refused:
        path_of("postgresql://ada:secret@host/askmany")
    assert "secret" not in str(refused.value)


def test_addresses_name_files_beside_the_bot_or_anywhere() -> None:
    assert path_of("sqlite:///askmany.db") == Path("askmany.db")
    assert path_of("sqlite:////var/lib/askmany.db") == Path("/var/lib/askmany.db")


async def test_what_was_stored_before_a_kill_is_there_after_it(path: Path) -> None:
    process = start_process(HOLD, str(path))
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert facts(path) == {"held"}


def test_a_start_compares_the_indexes_with_their_rows(path: Path) -> None:
    asyncio.run(_use(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("CREATE INDEX t_a ON t (a)")
        connection.execute("INSERT INTO t VALUES ('here')")
        # An index that has lost its row: no page is broken.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX t_a ON t (a) WHERE a <> ''here''' WHERE name = 't_a'"
        )
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert "is damaged (" in _opening_refused(path)


def test_a_schema_that_is_no_text_is_refused_in_words(path: Path) -> None:
    asyncio.run(_use(path))
    data = path.read_bytes()
    place = data.index(b"CREATE TABLE", 4096)
    path.write_bytes(data[: place - 20] + b"\xc5" + data[place - 19 :])
    told = _opening_refused(path)
    assert told.startswith(f"The database {path} is damaged (")
    assert "`askmany restore FILE`" in told
