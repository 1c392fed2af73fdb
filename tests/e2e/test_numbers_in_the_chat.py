"""A question for a number, from the dialogue to the results: tapped on a pad, typed, refused, doubted and changed."""

import csv
import io
import re

from bot_scene import Scene, agree, buttons, from_bot, say, tasks_csv

from handlers.texts import texts_in
from playground import Message, Person
from storage.tx import Tx

ASKED = "How heavy is it?"
#: More known answers than options are likely to be, and two tasks.
WEIGHTS = "text,gold\n" + "".join(f"Animal {weight},{weight}\n" for weight in range(21, 35)) + "Cat,\nDog,\n"


async def launch_numbers(
    scene: Scene, rita: Person, file: str, *, numbers: str = "0 to 120", unit: str = "kg", right: str = "5"
) -> None:
    """Set up a question for a number by typing, and launch it with three answers for each task."""
    await rita.send_document("weights.csv", file.encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-number")))
    for typed in (numbers, unit, right, "95 % 3-3"):
        await scene.do(rita.send(typed))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


async def values(scene: Scene) -> list[str]:
    """Every version of every answer, as it is stored."""
    await scene.quiet()
    return [row["value"] for row in await scene.database.read(_values)]


def _values(tx: Tx) -> list[dict[str, str]]:
    rows = tx.execute("SELECT value FROM answer WHERE label IS NULL ORDER BY answered_at, version")
    return [dict(row) for row in rows]


async def tap_all(scene: Scene, person: Person, *texts: str) -> None:
    for text in texts:
        await scene.do(person.tap(text))


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def test_a_requester_sets_up_a_question_for_a_number_with_a_few_taps(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("cars.csv", tasks_csv("Photo 1", "Photo 2").encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("How many cars are there?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    asked = await rita.sees("How do people answer?")
    assert {say("kind-of-one_of"), say("kind-of-number")} <= set(buttons(asked))
    await scene.do(rita.tap(say("kind-of-number")))
    ranges = await rita.sees("Which numbers are possible?")
    assert buttons(ranges)[:4] == ["0 – 10", "0 – 100", "0.0 – 10.0", "0 or more"]
    await scene.do(rita.tap("0 – 100"))
    await rita.sees("What unit do the numbers have?")
    await scene.do(rita.tap(say("number-choose-no-unit")))
    await rita.sees("How close must an answer be to count as right?")
    await scene.do(rita.tap("± 5"))
    ready = await rita.sees("Ready to launch: cars")
    assert "Answers: whole numbers from 0 to 100. Right if within ± 5" in ready.words
    await scene.do(rita.tap(say("button-edit-more")))
    more = buttons(last(rita))
    assert [text for text in more if text.startswith(("Range", "Unit", "Counts as right"))] == [
        "Range: 0 – 100",
        "Unit: none",
        "Counts as right: ± 5",
    ]
    of_votes = {say("button-edit-margin", value=0), say("button-edit-nothing", known=0, value="")}
    assert not of_votes & set(more), "there are no options for which votes could be counted"


async def test_a_file_whose_known_answers_are_many_numbers_asks_for_a_number_at_once(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("weights.csv", WEIGHTS.encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    ranges = await rita.sees("Which numbers are possible?")
    assert buttons(ranges)[:2] == ["0 – 50", "≥ 0"]
    await scene.do(rita.send("0 to 30"))
    assert (
        "Some known answers in your file aren’t possible answers to this question (4 rows)"
        in last(rita).words
    )
    await scene.do(rita.tap(say("button-edit-kind")))
    asked = await rita.sees("How do people answer?")
    assert buttons(asked)[0] == say("kind-of-number"), "the likelier one comes first"


async def test_what_cannot_be_read_as_a_range_is_refused_in_words(scene: Scene, rita: Person) -> None:
    await rita.send_document("weights.csv", WEIGHTS.encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    for typed, said in (
        ("heavy", "I can’t read “heavy” as a range of numbers."),
        ("50 to 0", "the second number has to be higher than the first"),
    ):
        await scene.do(rita.send(typed))
        assert said in last(rita).words
    await scene.do(rita.send("0.0 to 50.0"), rita.send("a unit that is too long"))
    assert "A unit can have 16 characters at most" in last(rita).words
    await scene.do(rita.send("kg"), rita.send("within 30"))
    assert "With ± 30 kg, nearly every answer would be right." in last(rita).words
    await scene.do(rita.send("within 10 %"))
    ready = await rita.sees("Ready to launch: weights")
    assert "numbers with one decimal from 0.0 to 50.0, in kg. Right if within ± 10 %" in ready.words


async def test_a_requester_can_only_ask_for_a_certainty_that_numbers_reach(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("weights.csv", WEIGHTS.encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send(ASKED))
    for typed in ("0 to 50", "kg", "5"):
        await scene.do(rita.send(typed))
    ready = await rita.sees("Ready to launch: weights")
    assert "Careful: 98 % sure, 4 to 12 answers per task" in ready.words
    await scene.do(rita.tap("Careful"))
    assert "✅ Careful: 98 % sure" in last(rita).words
    await scene.do(rita.send("99 % 3-7"))
    assert "I can never be more than 98 % sure" in last(rita).words
    assert "between 50 and 98." in last(rita).words
    await scene.do(rita.tap(say("button-launch")))
    await rita.sees("State: running")
    await scene.do(rita.tap(say("button-rules")))
    await scene.do(rita.tap(say("button-edit-target", value=98)))
    assert buttons(last(rita))[:3] == ["90 %", "95 %", "98 %"]
    await scene.do(rita.send("99"))
    assert last(rita).words == say("refused-target-beyond", least=50, most=98)
    await scene.do(rita.send("97"))
    await rita.sees("Stops asking about a task at 97 % certainty")


async def test_a_number_is_tapped_digit_by_digit(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_numbers(scene, rita, tasks_csv("Cat", "Dog"))
    await agree(ada)
    card = await ada.sees("Cat")
    assert "Tap or type a whole number from 0 to 120, in kg." in card.words
    assert buttons(card)[0] == say("button-number-empty")
    await tap_all(scene, ada, "1", "2", "⌫", "3")
    assert buttons(last(ada))[0] == "Done: 13 kg"
    await scene.do(ada.tap("Done: 13 kg"))
    after = await ada.sees("Dog")
    assert "Your last answer: 13 kg" in after.words
    assert after.id == card.id
    assert buttons(after)[0] == say("button-number-empty"), "the digits of one task are not those of the next"
    assert await values(scene) == ["13"]


async def test_few_numbers_have_a_button_each(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_numbers(scene, rita, tasks_csv("Cat"), numbers="0 to 10", unit="-", right="exactly")
    await agree(ada)
    card = await ada.sees("Cat")
    assert buttons(card)[:11] == [str(number) for number in range(11)]
    await scene.do(ada.tap("7"))
    await scene.do(ada.tap(say("button-change")))
    assert buttons(last(ada))[7] == "✓ 7"
    await scene.do(ada.tap("3"))
    assert await values(scene) == ["7", "3"]


async def test_a_number_is_typed_as_people_write_it(scene: Scene, rita: Person) -> None:
    people = [scene.person(name) for name in ("Ada", "Ben", "Cleo")]
    await launch_numbers(scene, rita, tasks_csv("Cat"), numbers="0.0 to 2000.0")
    for person, typed in zip(people, ("1,5 kg", "1.500", "١٢٫٥"), strict=True):
        await agree(person)
        await person.sees("Cat")
        await scene.do(person.send(typed))
    assert await values(scene) == ["1.5", "1500.0", "12.5"]


async def test_a_number_that_is_not_possible_is_refused_kindly_and_the_task_stays(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch_numbers(scene, rita, tasks_csv("Cat"))
    await agree(ada)
    await ada.sees("Cat")
    for typed, said in (
        ("1000", "Between 0 and 120, please."),
        ("2000", "Between 0 and 120, please."),
        ("12.5", "A whole number, please."),
        ("heavy", "Please type a number in kg, such as 60."),
    ):
        await scene.do(ada.send(typed))
        assert last(ada).words == said
    await tap_all(scene, ada, "9", "9", "9")
    tap = await ada.tap("Done: 999 kg")
    answer = await tap.answer()
    assert (answer.text, answer.show_alert) == ("Between 0 and 120, please.", True)
    assert await values(scene) == []
    await tap_all(scene, ada, "⌫", "Done: 99 kg")
    assert await values(scene) == ["99"]


async def test_an_answer_is_changed_by_a_tap_by_typing_and_by_an_edit(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_numbers(scene, rita, tasks_csv("Cat"))
    await agree(ada)
    await ada.sees("Cat")
    sent = await ada.send("12")
    await scene.quiet()
    await scene.do(ada.edit(sent, "13"))
    assert last(ada).words == say("corrected-answer", answer="13 kg")
    await scene.do(ada.edit(sent, "1300"))
    assert last(ada).words == say("edit-no-option", answer="13 kg")
    await scene.do(ada.tap(say("button-change")))
    assert "Now: 13 kg" in [text for message in from_bot(ada) for text in buttons(message)]
    await tap_all(scene, ada, "1", "4", "Done: 14 kg")
    await scene.do(ada.tap(say("button-change")), ada.send("15"))
    assert await values(scene) == ["12", "13", "14", "15"]
    scene.clock.move(minutes=16)
    await scene.do(ada.edit(sent, "16"))
    assert await values(scene) == ["12", "13", "14", "15"]


async def test_a_number_ten_times_what_others_answer_is_asked_about_once(scene: Scene, rita: Person) -> None:
    names = ("Ada", "Ben", "Cleo")
    await launch_numbers(
        scene, rita, tasks_csv(*(f"Animal {letter}" for letter in "ABCDEFGHIJKL")), numbers="0 or more"
    )
    for name in names:
        person = scene.person(name)
        await agree(person)
        for number in range(7):
            await person.sees("Animal")
            await scene.do(person.send(str(10 + number)))
    await scene.later(minutes=1)
    dan = scene.person("Dan")
    await agree(dan)
    await dan.sees("Animal")
    await scene.do(dan.send("1000"))
    asked = last(dan)
    assert "You wrote 1000 kg. Are you sure?" in asked.words
    assert re.findall(r"\d+", asked.words) == ["1000"], "nothing is told of what others answer"
    assert buttons(asked)[:2] == ["Yes, 1000 kg", say("button-number-unsure")]
    assert "1000" not in await values(scene)
    await scene.do(dan.tap(say("button-number-unsure")))
    assert buttons(last(dan))[0] == say("button-number-empty")
    await scene.do(dan.send("1000"))
    await scene.do(dan.tap("Yes, 1000 kg"))
    assert (await values(scene))[-1] == "1000"


async def file_of(person: Person, kind: str) -> list[dict[str, str]]:
    """Wait for the file whose name has this in it, and return its rows."""
    data = await person.wait_for(
        lambda: (
            message.document.data
            for message in reversed(person.chat)
            if message.from_bot and message.document and kind in message.document.name
        ),
        what=f"a file named {kind}",
        wait_s=20.0,
    )
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


async def test_results_and_agreement_fit_numbers(scene: Scene, rita: Person) -> None:
    weights = {"Cat": 4, "Dog": 20, "Cow": 100, "Hen": 2}
    await launch_numbers(scene, rita, tasks_csv(*weights), right="1")
    for off, name in enumerate(("Ada", "Ben", "Cleo")):
        person = scene.person(name)
        await agree(person)
        for _ in weights:
            card = await person.sees("Tap or type a whole number")
            animal = next(animal for animal in weights if f"\n\n{animal}\n" in card.words)
            await scene.do(person.send(str(weights[animal] + (off == 2))))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    summed = await rita.sees("Results of “weights”")
    assert (
        "Lowest 2 kg, middle 4 kg, highest 100 kg. Half of the tasks are between 2 kg and 20 kg."
        in summed.words
    )
    results = await file_of(rita, "weights-results-")
    assert {row["text"]: row["value"] for row in results} == {
        key: str(value) for key, value in weights.items()
    }
    assert {row["unit"] for row in results} == {"kg"}
    answers = await file_of(rita, "weights-answers-")
    assert sorted({int(row["value"]) for row in answers}) == [2, 3, 4, 5, 20, 21, 100, 101]
    await rita.send("/agreement")
    told = await rita.gets(
        lambda message: message.photo is not None and "t.me/" not in message.words, 60.0, what="the picture"
    )
    assert told.words.startswith("How well people agree: weights")
    assert "Two people who answer the same task agree in 100 % of cases." in told.words
    assert "option" not in told.words


async def test_everything_is_said_in_spanish_too(scene: Scene) -> None:
    rita, ada = scene.person("Rita", language="es"), scene.person("Ada", language="es")
    texts = texts_in("es")
    await rita.send_document("pesos.csv", WEIGHTS.encode())
    await scene.quiet()
    await scene.do(rita.send("¿Cuánto pesa?"), rita.send("0,0 a 50,0"), rita.send("kg"), rita.send("± 0,5"))
    ready = await rita.sees(
        "números con un decimal de 0.0 a 50.0, en kg. Correcta con una diferencia de ± 0.5 kg"
    )
    await scene.do(rita.tap(texts("button-launch"), on=ready))
    await ada.send("/start")
    await scene.quiet()
    await scene.do(ada.tap(texts("button-consent")))
    card = await ada.sees("Toca o escribe un número de 0.0 a 50.0, en kg.")
    assert buttons(card)[0] == "Aún no hay número"
    await scene.do(ada.send("1000"))
    assert last(ada).words == "Entre 0.0 y 50.0, por favor."
    await scene.do(ada.send("21,5 kg"))
    await ada.sees("Tu última respuesta: 21.5 kg")
