"""A disk that accepts nothing for a while: messages sent in the meantime are stored as soon as possible."""

import asyncio
import logging
import sqlite3

import pytest
from bot_scene import Scene, agree, launch, say, set_writable, tasks_csv
from faulty_network import Exchange

from bot.jobs import TICKS, _guarded
from bot.process import disk
from playground import Person
from storage.database import Database


async def test_what_was_sent_while_nothing_could_be_stored_is_stored_without_a_restart(
    scene: Scene, rita: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(disk, "FULL_DISK_S", 0.0)
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.quiet()

    async def refuse_meanwhile(exchange: Exchange) -> tuple[int, bytes]:
        await set_writable(scene.database, writable=False)
        return await exchange()

    scene.faults.plan("editMessageText", refuse_meanwhile)
    await ada.tap("Red")
    await ada.sees("Rose")
    assert await scene.count("SELECT count(*) FROM outbox WHERE kind = 'CARD' AND state = 'SENDING'") == 1
    await set_writable(scene.database, writable=True)
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM outbox WHERE state <> 'SENT'") == 0
    await scene.do(ada.tap("Red"))
    assert await scene.count("SELECT count(*) FROM answer") == 2


async def test_a_file_that_the_disk_had_no_room_to_make_comes_when_there_is_room(
    scene: Scene, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    await scene.quiet()

    class Full(sqlite3.Connection):
        n_left = 1

        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "ORDER BY" in sql and Full.n_left:
                Full.n_left -= 1
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(sql, *args)  # type: ignore[arg-type]

    scene.database._connection = Full
    since = rita.revision
    await scene.do(rita.tap("Results"))
    assert Full.n_left == 0
    await scene.later(seconds=5)
    assert b"Sky" in await rita.downloads("results-1.csv", since=since)
    assert await scene.count("SELECT count(*) FROM outbox WHERE state <> 'SENT'") == 0


async def _set_room(database: Database, pages: int) -> None:
    def limit(connection: sqlite3.Connection) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + pages}")

    await database._in_thread(database._writer, limit)


async def test_a_full_disk_is_one_line_in_the_log_whatever_the_bot_tries_and_nothing_is_lost(
    scene: Scene, rita: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(disk, "FULL_DISK_S", 0.01)
    ada, people = scene.person("Ada"), [scene.person(f"Ben {n}") for n in range(20)]
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.quiet()
    await _set_room(scene.database, 0)
    await ada.tap("Red")
    for person in people:
        await person.send("A text that fills pages. " * 100)
    await rita.send("/status")
    for tick, _ in TICKS:
        for _ in range(3):
            await _guarded(tick, scene.bot.parts, scene.bot.disk)(None)  # type: ignore[arg-type]
    async with asyncio.timeout(10):
        while "nothing can be stored" not in caplog.text:  # noqa: ASYNC110 - the bot sets no event of ours
            await asyncio.sleep(0.01)
    assert "Traceback" not in caplog.text
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
    await _set_room(scene.database, 10_000)
    await ada.sees("Rose")
    for person in people:
        await person.sees(say("consent-text"))
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM outbox WHERE state <> 'SENT'") == 0
    assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == [
        "The disk takes writes again: the bot continues"
    ]


async def test_a_file_waits_for_room_as_long_as_it_takes(scene: Scene, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky", "Rose"))
    await scene.quiet()

    class Full(sqlite3.Connection):
        has_room = False

        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "ORDER BY" in sql and not Full.has_room:
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(sql, *args)  # type: ignore[arg-type]

    scene.database._connection = Full
    since = rita.revision
    await scene.do(rita.tap("Results"))
    # More often than a message that fails is tried.
    for _ in range(12):
        await scene.later(seconds=6)
    Full.has_room = True
    await scene.later(seconds=6)
    assert b"Sky" in await rita.downloads("results-1.csv", since=since)
