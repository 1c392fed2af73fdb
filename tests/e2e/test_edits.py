"""Editing a message corrects what it said; editing an old one has no other effect."""

import pytest
from bot_scene import ANSWERS, COUNT_OPTIONS, Scene, agree, by_both_ways, from_bot, launch, say, tasks_csv

from playground import Message, Person


async def test_an_edited_answer_is_changed_and_the_person_is_told(scene: Scene, rita: Person) -> None:
    ada, sent = await _typed_answer(scene, rita, "Red")
    await scene.do(ada.edit(sent, "blue"))
    assert await _labels(scene) == [0, 1]
    assert from_bot(ada)[-1].words == say("corrected-answer", answer="Blue")
    assert any("Blue" in message.words and message.buttons for message in from_bot(ada))
    await scene.do(ada.edit(sent, "1"))
    assert await _labels(scene) == [0, 1, 0]
    await scene.do(ada.edit(sent, "Green"))
    assert from_bot(ada)[-1].words == say("edit-no-option", answer="Red")
    assert await _labels(scene) == [0, 1, 0]


async def test_an_answer_is_not_changed_by_an_edit_after_its_time_or_after_a_tap(
    scene: Scene, rita: Person
) -> None:
    ada, sent = await _typed_answer(scene, rita, "Red")
    await scene.do(ada.tap(say("button-change")))
    await scene.do(ada.tap("Blue"))
    await scene.do(ada.edit(sent, "1"))
    assert await _labels(scene) == [0, 1]
    assert from_bot(ada)[-1].words == say("edit-superseded")
    other = await ada.send("2")
    await scene.quiet()
    scene.clock.move(minutes=16)
    await scene.do(ada.edit(other, "1"))
    assert await _labels(scene) == [0, 1, 1]
    assert from_bot(ada)[-1].words == say("change-too-old")


async def test_a_text_that_was_no_option_becomes_the_answer_when_it_is_one(
    scene: Scene, rita: Person
) -> None:
    ada, sent = await _typed_answer(scene, rita, "Rad")
    assert await _labels(scene) == []
    await scene.do(ada.edit(sent, "Red"))
    assert await _labels(scene) == [0]


async def test_such_a_text_acts_on_no_later_task(scene: Scene, rita: Person) -> None:
    ada, sent = await _typed_answer(scene, rita, "Rad")
    await scene.do(ada.tap("Blue"))
    await scene.do(ada.edit(sent, "Red"))
    assert await _labels(scene) == [1]


async def test_an_edited_answer_to_the_dialogue_corrects_that_answer(scene: Scene, rita: Person) -> None:
    sent = await _in_dialogue(scene, rita)
    await rita.sees("Which options can people choose from?")
    await scene.do(rita.edit(sent[0], "Colors"))
    assert from_bot(rita)[-1].words == say("corrected-name", project="Colors")
    await scene.do(rita.edit(sent[1], "Which color is it?"))
    assert from_bot(rita)[-1].words == say("corrected-step", project="Colors")
    draft = await scene.draft()
    assert (draft.name, draft.question.text, draft.step) == ("Colors", "Which color is it?", "OPTIONS")
    await scene.do(rita.send("Red, Blue"))
    assert await scene.count(COUNT_OPTIONS) == 2


async def test_a_refused_answer_is_taken_once_it_is_edited(scene: Scene, rita: Person) -> None:
    sent = await _in_dialogue(scene, rita)
    refused = await rita.send("Red")
    await scene.quiet()
    await scene.do(rita.edit(refused, "Red, Blue"))
    assert await scene.count(COUNT_OPTIONS) == 2
    since = rita.revision
    await scene.do(rita.edit(sent[0], "Colors"))
    await rita.sees(say("corrected-name", project="Colors"), since=since)


async def test_an_edit_after_a_button_or_a_later_text_changes_nothing(scene: Scene, rita: Person) -> None:
    await scene.do(rita.send_document("tasks.csv", tasks_csv("Sky").encode()))
    first = await rita.send("Colours?")
    await scene.quiet()
    await scene.do(rita.tap(say("button-back")))
    second = await rita.send("Shades?")
    await scene.quiet()
    await scene.do(rita.edit(first, "Tints"))
    assert from_bot(rita)[-1].words == say("edit-superseded")
    await scene.do(rita.tap(say("button-back")))
    await scene.do(rita.tap("Shades?"))
    n_messages = len(from_bot(rita))
    await scene.do(rita.edit(second, "Tints"))
    assert len(from_bot(rita)) == n_messages
    assert (await scene.draft()).question.text == "Shades?"


