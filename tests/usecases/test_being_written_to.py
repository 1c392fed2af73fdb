"""Whom the bot writes to and when: pushes, limits, pauses that end, and rules that always hold."""

from datetime import UTC, datetime

import pytest
from usecase_scene import YES, Person, Scene

from crowd.errors import InvalidInput
from crowd.ids import DAY, HOUR, MINUTE, SECOND
from crowd.people.pace import MOST_IGNORED
from usecases.answering.show_card import Screen
from usecases.people.pacing.choose_pace import choose_pace
from usecases.people.pacing.choose_zone import choose_zone
from usecases.people.pacing.pace_screens import PUSHES_A_DAY, TASKS_A_DAY, PaceScreen
from usecases.people.pacing.read_pace import read_pace
from usecases.people.pacing.share_place import share_place
from usecases.people.subscribing.end_pauses import end_pauses
from usecases.people.subscribing.pause_until import pause_until


def clock(scene: Scene, hour: int) -> None:
    """Move the time on to the next such hour in Madrid, in winter an hour ahead of UTC."""
    moment = datetime.fromtimestamp(scene.now / SECOND, UTC)
    hours = (hour - 1 - moment.hour) % 24 or 24
    scene.now += hours * HOUR - moment.minute * MINUTE


def in_madrid(scene: Scene, person: Person) -> None:
    scene.do(choose_zone, person.visitor, "Europe/Madrid", pressed=9, at=scene.now)


def pushes(scene: Scene) -> int:
    return int(str(scene.value("SELECT count(*) FROM outbox WHERE kind = 'CARD' AND priority = 2")))


def waiting(scene: Scene, *, hour: int) -> Person:
    """Somebody in Madrid who waits for a task at that hour."""
    ada = scene.person(2)
    in_madrid(scene, ada)
    clock(scene, hour)
    scene.connection.execute("DELETE FROM outbox")
    return ada


def test_who_waits_is_written_to_by_day(scene: Scene) -> None:
    ada = waiting(scene, hour=12)
    scene.running("a")
    scene.tick()
    assert ada.sees == "a"
    assert pushes(scene) == 1


def test_nobody_is_written_to_at_night_and_the_task_comes_in_the_morning(scene: Scene) -> None:
    ada = waiting(scene, hour=23)
    scene.running("a")
    for _ in range(8):
        scene.tick(60)
    assert ada.sees is None
    assert pushes(scene) == 0
    scene.tick(61)
    assert ada.sees == "a"


def test_who_comes_by_themselves_at_night_is_served(scene: Scene) -> None:
    ada = waiting(scene, hour=23)
    scene.running("a")
    scene.tick()
    ada.next()
    assert ada.sees == "a"


def test_a_person_without_a_time_zone_is_not_written_to_once_they_are_away(scene: Scene) -> None:
    ada = scene.person(2)
    scene.wait(4 * 60)
    scene.running("a")
    scene.tick()
    assert ada.sees is None
    in_madrid(scene, ada)
    clock(scene, 12)
    scene.tick()
    assert ada.sees == "a"


def test_the_bot_stops_by_itself_and_goes_on_when_the_person_does(scene: Scene) -> None:
    ada = waiting(scene, hour=9)
    for number in range(MOST_IGNORED + 2):
        scene.running(f"t{number}", fewest=1, most=1)
        scene.tick()
        scene.tick(31)  # nobody answers: the offer expires
        scene.connection.execute("UPDATE contributor SET waiting_since = :now", {"now": scene.now})
    assert pushes(scene) <= MOST_IGNORED + 1, "expired cards are edited, new ones are pushed"
    count = scene.value("SELECT ignored_pushes FROM contributor WHERE id = 2")
    assert count == MOST_IGNORED
    ada.next()
    assert scene.value("SELECT ignored_pushes FROM contributor WHERE id = 2") == 0
    assert ada.sees is not None


def test_the_last_push_says_that_it_is_the_last(scene: Scene) -> None:
    ada = waiting(scene, hour=9)
    scene.connection.execute("UPDATE contributor SET ignored_pushes = :n", {"n": MOST_IGNORED - 1})
    scene.running("a")
    scene.tick()
    assert ada.card.backs_off


