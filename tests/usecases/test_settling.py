"""Results are final: a full fit of all answers comes before a project's end and before its files."""

import random

import numpy as np
import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene
from whole_fit import read_first, settle_all, store_fit_whole

from crowd.aggregation.consensus import find_consensus
from crowd.answers import AnswerCodes
from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId
from crowd.projects.project import ProjectState
from storage.deciding.settling import waiting_projects
from usecases.answering.change_answer import Changed
from usecases.deciding.follow_fit import SMALLEST_CHANGE
from usecases.deciding.refit_skills import begin_fit, fit
from usecases.projects.cancel_project import cancel_project
from usecases.projects.settle_project import settle_project
from usecases.projects.show_project import Sent, send_results

ANNOUNCED = "SELECT count(*) FROM outbox WHERE body LIKE '%project-complete%'"
FILES = "SELECT count(*) FROM outbox WHERE kind = 'DOCUMENT'"
TASKS = [f"task {number}" for number in range(12)]


def answer_all(scene: Scene, *ids: int, seed: int = 1, right: float = 0.8) -> None:
    """Let people answer in turn, who are mostly right, until nobody has a task any more."""
    chance = random.Random(seed)
    people = scene.people(*ids)
    while any(person.sees for person in people):
        for person in people:
            text = person.sees
            if text is not None:
                truth = int(text.split()[1]) % 2
                person.answer(truth if chance.random() < right else 1 - truth)


def gap_to_the_fit(scene: Scene, project: ProjectId) -> tuple[int, float]:
    """How many labels in force differ from a full fit of the stored answers, and the largest gap of confidences."""
    rows = scene.rows(
        """
        SELECT n.task_id, n.contributor_id, n.label FROM answer n JOIN task t ON t.id = n.task_id
        WHERE t.project_id = :id AND n.counted
        """,
        id=project,
    )
    tasks, task = np.unique([row[0] for row in rows], return_inverse=True)
    people, person = np.unique([row[1] for row in rows], return_inverse=True)
    label = np.array([row[2] for row in rows], dtype=np.int64)
    codes = AnswerCodes(
        task=task, contributor=person, label=label, n_tasks=tasks.size, n_contributors=people.size, n_labels=2
    )
    found = find_consensus(codes)
    kept = {
        row[0]: row[1:]
        for row in scene.rows("SELECT task_id, label, confidence FROM consensus WHERE reopened_at IS NULL")
    }
    labels = [kept[task][0] for task in tasks.tolist()]
    gaps = [abs(float(str(kept[task][1])) - sure) for task, sure in zip(tasks, found.confidence, strict=True)]
    return int((np.array(labels) != found.label).sum()), max(gaps)


def states(scene: Scene) -> set[object]:
    return {row[0] for row in scene.tasks("state")}


def settle_until_done(scene: Scene, project: ProjectId, *ids: int) -> None:
    for seed in range(2, 20):
        scene.tick(31)
        if scene.project(project).state is ProjectState.COMPLETED:
            return
        answer_all(scene, *ids, seed=seed)
    raise AssertionError("it never ends")


def test_a_project_is_announced_once_a_full_fit_has_seen_all_answers(scene: Scene) -> None:
    project = scene.running("a", "b", fewest=2, most=2)
    for person in scene.people(2, 3):
        while person.sees:
            person.answer(YES)
    assert states(scene) == {"CLOSED"}
    assert scene.project(project).state is ProjectState.RUNNING
    assert scene.value(ANNOUNCED) == 0
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert scene.value(ANNOUNCED) == 1
    scene.settle()
    assert scene.value(ANNOUNCED) == 1


@pytest.mark.parametrize(("fewest", "most", "right"), [(3, 3, 0.85), (2, 6, 0.8), (3, 6, 0.65)])
def test_every_closed_task_ends_with_what_the_full_fit_says(
    scene: Scene, fewest: int, most: int, right: float
) -> None:
    project = scene.running(*TASKS, fewest=fewest, most=most)
    crowd = tuple(range(11, 21))
    answer_all(scene, *crowd, right=right)
    settle_until_done(scene, project, *crowd)
    assert states(scene) == {"CLOSED"}
    n_unlike, gap = gap_to_the_fit(scene, project)
    assert n_unlike == 0
    assert gap < SMALLEST_CHANGE + 1e-6
    assert scene.ledger.skills_off < 1e-6
    assert scene.ledger.tasks_off == 0


