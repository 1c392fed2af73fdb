"""A large project is launched and cancelled in pages, with the same outcome as a small one in one transaction."""

import pytest
from usecase_scene import PANEL, REQUESTER, YES, Scene, task_file

from crowd.ids import ProjectId
from crowd.projects.project import ProjectState
from storage.checking.recount import recount
from storage.deciding.settling import waiting_projects
from storage.drafting.forget_drafts import forget_drafts
from usecases.deciding import check_tasks as checking
from usecases.deciding import close_exhausted
from usecases.deciding.check_tasks import check_tasks
from usecases.people.forget_person import forget_person
from usecases.projects import cancel_project as cancelling
from usecases.projects.cancel_project import cancel_project, go_on_ending
from usecases.projects.show_project import Sent, send_results

GOLD, PLAIN = 12, 30


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is large."""
    for module, names in (
        (cancelling, ("TASKS_AT_ONCE", "_OFFERS_AT_ONCE", "_TASKS_A_PAGE", "_OFFERS_A_PAGE")),
        (checking, ("GOLD_AT_ONCE", "TASKS_AT_ONCE", "_ROWS_A_PAGE", "_DECIDED_A_PAGE")),
        (close_exhausted, ("NAMED_AT_ONCE",)),
    ):
        for name in names:
            monkeypatch.setattr(module, name, 2)


def _launched(scene: Scene) -> ProjectId:
    texts = [*(f"gold {n}" for n in range(GOLD)), *(f"plain {n}" for n in range(PLAIN))]
    named = [*[""] * (GOLD + PLAIN - 6), *["41"] * 6]
    file = task_file(*texts, gold=["Yes"] * GOLD, named=named)
    return scene.launch(scene.ready(file))


def _cancel(scene: Scene, project: ProjectId) -> None:
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def _check(scene: Scene) -> int:
    pages = 0
    while scene.do(check_tasks, terms=scene.terms, at=scene.now):
        pages += 1
    return pages


def _end(scene: Scene) -> int:
    pages = 0
    while scene.do(go_on_ending, at=scene.now):
        assert scene.do(recount) == [], "every page leaves counts that add up"
        pages += 1
    return pages


def _outcome(scene: Scene) -> list[object]:
    return [
        scene.tasks("state, mixed, offer, n_offered, label, confidence"),
        scene.rows("SELECT reason, label, confidence, version FROM consensus ORDER BY task_id, version"),
        scene.rows("SELECT state FROM assignment ORDER BY id"),
        scene.rows("SELECT reason, n FROM closed_by WHERE n > 0 ORDER BY reason"),
        scene.rows(
            "SELECT state, n_closed, n_stated, n_offered, confidence_sum, ending, preparing, check_after FROM project"
        ),
    ]


def _played(scene: Scene) -> list[object]:
    scene.person(41).leave()
    project = _launched(scene)
    _check(scene)
    people = scene.people(11, 12, 13, 14, 15)
    for person in people:
        person.answer(YES)
    _cancel(scene, project)
    _end(scene)
    return _outcome(scene)


def test_a_large_project_ends_like_a_small_one(scene: Scene, request: pytest.FixtureRequest) -> None:
    small = _small(scene)
    request.getfixturevalue("large")
    assert _played(scene) == small


def _small(scene: Scene) -> list[object]:
    """The outcome for a small project, played in a copy of the database."""
    copy = scene.path.with_name("small.db")
    scene.connection.execute("VACUUM INTO ?", (str(copy),))
    other = Scene.open(copy, copy.with_name("small2.db"))
    try:
        return _played(other)
    finally:
        other.connection.close()


def test_nothing_is_offered_until_the_gold_is_mixed_in(scene: Scene, large: None) -> None:
    project = _launched(scene)
    person = scene.person(11)
    assert person.sees is None
    assert scene.project(project).is_preparing
    assert _check(scene) > GOLD // 2
    scene.tick()
    assert person.sees is not None
    assert scene.value("SELECT count(*) FROM task WHERE mixed") == GOLD
    assert not scene.project(project).is_preparing


def test_results_wait_until_everything_is_closed(scene: Scene, large: None) -> None:
    project = _launched(scene)
    _check(scene)
    _cancel(scene, project)
    assert scene.project(project).state is ProjectState.CANCELLED
    assert scene.project(project).is_ending
    sent = scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert sent is Sent.CHECKING
    assert scene.do(waiting_projects) == []
    assert _end(scene) >= PLAIN // 2
    assert [waiting.project_id for waiting in scene.do(waiting_projects)] == [project]
    assert scene.project(project).n_closed == GOLD + PLAIN


def test_a_project_that_is_cancelled_while_it_is_prepared_ends_too(scene: Scene, large: None) -> None:
    project = _launched(scene)
    for _ in range(3):
        scene.do(check_tasks, terms=scene.terms, at=scene.now)
    _cancel(scene, project)
    _check(scene)
    _end(scene)
    assert scene.value("SELECT count(*) FROM task WHERE state = 'OPEN'") == 0
    assert scene.rows("SELECT preparing, ending, check_after FROM project") == [(0, 0, None)]


def test_somebody_named_in_many_tasks_leaves_and_comes_back(scene: Scene, large: None) -> None:
    _launched(scene)
    _check(scene)
    person = scene.person(41)
    nobody = "SELECT count(*) FROM consensus WHERE reason = 'nobody_left' AND reopened_at IS NULL"
    person.leave()
    assert _check(scene)
    assert scene.value(nobody) == 6
    person.start()
    person.agree()
    assert _check(scene)
    assert scene.value(nobody) == 0
    assert scene.do(recount) == []


def test_what_people_hold_is_taken_back_before_a_forgotten_requesters_project_is_deleted(
    scene: Scene, large: None
) -> None:
    project = _launched(scene)
    _check(scene)
    people = scene.people(11, 12, 13, 14, 15)
    scene.do(forget_person, REQUESTER, terms=scene.terms, at=scene.now)
    assert scene.value("SELECT count(*) FROM task WHERE project_id = :id", id=project) == GOLD + PLAIN
    while scene.do(forget_drafts, limit=5):
        pass
    assert scene.value("SELECT count(*) FROM task WHERE project_id = :id", id=project) == GOLD + PLAIN
    while scene.do(go_on_ending, at=scene.now):
        pass
    assert all(person.sees is None for person in people)
    while scene.do(forget_drafts, limit=5):
        pass
    assert scene.value("SELECT count(*) FROM task WHERE project_id = :id", id=project) == 0
