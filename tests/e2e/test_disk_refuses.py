"""A disk that accepts nothing for a while: messages sent in the meantime are stored as soon as possible."""

import sqlite3

import pytest
from bot_scene import Scene, agree, launch, set_writable, tasks_csv
from faulty_network import Exchange

from bot import ends, sender
from playground import Person


async def test_what_was_sent_while_nothing_could_be_stored_is_stored_without_a_restart(
    scene: Scene, rita: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for module in (ends, sender):
        monkeypatch.setattr(module, "FULL_DISK_S", 0.0)
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
