"""A requester's projects: launching and ending them, whose they are, the list and the panels."""

from collections.abc import Callable

import pytest
from usecase_scene import PANEL, PRESETS, REQUESTER, YES, Scene, task_file

from crowd.errors import (
    Conflict,
    NotFound,
    NotRequester,
    ProjectIncomplete,
    StateConflict,
)
from crowd.ids import SECOND, ContributorId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.drafting.dialogues import find_dialogue
from storage.projects.panels import panel_shown
from storage.projects.projects import project_changed_at
from usecases.conversation.read_views import (
    PROJECTS_A_PAGE,
    read_dialogue,
    read_panel,
    read_projects,
)
from usecases.drafting.answer_draft import go_to_step
from usecases.drafting.choose_suggestion import choose_suggestion
from usecases.drafting.preview_task import preview_task
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.launch_project import launch_project
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project
from usecases.projects.send_newest import Newest, send_newest
from usecases.projects.show_project import (
    PanelScreen,
    list_own_projects,
    open_panel,
    refresh_panels,
    send_results,
    turn_panel,
)
from usecases.terms import Terms

STRANGER = ContributorId(66)


def _step(scene: Scene, project: ProjectId) -> DraftStep | None:
    view = scene.do(read_dialogue, REQUESTER, project)
    return view.step if view else None


