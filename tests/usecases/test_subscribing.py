"""Subscribing, agreeing, pausing, leaving, blocking, and links that make somebody a requester."""

import hashlib

import pytest
from usecase_scene import NO, REQUESTER, YES, Scene

from crowd.errors import NotAdmin, NotAllowed, NotRequester
from crowd.ids import ContributorId
from crowd.people.visitors import Visitor
from storage.people.contributors import find_contributor
from usecases.answering.show_card import Screen
from usecases.check_access import check_admin, check_requester
from usecases.governing.grant_role import LINK_LIFE, grant_role
from usecases.people.subscribing.consent import Agreed
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.unblock import unblock
from usecases.terms import Terms

ADMIN = Visitor(id=ContributorId(9), locale="en")


def _consents(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows(
        "SELECT version, text_hash, locale, given_at, revoked_at FROM consent ORDER BY given_at"
    )


def test_who_starts_is_welcomed_and_gets_no_task_before_agreeing(scene: Scene) -> None:
    scene.running("a")
    ada = scene.stranger(2)
    assert ada.start("p1") is Greeting.WELCOME
    assert ada.next() is Greeting.WELCOME
    assert scene.value("SELECT count(*) FROM assignment") == 0
    assert scene.rows("SELECT state, source FROM contributor WHERE id = 2") == [("NEW", "p1")]


def test_consent_is_stored_with_version_hash_language_and_time(scene: Scene) -> None:
    ada = scene.person(2, locale="es")
    assert _consents(scene) == [(1, "hash of the words", "es", scene.now - 1000, None)]
    contributor = scene.do(find_contributor, ada.id)
    assert contributor is not None
    assert contributor.consent_version == 1


def test_agreeing_to_an_old_text_subscribes_nobody(scene: Scene) -> None:
    ada = scene.stranger(2)
    ada.start()
    assert ada.agree(version=0) is Agreed.OUTDATED
    assert _consents(scene) == []
    assert ada.next() is Greeting.WELCOME


def test_agreeing_twice_is_stored_once_and_deals_no_second_task(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    held = ada.hand
    assert ada.agree() is Agreed.BEFORE
    assert len(_consents(scene)) == 1
    assert ada.hand == held


def test_the_welcome_itself_becomes_the_card(scene: Scene) -> None:
    scene.running("a")
    ada = scene.stranger(2)
    ada.start()
    ada.agree(message_id=44)
    assert ada.card.card.message_id == 44
    assert ada.sees == "a"


def test_an_answer_says_under_which_consent_it_was_given(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.answer(YES)
    assert scene.value("SELECT consent_version FROM answer") == 1


def test_nobody_gets_to_a_project_by_its_number(scene: Scene) -> None:
    scene.running("a")
    second = scene.running("b")
    ada = scene.stranger(2)
    ada.start(f"p{second}")
    ada.agree()
    assert ada.sees == "a"


@pytest.mark.parametrize(
    ("payload", "stored"),
    [("flyer-3", "flyer-3"), ("g_secret", None), ("<b>", None), ("project:1", None), ("x" * 65, None)],
)
def test_where_somebody_came_from_is_stored_if_a_link_can_say_it(
    scene: Scene, payload: str, stored: str | None
) -> None:
    scene.stranger(2).start(payload)
    assert scene.rows("SELECT source FROM contributor WHERE id = 2") == [(stored,)]


@pytest.mark.parametrize("payload", ["p", "px", "p" + "9" * 60, "zzz", "", "p-1", "p²"])
def test_a_link_that_names_nothing_is_only_a_welcome(scene: Scene, payload: str) -> None:
    assert scene.stranger(2).start(payload) is Greeting.WELCOME


def test_pausing_gives_the_task_to_others_and_resuming_brings_one_again(scene: Scene) -> None:
    scene.running("a", most=2)
    ada, ben = scene.people(2, 3)
    clara = scene.person(4)
    assert clara.card.screen is Screen.IDLE
    assert ada.pause() is True
    assert ada.card.screen is Screen.PAUSED
    assert ada.pause() is True
    scene.tick(1)
    assert clara.sees == "a"
    assert ada.next() is Greeting.PAUSED
    assert ada.card.card.assignment_id is None
    ben.skip()
    assert ada.resume() is Greeting.CARD
    assert ada.sees == "a"


def test_who_is_not_subscribed_can_neither_pause_nor_leave(scene: Scene) -> None:
    ada = scene.stranger(2)
    assert ada.pause() is False
    assert ada.leave() is False


def test_a_task_in_hand_on_a_card_not_yet_sent_is_given_back_too_when_somebody_pauses(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.next()  # the card goes out anew: where it stands is not known yet
    held = ada.hand
    assert ada.card.card.message_id is None
    ada.pause()
    assert ada.card.card.assignment_id is None
    ada.answer(YES, held)
    assert ada.card.card.assignment_id is None, "who paused is dealt nothing"


def test_leaving_ends_the_consent_and_gives_the_task_back(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    assert ada.leave() is True
    assert _consents(scene)[0][4] == scene.now - 1000
    assert scene.tasks("n_offered, offer") == [(0, 1)]
    assert ada.card.screen is Screen.LEFT
    assert ada.leave() is False


def test_who_left_is_asked_for_consent_anew_and_both_consents_are_kept(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.leave()
    assert ada.start() is Greeting.WELCOME
    ada.agree()
    assert [consent[4] is None for consent in _consents(scene)] == [False, True]
    assert ada.sees == "a"


def test_the_consent_button_of_an_old_welcome_subscribes_who_left(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.leave()
    assert ada.agree(message_id=501) is Agreed.AGREED
    assert ada.sees == "a"
    assert len(_consents(scene)) == 2


def test_who_subscribes_again_has_the_card_where_they_pressed_not_far_up_in_the_chat(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.leave()
    ada.start()
    ada.agree(message_id=900)
    assert ada.card.card.message_id == 900
    assert scene.rows("SELECT chat_id, ref FROM outbox WHERE kind = 'RETIRE'") == [(2, 500)]


def test_without_consent_no_press_is_stored(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    ada.leave()
    before = scene.everything()
    with pytest.raises(NotAllowed):
        ada.answer(YES, held)
    assert scene.everything() == before


def test_who_blocked_the_bot_holds_nothing_and_goes_on_after_coming_back(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    ada.block()
    ada.block()
    assert scene.tasks("n_offered, offer") == [(0, 1)]
    assert ada.card.card.message_id is None
    scene.do(unblock, ada.visitor, at=scene.now)
    assert ada.next() is Greeting.CARD
    assert ada.sees == "a"
    assert len(_consents(scene)) == 1, "who blocked still agrees"


def test_who_blocked_or_left_is_not_written_to(scene: Scene) -> None:
    ada, ben = scene.people(2, 3)
    ada.block()
    ben.leave()
    scene.running("a")
    scene.tick(1)
    assert scene.value("SELECT count(*) FROM assignment") == 0


def test_a_language_changed_in_the_app_is_followed(scene: Scene) -> None:
    ada = scene.person(2)
    ada.locale = "es"
    ada.next()
    assert scene.value("SELECT locale FROM contributor WHERE id = 2") == "es"


def _grant(scene: Scene, token: str = "tok") -> None:
    scene.do(grant_role, token, by=ADMIN, terms=scene.terms, at=scene.now)


def _may_request(scene: Scene, contributor_id: int) -> bool:
    try:
        scene.do(check_requester, ContributorId(contributor_id), terms=Terms(admin_ids=frozenset({9})))
    except NotRequester:
        return False
    return True


def test_a_grant_link_makes_one_person_a_requester(scene: Scene) -> None:
    _grant(scene)
    ada, ben = scene.stranger(2), scene.stranger(3)
    assert not _may_request(scene, 2)
    assert ada.start("g_tok") is Greeting.REQUESTER
    assert ben.start("g_tok") is Greeting.LINK_DEAD
    assert ada.start("g_tok") is Greeting.REQUESTER_BEFORE
    assert (_may_request(scene, 2), _may_request(scene, 3)) == (True, False)
    assert scene.rows("SELECT contributor_id, role, granted_by FROM role") == [(2, "REQUESTER", 9)]


def test_a_grant_link_dies_after_a_week(scene: Scene) -> None:
    _grant(scene)
    scene.now += LINK_LIFE
    assert scene.stranger(2).start("g_tok") is Greeting.LINK_DEAD
    assert not _may_request(scene, 2)


@pytest.mark.parametrize("payload", ["g_", "g_other", "g_TOK", "g_tok "])
def test_a_wrong_token_gives_nothing(scene: Scene, payload: str) -> None:
    _grant(scene)
    assert scene.stranger(2).start(payload) is Greeting.LINK_DEAD
    assert not _may_request(scene, 2)


def test_the_token_itself_is_nowhere_in_the_database(scene: Scene) -> None:
    _grant(scene, "very-secret")
    scene.stranger(2).start("g_very-secret")
    assert "very-secret" not in "".join(scene.everything())
    assert scene.value("SELECT token_hash FROM grant_link") == hashlib.sha256(b"very-secret").hexdigest()


def test_only_an_admin_makes_links(scene: Scene) -> None:
    ada = scene.person(2)
    with pytest.raises(NotAdmin):
        scene.do(grant_role, "tok", by=ada.visitor, terms=scene.terms, at=scene.now)
    with pytest.raises(NotAdmin):
        check_admin(ada.id, terms=scene.terms)
    assert scene.value("SELECT count(*) FROM grant_link") == 0


def test_admins_and_everybody_in_an_open_bot_may_be_requesters(scene: Scene) -> None:
    assert _may_request(scene, 9)
    scene.do(check_requester, REQUESTER, terms=Terms(open_requesters=True))
    with pytest.raises(NotRequester):
        scene.do(check_requester, REQUESTER, terms=Terms())


def test_who_waits_is_written_to_when_there_is_a_task(scene: Scene) -> None:
    ada = scene.person(2)
    assert (ada.card.screen, ada.card.card.message_id) == (Screen.IDLE, 500)
    scene.running("a")
    scene.tick(1)
    assert ada.sees == "a"
    assert ada.card.card.message_id is None, "a new message, which notifies"
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE'") == [(500,)]
    assert scene.value("SELECT waiting_since FROM contributor WHERE id = 2") is None


def test_the_longest_not_looked_after_is_written_to_first(scene: Scene) -> None:
    ada, ben = scene.people(2, 3)
    scene.running("a", fewest=1, most=1)
    scene.tick(1)
    assert (ada.sees, ben.sees) == ("a", None)
    ada.answer(NO)
    scene.running("b", fewest=1, most=1)
    scene.tick(1)
    assert (ada.sees, ben.sees) == (None, "b")
