"""A task with several questions, asked one after another on one card."""

from collections.abc import Sequence

import pytest
from forms import ask, asked
from usecase_scene import NO, YES, Person, Scene, task_file

from crowd.answering.assignments import SkipReason
from crowd.errors import NotFound
from crowd.ids import MINUTE, AssignmentId, ProjectId
from crowd.kinds.question import Op
from crowd.projects.draft import DraftQuestion
from crowd.projects.project import ProjectState
from storage.checking.recount import recount
from usecases.answering.change_answer import Changed, open_change
from usecases.answering.forms.turn_to_question import turn_to_question
from usecases.answering.press_answer import Pressed, press_answer
from usecases.answering.record_answer import Taken
from usecases.answering.show_card import Screen
from usecases.answering.skip_task import skip_task

RED, BLUE = 0, 1
PET = asked("Is there a pet?", "Yes", "No")
#: Only if there is one.
COLOUR = asked("Which colour is it?", "Red", "Blue", only_if=(0, Op.IS, YES))
HOW_MANY = asked("How many people are there?")


def running(
    scene: Scene, *texts: str, questions: Sequence[DraftQuestion] = (PET, COLOUR, HOW_MANY)
) -> ProjectId:
    project = scene.ready(task_file(*texts))
    scene.do(ask, project, questions, at=scene.now)
    return scene.launch(project)


def press(
    person: Person, value: object, *, position: int | None = None, at: AssignmentId | None = None
) -> object:
    """Answer the question that the card shows, or another one."""
    scene, card = person.scene, person.card.card
    again = card.screen == Screen.CHANGE
    shown = card.previous_assignment_id if again else card.assignment_id
    assert at is not None or shown is not None
    pressed = Pressed(
        assignment_id=at or shown,  # type: ignore[arg-type]
        position=card.position if position is None else position,
        reads=lambda *_: value,
        again=again,
    )
    return scene.do(press_answer, pressed, pressed=500, by=person.id, terms=scene.terms, at=scene.now)


def turn(person: Person, position: int, *, at: AssignmentId | None = None) -> bool:
    scene = person.scene
    return scene.do(turn_to_question, at or person.hand, position, by=person.id, at=scene.now)


def skip(person: Person, *, position: int | None = None) -> Taken:
    scene, place = person.scene, person.card.card.position if position is None else position
    return scene.do(
        skip_task,
        person.hand,
        SkipReason.UNCLEAR,
        position=place,
        pressed=500,
        by=person.id,
        terms=scene.terms,
        at=scene.now,
    )


def asks(person: Person) -> str | None:
    """The question on the card, and which of how many it is."""
    task = person.card.task
    if task is None or task.form is None:
        return None
    return f"{task.question.text} {task.form.number}/{task.form.total}"


