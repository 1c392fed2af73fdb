"""A target that no answers would reach cannot be asked for: numbers are never surer than 98 %."""

import pytest
from test_asking_for_numbers import go_to, ready
from usecase_scene import PANEL, REQUESTER, Scene

from crowd.deciding.policy import CloseReason
from crowd.errors import ValueRefused
from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort, effort_of
from usecases.conversation.read_views import read_dialogue
from usecases.drafting.suggest_answers import suggest_answers
from usecases.projects.change_rules import ask_rule


def target(scene: Scene, project: ProjectId) -> float:
    return scene.project(project).rule.target


def refused(scene: Scene, text: str) -> tuple[str, dict[str, str | int | float]]:
    with pytest.raises(ValueRefused) as found:
        scene.say(text)
    return found.value.reason, found.value.limits


def offered(scene: Scene, project: ProjectId) -> list[str]:
    view = scene.do(read_dialogue, REQUESTER, project)
    assert view is not None
    return suggest_answers(view, [])


def test_careful_asks_for_what_numbers_can_reach_and_tasks_close_at_it(scene: Scene) -> None:
    project = ready(scene, "a", right="20")
    scene.say(Effort.CAREFUL)
    rule = scene.project(project).rule
    assert rule.target == 0.98
    assert effort_of(rule, most_sure=0.98) is Effort.CAREFUL
    scene.launch(project)
    n_answers = 0
    while (person := scene.person(n_answers + 2)).sees:
        person.answer(40 + n_answers % 2)
        n_answers += 1
    assert 4 < n_answers < 12
    assert scene.rows("SELECT reason FROM consensus") == [(CloseReason.TARGET,)]


@pytest.mark.parametrize("text", ["99 %", "99 3-7", "0.985"])
def test_a_higher_target_is_refused_with_how_high_it_may_be(scene: Scene, text: str) -> None:
    project = ready(scene, "a")
    if text == "0.985":
        go_to(scene, project, DraftStep.TARGET)
    assert refused(scene, text) == ("target-beyond", {"least": 50, "most": 98})
    assert target(scene, project) == 0.95
    scene.say("98 %")
    assert target(scene, project) == 0.98


def test_what_cannot_be_a_share_of_anything_is_refused_as_ever(scene: Scene) -> None:
    ready(scene, "a")
    assert refused(scene, "100 %") == ("target-out-of-range", {"least": 50, "most": 98})


def test_the_highest_target_takes_the_place_of_a_higher_one_among_the_buttons(scene: Scene) -> None:
    project = ready(scene, "a")
    go_to(scene, project, DraftStep.TARGET)
    assert offered(scene, project) == ["90 %", "95 %", "98 %"]


def test_the_rules_of_a_launched_project_are_held_to_the_same(scene: Scene) -> None:
    project = scene.launch(ready(scene, "a"))
    scene.do(
        ask_rule, project, DraftStep.TARGET, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    assert refused(scene, "99") == ("target-beyond", {"least": 50, "most": 98})
    scene.say("97.5 %")
    assert target(scene, project) == 0.975


def test_an_effort_stays_and_a_typed_target_falls_when_the_kind_changes(scene: Scene) -> None:
    project = ready(scene, "a")
    scene.say(Effort.CAREFUL)
    for kind, wanted in (("one_of", 0.99), ("number", 0.98)):
        go_to(scene, project, DraftStep.KIND)
        scene.say(kind)
        assert target(scene, project) == wanted
    go_to(scene, project, DraftStep.KIND)
    scene.say("one_of", "Yes, No", "99.5 % 2-9")
    go_to(scene, project, DraftStep.KIND)
    scene.say("number")
    assert target(scene, project) == 0.98
