"""One message a day instead of pushes: what there is to do, and what happened to the answers given."""

import json

import pytest
from usecase_scene import NO, YES, Person, Scene, task_file

from crowd.ids import DAY, HOUR, MINUTE
from crowd.people.pace import MOST_IGNORED
from storage.answering.answers import add_skills
from usecases.announcing.send_digests import DIGESTS_AT_ONCE, begin, read_digest, send_digests, skip_digests
from usecases.people.pacing.choose_pace import choose_pace
from usecases.people.pacing.choose_zone import choose_zone
from usecases.people.pacing.pace_screens import DIGEST_HOURS, PaceScreen
from usecases.people.subscribing.greeting import Greeting

NOON = 12 * 60


def wants_digest(
    scene: Scene, person: Person, minute: int | None = NOON, *, zone: str | None = "UTC"
) -> None:
    if zone is not None:
        scene.do(choose_zone, person.visitor, "Africa/Abidjan", pressed=9, at=scene.now)  # UTC all year
    choice = DIGEST_HOURS.index(minute)
    scene.do(choose_pace, person.visitor, PaceScreen.DIGEST, choice, pressed=9, at=scene.now)


def until(scene: Scene, hour: float) -> None:
    """Move the time on to the next such hour, UTC."""
    scene.now += int((hour * HOUR - scene.now) % DAY) or DAY


def tell(scene: Scene) -> list[dict[str, object]]:
    """Send what is due, and return what is told in it."""
    before = scene.value("SELECT coalesce(max(id), 0) FROM outbox")
    while scene.do(send_digests, at=scene.now) == DIGESTS_AT_ONCE:
        pass
    rows = scene.rows("SELECT body FROM outbox WHERE kind = 'DIGEST' AND id > :id ORDER BY id", id=before)
    return [json.loads(str(row[0])) for row in rows]


