"""What /mydata gives can be read: answers and set-ups in words, whatever the kind of question."""

import json
from functools import partial
from typing import Any

import pytest
from usecase_scene import PANEL, REQUESTER, Scene

from crowd.files.task_file import read_task_file
from crowd.ids import ContributorId, ProjectId
from crowd.kinds import all_kinds
from crowd.projects.draft import DraftStep
from handlers.kinds import set_up
from handlers.texts import texts_in
from usecases.drafting.answer_draft import go_to_step
from usecases.people.write_my_data import write_my_data

#: For each kind: what sets it up, an answer, that answer in words, and the set-up in words.
KIND_CASES = {
    "one_of": (("Cat\nDog",), 1, "Dog", "Options: Cat · Dog"),
    "number": (("0 to 120", "years", "2"), 37, "37 years", "whole numbers from 0 to 120, in years"),
    "many_of": (("Cat\nDog\nFish", "No pet"), [2, 0], "Cat, Fish", "any of Cat · Dog · Fish, or “No pet”"),
    "pair": (("text\nrival", "Tie"), 1, "rival", "which is better, text or rival, or “Tie”"),
    "place": (
        ("100 m", "anywhere"),
        [52.5, 13.4],
        "52.50000, 13.40000",
        "a place. The same if at most 100 m apart",
    ),
    "text": (
        ("1 to 3 words", "capital letters don’t count"),
        "New  York",
        "New York",
        "up to 3 words. Compared: Capital letters don’t count",
    ),
    "scale": (("1 to 5", "Bad\nGood", "0"), 4, "5 (Good)", "a level from 1 to 5 (1 = Bad, 5 = Good)"),
}


def data_of(scene: Scene, who: int) -> dict[str, Any]:
    """The tables of somebody's /mydata."""
    describe = partial(set_up, texts=texts_in("en"))
    _, content = scene.do(write_my_data, ContributorId(who), describe, at=scene.now)
    tables: dict[str, Any] = json.loads(content)["tables"]
    return tables


def ready(scene: Scene, kind: str) -> ProjectId:
    project = scene.draft(read_task_file(b"text,rival\na,c\nb,d\n", name="pets.csv"), name="Pets.csv")
    scene.say("What is it?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say(kind, *KIND_CASES[kind][0])
    return project


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
def test_an_answer_is_given_as_its_kind_writes_it(scene: Scene, kind: str) -> None:
    _, value, words, _ = KIND_CASES[kind]
    scene.launch(ready(scene, kind))
    scene.person(20).answer(value)
    (answer,) = data_of(scene, 20)["answer"]
    assert answer["shown_answer"] == words


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
@pytest.mark.parametrize("is_launched", [False, True])
def test_a_question_says_how_it_is_set_up(scene: Scene, kind: str, is_launched: bool) -> None:
    project = ready(scene, kind)
    if is_launched:
        scene.launch(project)
    (question,) = data_of(scene, REQUESTER)["question"]
    assert KIND_CASES[kind][3] in question["shown_set_up"]


def test_an_option_that_a_rule_names_is_given_in_words(scene: Scene) -> None:
    project = ready(scene, "one_of")
    scene.do(
        go_to_step, project, DraftStep.NOTHING, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("Dog", "2")
    scene.launch(project)
    (question,) = data_of(scene, REQUESTER)["question"]
    assert question["shown_nothing"] == "Dog"


def test_documents_are_part_of_the_file_and_not_a_text_in_it(scene: Scene) -> None:
    ready(scene, "one_of")
    scene.running("Tom")
    scene.person(20)
    hers, requesters = data_of(scene, 20), data_of(scene, REQUESTER)
    assert [row["shown_task"] for row in hers["assignment"]] == [{"text": "Tom"}]
    draft, launched = requesters["project"]
    assert draft["draft"]["questions"][0]["config"] == {"options": ["Cat", "Dog"]}
    assert draft["content_columns"] == ["text", "rival"]
    assert [row["config"] for row in requesters["question"]][1] == {"options": ["Yes", "No"]}
    assert "draft" not in launched
