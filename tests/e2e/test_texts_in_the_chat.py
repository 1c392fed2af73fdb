"""A question for a text, from the dialogue to the results: typed, refused, doubted, changed and edited."""

import csv
import io

import pytest
from bot_scene import Scene, agree, buttons, from_bot, say, tasks_csv

from playground import Message, Person


async def launch_text(
    scene: Scene,
    rita: Person,
    *tasks: str,
    check: str = "text-check-any",
    match: str | None = "text-match-case",
    answers: str = "3-3",
) -> None:
    """Set up a question for a text with a few taps, and launch it."""
    await rita.send_document("signs.csv", tasks_csv(*tasks).encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("What does the sign say?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-text")))
    await rita.sees("What may people type?")
    await scene.do(rita.tap(say(check)) if check.startswith("text-") else rita.send(check))
    await rita.sees("When do two texts say the same?")
    await scene.do(rita.tap(say(match or "text-match-exact")))
    await rita.sees("Ready to launch: signs")
    await scene.do(rita.send(f"95 % {answers}"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def test_a_typed_text_answers_with_its_lines_and_signs(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea", "Hill")
    await agree(ada)
    card = await ada.sees("Farm")
    assert say("text-hint", check="any", which="none", least=1, most=4000, pattern="") in card.words
    assert buttons(card) == [say("button-skip")]
    await scene.do(ada.send("Beware of <b>dogs</b>\n& cats"))
    after = await ada.sees("Sea")
    assert "Your last answer: Beware of <b>dogs</b> & cats" in after.words
    assert after.id > card.id, "what was typed has pushed the card up"
    await scene.do(ada.send("word " * 800))
    assert "Your last answer: word word" in (await ada.sees("Hill")).words


async def test_a_long_text_is_refused_kindly_and_the_task_stays(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea")
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send("x" * 4050))
    assert "I can take 4,000 characters, and yours has 4,050." in last(ada).words
    await scene.do(ada.send("short"))
    assert "Your last answer: short" in (await ada.sees("Sea")).words


@pytest.mark.parametrize(
    ("check", "wrong", "reason", "typed", "shown"),
    [
        ("1 to 3 words", "one two three four", "That’s 4 words.", "one two", "one two"),
        ("text-check-date", "3/4/2026", "can be two dates", "24.12.2026", "2026-12-24"),
        ("text-check-email", "ann at home", "isn’t an e-mail address", "Ann@Home.ORG", "Ann@home.org"),
        ("pattern AA-99", "A-9", "It has to look like this: AA-99", "xy-42", "xy-42"),
    ],
)
async def test_what_does_not_fit_is_refused_with_the_reason(
    scene: Scene, rita: Person, check: str, wrong: str, reason: str, typed: str, shown: str
) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea", check=check, match=None)
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send(wrong))
    assert reason in last(ada).words
    await scene.do(ada.send(typed))
    assert f"Your last answer: {shown}" in (await ada.sees("Sea")).words


async def test_texts_with_a_slash_and_orders_in_words_are_not_swallowed(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea", "Hill", "Lake")
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send("/gate"))
    assert "I don’t know /gate. If it’s your answer, type two slashes: //gate" in last(ada).words
    await scene.do(ada.send("//gate"))
    assert "Your last answer: /gate" in (await ada.sees("Sea")).words
    await scene.do(ada.send("/etc/passwd"))
    assert "Your last answer: /etc/passwd" in (await ada.sees("Hill")).words
    await scene.do(ada.send("Stop"))
    doubted = last(ada)
    assert "Is “Stop” your answer?" in doubted.words
    assert buttons(doubted)[:2] == [say("button-text-sure"), say("button-text-unsure")]
    await scene.do(ada.tap(say("button-text-unsure")))
    assert "Is “Stop” your answer?" not in last(ada).words
    await scene.do(ada.send("stop"))
    await scene.do(ada.tap(say("button-text-sure")))
    assert "Your last answer: stop" in (await ada.sees("Lake")).words
    await scene.do(ada.send("/pause"))
    await ada.sees("Paused.")


async def test_a_reply_to_another_message_is_no_answer(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea")
    await agree(ada)
    card = await ada.sees("Farm")
    other = next(message for message in ada.chat if message.id != card.id)
    await scene.do(ada.send("thanks!", reply_to=other))
    assert say("typed-elsewhere") in last(ada).words
    await scene.do(ada.send("No entry", reply_to=card))
    assert "Your last answer: No entry" in (await ada.sees("Sea")).words


async def test_an_answer_of_several_lines_is_no_list_of_tasks(scene: Scene, rita: Person) -> None:
    await launch_text(scene, rita, "Farm", "Sea")
    await agree(rita)
    await rita.sees("Farm")
    await scene.do(rita.send("first line\nsecond line"))
    assert "Your last answer: first line second line" in (await rita.sees("Sea")).words


async def test_an_answer_is_changed_by_typing_or_by_editing(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_text(scene, rita, "Farm", "Sea")
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send("No entri"))
    await ada.sees("Sea")
    sent = next(message for message in reversed(ada.chat) if not message.from_bot)
    await scene.do(ada.edit(sent, "No entry"))
    assert any("Your last answer: No entry" in message.words for message in from_bot(ada))
    await scene.do(ada.tap("Change"))
    card = next(message for message in reversed(from_bot(ada)) if message.buttons)
    assert buttons(card)[0] == "Now: No entry"
    await scene.do(ada.send("No way"))
    assert "Your last answer: No way" in (await ada.sees("Sea")).words


async def test_the_results_hold_texts(scene: Scene, rita: Person) -> None:
    await launch_text(scene, rita, "Farm", match="text-match-ends")
    for name, typed in (("Ada", "No entry."), ("Ben", "no entry"), ("Cleo", "No entry")):
        person = scene.person(name)
        await agree(person)
        await person.sees("Farm")
        await scene.do(person.send(typed))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    await rita.sees("One text: the shortest has 2 words")
    data = await rita.wait_for(
        lambda: (
            message.document.data
            for message in reversed(rita.chat)
            if message.from_bot and message.document and "signs-results-" in message.document.name
        ),
        what="the results",
        wait_s=20.0,
    )
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["text"], row["given_by"]) == ("No entry.", "3")
    assert float(row["confidence"]) > 0.95