def test_what_the_last_fit_opens_again_is_asked_before_the_end_is_announced(scene: Scene) -> None:
    """Two people agree on everything, then prove to be wrong wherever the truth is known."""
    project = scene.running(*"abcdefghijklm", target="75", fewest=2, most=6)
    for person in scene.people(2, 3):
        while person.sees:
            person.answer(YES)
    scene.rows(
        "INSERT INTO gold (task_id, question_id, label) SELECT id, 1, :no FROM task ORDER BY id LIMIT 12",
        no=NO,
    )
    scene.settle()
    assert "OPEN" in states(scene)
    assert scene.project(project).state is ProjectState.RUNNING
    assert scene.value(ANNOUNCED) == 0
    assert scene.do(waiting_projects) == []
    for number in range(4, 20):
        person = scene.person(number)
        while person.sees:
            person.answer(NO)
        done = states(scene) == {"CLOSED"}
        scene.settle()
        assert scene.value(ANNOUNCED) == (done and states(scene) == {"CLOSED"})
        if scene.value(ANNOUNCED):
            break
    assert scene.project(project).state is ProjectState.COMPLETED


def test_nothing_is_decided_anew_where_no_answer_came(scene: Scene) -> None:
    project = scene.running(*TASKS, fewest=3, most=3)
    answer_all(scene, 11, 12, 13)
    scene.settle()
    before = scene.rows("SELECT * FROM consensus"), scene.rows("SELECT * FROM skill")
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.SENT
    scene.settle()
    assert (scene.rows("SELECT * FROM consensus"), scene.rows("SELECT * FROM skill")) == before
    assert scene.value(FILES) == 2


def test_files_of_a_running_project_follow_the_fit_of_what_came(scene: Scene) -> None:
    project = scene.running(*TASKS, target="99", fewest=2, most=9)
    answer_all(scene, 11, 12, 13)
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.CHECKING
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.CHECKING
    assert scene.value(FILES) == 0
    scene.settle()
    assert scene.value(FILES) == 2, "however often they were asked for"
    assert scene.project(project).state is ProjectState.RUNNING
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.SENT


def test_an_answer_that_was_changed_is_seen_by_a_full_fit_before_the_files_are_written(scene: Scene) -> None:
    project = scene.running("a", "b", target="60", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    first = ada.hand
    for person in (ada, ben):
        while person.sees:
            person.answer(YES)
    scene.settle()
    assert ada.change(NO, first) is not Changed.TOO_OLD
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.CHECKING
    scene.settle()
    assert scene.value(FILES) == 2


def test_a_cancelled_project_keeps_its_reasons_and_gets_the_labels_of_the_last_fit(scene: Scene) -> None:
    project = scene.running(*TASKS, fewest=2, most=9)
    answer_all(scene, 11, 12, 13, 14, right=0.7)
    closed = {
        row[0]: row[1]
        for row in scene.rows("SELECT task_id, reason FROM consensus WHERE reopened_at IS NULL")
    }
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now) is Sent.CHECKING
    scene.settle()
    assert scene.project(project).state is ProjectState.CANCELLED
    now = dict(scene.rows("SELECT task_id, reason FROM consensus WHERE reopened_at IS NULL"))
    assert now == {task: closed.get(task, str(CloseReason.CANCELLED)) for task in now}
    assert len(now) == len(TASKS)
    assert gap_to_the_fit(scene, project) == (0, pytest.approx(0.0, abs=SMALLEST_CHANGE + 1e-6))
    assert scene.value(ANNOUNCED) == 0
    assert scene.value(FILES) == 2


def test_a_last_fit_that_is_cut_short_is_made_again(scene: Scene) -> None:
    project = scene.running(*TASKS, fewest=3, most=3)
    question = scene.project(project).question.id
    answer_all(scene, 11, 12, 13)
    scene.do(begin_fit, question)
    data = scene.do(read_first, project)
    scene.do(store_fit_whole, data, fit(data))
    # Killed here: all of the fit is stored, and no task is decided by it.
    (waiting,) = scene.do(waiting_projects)
    assert waiting.needs_fit
    scene.do(settle_all, terms=scene.terms, at=scene.now)
    assert gap_to_the_fit(scene, project) == (0, pytest.approx(0.0, abs=SMALLEST_CHANGE + 1e-6))
    assert scene.value(ANNOUNCED) == 1


def test_files_asked_for_in_a_project_that_never_rests_are_not_kept_back(scene: Scene) -> None:
    """Answers that come while the fit is made are for the next one."""
    project = scene.running(*TASKS, target="99", fewest=2, most=9)
    answer_all(scene, 11, 12, 13)
    scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    fitted = scene.now
    late = scene.person(14)
    late.answer(YES)
    scene.do(settle_project, project, through=fitted, at=scene.now)
    assert scene.value(FILES) == 2
