"""A project whose answers cannot be fitted does not keep other projects from ending."""

import pytest
from bot_scene import Scene, agree, from_bot, launch, tasks_csv

from storage.tx import Tx


async def test_a_project_that_cannot_be_fitted_holds_up_no_other(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    rita, ada = scene.person("Rita"), scene.person("Ada")
    await launch(rita, tasks_csv("Sky"), name="Broken", least="1", most="1")
    await agree(ada)
    await ada.sees("Sky")
    await scene.do(ada.tap("Red"))
    await launch(rita, tasks_csv("Rose", "Sea"), name="Whole", least="1", most="1")
    await scene.do(ada.send("/next"))
    await scene.do(ada.tap("Red"))
    await scene.do(ada.tap("Blue"))
    await scene.database.run(_damage)
    await scene.later(minutes=1)
    done = [message.words for message in from_bot(rita) if "is done" in message.words]
    assert [words.split(" is done")[0] for words in done] == ["Whole"]
    assert "The fit of project 1 failed; trying again in 1 s" in caplog.text


async def test_a_fit_that_always_fails_is_tried_ever_more_rarely(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    rita, ada = scene.person("Rita"), scene.person("Ada")
    await launch(rita, tasks_csv("Sky"), name="Broken", least="1", most="1")
    await agree(ada)
    await ada.sees("Sky")
    await scene.do(ada.tap("Red"))
    await scene.database.run(_damage)
    for _ in range(120):
        await scene.later(seconds=0.5)
    # At once, and after 1, 3, 7, 15 and 31 seconds.
    assert caplog.text.count("The fit of project 1 failed") == 6


def _damage(tx: Tx) -> None:
    """Let an answer of the first project be none of its options."""
    tx.execute("UPDATE answer SET label = 7 WHERE assignment_id = 1")
