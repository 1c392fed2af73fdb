"""A requester sets when asking stops, before launch and while the project runs."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene, task_file

from crowd.deciding.policy import RULE_VERSION, CloseReason, NothingHere
from crowd.errors import Conflict, NotFound, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.kinds.one_of import OPTIONS
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from crowd.projects.steps import USUAL_RUN
from usecases.conversation.read_views import read_dialogue, read_panel
from usecases.drafting.answer_draft import go_to_step
from usecases.projects.cancel_project import cancel_project
from usecases.projects.change_rules import ask_rule
from usecases.projects.show_project import PanelScreen


def ask(scene: Scene, project: ProjectId, step: DraftStep) -> None:
    """Press the button of a rule, before or after the launch."""
    scene.do(go_to_step, project, step, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def change(scene: Scene, project: ProjectId, step: DraftStep, *texts: str) -> None:
    ask(scene, project, step)
    scene.say(*texts)
    scene.keep_limits()


def step_of(scene: Scene, project: ProjectId) -> DraftStep | None:
    view = scene.do(read_dialogue, REQUESTER, project)
    return view.step if view else None


def closed_by(scene: Scene, project: ProjectId) -> dict[CloseReason, int]:
    view = scene.do(read_panel, project)
    assert view is not None
    return dict(view.closed_by)


def screen(scene: Scene, project: ProjectId) -> PanelScreen:
    view = scene.do(read_panel, project)
    assert view is not None
    return view.screen


def test_a_task_closes_when_one_answer_is_far_enough_ahead(scene: Scene) -> None:
    project = scene.ready(task_file("a"), target="99.9", fewest=2, most=9)
    ask(scene, project, DraftStep.MARGIN)
    scene.say("2")
    assert step_of(scene, project) is DraftStep.READY
    scene.launch(project)
    people = scene.people(11, 12, 13, 14)
    for person, label in zip(people, (YES, NO, YES, YES), strict=True):
        assert scene.reasons() == []
        person.answer(label)
        scene.tick()
    assert scene.reasons() == ["margin"]
    newest = "SELECT rule_version, json_extract(numbers, '$.margin') FROM consensus WHERE reopened_at IS NULL"
    assert scene.rows(newest) == [(RULE_VERSION, 2)]
    assert closed_by(scene, project) == {CloseReason.MARGIN: 1}


def test_a_run_that_finds_nothing_closes_before_the_fewest_answers(scene: Scene) -> None:
    project = scene.ready(task_file("a", "b"), target="99.9", fewest=5, most=9)
    ask(scene, project, DraftStep.NOTHING)
    scene.say("no")
    assert step_of(scene, project) is DraftStep.RUN
    assert scene.project(project).rule.nothing == NothingHere(label=NO, run=USUAL_RUN)
    scene.say("2")
    assert step_of(scene, project) is DraftStep.READY
    scene.launch(project)
    ada, ben, eve = scene.people(11, 12, 13)
    held = {person.sees: person for person in (ada, ben)}
    for person in (ada, ben):
        while person.sees is not None:
            person.answer(NO if person.sees == "a" else YES)
    assert set(held) <= {"a", "b"}
    assert scene.reasons() == ["nothing_here"]
    assert scene.tasks("state, n_answers, label") == [("CLOSED", 2, NO), ("OPEN", 2, YES)]
    assert scene.value("SELECT json_extract(numbers, '$.run') FROM consensus") == 2
    assert eve.sees == "b"


def test_only_as_many_hold_a_fresh_task_as_a_run_needs(scene: Scene) -> None:
    project = scene.ready(task_file("a"), target="99.9", fewest=5, most=9)
    ask(scene, project, DraftStep.NOTHING)
    scene.say("No", "2")
    scene.launch(project)
    people = scene.people(11, 12, 13, 14)
    assert [person.sees is not None for person in people] == [True, True, False, False]
    people[0].answer(YES)
    scene.keep_limits()
    assert all(person.sees == "a" for person in people[1:]), "somebody saw something: more are needed"


def test_no_rule_is_said_with_a_dash(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    ask(scene, project, DraftStep.MARGIN)
    scene.say("3")
    ask(scene, project, DraftStep.NOTHING)
    scene.say("Yes", "4")
    rule = scene.project(project).rule
    assert (rule.margin, rule.nothing) == (3, NothingHere(label=YES, run=4))
    ask(scene, project, DraftStep.MARGIN)
    scene.say("-")
    ask(scene, project, DraftStep.NOTHING)
    scene.say("-")
    assert step_of(scene, project) is DraftStep.READY
    rule = scene.project(project).rule
    assert (rule.margin, rule.nothing) == (None, None)


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (DraftStep.MARGIN, "0", "count-out-of-range"),
        (DraftStep.MARGIN, "far", "not-a-number"),
        (DraftStep.NOTHING, "Perhaps", "option-unknown"),
        (DraftStep.TARGET, "40", "target-out-of-range"),
        (DraftStep.MAX, "1", "max-below-min"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_and_asked_again(
    scene: Scene, step: DraftStep, text: str, reason: str
) -> None:
    project = scene.running("a")
    before = scene.project(project).rule
    ask(scene, project, step)
    with pytest.raises(ValueRefused) as refused:
        scene.say(text)
    assert refused.value.reason == reason
    assert (step_of(scene, project), scene.project(project).rule) == (step, before)


def test_the_option_that_finds_nothing_keeps_its_meaning_when_options_change(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    ask(scene, project, DraftStep.NOTHING)
    scene.say("No", "2")
    change(scene, project, OPTIONS, "No, Cat, Dog")
    assert scene.project(project).rule.nothing == NothingHere(label=0, run=2)
    change(scene, project, OPTIONS, "Cat, Dog")
    assert scene.project(project).rule.nothing is None


def test_a_higher_target_opens_again_what_the_lower_one_closed(scene: Scene) -> None:
    project = scene.running("a", "b", target="60", fewest=1, most=9)
    ada, ben = scene.people(11, 12)
    ada.answer(YES)
    ben.answer(YES)
    assert scene.reasons() == ["target", "target"]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    change(scene, project, DraftStep.TARGET, "99")
    assert scene.project(project).state is ProjectState.RUNNING
    assert scene.reasons() == []
    assert closed_by(scene, project) == {}
    assert {ada.sees, ben.sees} == {"a", "b"}, "who waits is asked at once"


def test_more_answers_a_task_open_again_what_the_most_had_closed(scene: Scene) -> None:
    project = scene.running("a", target="99.9", fewest=1, most=1)
    scene.person(11).answer(YES)
    assert scene.reasons() == ["max_answers"]
    change(scene, project, DraftStep.MAX, "3")
    assert scene.tasks("state, offer") == [("OPEN", 1)]


def test_a_rule_that_is_met_already_closes_at_once(scene: Scene) -> None:
    project = scene.running("a", "b", target="99.9", fewest=1, most=9)
    for person in scene.people(11, 12):
        while person.sees is not None:
            person.answer(YES)
    assert scene.reasons() == []
    change(scene, project, DraftStep.MARGIN, "2")
    assert scene.reasons() == ["margin", "margin"]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_a_change_leaves_alone_what_would_close_all_the_same(scene: Scene) -> None:
    project = scene.running("a", target="60", fewest=1, most=9)
    scene.person(11).answer(YES)
    scene.settle()
    before = scene.rows("SELECT * FROM consensus")
    change(scene, project, DraftStep.MARGIN, "1")
    assert scene.rows("SELECT * FROM consensus") == before
    assert scene.project(project).state is ProjectState.COMPLETED


def test_a_change_that_comes_while_tasks_are_looked_at_is_followed_too(scene: Scene) -> None:
    project = scene.running("a", target="99.9", fewest=1, most=1)
    change(scene, project, DraftStep.MARGIN, "5")
    n_changes = scene.value("SELECT n_rule_changes FROM question")
    ask(scene, project, DraftStep.MAX)
    scene.say("3")
    assert scene.rows("SELECT reopening, n_rule_changes FROM question") == [(1, 2)]
    assert n_changes == 1


def test_what_is_asked_on_the_panel_stands_there_until_it_is_answered(scene: Scene) -> None:
    project = scene.running("a")
    scene.turn_panel(project, PanelScreen.RULES)
    assert screen(scene, project) is PanelScreen.RULES
    ask(scene, project, DraftStep.NOTHING)
    assert screen(scene, project) is PanelScreen.NOTHING
    scene.say("No")
    assert screen(scene, project) is PanelScreen.RUN
    scene.say("3")
    assert screen(scene, project) is PanelScreen.MAIN


def test_a_draft_has_no_screen_of_rules(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    scene.turn_panel(project, PanelScreen.RULES)
    assert screen(scene, project) is PanelScreen.MAIN


@pytest.mark.parametrize("step", [DraftStep.NAME, DraftStep.QUESTION, OPTIONS, DraftStep.RUN])
def test_what_people_were_asked_is_not_changed_after_the_launch(scene: Scene, step: DraftStep) -> None:
    project = scene.running("a")
    with pytest.raises(Conflict):
        ask(scene, project, step)


def test_a_run_is_not_asked_for_before_it_is_said_of_what(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    with pytest.raises(Conflict):
        ask(scene, project, DraftStep.RUN)


def test_only_its_requester_changes_a_rule_and_nobody_that_of_a_cancelled_project(scene: Scene) -> None:
    project = scene.running("a")
    with pytest.raises(NotFound):
        scene.do(
            ask_rule,
            project,
            DraftStep.MAX,
            by=ContributorId(77),
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )
    ask(scene, project, DraftStep.MAX)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    with pytest.raises(NotFound):
        scene.say("5")
    with pytest.raises(Conflict):
        ask(scene, project, DraftStep.MAX)
    assert closed_by(scene, project) == {CloseReason.CANCELLED: 1}