def questions(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows(
        """
        SELECT q.position, b.state, b.reason, coalesce(b.label, b.value), b.n_answers FROM task_question b
        JOIN question q ON q.id = b.question_id ORDER BY b.task_id, q.position
        """
    )


def answers(scene: Scene) -> list[tuple[object, ...]]:
    """(person, question, answer, whether it counts, why there is none) of every version."""
    return scene.rows(
        """
        SELECT n.contributor_id, q.position, coalesce(n.label, n.value), n.counted, n.skipped FROM answer n
        JOIN question q ON q.id = n.question_id ORDER BY n.answered_at, q.position, n.version
        """
    )


@pytest.fixture(autouse=True)
def _everything_adds_up(scene: Scene) -> object:
    yield
    assert scene.do(recount) == []
    assert scene.ledger.skills_off < 1e-9
    assert scene.ledger.tasks_off == 0


def test_questions_come_one_after_another_on_one_card(scene: Scene) -> None:
    project = running(scene, "a", "b")
    ada = scene.person(11)
    held = ada.hand
    assert asks(ada) == "Is there a pet? 1/3"
    assert press(ada, YES) is Taken.COUNTED
    assert asks(ada) == "Which colour is it? 2/3"
    assert press(ada, BLUE) is Taken.COUNTED
    assert asks(ada) == "How many people are there? 3/3"
    assert ada.hand == held
    assert scene.rows("SELECT tasks_today FROM contributor WHERE id = 11") == [(0,)]
    assert press(ada, 4) is Taken.COUNTED
    assert (ada.sees, asks(ada)) == ("b", "Is there a pet? 1/3")
    assert scene.rows("SELECT state FROM assignment WHERE id = :id", id=held) == [("ANSWERED",)]
    assert scene.rows("SELECT tasks_today FROM contributor WHERE id = 11") == [(1,)]
    assert scene.project(project).n_answers == 3


def test_an_answer_may_lead_past_a_question(scene: Scene) -> None:
    running(scene, "a")
    ada = scene.person(11)
    press(ada, NO)
    assert asks(ada) == "How many people are there? 2/2"
    assert press(ada, 1, position=1) is Taken.NOT_ASKED
    press(ada, 3)
    assert ada.sees is None


def test_a_form_goes_on_where_somebody_stopped(scene: Scene) -> None:
    running(scene, "a")
    ada = scene.person(11)
    press(ada, YES)
    scene.tick(minutes=24 * 60 + 1)
    assert ada.card.screen is Screen.EXPIRED
    assert questions(scene)[0] == (0, "OPEN", None, YES, 1)
    ada.next()
    assert asks(ada) == "Which colour is it? 2/3"
    press(ada, RED)
    press(ada, 2)
    assert len(answers(scene)) == 3


def test_somebody_at_work_is_given_more_time(scene: Scene) -> None:
    running(scene, "a")
    ada = scene.person(11)
    lease = scene.terms.lease / MINUTE
    scene.wait(minutes=0.9 * lease)
    press(ada, YES)
    scene.tick(minutes=0.2 * lease)
    assert asks(ada) == "Which colour is it? 2/3"


def test_what_is_settled_is_not_asked_again(scene: Scene) -> None:
    running(scene, "a", questions=(PET, asked("Big?", "Yes", "No", fewest=3, most=3)))
    ada, ben, eve = scene.people(11, 12, 13)
    for person in (ada, ben):
        press(person, YES)
        press(person, YES)
    assert questions(scene)[0][:3] == (0, "CLOSED", "max_answers")
    assert asks(eve) == "Is there a pet? 1/2", "it was on the card before it was settled"
    fay = scene.person(14)
    assert fay.sees is None
    eve.scene.do(skip_task, eve.hand, SkipReason.UNCLEAR, by=eve.id, terms=scene.terms, at=scene.now)
    fay.next()
    assert asks(fay) == "Big? 1/1"
    press(fay, NO)
    assert scene.rows("SELECT state FROM task") == [("CLOSED",)]


def test_a_question_that_the_consensus_rules_out_does_not_apply(scene: Scene) -> None:
    project = running(scene, "a", questions=(asked("Is there a pet?", "Yes", "No", fewest=3, most=3), COLOUR))
    ada, ben, eve = scene.people(11, 12, 13)
    press(ada, YES)
    press(ada, BLUE)
    press(ben, NO)
    if eve.sees is None:
        eve.next()
    press(eve, NO)
    assert questions(scene) == [(0, "CLOSED", "max_answers", NO, 3), (1, "CLOSED", "not_applicable", None, 1)]
    assert scene.project(project).n_stated == 1
    assert scene.rows("SELECT state FROM task") == [("CLOSED",)]
    assert scene.ledger.closed_by == {"max_answers": 1, "not_applicable": 1}


def test_a_question_applies_again_when_a_changed_answer_says_so(scene: Scene) -> None:
    running(scene, "a", questions=(asked("Is there a pet?", "Yes", "No", fewest=3, most=3), COLOUR))
    ada, ben, eve = scene.people(11, 12, 13)
    press(ada, YES)
    press(ada, BLUE)
    press(ben, NO)
    if eve.sees is None:
        eve.next()
    held = eve.hand
    press(eve, NO)
    assert questions(scene)[1][:3] == (1, "CLOSED", "not_applicable")
    assert scene.do(open_change, held, by=eve.id, pressed=500, at=scene.now) is Changed.OPENED
    assert press(eve, YES) is Changed.REOPENED
    assert questions(scene) == [(0, "CLOSED", "max_answers", YES, 3), (1, "OPEN", None, BLUE, 1)]
    assert (eve.card.screen, asks(eve)) == (Screen.CHANGE, "Which colour is it? 2/2")
    assert press(eve, RED) is Changed.CHANGED
    assert eve.card.screen is not Screen.CHANGE
    assert questions(scene)[1][:3] == (1, "CLOSED", "max_answers")


def test_somebody_may_go_back_and_change_an_answer(scene: Scene) -> None:
    running(scene, "a")
    ada = scene.person(11)
    press(ada, YES)
    press(ada, BLUE)
    assert turn(ada, 1)
    task = ada.card.task
    assert task is not None
    assert task.form is not None
    assert (task.question.text, task.form.chosen, task.form.back, task.form.on) == (COLOUR.text, BLUE, 0, 2)
    assert press(ada, RED) is Changed.CHANGED
    assert asks(ada) == "How many people are there? 3/3"
    assert answers(scene)[1:] == [(11, 1, BLUE, 0, None), (11, 1, RED, 1, None)]
    assert turn(ada, 0)
    assert press(ada, YES) is Changed.SAME
    assert asks(ada) == "How many people are there? 3/3"
    assert turn(ada, 1)
    assert turn(ada, 2)
    assert not turn(ada, 2, at=AssignmentId(ada.hand)) or asks(ada) == "How many people are there? 3/3"


def test_a_change_that_leads_past_a_question_takes_its_answer_back(scene: Scene) -> None:
    project = running(scene, "a")
    ada = scene.person(11)
    press(ada, YES)
    press(ada, BLUE)
    turn(ada, 0)
    assert press(ada, NO) is Changed.CHANGED
    assert asks(ada) == "How many people are there? 2/2"
    assert (scene.project(project).n_answers, scene.project(project).n_late) == (1, 0)
    assert answers(scene)[2:] == [(11, 0, NO, 1, None), (11, 1, None, 0, "NOT_REACHED")]
    turn(ada, 0)
    assert press(ada, YES) is Changed.CHANGED
    assert asks(ada) == "Which colour is it? 2/3", "it is asked again"
    press(ada, RED)
    press(ada, 1)
    assert scene.project(project).n_answers == 3


def test_answers_can_be_changed_for_a_while_after_the_last(scene: Scene) -> None:
    running(scene, "a", "b")
    ada = scene.person(11)
    held = ada.hand
    for value in (YES, BLUE, 3):
        press(ada, value)
    press(ada, YES)
    assert ada.sees == "b"
    assert scene.do(open_change, held, by=ada.id, pressed=500, at=scene.now) is Changed.OPENED
    assert (ada.sees, asks(ada)) == ("a", "How many people are there? 3/3")
    assert turn(ada, 0, at=held)
    assert asks(ada) == "Is there a pet? 1/3"
    assert press(ada, NO) is Changed.CHANGED
    assert (ada.sees, asks(ada)) == ("b", "Which colour is it? 2/3"), "where they were"
    scene.wait(minutes=16)
    assert scene.do(open_change, held, by=ada.id, pressed=500, at=scene.now) is Changed.TOO_OLD


def test_a_skip_at_the_first_question_skips_the_task_and_later_only_the_question(scene: Scene) -> None:
    project = running(scene, "a", "b")
    ada = scene.person(11)
    assert skip(ada) is Taken.COUNTED
    assert (ada.sees, scene.project(project).n_skips) == ("b", 1)
    press(ada, YES)
    assert skip(ada) is Taken.COUNTED
    assert skip(ada, position=1) is Taken.ANSWERED_BEFORE, "a second tap skips nothing more"
    assert asks(ada) == "How many people are there? 3/3"
    press(ada, 2)
    assert answers(scene)[1] == (11, 1, None, 0, "UNCLEAR")
    assert (scene.project(project).n_skips, scene.project(project).n_late) == (1, 0)


def test_a_skipped_question_can_still_be_answered(scene: Scene) -> None:
    project = running(scene, "a")
    ada = scene.person(11)
    press(ada, YES)
    skip(ada)
    assert turn(ada, 1)
    assert press(ada, BLUE) is Taken.COUNTED
    assert asks(ada) == "How many people are there? 3/3"
    assert (scene.project(project).n_answers, scene.project(project).n_late) == (2, 0)


def test_a_second_press_changes_nothing(scene: Scene) -> None:
    running(scene, "a")
    ada = scene.person(11)
    press(ada, YES)
    assert press(ada, NO, position=0) is Taken.ANSWERED_BEFORE
    assert len(answers(scene)) == 1
    with pytest.raises(NotFound):
        press(ada, YES, position=3)


def test_a_project_with_several_questions_ends_with_a_fit_of_each(scene: Scene) -> None:
    project = running(scene, "a", "b", "c")
    people = scene.people(11, 12)
    for _ in range(3):
        for person in people:
            for value in (YES, BLUE, 3):
                press(person, value)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert scene.rows("SELECT n_fitted, fitting FROM question ORDER BY position") == [(6, 0), (6, 0), (6, 0)]
    assert scene.value("SELECT n_unsettled FROM project") == 0


def test_nobody_gets_a_task_of_which_they_have_said_all_that_they_can(scene: Scene) -> None:
    """They had said that there is no pet; meanwhile others found that there is one, and its colour is still open."""
    colour = asked("Which colour is it?", "Red", "Blue", fewest=3, most=3, only_if=(0, Op.IS, YES))
    running(
        scene, "a", "b", questions=(asked("Is there a pet?", "Yes", "No", fewest=3, most=3), colour, HOW_MANY)
    )
    ada = scene.person(11)
    press(ada, NO)
    scene.tick(minutes=24 * 60 + 1)
    for other in scene.people(12, 13):
        for value in (YES, BLUE, 3) * 2:
            press(other, value)
    assert questions(scene)[0][1] == "CLOSED"
    ada.next()
    assert ada.sees == "b"
    press(ada, YES)
    press(ada, RED)
    assert ada.sees is None
    assert scene.rows("SELECT state FROM assignment WHERE contributor_id = 11") == [("ANSWERED",)] * 2