def test_enough_tasks_a_day_is_enough_and_tomorrow_there_are_more(scene: Scene) -> None:
    scene.running(*"abcdefgh", fewest=1, most=1)
    ada = scene.person(2)
    in_madrid(scene, ada)
    clock(scene, 12)
    ada.next()
    choice = TASKS_A_DAY.index(5)
    scene.do(choose_pace, ada.visitor, PaceScreen.TASKS, choice, pressed=9, at=scene.now)
    for _ in range(5):
        ada.answer(YES)
    assert ada.card.screen is Screen.ENOUGH
    assert ada.sees is None
    scene.tick(60)
    assert ada.sees is None
    clock(scene, 12)
    scene.tick()
    assert ada.sees is not None


def test_never_is_never(scene: Scene) -> None:
    ada = waiting(scene, hour=12)
    scene.do(choose_pace, ada.visitor, PaceScreen.PUSHES, PUSHES_A_DAY.index(0), pressed=9, at=scene.now)
    scene.running("a")
    scene.tick()
    assert ada.sees is None


@pytest.mark.parametrize("way", ["choice", "screen", "zone"])
def test_what_cannot_be_chosen_is_refused_and_changes_nothing(scene: Scene, way: str) -> None:
    ada = scene.person(2)
    before = scene.do(read_pace, ada.id, terms=scene.terms)
    with pytest.raises(InvalidInput):
        match way:
            case "choice":
                scene.do(choose_pace, ada.visitor, PaceScreen.TASKS, 99, pressed=9, at=scene.now)
            case "screen":
                scene.do(choose_pace, ada.visitor, PaceScreen.MAIN, 0, pressed=9, at=scene.now)
            case _:
                scene.do(choose_zone, ada.visitor, "Europe/Atlantis", pressed=9, at=scene.now)
    assert scene.do(read_pace, ada.id, terms=scene.terms).pace == before.pace


def test_a_shared_place_leaves_its_time_zone_alone_behind(scene: Scene) -> None:
    ada = scene.person(2)
    scene.do(share_place, ada.visitor, 19.4, -99.1, at=scene.now)
    assert scene.do(read_pace, ada.id, terms=scene.terms).pace.zone == "America/Mexico_City"
    assert not any("19.4" in line for line in scene.everything())


def test_a_pause_ends_by_itself_and_the_next_task_comes(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    in_madrid(scene, ada)
    clock(scene, 12)
    ada.pause()
    assert scene.do(pause_until, ada.visitor, days=3, at=scene.now)
    scene.now += 3 * DAY - HOUR
    assert scene.do(end_pauses, at=scene.now) == 0
    scene.now += 2 * HOUR
    assert scene.do(end_pauses, at=scene.now) == 1
    scene.tick()
    assert ada.sees == "a"


def test_who_resumes_before_is_not_resumed_again(scene: Scene) -> None:
    ada = scene.person(2)
    ada.pause()
    scene.do(pause_until, ada.visitor, days=1, at=scene.now)
    ada.resume()
    scene.now += 2 * DAY
    assert scene.do(end_pauses, at=scene.now) == 0
    assert not scene.do(pause_until, ada.visitor, days=1, at=scene.now)


def test_who_was_to_be_written_to_and_never_was_waits_on_and_nothing_is_counted(scene: Scene) -> None:
    ada = waiting(scene, hour=12)
    scene.running("a")
    scene.tick()
    assert (ada.sees, pushes(scene)) == ("a", 1)
    scene.tick(31)
    # The task came back before the push had been sent: it is offered again, in the same message.
    assert (ada.sees, pushes(scene)) == ("a", 1)
    assert scene.rows("SELECT ignored_pushes, pushes_today FROM contributor WHERE id = 2") == [(1, 1)]


def test_a_skip_is_something_that_somebody_does(scene: Scene) -> None:
    ada = waiting(scene, hour=12)
    scene.running("a", "b")
    scene.tick()
    scene.wait(5)
    ada.skip()
    ((ignored, seen_at),) = scene.rows("SELECT ignored_pushes, seen_at FROM contributor WHERE id = 2")
    assert ignored == 0
    assert scene.now - int(str(seen_at)) < SECOND