def test_a_digest_tells_what_there_is_to_do_at_the_hour_that_was_chosen(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", "b", fewest=1, most=1)
    until(scene, 11.9)
    assert tell(scene) == []
    until(scene, 12.1)
    (told,) = tell(scene)
    assert told["projects"] == [["Pets", 2]]
    assert told["answered"] == told["decided"] == 0


def test_nobody_who_wants_a_digest_is_pushed_to_whether_there_or_away(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    scene.running("b", named=("2",), fewest=1, most=1)
    scene.tick()
    scene.tick(60)
    assert ada.sees is None
    ada.next()
    assert ada.sees is not None, "who comes by themselves is served"


def test_nothing_is_sent_when_there_is_nothing_to_say(scene: Scene) -> None:
    wants_digest(scene, scene.person(2))
    for _ in range(3):
        until(scene, 12.1)
        assert tell(scene) == []


def test_whom_abler_people_go_before_is_promised_what_they_will_get(scene: Scene) -> None:
    weak, able = scene.people(2, 3)
    wants_digest(scene, weak)
    scene.running(*(f"t{number}" for number in range(20)), target="99.9", fewest=3, most=9)
    until(scene, 11.9)
    question = scene.value("SELECT min(id) FROM question")
    assert isinstance(question, int)
    for person in (weak, able):
        person.next()
        person.answer(YES)
    scene.do(add_skills, question, [(weak.id, 3.0, 9.0), (able.id, 9.0, 9.0)])
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is None, "others go before"
    until(scene, 12.1)
    (told,) = tell(scene)
    assert (told["projects"], told["answered"]) == ([], 2)
    for _ in range(2):
        until(scene, 11.9)
        able.next()
        able.answer(YES)
        until(scene, 12.1)
        (told,) = tell(scene)
        assert told["projects"], "it comes at the same time each day, and so may they"
        weak.next()
        assert weak.sees is not None
        scene.wait(5)
        weak.answer(NO)
        assert weak.sees is None


def test_it_is_told_what_became_of_the_answers_once(scene: Scene) -> None:
    scene.running(*"abc", fewest=2, most=2)
    ada, eve, bob = scene.people(2, 3, 4)
    wants_digest(scene, ada)
    for _ in range(3):
        ada.answer(YES)
    eve.answer(YES)
    eve.answer(NO)
    bob.answer(NO)
    until(scene, 12.1)
    (told,) = tell(scene)
    closed = scene.value("SELECT count(*) FROM task WHERE state = 'CLOSED'")
    agreeing = scene.value("SELECT count(*) FROM task_question WHERE state = 'CLOSED' AND label = 0")
    assert (told["answered"], told["decided"], told["agreed"]) == (3, closed, agreeing)
    assert closed
    until(scene, 12.1)
    assert tell(scene) == []


def test_a_task_decided_later_is_told_of_later(scene: Scene) -> None:
    scene.running("a", fewest=2, most=2)
    ada, eve = scene.people(2, 3)
    wants_digest(scene, ada)
    ada.answer(YES)
    until(scene, 12.1)
    (told,) = tell(scene)
    assert (told["answered"], told["decided"]) == (1, 0)
    eve.next()
    eve.answer(YES)
    until(scene, 12.1)
    (told,) = tell(scene)
    assert (told["answered"], told["decided"], told["agreed"]) == (0, 1, 1)


def test_gold_is_never_among_what_was_decided(scene: Scene) -> None:
    ada, eve = scene.people(2, 3)
    wants_digest(scene, ada)
    scene.running("a", "b", "c", gold=("No", "No"), fewest=1, most=2)
    for person in (ada, eve):
        person.next()
        while person.sees is not None:
            person.answer(YES)
    until(scene, 12.1)
    (told,) = tell(scene)
    own = scene.value("SELECT count(*) FROM assignment WHERE contributor_id = 2 AND state = 'ANSWERED'")
    assert told["answered"] == own
    assert (told["decided"], told["agreed"]) == (1, 1), "the one that is no gold"


def test_a_digest_that_was_due_while_the_bot_stood_still_comes_once_and_not_at_night(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    until(scene, 12.1)  # the bot is down
    until(scene, 23)
    assert tell(scene) == []
    until(scene, 7.9)
    assert tell(scene) == []
    until(scene, 8.1)
    assert len(tell(scene)) == 1
    assert tell(scene) == []
    until(scene, 12.1)
    assert len(tell(scene)) == 1


def test_it_backs_off_by_itself_and_says_so(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    told = 0
    for _ in range(MOST_IGNORED + 3):
        until(scene, 12.1)
        told += len(tell(scene))
    assert told == MOST_IGNORED
    view = scene.do(read_digest, ada.id, at=scene.now)
    assert view is not None
    assert view.backs_off
    ada.next()
    ada.skip()
    scene.running("b", fewest=1, most=1)
    until(scene, 12.1)
    assert len(tell(scene)) == 1


def test_its_button_brings_the_next_task_and_is_gone(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    until(scene, 12.1)
    tell(scene)
    assert scene.do(begin, ada.visitor, pressed=77, terms=scene.terms, at=scene.now) is Greeting.CARD
    assert ada.sees == "a"
    assert scene.value("SELECT count(*) FROM outbox WHERE kind = 'RETIRE' AND ref = 77") == 1


@pytest.mark.parametrize("how", ["pause", "leave", "block"])
def test_who_is_not_there_for_it_gets_none(scene: Scene, how: str) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    getattr(ada, how)()
    until(scene, 12.1)
    assert tell(scene) == []
    assert scene.do(read_digest, ada.id, at=scene.now) is None


def test_tasks_that_do_not_fit_and_days_that_are_full_are_left_out(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.do(choose_pace, ada.visitor, PaceScreen.TASKS, 0, pressed=9, at=scene.now)
    scene.running(*"abcdefgh", fewest=1, most=1)
    until(scene, 9)
    ada.next()
    for _ in range(5):
        ada.answer(YES)
    until(scene, 12.1)
    (told,) = tell(scene)
    assert told["projects"] == []
    assert told["answered"] == 5


def test_without_a_clock_there_is_none_and_pushes_go_on(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada, zone=None)
    asked = json.loads(
        str(scene.value("SELECT body FROM outbox WHERE kind = 'PACE' ORDER BY id DESC LIMIT 1"))
    )
    assert asked["screen"] == PaceScreen.AREAS
    scene.running("a", fewest=1, most=1)
    scene.tick()
    assert ada.sees == "a"


def test_who_wants_none_any_more_is_pushed_to_again(scene: Scene) -> None:
    ada = scene.person(2)
    wants_digest(scene, ada)
    scene.running("a", fewest=1, most=1)
    until(scene, 11)
    scene.tick()
    assert ada.sees is None
    wants_digest(scene, ada, None)
    scene.tick()
    assert ada.sees == "a"
    until(scene, 12.1)
    assert tell(scene) == []


def test_many_are_told_at_the_same_hour(scene: Scene) -> None:
    people = scene.people(*range(2, 2 + 3 * DIGESTS_AT_ONCE))
    for person in people:
        wants_digest(scene, person)
    scene.running("a", fewest=1, most=1)
    until(scene, 12.1)
    assert len(tell(scene)) == len(people)


def test_after_a_restore_none_is_sent_that_may_have_been(scene: Scene) -> None:
    wants_digest(scene, scene.person(2))
    scene.launch(scene.ready(task_file("a"), fewest=1, most=1))
    until(scene, 12.1)
    scene.do(skip_digests, at=scene.now)
    assert tell(scene) == []
    scene.now += DAY + MINUTE
    assert len(tell(scene)) == 1
