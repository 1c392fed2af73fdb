"""A question for the better of two items, from the dialogue to the results: tapped, typed, edited and changed."""

import csv
import io

from bot_scene import Scene, agree, buttons, from_bot, say

from playground import Message, Person

LEFT, RIGHT = say("pair-left"), say("pair-right")
DRINKS = (("Tea", "Coffee"), ("Milk", "Juice"), ("Water", "Wine"))


async def launch_pairs(scene: Scene, rita: Person, *pairs: tuple[str, str], answers: str = "3-3") -> None:
    """Set up a question with a few taps, and launch it with three answers for each task."""
    table = "\n".join(["old,new", *(f"{one},{other}" for one, other in pairs), ""])
    await rita.send_document("drinks.csv", table.encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("Which is better?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-pair")))
    await rita.sees("Which two columns hold what people compare?")
    await scene.do(rita.tap("old · new"))
    await rita.sees("May people say that neither is better?")
    await scene.do(rita.tap(f"{say('pair-tie')} · {say('pair-bad')}"))
    ready = await rita.sees("Ready to launch: drinks")
    assert (
        "Answers: which is better, old or new, or “Both are equally good”, or “Both are bad”" in ready.words
    )
    await scene.do(rita.send(f"95 % {answers}"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


def last(person: Person) -> Message:
    return from_bot(person)[-1]


def left_on(card: Message) -> str:
    """What stands left on a card."""
    return card.words.partition(f"{LEFT}\n")[2].split("\n", 1)[0]


async def test_a_side_is_tapped_typed_and_changed(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_pairs(scene, rita, *DRINKS)
    await agree(ada)
    card = await ada.sees("Tea")
    left = left_on(card)
    assert left in {"Tea", "Coffee"}
    assert card.words.index(LEFT) < card.words.index(RIGHT)
    assert buttons(card)[:4] == [LEFT, RIGHT, "Both are equally good", "Both are bad"]
    await scene.do(ada.tap(LEFT))
    after = await ada.sees("Milk")
    assert (after.id, f"Your last answer: {left}" in after.words) == (card.id, True)
    await scene.do(ada.send("right"))
    right = {"Milk": "Juice", "Juice": "Milk"}[left_on(after)]
    third = await ada.sees("Water")
    assert f"Your last answer: {right}" in third.words
    assert (left_on(after) == "Milk") is not (left_on(third) == "Water"), "sides take turns"
    await scene.do(ada.tap("Change"))
    changing = await ada.sees("Milk")
    assert f"✓ {RIGHT}" in buttons(changing)
    assert left_on(changing) == left_on(after), "both stand where they stood"
    await scene.do(ada.tap("Both are bad"))
    assert "Your last answer: Both are bad" in (await ada.sees("Water")).words
    await scene.do(ada.send("/3"))
    assert "Your last answer: Both are equally good" in last(ada).words


async def test_what_is_no_answer_is_refused_kindly_and_an_edit_corrects(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_pairs(scene, rita, *DRINKS[:2])
    await agree(ada)
    card = await ada.sees("Tea")
    for typed in ("the blue one", "/7", "old"):
        await scene.do(ada.send(typed))
        assert "type “left” or “right”, “Both are equally good” or “Both are bad”." in last(ada).words
    sent = await ada.send("left")
    await scene.quiet()
    await ada.sees(f"Your last answer: {left_on(card)}")
    await scene.do(ada.edit(sent, "right"))
    right = {"Tea": "Coffee", "Coffee": "Tea"}[left_on(card)]
    await ada.sees(f"your answer is now “{right}”")


async def test_what_cannot_be_pairs_is_refused_in_words(scene: Scene, rita: Person) -> None:
    await rita.send_document("drinks.csv", b"old,new,shop\nTea,Coffee,Mine\n")
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("Which is better?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-pair")))
    for typed, said in (
        ("old, newer", "“newer” isn’t a column that people see. Your file has: old, new, shop."),
        ("old", "Please name two columns, each on a line of its own. You named 1."),
        ("old\nOld", "You named “old” twice."),
    ):
        await scene.do(rita.send(typed))
        assert said in last(rita).words
    await scene.do(rita.send("old\nnew"))
    for typed, said in (
        ("Left", "“Left” would mean one of the two items."),
        ("a\nb\nc", "type at most two lines"),
    ):
        await scene.do(rita.send(typed))
        assert said in last(rita).words
    await scene.do(rita.send("no"))
    await rita.sees("Ready to launch: drinks")


async def test_the_results_hold_items_and_a_ranking(scene: Scene, rita: Person) -> None:
    await launch_pairs(scene, rita, DRINKS[0])
    for name in ("Ada", "Ben", "Cleo"):
        person = scene.person(name)
        await agree(person)
        await person.sees("Tea")
        await scene.do(person.send("coffee"))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    await rita.sees("new: one task (100 %)")

    async def table(name: str) -> list[dict[str, str]]:
        data = await rita.wait_for(
            lambda: (
                message.document.data
                for message in reversed(rita.chat)
                if message.from_bot and message.document and f"drinks-{name}-" in message.document.name
            ),
            what=name,
            wait_s=20.0,
        )
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    (row,) = await table("results")
    assert (row["better"], row["item"], row["tie_share"]) == ("new", "Coffee", "0.0000")
    ranking = await table("ranking")
    assert [(one["place"], one["item"], one["wins"]) for one in ranking] == [
        ("1", "Coffee", "3"),
        ("2", "Tea", "0"),
    ]
