"""Recounted counters: they are right after everything people do, and each wrong one is reported."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene

from crowd.ids import ContributorId
from storage.announcing.stars import reserve
from storage.checking.recount import counters, recount
from storage.conversation.claims import claim_out
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from usecases.projects.cancel_project import cancel_project


def wrong(scene: Scene) -> dict[str, int]:
    return {found.counter: found.rows for found in scene.do(recount)}


@pytest.fixture
def lived(scene: Scene) -> Scene:
    """Two projects in which everything has happened: answers, a change, a skip, a late one, gold, an end, a cancel;
    and an announcement on its way for Stars.
    """
    first = scene.running(*"abcdefgh", gold=["Yes"], fewest=2, most=3)
    ada, bob, eve = scene.people(11, 12, 13)
    changed = ada.hand
    ada.answer(YES)
    ada.change(NO, changed)
    bob.skip()
    for _ in range(2):  # the full fit at the end opens some again
        for person in (ada, bob, eve):
            while person.card.card.assignment_id:
                person.answer(YES)
        scene.tick(minutes=60)
    second = scene.running(*"ij", fewest=3, most=5)
    for person in (ada, bob, eve):
        person.next()
    late = eve.hand
    ada.answer(NO)
    scene.do(cancel_project, second, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    eve.answer(NO, late)
    assert scene.project(first).n_skips == scene.project(second).n_late == 1
    assert 0 < scene.project(first).n_stated < scene.project(first).n_closed
    scene.do(add_out, OutType.ANNOUNCEMENT, ContributorId(11), priority=Priority.PAID, due_at=scene.now)
    scene.do(
        claim_out, now=scene.now, limit=1, best=Priority.PAID, worst=Priority.PAID, lease_id=1, stars_day=9
    )
    scene.do(reserve, 1, day=9)
    return scene


def test_all_counters_are_right_after_a_life_of_two_projects(lived: Scene) -> None:
    assert wrong(lived) == {}


def test_an_empty_database_has_no_wrong_counters(scene: Scene) -> None:
    assert wrong(scene) == {}


@pytest.mark.parametrize("counter", counters())
def test_each_counter_that_is_wrong_is_named(lived: Scene, counter: str) -> None:
    table, column = counter.split(".")
    lived.rows(
        f'UPDATE {table} SET "{column}" = "{column}" + 1 WHERE rowid = (SELECT min(rowid) FROM {table})'
    )
    found = lived.do(recount)
    assert [(each.counter, each.rows) for each in found if each.counter == counter] == [(counter, 1)]
    told = next(each for each in found if each.counter == counter)
    assert told.stored == pytest.approx(told.counted + 1)