def _go(scene: Scene, project: ProjectId, step: DraftStep) -> None:
    scene.do(go_to_step, project, step, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def test_a_project_is_launched_when_every_step_is_answered_and_once(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    with pytest.raises(ProjectIncomplete) as incomplete:
        scene.launch(project)
    assert incomplete.value.step == DraftStep.QUESTION
    scene.say("Is it?", "Yes, No")
    at = scene.now
    scene.launch(project)
    found = scene.project(project)
    assert (found.state, found.launched_at) == (ProjectState.RUNNING, at)
    assert scene.do(find_dialogue, REQUESTER) is None
    with pytest.raises(StateConflict):
        scene.launch(project)
    with pytest.raises(Conflict):
        _go(scene, project, DraftStep.NAME)


def test_pausing_and_resuming_take_only_their_own_steps(scene: Scene) -> None:
    project = scene.ready(task_file("a"))

    def do(use_case: Callable[..., None]) -> ProjectState:
        scene.do(use_case, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
        return scene.project(project).state

    for use_case in (pause_project, resume_project):
        with pytest.raises(StateConflict):
            do(use_case)
    scene.launch(project)
    launched_at = scene.project(project).launched_at
    with pytest.raises(StateConflict):
        do(resume_project)
    assert do(pause_project) is ProjectState.PAUSED
    with pytest.raises(StateConflict):
        do(pause_project)
    with pytest.raises(StateConflict):
        scene.launch(project)
    assert do(resume_project) is ProjectState.RUNNING
    assert scene.project(project).launched_at == launched_at
    assert do(cancel_project) is ProjectState.CANCELLED
    for use_case in (pause_project, resume_project, cancel_project):
        with pytest.raises(StateConflict):
            do(use_case)


def test_a_completed_project_cannot_be_cancelled(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=1)
    scene.person(2).answer(YES)
    scene.settle()
    with pytest.raises(StateConflict):
        scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert scene.project(project).state is ProjectState.COMPLETED


_ON_PROJECT: dict[str, Callable[[Scene, ProjectId], object]] = {
    "open panel": lambda s, p: s.do(open_panel, p, by=STRANGER, terms=s.terms, at=s.now),
    "turn panel": lambda s, p: s.do(
        turn_panel, p, PanelScreen.CANCEL, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now
    ),
    "preview": lambda s, p: s.do(preview_task, p, 0, by=STRANGER, terms=s.terms, at=s.now),
    "results": lambda s, p: s.do(send_results, p, by=STRANGER, terms=s.terms, at=s.now),
    "launch": lambda s, p: s.do(launch_project, p, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now),
    "pause": lambda s, p: s.do(pause_project, p, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now),
    "resume": lambda s, p: s.do(resume_project, p, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now),
    "cancel": lambda s, p: s.do(cancel_project, p, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now),
    "correct": lambda s, p: s.do(
        go_to_step, p, DraftStep.NAME, by=STRANGER, pressed=PANEL, terms=s.terms, at=s.now
    ),
    "type": lambda s, _: s.say("Mine", by=STRANGER),
}


@pytest.mark.parametrize("command", _ON_PROJECT)
@pytest.mark.parametrize("state", ["draft", "running", "missing"])
def test_a_stranger_finds_no_project_of_somebody_else(scene: Scene, command: str, state: str) -> None:
    scene.person(STRANGER)
    project = scene.ready(task_file("a"))
    if state == "running":
        scene.launch(project)
    before = scene.everything()
    with pytest.raises(NotFound):
        _ON_PROJECT[command](scene, ProjectId(999) if state == "missing" else project)
    assert scene.everything() == before


@pytest.mark.parametrize("project", [1, 999])
def test_a_suggestion_button_of_somebody_elses_dialogue_is_as_old_as_one_of_none(
    scene: Scene, project: int
) -> None:
    scene.draft(task_file("a"))
    scene.draft(task_file("b"), by=STRANGER)
    before = scene.everything()
    with pytest.raises(Conflict):
        scene.do(
            choose_suggestion,
            ProjectId(project),
            DraftStep.NAME,
            0,
            presets=PRESETS,
            by=STRANGER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )
    assert scene.everything() == before


def test_who_is_no_longer_a_requester_can_neither_list_nor_launch_nor_get_results(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    closed = Terms()
    for press in (
        lambda: scene.do(list_own_projects, 0, by=REQUESTER, terms=closed, at=scene.now),
        lambda: scene.do(launch_project, project, by=REQUESTER, pressed=PANEL, terms=closed, at=scene.now),
        lambda: scene.do(send_newest, by=REQUESTER, terms=closed, at=scene.now),
    ):
        with pytest.raises(NotRequester):
            press()


def test_projects_are_listed_newest_first_in_pages_and_only_ones_own(scene: Scene) -> None:
    mine = [scene.draft(task_file("a")) for _ in range(PROJECTS_A_PAGE + 2)]
    scene.draft(task_file("b"), by=STRANGER)
    first, second, beyond = (scene.do(read_projects, REQUESTER, page) for page in (0, 1, 7))
    assert [project.id for project in first.projects] == mine[::-1][:PROJECTS_A_PAGE]
    assert [project.id for project in second.projects] == mine[1::-1]
    assert (first.page, first.pages) == (0, 2)
    assert beyond == second, "a page past the end gives the last"


def test_who_has_no_projects_has_one_empty_page(scene: Scene) -> None:
    view = scene.do(read_projects, STRANGER, 3)
    assert (view.projects, view.page, view.pages) == ([], 0, 1)


def test_results_are_those_of_the_newest_launched_project(scene: Scene) -> None:
    def send() -> Newest:
        return scene.do(send_newest, by=REQUESTER, terms=scene.terms, at=scene.now)

    assert send() is Newest.NONE
    scene.draft(task_file("c"))
    assert send() is Newest.NOT_LAUNCHED
    launched = scene.running("a")
    scene.draft(task_file("b"))
    assert send() is Newest.SENT
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'DOCUMENT'") == [(launched,), (launched,)]


def test_a_panel_is_shown_anew_when_its_project_went_on_and_at_most_every_three_seconds(
    scene: Scene,
) -> None:
    project = scene.running("a", "b", "c")
    ada = scene.person(2)
    every = 3 * SECOND

    def refresh() -> int:
        return scene.do(refresh_panels, every=every, terms=scene.terms, at=scene.now)

    def shown() -> None:
        scene.connection.execute("DELETE FROM outbox")
        seen = scene.do(project_changed_at, project)
        scene.do(panel_shown, project, message_id=PANEL, changed_at=seen, at=scene.now)

    shown()
    ada.answer(YES)
    assert refresh() == 0, "shown a moment ago"
    scene.now += every
    assert refresh() == 1
    assert refresh() == 1
    assert scene.value("SELECT count(*) FROM outbox WHERE kind = 'PANEL'") == 1, "sent once"
    shown()
    scene.now += 10 * every
    assert refresh() == 0, "nothing happened since"
    ada.answer(YES)
    assert refresh() == 1


def test_a_panel_is_shown_anew_for_what_was_stored_while_it_was_shown(scene: Scene) -> None:
    project = scene.running("a", "b", "c")
    ada = scene.person(2)
    scene.now += SECOND
    seen = scene.do(project_changed_at, project)
    # Its time was taken before the panel was read, and its turn to be stored came after that.
    scene.now -= SECOND // 2
    ada.answer(YES)
    scene.now += SECOND // 2
    scene.do(panel_shown, project, message_id=PANEL, changed_at=seen, at=scene.now)
    assert scene.do(refresh_panels, every=0, terms=scene.terms, at=scene.now + 1) == 1


def test_a_panel_is_shown_anew_for_what_was_stored_late(scene: Scene) -> None:
    project = scene.running("a", "b", "c")
    ada = scene.person(2)
    scene.now += SECOND
    seen = scene.do(project_changed_at, project)
    scene.do(panel_shown, project, message_id=PANEL, changed_at=seen, at=scene.now)
    assert scene.do(refresh_panels, every=0, terms=scene.terms, at=scene.now + 1) == 0
    scene.now -= SECOND // 2
    ada.answer(YES)
    assert scene.do(refresh_panels, every=0, terms=scene.terms, at=scene.now + SECOND) == 1


def test_a_panel_that_asks_whether_to_cancel_is_not_changed_under_the_finger(scene: Scene) -> None:
    project = scene.running("a", "b")
    ada = scene.person(2)
    scene.turn_panel(project, PanelScreen.CANCEL)
    ada.answer(YES)
    scene.wait(1)
    assert scene.do(refresh_panels, every=SECOND, terms=scene.terms, at=scene.now) == 0
    view = scene.do(read_panel, project)
    assert view is not None
    assert (view.screen, view.project.n_answers) == (PanelScreen.CANCEL, 1)


def test_a_panel_no_longer_asks_whether_to_cancel_once_its_project_is_done(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=1)
    ada = scene.person(2)
    scene.turn_panel(project, PanelScreen.CANCEL)
    ada.answer(YES)
    scene.settle()
    scene.wait(1)
    assert scene.do(refresh_panels, every=SECOND, terms=scene.terms, at=scene.now) == 1
    view = scene.do(read_panel, project)
    assert view is not None
    assert (view.screen, view.project.state) == (PanelScreen.MAIN, ProjectState.COMPLETED)


def test_a_panel_opened_anew_takes_the_buttons_off_the_old_one(scene: Scene) -> None:
    project = scene.running("a")
    scene.turn_panel(project, PanelScreen.MAIN)
    scene.do(open_panel, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE'") == [(PANEL,)]
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.spot is None


def test_an_ended_project_does_not_ask_whether_to_cancel(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=1)
    scene.person(2).answer(YES)
    scene.settle()
    scene.turn_panel(project, PanelScreen.CANCEL)
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.screen is PanelScreen.MAIN
