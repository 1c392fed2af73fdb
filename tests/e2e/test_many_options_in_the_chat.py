"""A question with several options at once, from the dialogue to the results: ticked, typed, refused and changed."""

import csv
import io

from bot_scene import Scene, agree, buttons, from_bot, say, tasks_csv

from playground import Message, Person

ASKED = "Which pets are there?"


async def launch_boxes(
    scene: Scene, rita: Person, *tasks: str, none: str = "many-none", answers: str = "3-3"
) -> None:
    """Set up a question with a few taps, and launch it with three answers for each task."""
    await rita.send_document("pets.csv", tasks_csv(*tasks).encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-many_of")))
    await rita.sees("Which options can people tick?")
    await scene.do(rita.send("Cat, Dog, Fish"))
    await rita.sees("What if none of them fits?")
    await scene.do(rita.tap(say(none)))
    ready = await rita.sees("Ready to launch: pets")
    assert "Answers: any of Cat · Dog · Fish, " in ready.words
    await scene.do(rita.send(f"95 % {answers}"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def test_boxes_are_ticked_on_the_card_and_done_answers(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_boxes(scene, rita, "Farm", "Sea", "Desert")
    await agree(ada)
    card = await ada.sees("Farm")
    assert say("many-hint") in card.words
    assert buttons(card)[:4] == ["⬜ Cat", "⬜ Dog", "⬜ Fish", "None of these"]
    for box in ("⬜ Fish", "⬜ Dog", "✅ Fish", "⬜ Cat"):
        await scene.do(ada.tap(box))
    ticked = last(ada)
    assert (ticked.id, buttons(ticked)[:4]) == (card.id, ["✅ Cat", "✅ Dog", "⬜ Fish", "Done: 2 ticked"])
    await scene.do(ada.tap("Done: 2 ticked"))
    after = await ada.sees("Sea")
    assert (after.id, "Your last answer: Cat, Dog" in after.words) == (card.id, True)
    assert buttons(after)[:3] == ["⬜ Cat", "⬜ Dog", "⬜ Fish"], (
        "the ticks of one task are not those of the next"
    )
    await scene.do(ada.tap("None of these"))
    assert "Your last answer: None of these" in (await ada.sees("Desert")).words


async def test_an_answer_is_changed_from_its_own_ticks(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_boxes(scene, rita, "Farm", "Sea")
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send("/1 3"))
    assert "Your last answer: Cat, Fish" in (await ada.sees("Sea")).words
    await scene.do(ada.tap("Change"))
    assert buttons(last(ada))[:4] == ["✅ Cat", "⬜ Dog", "✅ Fish", "Done: 2 ticked"]
    await scene.do(ada.tap("⬜ Dog"))
    await scene.do(ada.tap("✅ Cat"))
    await scene.do(ada.tap("Done: 2 ticked"))
    assert "Your last answer: Dog, Fish" in (await ada.sees("Sea")).words


async def test_options_are_typed_and_what_is_none_is_refused_kindly(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_boxes(scene, rita, *(f"Place {number}" for number in range(5)), none="many-always")
    await agree(ada)
    await ada.sees("Place 0")
    for typed, said in (
        (
            "cat, bird",
            "“bird” isn’t one of the options. You can type their names, or their numbers (1 to 3).",
        ),
        ("/1 7", "“7” isn’t one of the options."),
        ("none", "Please tick at least one."),
        ("lovely!", "Please tick all that fit, then tap Done. Or type them: “Cat, Fish” or “1, 3”."),
    ):
        await scene.do(ada.send(typed))
        assert said in last(ada).words
    for number, (typed, said) in enumerate(
        (("1, 3", "Cat, Fish"), ("dog and cat", "Cat, Dog"), ("/2", "Dog"), ("/1 and 3", "Cat, Fish")), 1
    ):
        await scene.do(ada.send(typed))
        assert f"Your last answer: {said}" in (await ada.sees(f"Place {number}")).words
    assert buttons(last(ada))[3] == say("button-many-empty")


async def test_editing_the_typed_answer_corrects_it(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_boxes(scene, rita, "Farm", "Sea")
    await agree(ada)
    await ada.sees("Farm")
    await scene.do(ada.send("cat"))
    await ada.sees("Sea")
    sent = next(message for message in reversed(ada.chat) if not message.from_bot)
    await scene.do(ada.edit(sent, "cat, fish"))
    assert any("Your last answer: Cat, Fish" in message.words for message in from_bot(ada))


async def test_what_cannot_be_an_option_is_refused_in_words(scene: Scene, rita: Person) -> None:
    await rita.send_document("pets.csv", tasks_csv("Farm").encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-many_of")))
    await scene.do(rita.send("Cat"))
    assert "Which options can people tick?" not in last(rita).words
    await scene.do(rita.send("Cat, Dog"))
    for typed, said in (("dog", "Dog"), ("no|ne", "a name can’t contain | or ;")):
        await scene.do(rita.send(typed))
        assert said.casefold() in last(rita).words.casefold()
    await scene.do(rita.send("No pet"))
    assert "or “No pet”" in (await rita.sees("Ready to launch: pets")).words


async def test_the_results_hold_sets(scene: Scene, rita: Person) -> None:
    await launch_boxes(scene, rita, "Farm")
    for name, typed in (("Ada", "1 2"), ("Ben", "cat, dog"), ("Cleo", "1")):
        person = scene.person(name)
        await agree(person)
        await person.sees("Farm")
        await scene.do(person.send(typed))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    spread = await rita.sees("Cat: one task (100 %)")
    assert "Dog: one task (100 %)" in spread.words
    data = await rita.wait_for(
        lambda: (
            message.document.data
            for message in reversed(rita.chat)
            if message.from_bot and message.document and "pets-results-" in message.document.name
        ),
        what="the results",
        wait_s=20.0,
    )
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["options"], row["reason"]) == ("Cat|Dog", "max_answers")
    assert row["probabilities"].startswith("Cat=0.")
