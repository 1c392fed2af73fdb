"""A large file is imported while others are served; it can be stopped at any time, and survives the end of the bot."""

import pytest
from bot_scene import Scene, at_work, say

import bot.reading.importer
from bot.jobs import forget
from handlers.drafting.importing import SMALL_BYTES
from playground import Person

#: Larger than what is read while its sender waits, with more than one page.
ROWS = 6000
MANY = ("text,contributors\n" + "".join(f"Is number {row} right?,5 6\n" for row in range(ROWS))).encode()
assert len(MANY) > SMALL_BYTES
#: Its processes start behind everything else that the machine does.
PATIENCE_S = 90.0


async def _ask(scene: Scene, sql: str) -> int:
    return await scene.count(sql)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An importer that rests for hours after the first page."""
    monkeypatch.setattr(bot.reading.importer, "_LEAST_PAUSE_S", 3600.0)
    monkeypatch.setattr(bot.reading.importer, "_TELL_S", -1.0)
    return monkeypatch


async def _begun(scene: Scene, rita: Person) -> None:
    await rita.send_document("many.csv", MANY)
    await rita.sees("Importing many.csv", timeout=PATIENCE_S)
    seen = rita.revision
    while not await _ask(scene, "SELECT count(*) FROM task WHERE row_number > 0 AND content LIKE '%number%'"):
        await rita.changed(seen, timeout=PATIENCE_S)
        seen = rita.revision


async def test_a_large_file_becomes_a_project_like_any_other(scene: Scene, rita: Person) -> None:
    await rita.send_document("many.csv", MANY, caption="Which is right?")
    await rita.sees("6,000 tasks", timeout=PATIENCE_S)
    await rita.sees("What do you want to ask", timeout=PATIENCE_S)
    await scene.quiet()
    assert await _ask(scene, "SELECT count(*) FROM task") == ROWS
    assert await _ask(scene, "SELECT count(*) FROM audience") == 2 * ROWS
    assert await _ask(scene, "SELECT count(*) FROM import") == 0


async def test_a_large_file_with_errors_is_refused_in_words_and_can_go_on_without_them(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("many.csv", MANY + b"bad,x7\nworse,x8\n")
    await rita.sees("2 of them can’t be used", timeout=PATIENCE_S)
    await rita.tap("Go on with the other")
    await rita.sees("What do you want to ask", timeout=PATIENCE_S)
    await scene.quiet()
    assert await _ask(scene, "SELECT count(*) FROM task") == ROWS


async def test_more_names_than_the_bot_takes_are_refused_in_words(stage: Scene, rita: Person) -> None:
    await stage.start(most_named=9000)
    await rita.send_document("many.csv", MANY)
    await rita.sees("names people more than 9,000 times", timeout=PATIENCE_S)
    await stage.quiet()
    assert await _ask(stage, "SELECT count(*) FROM project") == 0


async def test_people_are_served_in_between_and_the_import_can_be_stopped(
    scene: Scene, rita: Person, slow: pytest.MonkeyPatch
) -> None:
    ada = await at_work(scene, scene.person("Omar"))
    await _begun(scene, rita)
    await (await ada.tap("Red")).answer()
    await (await rita.tap("Cancel")).answer()
    await rita.sees("nothing was imported from many.csv")
    await scene.tick(forget)
    assert await _ask(scene, "SELECT count(*) FROM task") == 3
    assert await _ask(scene, "SELECT count(*) FROM project") == 1
    slow.undo()


async def test_nobody_else_stops_an_import(scene: Scene, rita: Person, slow: pytest.MonkeyPatch) -> None:
    ada = await at_work(scene, scene.person("Omar"))
    await _begun(scene, rita)
    (under_way,) = scene.bot.importer._running.values()
    cancel = next(button.data for button in rita.last.buttons[-1] if button.text == "Cancel")
    assert (await (await ada.tap(on=ada.last, data=cancel)).answer()).text == say("refused-not-found")
    assert not under_way[1].done()
    assert not under_way[1].cancelling()
    await (await rita.tap("Cancel")).answer()
    slow.undo()


async def test_an_import_goes_on_after_the_bot_has_ended(
    scene: Scene, rita: Person, slow: pytest.MonkeyPatch
) -> None:
    await _begun(scene, rita)
    await scene.stop()
    slow.undo()
    await scene.start()
    await rita.sees("What do you want to ask", timeout=PATIENCE_S)
    await scene.quiet()
    assert await _ask(scene, "SELECT count(*) FROM task") == ROWS
    assert await _ask(scene, "SELECT count(DISTINCT key) FROM task") == ROWS
    assert await _ask(scene, "SELECT count(*) FROM audience") == 2 * ROWS


async def test_cancel_stops_an_import_too(scene: Scene, rita: Person, slow: pytest.MonkeyPatch) -> None:
    await _begun(scene, rita)
    await rita.send("/cancel")
    await rita.sees("nothing was imported from many.csv")
    assert await _ask(scene, "SELECT count(*) FROM import") == 0
    slow.undo()
