"""Several questions on one card, over HTTP: taps, typing, going back, skipping, edits and stopping half-way."""

from collections.abc import Sequence

from bot_scene import Scene, agree, buttons, fill_in, from_bot, say, tasks_csv
from forms import ask, asked

from crowd.ids import ProjectId
from crowd.kinds.question import Op
from crowd.projects.draft import DraftQuestion
from playground import Message, Person
from storage.tx import Tx

FORM = (
    asked("Is there a pet?", "Yes", "No"),
    asked("Which colour is it?", "Red", "Blue", only_if=(0, Op.IS, 0)),
    asked("How many people are there?"),
)


async def launch_form(
    scene: Scene, rita: Person, *texts: str, questions: Sequence[DraftQuestion] = FORM
) -> None:
    """Launch a project with several questions, which no dialogue sets up yet."""
    await fill_in(rita, tasks_csv(*texts), name="Photos")
    await scene.database.run(ask, ProjectId(1), questions, at=scene.clock())
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


async def tap_all(scene: Scene, person: Person, *texts: str) -> None:
    for text in texts:
        await scene.do(person.tap(text))


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def answers(scene: Scene) -> list[tuple[object, ...]]:
    """(question, answer, whether it counts, why there is none) of every version."""
    await scene.quiet()
    return await scene.database.read(_answers)


def _answers(tx: Tx) -> list[tuple[object, ...]]:
    rows = tx.execute(
        """
        SELECT q.position, coalesce(n.label, n.value), n.counted, n.skipped FROM answer n
        JOIN question q ON q.id = n.question_id ORDER BY q.position, n.version
        """
    )
    return [tuple(row) for row in rows]


async def test_a_form_is_answered_on_one_card(scene: Scene, rita: Person) -> None:
    await launch_form(scene, rita, "Photo A", "Photo B")
    ada = scene.person("Ada")
    await agree(ada)
    first = await ada.sees("Is there a pet?")
    assert "1 of 3" in first.words
    assert buttons(first) == ["Yes", "No", say("button-skip")]
    await scene.do(ada.tap("Yes"))
    second = last(ada)
    assert second.id == first.id, "the same message is edited"
    assert "2 of 3" in second.words
    assert say("card-given", answer="Yes", about="Is there a pet?") in second.words
    assert "Photo A" in second.words
    assert buttons(second) == ["Red", "Blue", say("button-skip"), say("button-question-back")]
    await scene.do(ada.tap("Blue"))
    assert "How many people are there?" in last(ada).words
    await scene.do(ada.send("4"))
    third = last(ada)
    assert "Photo B" in third.words
    assert "1 of 3" in third.words
    assert [row[0] for row in await answers(scene)] == [0, 1, 2]
    assert await scene.count("SELECT count(*) FROM assignment WHERE state = 'ANSWERED'") == 1


async def test_somebody_goes_back_keeps_an_answer_and_changes_another(scene: Scene, rita: Person) -> None:
    await launch_form(scene, rita, "Photo A")
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees("Is there a pet?")
    await tap_all(scene, ada, "Yes", "Blue", say("button-question-back"))
    back = last(ada)
    assert "Which colour is it?" in back.words
    assert [text for text in buttons(back) if "Blue" in text] != ["Blue"], "it is marked as chosen"
    await scene.do(ada.tap(say("button-keep")))
    assert "How many people are there?" in last(ada).words
    await tap_all(scene, ada, say("button-question-back"), say("button-question-back"))
    assert "Is there a pet?" in last(ada).words
    await scene.do(ada.tap("No"))
    assert "How many people are there?" in last(ada).words
    assert "2 of 2" in last(ada).words
    assert await answers(scene) == [
        (0, 0, 0, None),
        (0, 1, 1, None),
        (1, 1, 0, None),
        (1, None, 0, "NOT_REACHED"),
    ]
    await scene.do(ada.send("2"))
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 2


async def test_a_later_question_is_skipped_by_itself(scene: Scene, rita: Person) -> None:
    await launch_form(scene, rita, "Photo A")
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees("Is there a pet?")
    await tap_all(scene, ada, "Yes", say("button-skip"), say("skip-unclear"))
    assert "How many people are there?" in last(ada).words
    assert (await answers(scene))[1] == (1, None, 0, "UNCLEAR")
    await scene.do(ada.send("2"))
    assert await scene.count("SELECT count(*) FROM assignment WHERE state = 'ANSWERED'") == 1


async def test_an_edit_corrects_the_question_that_the_message_answered(scene: Scene, rita: Person) -> None:
    await launch_form(scene, rita, "Photo A", questions=(FORM[2], FORM[0]))
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees("How many people are there?")
    sent = await ada.send("2")
    await ada.sees("Is there a pet?")
    await scene.do(ada.edit(sent, "3"))
    rows = await answers(scene)
    assert [(row[0], str(row[1]).removesuffix(".0"), row[2]) for row in rows] == [(0, "2", 0), (0, "3", 1)]
    await scene.do(ada.send("yes"))
    assert await scene.count("SELECT count(*) FROM assignment WHERE state = 'ANSWERED'") == 1


async def test_somebody_who_stopped_goes_on_and_changes_the_last_answer(scene: Scene, rita: Person) -> None:
    await launch_form(scene, rita, "Photo A")
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees("Is there a pet?")
    await scene.do(ada.tap("No"))
    await scene.later(minutes=25 * 60)
    assert say("card-expired") in last(ada).words
    await scene.do(ada.send("/next"))
    assert "How many people are there?" in last(ada).words
    await scene.do(ada.send("2"))
    await scene.do(ada.tap(say("button-change")))
    assert "How many people are there?" in last(ada).words
    await tap_all(scene, ada, say("button-question-back"), "Yes")
    assert "Which colour is it?" in last(ada).words, "the change leads to a question that was not asked"
    await scene.do(ada.tap("Red"))
    assert [row[:3] for row in await answers(scene)][:3] == [(0, 1, 0), (0, 0, 1), (1, 0, 1)]
