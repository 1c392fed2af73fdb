"""Answering and skipping: what counts, what is refused, who gets what next."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene

from crowd.answering.assignments import SkipReason
from crowd.errors import InvalidInput, NotFound
from crowd.ids import AssignmentId
from storage.checking.recount import recount
from storage.people.contributors import set_last_project
from usecases.answering.record_answer import Taken
from usecases.answering.show_card import Screen
from usecases.answering.turn_card import turn_card
from usecases.people.subscribing.greeting import Greeting
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project


def test_an_answer_counts_and_the_card_turns_into_the_next_task(scene: Scene) -> None:
    project = scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    assert ada.answer(YES) is Taken.COUNTED
    assert ada.sees == "b"
    given = ada.card.given
    assert given is not None
    assert (given.assignment_id, given.answer, given.can_change) == (first, "Yes", True)
    assert ada.card.card.message_id == 500, "the same message, edited"
    assert scene.project(project).n_answers == 1
    assert scene.tasks("n_answers") == [(1,), (0,)]


def test_when_nothing_is_left_the_card_says_so_and_the_person_waits(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.answer(YES)
    assert ada.card.screen is Screen.IDLE
    assert scene.value("SELECT waiting_since FROM contributor WHERE id = 2") is not None


def test_a_task_answered_or_skipped_never_comes_back_to_the_same_person(scene: Scene) -> None:
    scene.running("a", "b", most=5)
    ada = scene.person(2)
    ada.answer(YES)
    ada.skip()
    for _ in range(4):
        scene.tick(45)
        ada.next()
        assert ada.card.card.assignment_id is None
    assert scene.value("SELECT count(*) FROM assignment") == 2


def test_a_second_tap_changes_nothing(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    before = scene.everything()
    assert ada.answer(NO, first) is Taken.ANSWERED_BEFORE
    assert ada.answer(YES, first) is Taken.ANSWERED_BEFORE
    assert ada.skip(first) is Taken.ANSWERED_BEFORE
    assert scene.everything() == before


def test_a_tap_on_a_skipped_task_changes_nothing(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    ada.skip()
    before = scene.everything()
    assert ada.answer(YES, first) is Taken.SKIPPED_BEFORE
    assert ada.skip(first) is Taken.SKIPPED_BEFORE
    assert scene.everything() == before


def test_a_tap_by_somebody_else_finds_nothing_and_changes_nothing(scene: Scene) -> None:
    scene.running("a", "b")
    ada, ben = scene.people(2, 3)
    before = scene.everything()
    for press in (
        lambda: ben.answer(YES, ada.hand),
        lambda: ben.skip(ada.hand),
        lambda: ben.change(YES, ada.hand),
        lambda: scene.do(turn_card, ada.hand, Screen.MORE, 0, pressed=1, by=ben.id, at=scene.now),
        lambda: ben.answer(YES, AssignmentId(4711)),
    ):
        with pytest.raises(NotFound):
            press()
    assert scene.everything() == before


@pytest.mark.parametrize("label", [2, 99, -1])
def test_an_option_that_does_not_exist_is_refused(scene: Scene, label: int) -> None:
    scene.running("a")
    ada = scene.person(2)
    before = scene.everything()
    with pytest.raises(InvalidInput):
        ada.answer(label)
    with pytest.raises(InvalidInput):
        ada.change(label, ada.hand)
    assert scene.everything() == before


def test_a_skip_of_a_task_that_has_closed_meanwhile_is_counted_as_well(scene: Scene) -> None:
    project = scene.running("a", target="60", fewest=1, most=3)
    ada = scene.person(2)
    scene.tick(31)
    ben = scene.person(3)
    ada.answer(YES, AssignmentId(1))
    assert scene.tasks("state, n_offered") == [("CLOSED", 1)]
    assert ben.skip() is Taken.COUNTED
    assert scene.tasks("n_offered, n_skips") == [(0, 1)]
    assert scene.project(project).n_skips == 1
    assert scene.do(recount) == []


def test_a_skip_is_stored_with_its_reason_and_frees_the_task_for_others(scene: Scene) -> None:
    project = scene.running("a", fewest=1, most=1)
    ada, ben = scene.people(2, 3)
    assert ben.card.screen is Screen.IDLE
    assert ada.skip(reason=SkipReason.BROKEN) is Taken.COUNTED
    scene.tick(1)
    assert ben.sees == "a"
    assert scene.rows("SELECT state, skip_reason FROM assignment ORDER BY id") == [
        ("SKIPPED", "BROKEN"),
        ("OFFERED", None),
    ]
    assert (scene.project(project).n_skips, scene.tasks("n_skips")) == (1, [(1,)])


def test_a_press_after_its_time_on_a_task_that_others_have_closed_is_stored_and_counted_as_late(
    scene: Scene,
) -> None:
    project = scene.running("a", target="60", fewest=1, most=3)
    ada = scene.person(2)
    held = ada.hand
    scene.tick(31)
    scene.person(3).answer(YES)
    assert scene.tasks("state") == [("CLOSED",)]
    assert ada.answer(NO, held) is Taken.LATE
    assert scene.rows("SELECT label, counted FROM answer ORDER BY assignment_id") == [(NO, 0), (YES, 1)]
    late = scene.project(project)
    assert (late.n_answers, late.n_late) == (1, 1)
    assert scene.tasks("n_answers, n_offered") == [(1, 0)]


def test_an_offer_not_answered_in_time_goes_to_others_and_the_card_says_so(scene: Scene) -> None:
    scene.running("a", fewest=1, most=1)
    ada, ben = scene.people(2, 3)
    scene.tick(29)
    assert ada.sees == "a"
    scene.tick(2)
    assert ada.card.screen is Screen.EXPIRED
    assert ada.card.card.assignment_id is None
    assert ben.sees == "a"


def test_an_expired_task_comes_back_to_the_same_person_after_others(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    assert ada.sees == "a"
    first = ada.hand
    scene.tick(31)
    ada.next()
    assert ada.sees == "b"
    ada.answer(YES)
    assert ada.sees == "a"
    assert ada.hand == first
    assert scene.rows("SELECT state, lease_id FROM assignment WHERE id = 1") == [("OFFERED", 2)]


def test_a_press_on_an_expired_offer_of_an_open_task_counts(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    scene.tick(31)
    assert ada.answer(YES, first) is Taken.COUNTED
    assert scene.tasks("n_answers, n_offered")[0] == (1, 0)
    ada.next()
    assert ada.sees == "b"


def test_an_expired_offer_can_be_skipped_for_good(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    first = ada.hand
    scene.tick(31)
    assert ada.skip(first) is Taken.COUNTED
    ada.next()
    assert ada.sees is None


def test_somebody_away_is_not_dealt_the_next_task_when_theirs_expires(scene: Scene) -> None:
    scene.running("a", "b", "c")
    ada = scene.person(2)
    scene.tick(31)
    scene.tick(31)
    assert scene.value("SELECT count(*) FROM assignment") == 1
    assert ada.next() is Greeting.CARD
    assert ada.sees is not None


def test_next_shows_the_same_task_in_a_new_message(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    held = ada.hand
    assert ada.next() is Greeting.CARD
    assert ada.hand == held
    assert ada.card.card.message_id is None
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE'") == [(500,)]


def test_a_press_tells_where_a_card_stands_whose_sending_had_no_known_end(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    ada.next()
    ada.message_id = 612
    ada.answer(YES)
    assert ada.card.card.message_id == 612


def test_named_tasks_go_only_to_the_people_they_are_for(scene: Scene) -> None:
    scene.running("a", "b", "c", named=["2", "3 4", ""], most=5)
    ada, ben = scene.people(2, 3)
    seen: dict[int, list[str]] = {2: [], 3: []}
    for person in (ada, ben):
        while person.sees is not None:
            seen[person.id].append(person.sees)
            person.answer(YES)
    assert seen == {2: ["a", "c"], 3: ["b", "c"]}


def test_people_stay_with_the_project_they_are_at(scene: Scene) -> None:
    scene.running("a1", "a2")
    second = scene.running("b1", "b2")
    ada = scene.stranger(2)
    ada.start()
    scene.do(set_last_project, ada.id, second)
    ada.agree()
    seen = []
    while ada.sees is not None:
        seen.append(ada.sees)
        ada.answer(YES)
    assert seen == ["b1", "b2", "a1", "a2"]


def test_a_begun_task_is_finished_before_another_is_opened(scene: Scene) -> None:
    scene.running("a", "b", most=3)
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    ada.answer(YES)
    ben.skip()
    clara = scene.person(4)
    assert clara.sees == "a"


def test_a_paused_project_offers_nothing_but_counts_what_is_in_hand(scene: Scene) -> None:
    project = scene.running("a", "b")
    ada = scene.person(2)
    scene.do(pause_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert ada.answer(YES) is Taken.COUNTED
    assert ada.card.screen is Screen.IDLE
    assert scene.person(3).sees is None
    scene.tick(1)
    assert ada.sees is None
    scene.do(resume_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.tick(1)
    assert ada.sees == "b"


def test_a_cancelled_project_takes_its_tasks_back_and_stores_late_presses_uncounted(scene: Scene) -> None:
    project = scene.running("a", "b")
    ada, ben = scene.people(2, 3)
    held = ada.hand
    ben.answer(YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert scene.rows("SELECT state FROM assignment ORDER BY id") == [
        ("WITHDRAWN",),
        ("ANSWERED",),
        ("WITHDRAWN",),
    ]
    assert (ada.card.screen, ben.card.screen) == (Screen.ENDED, Screen.ENDED)
    assert scene.reasons() == ["cancelled", "cancelled"]
    assert ada.answer(NO, held) is Taken.ENDED
    assert ada.answer(NO, held) is Taken.ANSWERED_BEFORE
    found = scene.project(project)
    assert (found.state, found.n_answers, found.n_late, found.n_closed) == ("CANCELLED", 1, 1, 2)
    assert scene.tasks("n_offered, n_answers") == [(0, 1), (0, 0)]


def test_who_loses_a_task_to_a_cancelled_project_gets_the_next_from_another(scene: Scene) -> None:
    first = scene.running("a")
    ada = scene.person(2)
    scene.running("b")
    scene.do(cancel_project, first, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.tick(1)
    assert ada.sees == "b"


def test_skipping_a_withdrawn_task_changes_nothing(scene: Scene) -> None:
    project = scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    before = scene.everything()
    assert ada.skip(held) is Taken.ENDED
    assert scene.everything() == before


def test_a_button_of_a_card_that_is_gone_turns_nothing(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)

    def turn(screen: Screen, assignment_id: AssignmentId) -> bool:
        return scene.do(turn_card, assignment_id, screen, 1, pressed=500, by=ada.id, at=scene.now)

    assert turn(Screen.SKIP, first) is False
    assert turn(Screen.SKIP, ada.hand) is True
    assert (ada.card.screen, ada.card.card.page) == (Screen.SKIP, 1)
    assert turn(Screen.TASK, ada.hand) is True
    assert ada.card.screen is Screen.TASK
