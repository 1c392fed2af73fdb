"""Changing an answer: for how long, what it affects, and that all counts stay exact."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Person, Scene

from crowd.answering.assignments import CHANGE_WINDOW
from crowd.errors import NotFound
from crowd.ids import AssignmentId, ProjectId
from crowd.projects.project import ProjectState
from usecases.answering.change_answer import Changed, open_change
from usecases.answering.record_answer import Taken
from usecases.answering.show_card import Screen
from usecases.projects.cancel_project import cancel_project


def _open(scene: Scene, person: Person, assignment_id: AssignmentId) -> Changed:
    return scene.do(open_change, assignment_id, pressed=500, by=person.id, at=scene.now)


def _answered(scene: Scene, *labels: int) -> tuple[ProjectId, list[Person], list[AssignmentId]]:
    """One task that people 2, 3, ... answered with these labels."""
    project = scene.running("a", fewest=len(labels), most=len(labels))
    people = scene.people(*range(2, 2 + len(labels)))
    held = [person.hand for person in people]
    for person, label in zip(people, labels, strict=True):
        person.answer(label)
    return project, people, held


def test_the_card_shows_the_answered_task_again_and_goes_back_after_the_change(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    assert _open(scene, ada, first) is Changed.OPENED
    assert (ada.card.screen, ada.sees) == (Screen.CHANGE, "a")
    assert ada.change(NO, first) is Changed.CHANGED
    assert (ada.card.screen, ada.sees) == (Screen.TASK, "b")
    given = ada.card.given
    assert given is not None
    assert given.answer == "No"


def test_after_a_change_with_nothing_in_hand_the_card_says_so(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    _open(scene, ada, first)
    ada.change(NO, first)
    assert ada.card.screen is Screen.IDLE


def test_an_answer_can_be_changed_for_fifteen_minutes_and_no_longer(scene: Scene) -> None:
    _, people, held = _answered(scene, YES, YES)
    (answered_at,) = scene.rows("SELECT ended_at FROM assignment WHERE id = :id", id=held[0])[0]
    assert isinstance(answered_at, int)
    scene.now = answered_at + CHANGE_WINDOW
    assert people[0].change(NO, held[0]) is Changed.CHANGED
    scene.now = answered_at + CHANGE_WINDOW + 1
    before = scene.everything()
    assert people[0].change(YES, held[0]) is Changed.TOO_OLD
    assert _open(scene, people[0], held[0]) is Changed.TOO_OLD
    assert scene.everything() == before
    given = people[0].card.given
    assert given is not None
    assert not given.can_change


def test_a_change_keeps_every_version_and_only_the_newest_counts(scene: Scene) -> None:
    project, people, held = _answered(scene, YES, YES)
    people[0].change(NO, held[0])
    people[0].change(YES, held[0])
    assert scene.rows(
        "SELECT version, label, counted FROM answer WHERE assignment_id = :id ORDER BY version", id=held[0]
    ) == [(1, YES, 0), (2, NO, 0), (3, YES, 1)]
    assert scene.project(project).n_answers == 2


def test_the_same_option_again_changes_nothing(scene: Scene) -> None:
    _, people, held = _answered(scene, YES, YES)
    before = scene.everything()
    assert people[0].change(YES, held[0]) is Changed.SAME
    assert scene.everything() == before


def test_what_was_not_answered_cannot_be_changed(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    held = ada.hand
    assert ada.change(YES, held) is Changed.NOT_ANSWERED
    ada.skip()
    assert ada.change(YES, held) is Changed.NOT_ANSWERED
    assert _open(scene, ada, held) is Changed.NOT_ANSWERED
    assert scene.value("SELECT count(*) FROM answer") == 0


def test_somebody_elses_answer_cannot_be_changed(scene: Scene) -> None:
    _, people, held = _answered(scene, YES, YES)
    before = scene.everything()
    with pytest.raises(NotFound):
        people[1].change(NO, held[0])
    with pytest.raises(NotFound):
        _open(scene, people[1], held[0])
    assert scene.everything() == before


def test_a_change_after_closing_decides_the_task_anew(scene: Scene) -> None:
    project, people, held = _answered(scene, YES, YES, NO)
    assert scene.rows("SELECT label, reason FROM consensus") == [(YES, "max_answers")]
    assert people[0].change(NO, held[0]) is Changed.CHANGED
    assert scene.rows("SELECT version, label, reopened_at IS NULL FROM consensus ORDER BY version") == [
        (1, YES, 0),
        (2, NO, 1),
    ]
    assert scene.tasks("state, label") == [("CLOSED", NO)]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_a_change_may_reopen_the_task_and_the_completed_project(scene: Scene) -> None:
    project = scene.running("a", target="80", fewest=2, most=5)
    ada, ben = scene.people(2, 3)
    first = ada.hand
    ada.answer(YES)
    ben.answer(YES)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    clara = scene.person(4)
    assert clara.sees is None
    assert ada.change(NO, first) is Changed.REOPENED
    reopened = scene.project(project)
    assert (reopened.state, reopened.n_closed, reopened.ended_at) == (ProjectState.RUNNING, 0, None)
    assert reopened.confidence_sum == pytest.approx(0.0, abs=1e-12)
    assert scene.tasks("state, offer, n_answers") == [("OPEN", 1, 2)]
    assert scene.reasons() == []
    scene.tick(1)
    assert clara.sees == "a"


def test_a_reopened_project_completes_again_and_says_so_again(scene: Scene) -> None:
    project = scene.running("a", target="80", fewest=2, most=5)
    ada, ben = scene.people(2, 3)
    first = ada.hand
    ada.answer(YES)
    ben.answer(YES)
    scene.settle()
    # One that still waits would not be followed by a second one that says the same.
    scene.connection.execute("UPDATE outbox SET state = 'SENT'")
    ada.change(NO, first)
    ada.change(YES, first)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert scene.value("SELECT count(*) FROM outbox WHERE body LIKE '%project-complete%'") == 2


def test_a_task_decided_before_its_project_was_cancelled_stays_decided_after_a_change(scene: Scene) -> None:
    project = scene.running("a", "b", target="60", fewest=1, most=2)
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.change(NO, first) is Changed.CHANGED
    assert (
        scene.value("SELECT reason FROM consensus WHERE label = :no AND reopened_at IS NULL", no=NO)
        == "target"
    )
    assert scene.project(project).n_decided == 1


def test_a_change_in_a_cancelled_project_moves_the_label_and_stays_cancelled(scene: Scene) -> None:
    project = scene.running("a", fewest=2, most=3)
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.change(NO, first) is Changed.CHANGED
    assert scene.rows("SELECT label, reason FROM consensus WHERE reopened_at IS NULL") == [(NO, "cancelled")]
    assert scene.project(project).state is ProjectState.CANCELLED


def test_a_late_answer_may_be_changed_and_still_does_not_count(scene: Scene) -> None:
    project = scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.answer(YES, held) is Taken.ENDED
    assert ada.change(NO, held) is Changed.NOT_COUNTED
    assert scene.rows("SELECT version, label, counted FROM answer ORDER BY version") == [
        (1, YES, 0),
        (2, NO, 0),
    ]
    assert scene.rows("SELECT count(*) FROM skill") == [(0,)]
    found = scene.project(project)
    assert (found.n_answers, found.n_late) == (0, 1)


def _skills(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows('SELECT contributor_id, round("right", 9), answered FROM skill ORDER BY contributor_id')


def test_skills_stay_the_sums_of_their_answers_through_changes(scene: Scene) -> None:
    scene.running("a", "b", "c", "d", target="99", fewest=3, most=3)
    people = scene.people(2, 3, 4)
    held: dict[tuple[int, str], AssignmentId] = {}
    for person in people:
        while (text := person.sees) is not None:
            held[person.id, text] = person.hand
            person.answer(YES if text in "ab" else NO)
    for who, text, label in ((2, "a", NO), (3, "a", NO), (2, "b", NO), (2, "a", YES), (4, "d", YES)):
        assert people[who - 2].change(label, held[who, text]) is Changed.CHANGED
    assert scene.ledger.skills_off < 1e-9
    stored = _skills(scene)
    assert [row[2] for row in stored] == [4.0, 4.0, 4.0]
