"""A disk that takes nothing for a while: what was sent meanwhile is stored as soon as it can be."""

import pytest
from bot_scene import Scene, agree, launch, set_writable, tasks_csv
from faulty_network import Exchange

from bot import sender
from playground import Person


async def test_what_was_sent_while_nothing_could_be_stored_is_stored_without_a_restart(
    scene: Scene, rita: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sender, "FULL_DISK_S", 0.0)
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
