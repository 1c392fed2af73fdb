"""People are asked in languages they read, about topics they want; tasks that name them come anyway."""

import pytest
from usecase_scene import PANEL, PRESETS, REQUESTER, YES, Person, Scene, task_file

from crowd.errors import Conflict, InvalidInput, ValueRefused
from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.topics import LANGUAGES, Subject, Topic
from usecases.drafting.answer_draft import go_to_step
from usecases.drafting.choose_suggestion import choose_suggestion
from usecases.people.pacing.choose_pace import choose_pace
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.read_pace import read_pace


def ready(scene: Scene, *texts: str, named: tuple[str, ...] = (), **about: str) -> ProjectId:
    """A project that is set up, with its language and topic typed."""
    project_id = scene.ready(task_file(*texts, named=named), fewest=1, most=1)
    for step, value in about.items():
        scene.do(
            go_to_step,
            project_id,
            DraftStep[step.upper()],
            by=REQUESTER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )
        scene.say(value)
    return project_id


def running(scene: Scene, *texts: str, named: tuple[str, ...] = (), **about: str) -> ProjectId:
    return scene.launch(ready(scene, *texts, named=named, **about))


def toggle(scene: Scene, person: Person, what: str) -> None:
    screen = PaceScreen.LANGUAGES if what in LANGUAGES else PaceScreen.TOPICS
    choices = list(LANGUAGES) if what in LANGUAGES else list(Topic)
    scene.do(choose_pace, person.visitor, screen, choices.index(what), pressed=9, at=scene.now)


def test_a_requester_chooses_by_button_or_by_typing_and_may_take_it_back(scene: Scene) -> None:
    project_id = ready(scene, "a", language="Español", topic="food")
    assert scene.project(project_id).subject == Subject(language="es", topic=Topic.FOOD)
    scene.do(
        go_to_step,
        project_id,
        DraftStep.TOPIC,
        by=REQUESTER,
        pressed=PANEL,
        terms=scene.terms,
        at=scene.now,
    )
    scene.do(
        choose_suggestion,
        project_id,
        DraftStep.TOPIC,
        len(Topic),
        presets=PRESETS,
        by=REQUESTER,
        pressed=PANEL,
        terms=scene.terms,
        at=scene.now,
    )
    assert scene.project(project_id).subject == Subject(language="es")
    assert scene.project(project_id).draft_step is DraftStep.READY


def test_what_is_in_no_list_is_refused_and_asked_again(scene: Scene) -> None:
    project_id = ready(scene, "a", language="es")
    scene.do(
        go_to_step,
        project_id,
        DraftStep.LANGUAGE,
        by=REQUESTER,
        pressed=PANEL,
        terms=scene.terms,
        at=scene.now,
    )
    with pytest.raises(ValueRefused):
        scene.say("Klingon")
    scene.say("fr")
    assert scene.project(project_id).subject == Subject(language="fr")


def test_it_cannot_be_changed_once_people_are_asked(scene: Scene) -> None:
    project_id = running(scene, "a", language="es")
    with pytest.raises(Conflict):
        scene.do(
            go_to_step,
            project_id,
            DraftStep.LANGUAGE,
            by=REQUESTER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )


def test_who_has_said_nothing_is_asked_everything(scene: Scene) -> None:
    running(scene, "a", language="bn", topic="sport")
    assert scene.person(2).sees == "a"


def test_who_does_not_read_the_language_is_asked_something_else(scene: Scene) -> None:
    ada = scene.person(2)
    toggle(scene, ada, "de")
    running(scene, "auf Deutsch", language="de")
    running(scene, "in English", language="en")
    ada.next()
    assert ada.sees == "in English"
    ada.answer(YES)
    assert ada.sees is None


def test_who_does_not_want_the_topic_is_not_pushed_to_either(scene: Scene) -> None:
    ada, eve = scene.people(2, 3)
    toggle(scene, ada, "food")
    running(scene, "a", "b", topic="food")
    scene.tick()
    scene.wait(20)
    scene.tick()
    assert ada.sees is None
    assert eve.sees is not None


@pytest.mark.parametrize("minutes", [0, 60], ids=["there", "away"])
def test_who_changes_their_mind_is_asked_at_once(scene: Scene, minutes: int) -> None:
    ada = scene.person(2)
    toggle(scene, ada, "food")
    running(scene, "a", topic="food")
    scene.wait(minutes)
    scene.tick()
    assert ada.sees is None
    toggle(scene, ada, "food")
    scene.tick()
    assert ada.sees == "a"


def test_tasks_with_somebodys_name_come_to_them_all_the_same(scene: Scene) -> None:
    ada = scene.person(2)
    toggle(scene, ada, "de")
    running(scene, "für Ada", named=("2",), language="de")
    scene.tick()
    assert ada.sees == "für Ada"


def test_nobody_else_is_kept_waiting_by_people_who_do_not_read_it(scene: Scene) -> None:
    people = scene.people(*range(2, 62))
    for person in people[:-1]:
        toggle(scene, person, "ja")
    scene.wait(60)
    running(scene, "a", language="ja")
    scene.tick()
    assert people[-1].sees == "a"


def test_all_and_none_are_one_tap(scene: Scene) -> None:
    ada = scene.person(2)
    n_topics = len(Topic)
    scene.do(choose_pace, ada.visitor, PaceScreen.TOPICS, n_topics + 1, pressed=9, at=scene.now)
    running(scene, "about food", topic="food")
    running(scene, "about nothing")
    ada.next()
    assert ada.sees == "about nothing"
    scene.do(choose_pace, ada.visitor, PaceScreen.TOPICS, n_topics, pressed=9, at=scene.now)
    assert scene.do(read_pace, ada.id, terms=scene.terms).tastes.unwanted == frozenset()


@pytest.mark.parametrize("screen", [PaceScreen.LANGUAGES, PaceScreen.TOPICS])
def test_a_choice_that_is_not_there_is_refused(scene: Scene, screen: PaceScreen) -> None:
    ada = scene.person(2)
    before = scene.do(read_pace, ada.id, terms=scene.terms)
    with pytest.raises(InvalidInput):
        scene.do(choose_pace, ada.visitor, screen, 99, pressed=9, at=scene.now)
    assert scene.do(read_pace, ada.id, terms=scene.terms) == before
