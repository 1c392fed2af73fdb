"""A question for a level of a scale, from the dialogue to the results: tapped, typed, refused and changed."""

import csv
import io

from bot_scene import Scene, agree, buttons, from_bot, say, tasks_csv

from playground import Message, Person


async def launch_scale(scene: Scene, rita: Person, *tasks: str) -> None:
    """Set up a question for a level with a few taps, and launch it with three answers for each task."""
    await rita.send_document("grades.csv", tasks_csv(*tasks).encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("How good is it?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-scale")))
    await rita.sees("How many levels does the scale have?")
    await scene.do(rita.tap("1–5"))
    await rita.sees("What do the two ends mean?")
    await scene.do(rita.tap("Very bad · Very good"))
    await rita.sees("How close must an answer be to count as right?")
    await scene.do(rita.tap(say("scale-near")))
    ready = await rita.sees("Ready to launch: grades")
    assert "a level from 1 to 5 (1 = Very bad, 5 = Very good). Right if at most 1 level off" in ready.words
    await scene.do(rita.send("95 % 3-3"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def test_a_level_is_tapped_typed_and_changed(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_scale(scene, rita, "Soup", "Cake", "Tea")
    await agree(ada)
    card = await ada.sees("Soup")
    assert "1 = Very bad, 5 = Very good" in card.words
    assert buttons(card)[:5] == ["1", "2", "3", "4", "5"]
    await scene.do(ada.tap("4"))
    after = await ada.sees("Cake")
    assert (after.id, "Your last answer: 4" in after.words) == (card.id, True)
    await scene.do(ada.send("very good"))
    assert "Your last answer: 5 (Very good)" in (await ada.sees("Tea")).words
    await scene.do(ada.tap("Change"))
    assert "✓ 5" in buttons(await ada.sees("Cake"))
    await scene.do(ada.tap("3"))
    assert "Your last answer: 3" in (await ada.sees("Tea")).words


async def test_what_is_no_level_is_refused_kindly(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_scale(scene, rita, "Soup")
    await agree(ada)
    await ada.sees("Soup")
    for typed in ("6", "0", "tasty"):
        await scene.do(ada.send(typed))
        assert "Between 1 and 5, please: 1 is “Very bad”, 5 is “Very good”." in last(ada).words
    await scene.do(ada.send("2"))
    await ada.sees("Your last answer: 2")


async def test_what_cannot_be_a_scale_is_refused_in_words(scene: Scene, rita: Person) -> None:
    await rita.send_document("grades.csv", tasks_csv("Soup").encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("How good is it?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-scale")))
    for typed, said in (
        ("lots", "I can’t read “lots” as a number of levels."),
        ("20", "A scale can go from 1 to 11 at most"),
    ):
        await scene.do(rita.send(typed))
        assert said in last(rita).words
    await scene.do(rita.send("7"), rita.send("Good"))
    assert "I can’t read “Good” as names for the two ends." in last(rita).words
    await scene.do(rita.send("Cold\nHot"), rita.send("3"))
    assert "I can’t read “3” as how close an answer must be." in last(rita).words
    await scene.do(rita.send("exactly"))
    await rita.sees("Ready to launch: grades")


async def test_the_results_hold_levels(scene: Scene, rita: Person) -> None:
    await launch_scale(scene, rita, "Soup")
    people = [scene.person(name) for name in ("Ada", "Ben", "Cleo")]
    for person, level in zip(people, "445", strict=True):
        await agree(person)
        await person.sees("Soup")
        await scene.do(person.tap(level))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    await rita.sees("4: one task (100 %)")
    data = await rita.wait_for(
        lambda: (
            message.document.data
            for message in reversed(rita.chat)
            if message.from_bot and message.document and "grades-results-" in message.document.name
        ),
        what="the results",
        wait_s=20.0,
    )
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["level"], row["reason"]) == ("4", "max_answers")
