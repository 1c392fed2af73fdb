"""A draft that was never launched can be deleted completely; a launched project cannot."""

from collections.abc import Callable

import pytest
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd.errors import NotFound, NotLaunched, StateConflict
from crowd.ids import ContributorId, ProjectId
from crowd.people.visitors import Visitor
from crowd.projects.project import ProjectState
from storage.drafting.dialogues import find_dialogue
from storage.drafting.forget_drafts import forget_drafts
from storage.drafting.previews import Preview
from storage.projects.projects import find_project
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.conversation.read_views import read_dialogue, read_panel, read_projects
from usecases.drafting.delete_draft import delete_draft
from usecases.drafting.preview_task import preview_shown, read_preview
from usecases.projects.cancel_project import cancel_project
from usecases.projects.report_agreement import report_agreement
from usecases.projects.send_newest import Newest, send_newest
from usecases.projects.show_project import PanelScreen, open_panel, send_results

STRANGER = ContributorId(66)
PREVIEW, DIALOGUE = 54, 55


def delete(scene: Scene, project: ProjectId, *, by: ContributorId = REQUESTER) -> str:
    return scene.do(delete_draft, project, by=by, pressed=PANEL, terms=scene.terms, at=scene.now)


def forget(scene: Scene) -> int:
    """Let the tick delete what is left of drafts; return in how many steps."""
    steps = 0
    while scene.do(forget_drafts, limit=2):
        steps += 1
    return steps


def test_a_deleted_draft_is_gone_at_once_and_nothing_of_it_is_left(scene: Scene) -> None:
    kept = scene.ready(task_file("kept"))
    project = scene.ready(task_file(*"abcde", named=["2 3"], gold=["", "Yes"]))
    assert delete(scene, project) == "Pets"
    assert scene.do(find_project, project) is None
    assert [one.id for one in scene.do(read_projects, REQUESTER, 0).projects] == [kept]
    assert scene.do(find_dialogue, REQUESTER) is None
    for read in (
        lambda: scene.do(read_dialogue, REQUESTER, project),
        lambda: scene.do(read_panel, project),
        lambda: scene.do(read_preview, project, 0),
    ):
        assert read() is None
    with pytest.raises(NotFound):
        scene.do(open_panel, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert forget(scene) == 5, "two people who are named, then five tasks, two at a time, then the rest"
    for table in ("project", "question", "task", "gold", "audience"):
        owner = {"project": "id", "gold": "question_id"}.get(table, "project_id")
        assert {row[0] for row in scene.rows(f"SELECT {owner} FROM {table}")} <= {kept}
    assert scene.project(kept).n_tasks == 1
    scene.launch(kept)


def test_the_messages_of_a_deleted_draft_lose_their_buttons(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    scene.connection.execute("UPDATE dialogue SET message_id = ?", (DIALOGUE,))
    shown = Preview(chat_id=REQUESTER, project_id=project, message_id=PREVIEW)
    scene.do(preview_shown, shown, at=scene.now)
    scene.connection.execute("DELETE FROM outbox")
    delete(scene, project)
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE' ORDER BY ref") == [
        (PREVIEW,),
        (DIALOGUE,),
        (PANEL,),
    ]


def test_only_its_requester_deletes_a_draft(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    before = scene.everything()
    with pytest.raises(NotFound):
        delete(scene, project, by=STRANGER)
    assert scene.everything() == before


def test_what_was_launched_is_not_deleted(scene: Scene) -> None:
    project = scene.running("a")
    for _ in range(2):
        with pytest.raises(StateConflict):
            delete(scene, project)
        if scene.project(project).state is ProjectState.RUNNING:
            scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.turn_panel(project, PanelScreen.DELETE)
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.screen is PanelScreen.MAIN


def test_the_old_buttons_that_cancelled_a_draft_ask_whether_to_delete_it(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    scene.turn_panel(project, PanelScreen.CANCEL)
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.screen is PanelScreen.DELETE
    with pytest.raises(StateConflict):
        scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def test_a_draft_that_an_older_version_cancelled_can_be_deleted(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    scene.connection.execute("UPDATE project SET state = 'CANCELLED', n_closed = 1, ended_at = 1")
    scene.connection.execute("INSERT INTO closed_by VALUES (?, 'cancelled', 1)", (project,))
    assert scene.project(project).n_decided == 0
    delete(scene, project)
    forget(scene)
    assert scene.rows("SELECT * FROM project") == []


def test_the_id_of_a_deleted_draft_is_not_given_to_the_next_one(scene: Scene) -> None:
    """What was typed for the deleted one, and its buttons, would be taken for the next."""
    first = scene.ready(task_file("a"))
    second = scene.ready(task_file("b"))
    delete(scene, second)
    forget(scene)
    delete(scene, first)
    forget(scene)
    third = scene.ready(task_file("c"))
    assert third > second
    assert scene.ready(task_file("d")) == third + 1


def test_a_draft_that_an_older_version_let_be_announced_can_be_deleted(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    scene.connection.execute(
        "INSERT INTO announcement (id, author_id, project_id, state, created_at) VALUES (5, ?, ?, 'DRAFT', 1)",
        (REQUESTER, project),
    )
    scene.connection.execute("INSERT INTO recipient VALUES (5, 2, 'WAITING', 1, NULL)")
    delete(scene, project)
    forget(scene)
    assert scene.rows("SELECT id FROM project UNION ALL SELECT id FROM announcement") == []
    visitor = Visitor(id=REQUESTER, locale="en")
    launched = scene.running("b")
    scene.do(begin_announcement, launched, by=visitor, in_place=False, terms=scene.terms, at=scene.now)
    assert scene.value("SELECT id FROM announcement") == 6


@pytest.mark.parametrize(
    "ask",
    [
        lambda scene, project: scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now),
        lambda scene, project: scene.do(
            report_agreement, project, by=REQUESTER, terms=scene.terms, at=scene.now
        ),
        lambda scene, project: scene.do(
            begin_announcement,
            project,
            by=Visitor(id=REQUESTER, locale="en"),
            in_place=False,
            terms=scene.terms,
            at=scene.now,
        ),
    ],
)
def test_what_was_never_launched_has_no_results_no_agreement_and_nobody_to_tell(
    scene: Scene, ask: Callable[[Scene, ProjectId], object]
) -> None:
    project = scene.ready(task_file("a"))
    before = scene.everything()
    with pytest.raises(NotLaunched):
        ask(scene, project)
    assert scene.everything() == before
    assert scene.do(send_newest, by=REQUESTER, terms=scene.terms, at=scene.now) is Newest.NOT_LAUNCHED


def test_of_a_cancelled_project_only_what_a_rule_closed_is_decided(scene: Scene) -> None:
    project = scene.running("a", "b", "c", target="60", fewest=1, most=2)
    scene.person(2).answer(0)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    found = scene.project(project)
    assert (found.n_closed, found.n_cut_off, found.n_decided) == (3, 2, 1)


def test_what_a_limit_cut_off_is_not_decided_either(scene: Scene) -> None:
    project = scene.running("a", "b", "c", target="60", fewest=1, most=1)
    scene.connection.execute("UPDATE project SET budget = 1")
    scene.person(2).answer(0)
    scene.keep_limits()
    found = scene.project(project)
    assert (found.state, found.n_closed, found.n_decided) == (ProjectState.COMPLETED, 3, 1)
