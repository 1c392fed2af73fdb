"""`askmany backup` and `askmany restore`, as used in a terminal."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.__main__ import main
from storage.database import Database
from storage.facts import set_fact


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the folder that we are in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///own.db\n", "utf-8")
    asyncio.run(write("own.db", "before"))
    return tmp_path / "own.db"


async def write(name: str, fact: str) -> None:
    async with await Database.open(f"sqlite:///{name}") as database:
        await database.run(set_fact, fact, "x")


def facts(path: Path | str) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM fact WHERE value = 'x'")}


def test_a_backup_of_the_settings_database_is_made_and_told(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "copy.db"]) == 0
    assert facts("copy.db") == {"before"}
    said = capsys.readouterr().out
    assert "copy.db is a whole copy of own.db (projects: 0, tasks: 0, people: 0, answers: 0;" in said


def test_in_a_folder_a_backup_gets_the_time_as_its_name(database: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert main(["backup", "backups"]) == 0
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.match("askmany-20??????T??????Z.db")


def test_a_backup_over_another_file_is_refused_in_one_line(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "copy.db").write_text("precious")
    assert main(["backup", "copy.db"]) == 2
    said = capsys.readouterr()
    assert said.err == "askmany: copy.db already exists and will not be overwritten. Name another file.\n"
    assert said.out == ""


@pytest.mark.parametrize("target", ["nowhere/copy.db", "own.db/copy.db"])
def test_a_backup_to_nowhere_is_refused_in_one_line(
    database: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", target]) == 2
    assert capsys.readouterr().err.startswith("askmany: ")


def test_another_database_may_be_named(database: Path) -> None:
    asyncio.run(write("other.db", "of another"))
    assert main(["backup", "copy.db", "--db", "sqlite:///other.db"]) == 0
    assert facts("copy.db") == {"of another"}


def test_a_restore_brings_the_backup_back_and_tells_where_the_rest_is(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", "copy.db"])
    asyncio.run(write("own.db", "after"))
    assert main(["restore", "copy.db", "--yes"]) == 0
    assert facts(database) == {"before"}
    (kept,) = tmp_path.glob("own.db.before-*Z")
    assert facts(kept) == {"before", "after"}
    assert f"The old database is kept as {kept.name}." in capsys.readouterr().out


def test_without_somebody_to_ask_nothing_is_restored(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", "copy.db"])
    asyncio.run(write("own.db", "after"))
    assert main(["restore", "copy.db"]) == 2
    assert "Pass --yes" in capsys.readouterr().err
    assert facts(database) == {"before", "after"}


async def test_under_a_running_bot_nothing_is_restored(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", "copy.db"])
    async with await Database.open(f"sqlite:///{database}"):
        assert main(["restore", "copy.db", "--yes"]) == 2
    assert capsys.readouterr().err == "askmany: A bot is running on own.db. Stop it first.\n"


def test_what_is_no_backup_is_refused(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("no database " * 100)
    assert main(["restore", "notes.txt", "--yes"]) == 2
    assert "askmany: notes.txt is damaged, or is not a database" in capsys.readouterr().err
    assert facts(database) == {"before"}


def test_a_backup_into_a_folder_that_is_not_there_is_refused_in_words(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "nowhere/copy.db"]) == 2
    words = "askmany: nowhere/copy.db cannot be written. Name a file in a folder that exists.\n"
    assert capsys.readouterr().err == words


def test_a_database_is_not_restored_over_itself_and_nothing_else_is_said(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", "own.db", "--yes"]) == 2
    said = capsys.readouterr()
    assert said.err == "askmany: own.db is the database itself. Name a backup instead.\n"
    assert said.out == ""
