"""A task with two questions: each is decided by its own rule, and the task closes with the last of them."""

import csv
import io
from dataclasses import replace

from usecase_scene import NO, PANEL, REQUESTER, YES, Person, Scene, task_file

from crowd.answering.assignments import SkipReason
from crowd.ids import ProjectId
from storage.drafting.drafts import find_draft, put_draft
from usecases.answering.press_answer import Pressed, press_answer
from usecases.answering.record_answer import Taken
from usecases.answering.skip_task import skip_task
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.launch_project import launch_project
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results

SECOND = 1


def _running(scene: Scene, *texts: str, fewest: int = 1, most: int = 1) -> ProjectId:
    """A project with a second question, which wants other numbers of answers than the first, which wants one."""
    project = scene.ready(task_file(*texts), target="99.9", fewest=1, most=1)
    draft = scene.do(find_draft, project)
    assert draft is not None
    rule = replace(draft.question.rule, min_answers=fewest, max_answers=most)
    second = replace(draft.question, text="Is it black?", rule=rule)
    scene.do(put_draft, project, replace(draft, questions=(draft.question, second)), at=scene.now)
    scene.do(launch_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    return project


def _answer(person: Person, position: int, label: int) -> object:
    scene = person.scene
    pressed = Pressed(assignment_id=person.hand, position=position, reads=lambda *_: label, again=False)
    return scene.do(press_answer, pressed, pressed=500, by=person.id, terms=scene.terms, at=scene.now)


def _questions(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows(
        """
        SELECT q.position, b.state, b.reason, b.label, b.n_answers FROM task_question b
        JOIN question q ON q.id = b.question_id ORDER BY b.task_id, q.position
        """
    )


def test_a_task_is_closed_when_all_its_questions_are(scene: Scene) -> None:
    project = _running(scene, "a")
    ada = scene.person(11)
    assert _answer(ada, 0, YES) is Taken.COUNTED
    assert _questions(scene) == [(0, "CLOSED", "max_answers", YES, 1), (1, "OPEN", None, None, 0)]
    assert scene.rows("SELECT state FROM task") == [("OPEN",)]
    assert (scene.project(project).n_closed, scene.ledger.closed_by) == (0, {"max_answers": 1})
    assert _answer(ada, SECOND, NO) is Taken.COUNTED
    assert _questions(scene) == [(0, "CLOSED", "max_answers", YES, 1), (1, "CLOSED", "max_answers", NO, 1)]
    assert scene.rows("SELECT state FROM task") == [("CLOSED",)]
    assert (scene.project(project).n_closed, scene.ledger.closed_by) == (1, {"max_answers": 2})
    assert scene.ledger.tasks_off == 0


def test_as_many_people_get_it_as_the_question_that_wants_the_most(scene: Scene) -> None:
    _running(scene, "a", fewest=3, most=3)
    people = scene.people(11, 12, 13, 14)
    assert [person.sees for person in people] == ["a", "a", "a", None]


def test_a_question_that_is_closed_wants_nobody(scene: Scene) -> None:
    _running(scene, "a", fewest=2, most=2)
    ada, ben = scene.people(11, 12)
    _answer(ada, SECOND, NO)
    assert scene.person(13).sees is None
    _answer(ben, SECOND, NO)
    assert scene.person(14).sees is None, "two people have it, and the first question wants one"
    assert _questions(scene) == [(0, "OPEN", None, None, 0), (1, "CLOSED", "max_answers", NO, 2)]


def test_each_question_keeps_its_own_answers_credits_and_skill(scene: Scene) -> None:
    _running(scene, "a", fewest=2, most=2)
    ada, ben = scene.people(11, 12)
    _answer(ada, 0, YES)
    _answer(ben, SECOND, NO)
    assert scene.rows("SELECT question_id, contributor_id, answered FROM skill ORDER BY 1") == [
        (1, 11, 1.0),
        (2, 12, 1.0),
    ]
    assert scene.ledger.skills_off < 1e-9


def test_cancelling_closes_each_open_question_once(scene: Scene) -> None:
    project = _running(scene, "a", "b")
    _answer(scene.person(11), 0, YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert _questions(scene) == [
        (0, "CLOSED", "max_answers", YES, 1),
        (1, "CLOSED", "cancelled", None, 0),
        (0, "CLOSED", "cancelled", None, 0),
        (1, "CLOSED", "cancelled", None, 0),
    ]
    assert scene.ledger.closed_by == {"cancelled": 3, "max_answers": 1}
    assert (scene.project(project).n_closed, scene.project(project).n_stated) == (2, 1)


def _file(scene: Scene, project: ProjectId, file: ReportFile) -> list[dict[str, str]]:
    table = scene.do(write_results, project, file)[1].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_results_have_one_set_of_columns_for_each_question(scene: Scene) -> None:
    project = _running(scene, "a", "b")
    ada = scene.person(11)
    _answer(ada, 0, YES)
    _answer(ada, SECOND, NO)
    first, second = _file(scene, project, ReportFile.RESULTS)
    assert (first["q1_label"], first["q1_answers"], first["q1_reason"]) == ("Yes", "1", "max_answers")
    assert (first["q2_label"], first["q2_answers"], first["q2_reason"]) == ("No", "1", "max_answers")
    assert (second["q2_label"], second["q2_answers"], second["q2_reason"]) == ("", "0", "")
    assert [(row["state"], row["text"]) for row in (first, second)] == [("closed", "a"), ("open", "b")]


def test_the_answers_say_which_question_they_answer(scene: Scene) -> None:
    project = _running(scene, "a", "b")
    ada = scene.person(11)
    _answer(ada, 0, YES)
    _answer(ada, SECOND, NO)
    rows = _file(scene, project, ReportFile.ANSWERS)
    assert [(row["question"], row["answer"]) for row in rows] == [("1", "Yes"), ("2", "No")]


def test_a_question_that_was_skipped_has_no_row_among_the_answers(scene: Scene) -> None:
    project = _running(scene, "a")
    ada = scene.person(11)
    _answer(ada, 0, YES)
    scene.do(
        skip_task, ada.hand, SkipReason.BROKEN, position=SECOND, by=ada.id, terms=scene.terms, at=scene.now
    )
    rows = _file(scene, project, ReportFile.ANSWERS)
    assert [(row["question"], row["answer"]) for row in rows] == [("1", "Yes")]
