"""Continuing from a backup: nothing is said twice, and nothing in the chats is mistaken for something else."""

from usecase_scene import NO, YES, Person, Scene, task_file

from crowd.announcing.fares import day_of, month_of
from crowd.ids import DAY, AssignmentId, ContributorId
from crowd.people.visitors import GRANT_PREFIX, Visitor
from usecases.announcing.paying.account import account
from usecases.conversation.settle_restored import settle_restored
from usecases.governing.grant_role import grant_role
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.start import start
from usecases.terms import Terms


def _restored(scene: Scene) -> None:
    scene.do(settle_restored, at=scene.now)


def _waiting(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows("SELECT kind, chat_id FROM outbox WHERE state = 'PENDING' ORDER BY id")


def test_what_may_have_been_sent_since_is_not_sent_again(scene: Scene) -> None:
    scene.running("a", "b")
    scene.person(11).pause()
    assert {kind for kind, _ in _waiting(scene)} > {"CARD"}
    scene.rows("UPDATE outbox SET state = 'SENT', ended_at = 1 WHERE kind <> 'PREVIEW'")
    scene.rows("UPDATE card SET message_id = NULL")
    _restored(scene)
    assert _waiting(scene) == []
    told = scene.rows("SELECT DISTINCT state, reason, body FROM outbox WHERE kind = 'PREVIEW'")
    assert told == [("UNKNOWN", "restored", "{}")]


def test_every_card_and_panel_on_display_is_shown_anew(scene: Scene) -> None:
    scene.running("a", "b")
    ada, bob, eve = scene.people(11, 12, 13)
    eve.block()
    scene.rows("UPDATE outbox SET state = 'SENT', ended_at = 1")
    scene.rows("UPDATE panel SET shown_at = :far", far=scene.now * 2)
    versions = dict(scene.rows("SELECT chat_id, version FROM card"))
    _restored(scene)
    assert sorted(_waiting(scene)) == [("CARD", ada.id), ("CARD", bob.id)]
    assert dict(scene.rows("SELECT chat_id, version FROM card WHERE chat_id <> :eve", eve=eve.id)) == {
        ada.id: versions[ada.id] + 1,
        bob.id: versions[bob.id] + 1,
    }
    assert scene.value("SELECT max(shown_at) FROM panel") == 0


def _known_to_chats(scene: Scene) -> AssignmentId:
    newest = scene.value("SELECT max(id) FROM assignment")
    assert isinstance(newest, int)
    return AssignmentId(newest + 1)


def test_a_button_from_after_the_backup_answers_nothing_else(scene: Scene) -> None:
    """Ada's next task had an id that the backup knows nothing of; the button for it is still in her chat."""
    scene.running("a", "b")
    ada = scene.person(11)
    lost = _known_to_chats(scene)
    _restored(scene)
    ada.answer(YES)
    assert ada.sees == "b"
    assert ada.hand > lost
    assert scene.rows("SELECT id FROM assignment WHERE id = :id", id=lost) == []
    ada.answer(NO)
    assert scene.value("SELECT count(*) FROM answer") == 2


def test_a_panel_from_after_the_backup_governs_no_other_project(scene: Scene) -> None:
    first = scene.draft(task_file("a"))
    _restored(scene)
    assert scene.draft(task_file("b")) > first + 1


def test_one_use_links_that_may_have_been_used_are_dead(scene: Scene) -> None:
    admin = Visitor(id=ContributorId(9), locale="en")
    scene.do(grant_role, "secret", by=admin, terms=scene.terms, at=scene.now)
    _restored(scene)
    bob = Person(scene, ContributorId(12))
    assert (
        scene.do(start, bob.visitor, f"{GRANT_PREFIX}secret", terms=scene.terms, at=scene.now)
        == Greeting.LINK_DEAD
    )


def test_counters_hold_after_it(scene: Scene) -> None:
    scene.running("a", "b", "c")
    for person in scene.people(11, 12):
        person.answer(YES)
    _restored(scene)
    assert scene.ledger.tasks_off == 0
    assert scene.ledger.counter == scene.ledger.counted == 2


def test_nothing_is_paid_for_in_the_month_of_a_restore(scene: Scene) -> None:
    terms, day = Terms(stars_a_month=10), day_of(scene.now)
    scene.rows("INSERT INTO star_day VALUES (:day, 3, 7)", day=day)
    assert scene.do(account, terms=terms, at=scene.now).left == 90
    _restored(scene)
    stars = scene.do(account, terms=terms, at=scene.now)
    assert (stars.left, stars.reserved, stars.spent, stars.is_known) == (0, 0, 10, False)
    next_month = scene.do(account, terms=terms, at=month_of(scene.now).stop * DAY)
    assert (next_month.left, next_month.is_known) == (100, True)
