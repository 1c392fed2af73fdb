"""One person's flood delays nobody and gets few replies; whoever only answers quickly never notices any of this."""

import pytest
from bot_scene import Scene, agree, by_both_ways, from_bot, launch, say, tasks_csv

from bot.receiving import intake
from crowd.people.flooding import MOST_IDLE
from playground import Person

pytestmark = by_both_ways

MANY = 3 * MOST_IDLE


def told(person: Person, words: str) -> int:
    return sum(words in message.words for message in from_bot(person))


async def at_many_tasks(scene: Scene, *people: Person) -> None:
    await launch(scene.person("Rita"), tasks_csv(*(f"Task {n}" for n in range(MANY))))
    await agree(*people)
    await scene.quiet()


async def test_a_flood_is_told_once_and_what_changes_something_still_takes_effect(scene: Scene) -> None:
    ada = scene.person("Ada")
    await at_many_tasks(scene, ada)
    for n in range(MANY):
        await scene.do(ada.send("/help" if n % 2 else f"/what{n}"))
    assert told(ada, say("too-fast")) == 1
    assert told(ada, "Send /help to see what I understand") <= MOST_IDLE
    assert await scene.count("SELECT count(*) FROM inbox WHERE state <> 'DONE'") == 0
    tap = await ada.tap("Red")
    assert (await tap.answer()).text == say("answer-saved")
    await scene.do(ada.send("Blue"))
    assert await scene.count("SELECT count(*) FROM answer") == 2
    await scene.do(ada.send("/pause"))
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'PAUSED'") == 1


async def test_after_a_flood_there_are_replies_again(scene: Scene) -> None:
    ada = scene.person("Ada")
    for _ in range(MANY):
        await ada.send("/help")
    await scene.quiet()
    await scene.later(minutes=2)
    since = ada.revision
    await ada.send("/help")
    await ada.sees("/start", since=since)


async def test_who_answers_as_fast_as_they_can_is_never_told_to_slow_down(scene: Scene) -> None:
    ada, ben = scene.person("Ada"), scene.person("Ben")
    await at_many_tasks(scene, ada, ben)
    for _ in range(MANY // 2):
        await scene.do(ada.tap("Red"), ben.send("Red"))
    assert await scene.count("SELECT count(*) FROM answer") == 2 * (MANY // 2)
    assert told(ada, say("too-fast")) == told(ben, say("too-fast")) == 0
    # A forecast for the requester may still be on its way.
    theirs = f"chat_id IN ({ada.id}, {ben.id})"
    assert await scene.count(f"SELECT count(*) FROM outbox WHERE {theirs} AND state <> 'SENT'") == 0


async def test_between_two_updates_of_one_person_comes_another_persons(stage: Scene) -> None:
    await stage.start(concurrent_people=1)
    ada, ben = stage.person("Ada"), stage.person("Ben")
    async with stage.bot.intake._places:
        for n in range(10):
            await ada.send(f"/what{n}")
        await ben.send("/what")
        while len(stage.bot.intake._waiting) < 2:
            await stage.count("SELECT count(*) FROM inbox")
    await stage.quiet()
    rows = await stage.database.read(
        lambda tx: tx.execute("SELECT chat_id FROM outbox WHERE kind = 'TEXT' ORDER BY id")
    )
    assert ben.id in [row["chat_id"] for row in rows[:2]]


async def test_one_person_cannot_stop_the_bot_from_receiving(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FULL", 3)
    await stage.start(concurrent_people=1)
    ada, ben = stage.person("Ada"), stage.person("Ben")
    async with stage.bot.intake._places:
        for n in range(MANY):
            await ada.send(f"/what{n}")
        await ben.send("/help")
        while len(stage.bot.intake._waiting) < 2:
            await stage.count("SELECT count(*) FROM inbox")
        assert not stage.bot.intake.is_full
    await stage.quiet()
    assert told(ben, "/start") == 1
    assert await stage.count("SELECT count(*) FROM inbox WHERE state = 'DONE'") == MANY + 1
