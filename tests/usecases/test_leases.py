"""How long a task is kept for somebody, and who gets more time."""

import pytest
from usecase_scene import YES, Person, Scene

from crowd.answering.assignments import LEAST_LEASE, MOST_EXTENSIONS, fit_lease
from crowd.errors import NotFound
from crowd.ids import MINUTE, SECOND, ContributorId
from usecases.answering.expire_offers import expire_offers
from usecases.answering.more_time import MoreTime, more_time, warn_ending
from usecases.deciding.refit_skills import refit_lease


def ask(scene: Scene, person: Person, *, by: int | None = None) -> MoreTime:
    return scene.do(
        more_time,
        person.hand,
        pressed=person.message_id,
        by=ContributorId(by) if by else person.id,
        terms=scene.terms,
        at=scene.now,
    )


def test_a_lease_is_five_times_what_all_but_the_slowest_took() -> None:
    times = [30 * SECOND] * 18 + [2 * MINUTE] * 2
    assert fit_lease(times, most=30 * MINUTE) == 10 * MINUTE
    assert fit_lease([SECOND] * 20, most=30 * MINUTE) == LEAST_LEASE
    assert fit_lease([60 * MINUTE] * 20, most=30 * MINUTE) == 30 * MINUTE
    assert fit_lease([SECOND] * 19, most=30 * MINUTE) is None


def test_a_project_whose_answers_come_fast_keeps_its_tasks_for_less_long(scene: Scene) -> None:
    project = scene.running(*(f"t{number}" for number in range(12)), fewest=2, most=2)
    for person in scene.people(2, 3):
        while person.sees is not None:
            scene.wait(1)
            person.answer(YES)
    scene.do(refit_lease, project, terms=scene.terms)
    other = scene.running("more", fewest=1, most=1)
    lease = scene.value("SELECT lease FROM project WHERE id = :id", id=project)
    assert LEAST_LEASE <= int(str(lease)) < LEAST_LEASE + SECOND
    assert scene.value("SELECT lease FROM project WHERE id = :id", id=other) is None


def test_the_card_tells_of_the_end_once_when_a_quarter_is_left(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    scene.wait(22)
    assert scene.do(warn_ending, at=scene.now) == 0
    assert ada.card.ends_in is None
    scene.wait(1)
    assert scene.do(warn_ending, at=scene.now) == 1
    assert (ada.card.ends_in, ada.card.more_time) == (7, True)
    assert scene.do(warn_ending, at=scene.now) == 0


def test_more_time_keeps_the_task_for_as_long_again_a_few_times(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    for _ in range(MOST_EXTENSIONS):
        scene.wait(29)
        assert ask(scene, ada) is MoreTime.GIVEN
        assert ada.card.ends_in is None
    scene.wait(29)
    assert not ada.card.more_time
    assert ask(scene, ada) is MoreTime.ENOUGH
    scene.tick(2)
    assert ada.sees is None
    assert scene.ledger.tasks_off == 0


def test_more_time_after_the_end_changes_nothing(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    scene.wait(31)
    scene.do(expire_offers, terms=scene.terms, at=scene.now)
    given = scene.do(more_time, held, pressed=ada.message_id, by=ada.id, terms=scene.terms, at=scene.now)
    assert given is MoreTime.OVER
    assert scene.tasks("n_offered") == [(0,)]


def test_nobody_gets_more_time_for_what_others_hold(scene: Scene) -> None:
    scene.running("a")
    ada, _ = scene.people(2, 3)
    with pytest.raises(NotFound):
        ask(scene, ada, by=3)
