"""A task stays with the person who holds it: their answer counts, and if their card goes, it says why."""

from dataclasses import dataclass

from usecase_scene import NO, PANEL, REQUESTER, YES, Person, Scene

from crowd.ids import AssignmentId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.checking.recount import recount
from usecases.answering.record_answer import Taken
from usecases.answering.show_card import Screen
from usecases.people.subscribing.greeting import Greeting
from usecases.projects.cancel_project import cancel_project
from usecases.projects.change_rules import ask_rule
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project


@dataclass(frozen=True, slots=True)
class Settled:
    """A task that closed while `ben` held it; `ada` gave the answer that closed it."""

    project: ProjectId
    ada: Person
    ben: Person
    held: AssignmentId


def settled(scene: Scene, *, most: int = 3) -> Settled:
    project = scene.running("a", target="60", fewest=1, most=most)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    ben = scene.person(3)
    assert ben.sees == "a"
    assert ada.answer(YES, held) is Taken.COUNTED
    assert scene.tasks("state, n_offered") == [("CLOSED", 1)]
    scene.wait(1)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    return Settled(project, ada, ben, ben.hand)


def change_rule(scene: Scene, project: ProjectId, step: DraftStep, text: str) -> None:
    scene.do(ask_rule, project, step, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.say(text)
    scene.keep_limits()


def test_the_card_stays_when_others_close_its_task_and_the_answer_counts(scene: Scene) -> None:
    at = settled(scene)
    assert (at.ben.card.screen, at.ben.sees) == (Screen.TASK, "a")
    assert at.ben.answer(YES) is Taken.COUNTED
    found = scene.project(at.project)
    assert (found.state, found.n_answers, found.n_late, found.n_closed) == (ProjectState.COMPLETED, 2, 0, 1)
    assert scene.rows("SELECT n_answers FROM consensus WHERE reopened_at IS NULL") == [(2,)]
    assert scene.tasks("n_answers, n_offered") == [(2, 0)]
    assert scene.do(recount) == []
    assert scene.ledger.skills_off < 1e-9


def test_the_requester_is_told_once_that_it_is_done_however_many_answers_still_come(scene: Scene) -> None:
    at = settled(scene)
    at.ben.answer(YES)
    assert scene.value("SELECT count(*) FROM outbox WHERE body LIKE '%project-complete%'") == 1


def test_who_was_asked_just_before_the_last_task_closed_is_waited_for_before_it_is_said_to_be_done(
    scene: Scene,
) -> None:
    project = scene.running("a", target="60", fewest=1, most=3)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    ben = scene.person(3)
    ada.answer(YES, held)
    scene.settle()
    assert scene.tasks("state") == [("CLOSED",)]
    assert scene.project(project).state is ProjectState.RUNNING
    ben.answer(YES)
    scene.settle()
    found = scene.project(project)
    assert (found.state, found.n_answers) == (ProjectState.COMPLETED, 2)
    (said,) = scene.rows("SELECT body FROM outbox WHERE body LIKE '%project-complete%'")
    assert '"answers": 2' in str(said[0])


def test_who_takes_longer_is_not_waited_for(scene: Scene) -> None:
    project = scene.running("a", target="60", fewest=1, most=3)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    ben = scene.person(3)
    ada.answer(YES, held)
    scene.wait(9 / 60)
    scene.settle()
    assert scene.project(project).state is ProjectState.RUNNING
    scene.wait(2 / 60)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert ben.sees == "a"


def test_an_answer_that_contradicts_what_closed_a_task_opens_it_again(scene: Scene) -> None:
    at = settled(scene)
    assert at.ben.answer(NO) is Taken.COUNTED
    assert scene.tasks("state, offer, n_answers") == [("OPEN", 1, 2)]
    assert scene.project(at.project).state is ProjectState.RUNNING
    carol = scene.person(4)
    assert carol.sees == "a"
    assert carol.answer(NO) is Taken.COUNTED
    scene.settle()
    found = scene.project(at.project)
    assert (found.state, found.n_answers) == (ProjectState.COMPLETED, 3)
    assert scene.tasks("label") == [(NO,)]


def test_a_project_that_its_requester_had_paused_stays_paused_when_a_task_opens_again(scene: Scene) -> None:
    project = scene.running("a", target="60", fewest=1, most=3)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    ben = scene.person(3)
    scene.do(pause_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.answer(YES, held) is Taken.COUNTED
    scene.wait(1)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert ben.answer(NO) is Taken.COUNTED
    assert scene.project(project).state is ProjectState.PAUSED
    assert scene.person(4).sees is None, "nobody is asked until the requester resumes it"
    scene.do(resume_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert scene.person(5).sees == "a"


def test_an_answer_that_came_after_the_closing_can_be_changed(scene: Scene) -> None:
    at = settled(scene)
    at.ben.answer(YES)
    at.ben.change(NO, at.held)
    assert scene.project(at.project).n_answers == 2
    assert scene.tasks("state") == [("OPEN",)]
    assert scene.do(recount) == []


def test_who_asks_for_the_next_gets_another_task_in_place_of_one_that_others_have_settled(
    scene: Scene,
) -> None:
    at = settled(scene)
    other = scene.running("b")
    assert at.ben.next() is Greeting.CARD
    assert at.ben.sees == "b"
    assert scene.project(at.project).n_late == 0
    assert scene.value("SELECT state FROM assignment WHERE id = :id", id=at.held) == "EXPIRED"
    assert scene.project(other).n_answers == 0
    assert scene.do(recount) == []


def test_who_asks_for_the_next_when_there_is_none_is_told_what_became_of_theirs(scene: Scene) -> None:
    at = settled(scene)
    at.ben.next()
    assert (at.ben.card.screen, at.ben.sees, at.ben.card.waits) == (Screen.SETTLED, None, True)
    at.ben.next()
    assert at.ben.card.screen is Screen.IDLE, "it is said once"
    scene.running("b")
    scene.tick()
    assert at.ben.sees == "b"


def test_a_press_on_the_settled_card_after_asking_for_the_next_is_late_and_brings_what_there_is(
    scene: Scene,
) -> None:
    at = settled(scene)
    at.ben.next()
    scene.running("b")
    assert at.ben.answer(YES, at.held) is Taken.LATE
    assert at.ben.sees == "b"


def test_when_the_time_is_up_the_card_does_not_claim_that_others_get_a_settled_task(scene: Scene) -> None:
    at = settled(scene)
    scene.tick(31)
    assert (at.ben.card.screen, at.ben.card.waits) == (Screen.SETTLED, False)
    assert at.ben.card.card.assignment_id is None
    assert scene.tasks("n_offered") == [(0,)]
    assert at.ben.next() is Greeting.CARD
    assert at.ben.card.screen is Screen.IDLE


def test_a_settled_task_can_be_skipped_and_gives_the_next(scene: Scene) -> None:
    at = settled(scene)
    scene.running("b")
    assert at.ben.skip() is Taken.COUNTED
    assert at.ben.sees == "b"
    assert scene.do(recount) == []


def test_lowering_the_most_answers_leaves_no_room_for_what_is_still_held(scene: Scene) -> None:
    project = scene.running("a", fewest=2, most=5, target="99")
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    change_rule(scene, project, DraftStep.MIN, "1")
    change_rule(scene, project, DraftStep.MAX, "1")
    assert scene.reasons() == ["max_answers"]
    assert ben.sees == "a"
    assert ben.answer(YES) is Taken.LATE
    assert scene.tasks("n_answers, n_offered") == [(1, 0)]


def test_what_comes_after_its_time_never_takes_the_place_of_who_holds_the_task_now(scene: Scene) -> None:
    scene.running("a", fewest=1, most=1)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    ben = scene.person(3)
    assert ben.sees == "a"
    assert ada.answer(NO, held) is Taken.LATE
    assert ben.answer(YES) is Taken.COUNTED
    assert scene.tasks("label, n_answers") == [(YES, 1)]


def test_a_deadline_ends_what_people_hold_of_a_project_that_was_done_before(scene: Scene) -> None:
    at = settled(scene)
    change_rule(scene, at.project, DraftStep.ENDS, "+10m")
    assert at.ben.sees == "a"
    scene.wait(11)
    scene.keep_limits()
    assert (at.ben.card.screen, at.ben.sees) == (Screen.ENDED, None)
    assert at.ben.answer(YES, at.held) is Taken.ENDED
    assert scene.tasks("n_offered") == [(0,)]
    assert scene.do(recount) == []


def test_cancelling_says_so_on_the_card_and_brings_the_next_task(scene: Scene) -> None:
    project = scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.card.screen is Screen.ENDED
    assert ada.answer(YES, held) is Taken.ENDED
    scene.running("b")
    scene.tick()
    assert ada.sees == "b"


def test_no_budget_is_passed_by_answers_in_flight(scene: Scene) -> None:
    project = scene.running("a", "b", "c", fewest=2, most=5)
    change_rule(scene, project, DraftStep.ENDS, "2")
    ada, ben, carol = scene.people(2, 3, 4)
    assert (ada.sees is None, ben.sees is None, carol.sees is None) == (False, False, True)
    late = ada.hand
    scene.tick(31)
    carol.next()
    assert carol.sees is not None
    dan = scene.person(5)
    assert dan.sees is not None
    assert ada.answer(YES, late) is Taken.LATE, "two are in flight, and both are to count"
    assert (carol.answer(YES), dan.answer(YES)) == (Taken.COUNTED, Taken.COUNTED)
    assert scene.project(project).n_answers == 2
