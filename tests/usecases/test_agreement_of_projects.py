"""What is measured for a project: the current answers that count, to its own tasks."""

import pytest
from usecase_scene import NO, REQUESTER, YES, Scene

from crowd.agreement import Undefined
from crowd.errors import NotFound
from crowd.ids import ContributorId, ProjectId
from usecases.projects.read_agreement import AgreementView, measure, read_agreement
from usecases.projects.report_agreement import report_agreement


def view(scene: Scene, project: ProjectId) -> AgreementView:
    data = scene.do(read_agreement, project)
    assert data is not None
    return measure(data)


def test_answers_are_measured_as_they_count(scene: Scene) -> None:
    project = scene.running("a", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    held = ben.hand
    ben.answer(NO)
    assert view(scene, project).found.raw_agreement.value == 0
    ben.change(YES, held)
    found = view(scene, project).found
    assert found.raw_agreement.value == 1
    assert (found.n_answers, found.n_contributors, found.n_paired) == (2, 2, 1)


def test_answers_of_another_project_are_left_out(scene: Scene) -> None:
    project, other = (scene.running(text, fewest=2, most=2) for text in "ab")
    ada, ben = scene.people(2, 3)
    for person in (ada, ben):
        person.answer(YES)
    assert view(scene, project).found.n_answers == 2
    assert view(scene, other).found.alpha.undefined is Undefined.NO_ANSWERS


def test_the_same_answers_give_the_same_report(scene: Scene) -> None:
    project = scene.running(*"abcdefgh", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    for number in range(8):
        ada.answer(YES if number % 3 else NO)
        ben.answer(YES if number % 2 else NO)
    first, second = view(scene, project).found, view(scene, project).found
    assert first.alpha.low is not None
    assert first.alpha == second.alpha


def test_there_is_nothing_to_measure_in_a_project_that_is_not_there(scene: Scene) -> None:
    assert scene.do(read_agreement, ProjectId(99)) is None


def test_only_its_requester_gets_a_projects_agreement(scene: Scene) -> None:
    project = scene.running("a", fewest=2, most=2)
    with pytest.raises(NotFound):
        scene.do(report_agreement, project, by=ContributorId(2), terms=scene.terms, at=scene.now)
    scene.do(report_agreement, project, by=REQUESTER, terms=scene.terms, at=scene.now)
