"""Blocking, unblocking and coming back: nobody is asked against their wishes, and nothing stays closed needlessly."""

from usecase_scene import YES, Scene

from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from storage.answering.cards import card_shown, find_card
from storage.people.contributors import find_contributor
from usecases.people.subscribing.consent import Agreed
from usecases.people.subscribing.greeting import Greeting


def _state(scene: Scene, who: int) -> ContributorState:
    found = scene.do(find_contributor, ContributorId(who))
    assert found is not None
    return found.state


def test_stop_of_somebody_held_for_blocked_ends_the_consent(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.block()
    assert ada.leave() is True
    assert scene.rows("SELECT count(*) FROM consent WHERE revoked_at IS NULL") == [(0,)]
    assert ada.start() is Greeting.WELCOME


def test_who_paused_and_blocked_is_still_paused_after_unblocking(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.pause()
    ada.block()
    assert ada.start() is Greeting.PAUSED
    assert _state(scene, 2) is ContributorState.PAUSED


def test_blocking_sends_nothing_to_who_blocked(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    waiting = scene.rows("SELECT kind FROM outbox")
    ada.block()
    assert scene.rows("SELECT kind FROM outbox") == waiting


def test_a_task_that_closed_because_its_person_left_reopens_when_they_come_back(scene: Scene) -> None:
    scene.running("a", named=["2"])
    ada = scene.person(2)
    ada.block()
    assert scene.tasks("state") == [("CLOSED",)]
    assert ada.start() is Greeting.CARD
    assert scene.tasks("state") == [("OPEN",)]
    assert ada.sees == "a"
    ada.answer(YES)
    assert scene.rows("SELECT count(*) FROM consensus WHERE reopened_at IS NULL") == [(1,)]


def test_a_second_welcome_loses_its_button_and_changes_nothing(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    assert ada.agree(message_id=901) is Agreed.BEFORE
    assert (2, 901) in scene.rows("SELECT chat_id, ref FROM outbox WHERE kind = 'RETIRE'")
    assert ada.sees == "a"


def test_an_edit_that_ends_late_does_not_bring_the_old_card_back(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    before = ada.card.card
    assert before.message_id is not None
    ada.start()
    scene.do(card_shown, ContributorId(2), message_id=before.message_id, version=before.version, is_new=False)
    card = scene.do(find_card, ContributorId(2))
    assert card is not None
    assert card.message_id is None, "it is still to be sent anew"


def test_a_press_on_an_expired_card_brings_the_next_task(scene: Scene) -> None:
    scene.running("a", "b", fewest=3, most=3)
    ada = scene.person(2)
    first = ada.hand
    scene.tick(minutes=31)
    assert ada.sees is None
    ada.answer(YES, first)
    assert ada.sees == "b"
