"""A project ends at a number of answers or at a time, and continues when its requester raises the limit."""

import pytest
from usecase_scene import NO, PANEL, PRESETS, REQUESTER, YES, Scene, task_file

from crowd.deciding.policy import RULE_VERSION
from crowd.errors import Conflict, NotFound, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.drafting.dialogues import find_dialogue
from usecases.answering.record_answer import Taken
from usecases.conversation.read_views import read_dialogue, read_panel
from usecases.deciding.foresee_answers import foresee_answers, read_forecast_input
from usecases.drafting.answer_draft import go_to_step
from usecases.drafting.choose_suggestion import choose_suggestion
from usecases.projects.cancel_project import cancel_project
from usecases.projects.change_rules import ask_rule
from usecases.projects.show_project import PanelScreen


def ask(scene: Scene, project: ProjectId) -> None:
    scene.do(ask_rule, project, DraftStep.ENDS, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def limit(scene: Scene, project: ProjectId, text: str) -> None:
    ask(scene, project)
    scene.say(text)


def screen(scene: Scene, project: ProjectId) -> PanelScreen:
    view = scene.do(read_panel, project)
    assert view is not None
    return view.screen


def test_no_more_is_offered_than_the_budget_has_room_for(scene: Scene) -> None:
    project = scene.running("a", "b", "c", most=5)
    limit(scene, project, "3")
    people = scene.people(11, 12, 13, 14, 15)
    assert [person.sees is not None for person in people] == [True, True, True, False, False]
    people[0].skip()
    scene.tick()
    assert sum(person.sees is not None for person in people) == 3, "what was skipped leaves room for another"


def test_a_budget_that_is_used_up_closes_what_is_open_with_what_it_has(scene: Scene) -> None:
    project = scene.running("a", "b", "c", most=5)
    limit(scene, project, "4")
    people = scene.people(11, 12)
    for _ in range(2):
        for person in people:
            person.answer(YES)
    scene.keep_limits()
    found = scene.project(project)
    assert (found.state, found.n_answers, found.n_closed) == (ProjectState.COMPLETED, 4, 3)
    assert scene.reasons() == ["budget"] * 3
    assert scene.value("SELECT DISTINCT json_extract(numbers, '$.budget') FROM consensus") == 4
    assert scene.rows("SELECT DISTINCT rule_version FROM consensus") == [(RULE_VERSION,)]
    (said,) = scene.rows("SELECT body FROM outbox WHERE body LIKE '%project-ended-budget%'")
    assert '"answers": 4' in str(said[0])


def test_the_deadline_closes_what_is_open_and_takes_back_what_people_hold(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=1, most=5)
    limit(scene, project, "+10m")
    one, two = scene.people(11, 12)
    one.answer(YES)
    held = two.hand
    scene.wait(9)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.RUNNING
    scene.wait(1)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert scene.reasons() == ["deadline"] * 2
    assert scene.rows("SELECT DISTINCT state FROM assignment") == [("ANSWERED",), ("EXPIRED",)]
    assert two.sees is None
    assert two.answer(NO, held) is Taken.ENDED


def test_an_answer_just_after_the_deadline_is_stored_and_does_not_count(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=5)
    limit(scene, project, "+10m")
    person = scene.person(11)
    scene.wait(11)
    assert person.answer(YES) is Taken.ENDED
    scene.settle()
    found = scene.project(project)
    assert (found.state, found.n_answers, found.n_late) == (ProjectState.COMPLETED, 0, 1)
    assert scene.reasons() == ["deadline"]


def test_nothing_is_offered_after_the_deadline(scene: Scene) -> None:
    project = scene.running("a")
    limit(scene, project, "+10m")
    scene.wait(11)
    assert scene.person(11).sees is None


@pytest.mark.parametrize(("first", "then"), [("2", "9"), ("+10m", "+10d"), ("2", "-")])
def test_a_raised_limit_opens_again_what_it_had_closed(scene: Scene, first: str, then: str) -> None:
    project = scene.running("a", "b", "c", fewest=2, most=2)
    limit(scene, project, first)
    people = scene.people(11, 12)
    for person in people:
        person.answer(YES)
    scene.wait(11)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.COMPLETED
    closed_early = sum(reason in {"budget", "deadline"} for reason in scene.reasons())
    assert closed_early >= 2
    limit(scene, project, then)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.RUNNING
    for person in people:
        while person.sees is not None:
            person.answer(YES)
    scene.settle()
    found = scene.project(project)
    assert (found.state, found.n_answers) == (ProjectState.COMPLETED, 6)
    assert set(scene.reasons()) <= {"max_answers", "target"}
    early = (
        "SELECT count(*) FROM consensus WHERE reopened_at IS NOT NULL AND reason IN ('budget', 'deadline')"
    )
    assert scene.value(early) >= closed_early


def test_a_limit_that_is_no_higher_leaves_closed_what_it_closed(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=2, most=2)
    limit(scene, project, "+10m")
    scene.wait(11)
    scene.keep_limits()
    limit(scene, project, "5")
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.COMPLETED, "its time is still over"
    assert scene.value("SELECT count(*) FROM consensus") == 2


def test_a_paused_project_ends_at_its_time_too(scene: Scene) -> None:
    project = scene.running("a")
    limit(scene, project, "+10m")
    scene.connection.execute("UPDATE project SET state = 'PAUSED'")
    scene.wait(11)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_the_question_stands_on_the_panel_until_it_is_answered(scene: Scene) -> None:
    project = scene.running("a", "b")
    ask(scene, project)
    assert screen(scene, project) is PanelScreen.ENDS
    with pytest.raises(ValueRefused):
        scene.say("soon")
    assert screen(scene, project) is PanelScreen.ENDS
    scene.say("100")
    assert screen(scene, project) is PanelScreen.MAIN
    assert scene.do(find_dialogue, REQUESTER) is None
    assert scene.project(project).limits.budget == 100


def test_back_leaves_everything_as_it_was(scene: Scene) -> None:
    project = scene.running("a")
    before = scene.project(project).limits
    ask(scene, project)
    scene.turn_panel(project, PanelScreen.MAIN)
    assert scene.do(find_dialogue, REQUESTER) is None
    assert (screen(scene, project), scene.project(project).limits) == (PanelScreen.MAIN, before)


def test_a_suggestion_is_tapped_on_the_panel(scene: Scene) -> None:
    project = scene.running("a", "b")
    ask(scene, project)
    scene.do(
        choose_suggestion,
        project,
        DraftStep.ENDS,
        1,
        presets=PRESETS,
        by=REQUESTER,
        pressed=PANEL,
        terms=scene.terms,
        at=scene.now,
    )
    assert scene.project(project).limits.budget == 6
    assert screen(scene, project) is PanelScreen.MAIN


def test_a_draft_is_given_its_end_before_the_launch(scene: Scene) -> None:
    project = scene.ready(task_file("a", "b"), most=10)
    scene.do(
        go_to_step, project, DraftStep.ENDS, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("7")
    view = scene.do(read_dialogue, REQUESTER, project)
    assert view is not None
    assert (view.step, view.project.limits.budget) == (DraftStep.READY, 7)
    data = scene.do(read_forecast_input, scene.project(project))
    assert data is not None
    assert foresee_answers(data).high <= 7
    scene.launch(project)
    scene.keep_limits()
    assert scene.project(project).state is ProjectState.RUNNING


def test_a_draft_is_not_asked_for_its_end_before_all_else_is_answered(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    with pytest.raises(Conflict):
        scene.do(
            go_to_step,
            project,
            DraftStep.ENDS,
            by=REQUESTER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )


def test_a_project_whose_time_is_over_is_not_launched(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    scene.do(
        go_to_step, project, DraftStep.ENDS, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("+10m")
    scene.wait(11)
    with pytest.raises(ValueRefused) as refused:
        scene.launch(project)
    assert refused.value.reason == "deadline-over"


def test_only_its_requester_says_when_a_project_ends_and_only_while_it_can_go_on(scene: Scene) -> None:
    project = scene.running("a")
    with pytest.raises(NotFound):
        scene.do(
            ask_rule,
            project,
            DraftStep.ENDS,
            by=ContributorId(77),
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    with pytest.raises(Conflict):
        ask(scene, project)
