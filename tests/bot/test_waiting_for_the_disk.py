"""A disk that takes nothing for a while: the bot says so in words, seldom, and continues by itself."""

import logging
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bot.process.disk import DiskWatch
from storage.database import Database
from storage.errors import StorageLost

#: Opens a database where the system refuses every byte beyond a limit, which is lifted once the bot has said so.
START_WHILE_FULL = """
    import asyncio, logging, resource, signal, sys
    from bot import beginning
    from bot.beginning import open_database

    def limit(n_bytes):
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, resource.RLIM_INFINITY))

    class Lift(logging.Handler):
        def emit(self, record):
            print(record.getMessage(), flush=True)
            limit(resource.RLIM_INFINITY)

    async def main():
        database = await open_database(f"sqlite:///{sys.argv[1]}", asyncio.Event())
        await database.close()
        print("opened", flush=True)

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    logging.getLogger("bot.beginning").addHandler(Lift())
    beginning.FULL_DISK_S = 0.0
    limit(int(sys.argv[2]))
    asyncio.run(main())
"""


@pytest.mark.parametrize("n_bytes", [0, 2_000, 20_000, 100_000])
def test_a_start_waits_for_the_disk_and_goes_on_by_itself(tmp_path: Path, n_bytes: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(START_WHILE_FULL), str(tmp_path / "bot.db"), str(n_bytes)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told, last = ended.stdout.splitlines()
    assert (ended.stderr, ended.returncode, last) == ("", 0, "opened")
    assert str(tmp_path) in told
    assert "nothing can be stored" in told
    assert told.endswith("The bot starts by itself as soon as it can.")


def _lost(code: int, *, is_reading: bool = False) -> StorageLost:
    cause = sqlite3.OperationalError("as SQLite says it")
    cause.sqlite_errorcode = code
    lost = StorageLost("nothing was stored", is_reading=is_reading)
    lost.__cause__ = cause
    return lost


def test_whoever_finds_the_disk_full_and_however_often_it_is_one_line_a_minute(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = 0.0
    disk = DiskWatch(Database(tmp_path / "bot.db"), monotonic=lambda: now)
    for tenth in range(1800):
        now = tenth / 10
        disk.refused(_lost(sqlite3.SQLITE_FULL))
    assert len(caplog.messages) == 3
    assert {str(tmp_path) in line and "MB are free" in line for line in caplog.messages} == {True}


def test_that_there_is_room_again_is_said_once_and_only_if_the_trouble_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    disk = DiskWatch(Database(tmp_path / "bot.db"))
    disk.accepted()
    assert caplog.messages == []
    disk.refused(_lost(sqlite3.SQLITE_FULL))
    for _ in range(3):
        disk.accepted()
    assert caplog.messages[1:] == ["The disk takes writes again: the bot continues"]
    # Between writes that just fit and writes that don't, it may go back and forth: not in the log.
    for _ in range(100):
        disk.refused(_lost(sqlite3.SQLITE_FULL))
        disk.accepted()
    assert len(caplog.messages) == 2


def test_no_room_to_sort_names_the_folder_for_temporary_files(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    DiskWatch(Database(Path("/nowhere/bot.db"))).refused(_lost(sqlite3.SQLITE_FULL, is_reading=True))
    assert f" in {tmp_path}" in caplog.messages[0]


async def test_what_comes_after_an_ordinary_end_is_no_trouble_of_the_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'askmany.db'}")
    await database.close()
    with pytest.raises(StorageLost):
        await DiskWatch(database).insist(lambda tx: tx.execute("DELETE FROM fact"))
    assert caplog.messages == []