async def test_what_a_launched_project_asks_cannot_be_edited_but_its_rules_can(
    scene: Scene, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky"))
    sent = {message.words: message for message in rita.chat if not message.from_bot}
    await scene.do(rita.edit(sent[ANSWERS["question"]], "Which one?"))
    assert from_bot(rita)[-1].words == say("edit-launched", project="Colours")
    await scene.do(rita.tap(say("button-rules")))
    await scene.do(rita.tap("At most"))
    rule = await rita.send("20")
    await scene.quiet()
    await scene.do(rita.edit(rule, "12"))
    assert await scene.count("SELECT max_answers FROM question") == 12


async def test_an_announcement_is_corrected_until_it_is_sent(scene: Scene, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))
    await scene.do(rita.tap(say("button-announce")))
    sent = await rita.send("Helo all")
    await scene.quiet()
    await scene.do(rita.edit(sent, "Hello all"))
    assert await scene.count("SELECT count(*) FROM announcement WHERE text = 'Hello all'") == 1
    await rita.sees("Hello all")
    await scene.do(rita.send("/cancel"))
    await scene.do(rita.edit(sent, "Bye all"))
    assert from_bot(rita)[-1].words == say("edit-sent")
    assert await scene.count("SELECT count(*) FROM announcement WHERE text = 'Bye all'") == 0


async def test_a_mistyped_command_is_followed_once_it_is_corrected(scene: Scene, ada: Person) -> None:
    sent = await ada.send("/paus")
    await scene.quiet()
    for text in ("/pause", "/stop"):
        await scene.do(ada.edit(sent, text))
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'PAUSED'") == 1


@pytest.mark.parametrize("text", ["/", "/ ", "//", "/ pause"])
async def test_a_mistyped_command_may_be_edited_to_no_command(scene: Scene, ada: Person, text: str) -> None:
    sent = await ada.send("/paus")
    await scene.quiet()
    await scene.do(ada.edit(sent, text))
    assert await scene.count("SELECT count(*) FROM inbox WHERE attempts > 0 OR state <> 'DONE'") == 0
    await scene.do(ada.edit(sent, "/pause"))
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'PAUSED'") == 1


async def test_an_edit_of_a_message_that_was_for_nothing_is_passed_over(scene: Scene, ada: Person) -> None:
    command, chat = await ada.send("/help"), await ada.send("Hello")
    await scene.quiet()
    n_messages = len(ada.chat)
    await scene.do(ada.edit(command, "/stop"), ada.edit(chat, "/stop"))
    assert len(ada.chat) == n_messages
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'ACTIVE'") == 1


async def test_a_former_requester_corrects_nothing_any_more(stage: Scene) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({77}))
    rita = stage.person("Rita", id=77)
    sent = await _in_dialogue(stage, rita)
    await stage.stop()
    await stage.start(admin_ids=frozenset())
    await stage.do(rita.edit(sent[1], "Which one?"))
    assert from_bot(rita)[-1].words == say("refused-not-requester")
    assert (await stage.draft()).question.text != "Which one?"


@by_both_ways
async def test_an_edit_that_comes_twice_is_taken_once(scene: Scene, rita: Person) -> None:
    ada, sent = await _typed_answer(scene, rita, "Red")
    edited = await ada.edit(sent, "Blue")
    await scene.quiet()
    scene.telegram.world.tell("edited_message", scene.telegram.world.chats[ada.id], edited)
    await scene.quiet()
    assert await _labels(scene) == [0, 1]
    assert [m.words for m in from_bot(ada)].count(say("corrected-answer", answer="Blue")) == 1


async def _typed_answer(scene: Scene, rita: Person, text: str) -> tuple[Person, Message]:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose", "Sea"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.quiet()
    sent = await ada.send(text)
    await scene.quiet()
    return ada, sent


async def _in_dialogue(scene: Scene, rita: Person) -> list[Message]:
    """Send a file, give the project another name, and type its question; return what was typed."""
    await scene.do(rita.send_document("tasks.csv", tasks_csv("Sky").encode()))
    await scene.do(rita.tap("Name: tasks"))
    sent = []
    for text in (ANSWERS["name"], ANSWERS["question"]):
        sent.append(await rita.send(text))
        await scene.quiet()
    return sent


async def _labels(scene: Scene) -> list[int]:
    """The labels of every answer and every version of it, in the order in which they came."""
    rows = await scene.database.read(
        lambda tx: tx.execute("SELECT label FROM answer ORDER BY assignment_id, version")
    )
    return [row["label"] for row in rows]
