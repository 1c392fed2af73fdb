"""A requester asks how well people agree: text and a picture, in their language, for their own projects only."""

import re

import pytest
from bot_scene import Scene, agree, buttons, fill_in, from_bot, launch, say, tasks_csv

from handlers.texts import texts_in
from playground import Message, Person

TASKS = tasks_csv(*(f"thing {number}" for number in range(12)))
#: The first picture waits until the fonts of the machine are listed.
PATIENCE_S = 60.0


async def answer_all(scene: Scene, *people: Person, language: str = "en", options: str = "Red, Blue") -> None:
    """Let people subscribe and answer everything; the last of them is of another mind about some things."""
    first, second = options.split(", ")
    for person in people:
        await person.send("/start")
        await person.sees(re.sub("<[^>]*>", "", texts_in(language)("consent-text")))
        await scene.do(person.tap(texts_in(language)("button-consent")))
        for _ in range(12):
            # Above the task stands the one that was answered before it.
            thing = int(re.findall(r"thing (\d+)", from_bot(person)[-1].words)[-1])
            odd = person is people[-1] and thing < 3
            await scene.do(person.tap(first if thing % 2 == odd else second))


def is_agreement(message: Message) -> bool:
    return message.photo is not None and "t.me/" not in message.words


async def photo(requester: Person, *, since: int = 0) -> Message:
    """The picture of the agreement; that of the invite link came before."""
    message = await requester.gets(is_agreement, PATIENCE_S, what="the picture of the agreement", since=since)
    assert message.photo is not None
    assert message.photo.data.startswith(b"\x89PNG")
    return message


async def test_agreement_comes_in_words_and_as_a_picture(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS, target="99.9", least="3", most="3")
    await answer_all(scene, *(scene.person(name) for name in ("Ada", "Ben", "Cleo")))
    await rita.send("/agreement")
    words = (await photo(rita)).words
    assert words.startswith("How well people agree: Colours\nPeople agree more than by chance")
    assert "Krippendorff’s alpha: 0." in words
    assert ", most likely between " in words
    assert "Two people who answer the same task agree in 83 % of cases." in words
    assert "People are divided between " in words
    assert "Unanimous: 9 of 12 tasks" in words
    assert words.endswith("answers: 36, people: 3, tasks with two or more answers: 12.")


async def test_a_requester_reads_it_in_spanish_and_by_language(scene: Scene) -> None:
    rita = scene.person("Rita", language="es")
    texts = texts_in("es")
    await rita.send_document("Colores.csv", TASKS.encode())
    for step, typed in (("question", "¿Cuál?"), ("options", "Rojo, Azul")):
        await rita.sees(re.sub("<[^>]*>", "", texts(f"draft-{step}")))
        await scene.do(rita.send(typed))
    await scene.do(rita.send("99,9 4-4"))
    await rita.sees("✅ Tus propios números: 99,9 % de seguridad, exactamente 4 respuestas por tarea")
    await scene.do(rita.tap(texts("button-launch")))
    ana, blas = (scene.person(name, language="es") for name in ("Ana", "Blas"))
    await answer_all(scene, ana, blas, language="es", options="Rojo, Azul")
    await answer_all(scene, scene.person("Ada"), scene.person("Ben"), options="Rojo, Azul")
    await rita.send("/agreement")
    words = (await photo(rita)).words
    assert words.startswith("Cuánto coincide la gente: Colores\nLa gente coincide más que por azar")
    assert "Alfa de Krippendorff: 0," in words
    assert "La gente se divide entre " in words
    assert "En español: alfa 0," in words
    assert "En inglés: alfa 0," in words


async def test_the_panel_has_a_button_for_it(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS, target="99.9", least="2", most="2")
    await answer_all(scene, scene.person("Ada"), scene.person("Ben"))
    toast = await (await rita.tap(say("button-agreement"))).answer()
    assert toast.text == say("agreement-coming")
    assert (await photo(rita)).words.startswith("How well people agree: Colours")


async def test_names_in_any_script_do_not_break_it(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS, options="はい, لا & <no>", target="99.9", least="2", most="2")
    people = [scene.person("Ada"), scene.person("Ben")]
    await answer_all(scene, *people, options="はい, لا & <no>")
    await rita.send("/agreement")
    words = (await photo(rita)).words
    assert "In the picture: A = はい\n" in words


async def test_a_project_without_enough_answers_says_so_without_a_picture(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS)
    await rita.send("/agreement")
    await rita.sees(say("agreement-no-no-answers"))
    await answer_all(scene, scene.person("Ada"))
    since = rita.revision
    await rita.send("/agreement")
    await rita.sees(say("agreement-no-no-pairs"), since=since)
    assert not any(is_agreement(message) for message in rita.chat)


async def test_who_has_several_projects_is_asked_which(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS, name="Colours")
    await launch(rita, TASKS, name="Sounds")
    await rita.send_document("more.csv", TASKS.encode())
    await rita.sees("step 1 of 2")
    since = rita.revision
    await rita.send("/agreement")
    asked = await rita.sees("Agreement for which project?", since=since)
    assert [text.split(" · ")[0] for text in buttons(asked)] == ["Sounds", "Colours"]
    await scene.do(rita.tap(buttons(asked)[1], on=asked))
    told = await rita.sees(say("agreement-no-no-answers"), since=since)
    assert told.words.startswith("How well people agree: Colours")


async def test_who_has_launched_nothing_is_told_so(scene: Scene, rita: Person) -> None:
    await rita.send("/agreement")
    await rita.sees(say("projects-none"))
    await fill_in(
        rita, TASKS, name="Colours", question="Which?", options="a, b", target="95", least="3", most="9"
    )
    await rita.send("/agreement")
    await rita.sees(say("results-none"))


async def test_a_stranger_learns_nothing_of_anothers_agreement(scene: Scene, rita: Person) -> None:
    await launch(rita, TASKS)
    eve = scene.person("Eve")
    await agree(eve)
    await scene.quiet()
    toast = await (await eve.tap(data="p1:1:g", on=eve.last)).answer()
    assert toast.text == say("refused-not-found")
    await eve.send("/agreement")
    await eve.sees(say("projects-none"))
    assert not any(message.photo for message in eve.chat)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_menu_of_commands_and_the_help_name_it(scene: Scene, language: str) -> None:
    ada = scene.person("Ada", language=language)
    await scene.do(ada.send("/help"))
    await ada.tap(texts_in(language)("button-all-commands"))
    await ada.sees("/agreement")
    assert dict(ada.commands)["agreement"] == texts_in(language)("command-agreement")
