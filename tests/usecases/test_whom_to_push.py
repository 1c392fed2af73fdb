"""Whom the bot writes to: those present at once, and of the others the best first, only as many as needed."""

import pytest
from usecase_scene import YES, Scene

from crowd.answering.pushing import KEEP
from crowd.ids import DAY, HOUR, MINUTE, SECOND, ContributorId
from storage.answering.answers import add_skills
from usecases.answering.wake_waiting import CHOOSE_AMONG, MOST_PUSHES, wake_waiting

FIRST = 1000


def away(
    scene: Scene, count: int, *, first: int = FIRST, stops: float = 0.0, brought: float = 0.0
) -> list[int]:
    """People in Madrid, with nothing to do since yesterday."""
    scene.connection.execute("BEGIN")
    for contributor_id in range(first, first + count):
        scene.connection.execute(
            """
            INSERT INTO contributor (id, state, locale, zone, created_at, waiting_since, looked_at, seen_at,
                push_stops, push_brought)
            VALUES (:id, 'ACTIVE', 'en', 'Europe/Madrid', 1, :since, :since, :since, :stops, :brought)
            """,
            {
                "id": contributor_id,
                "since": scene.now - DAY + contributor_id,
                "stops": stops,
                "brought": brought,
            },
        )
        scene.connection.execute(
            "INSERT INTO consent VALUES (:id, 1, 'hash', 'en', 0, NULL)", {"id": contributor_id}
        )
    scene.connection.execute("COMMIT")
    return list(range(first, first + count))


def pushed(scene: Scene) -> set[int]:
    rows = scene.rows("SELECT chat_id FROM outbox WHERE kind = 'CARD' AND priority = 2")
    return {int(str(row[0])) for row in rows}


def texts(count: int) -> list[str]:
    return [f"t{number}" for number in range(count)]


def wake(scene: Scene, times: int = 1, *, seconds: float = 1.0) -> None:
    for _ in range(times):
        scene.now += int(seconds * SECOND)
        scene.do(wake_waiting, terms=scene.terms, at=scene.now)
        scene.connection.execute("UPDATE outbox SET state = 'SENT'")


def test_no_more_people_are_written_to_than_the_work_needs(scene: Scene) -> None:
    away(scene, 60)
    scene.running(*texts(30), fewest=2, most=3)
    wake(scene, 30)
    assert 5 <= len(pushed(scene)) <= 15, "each is expected to answer some of the tasks"


def test_a_handful_of_people_is_written_to_at_once(scene: Scene) -> None:
    people = away(scene, 4)
    scene.running(*texts(30), fewest=2, most=3)
    wake(scene)
    assert pushed(scene) == set(people)


def test_one_task_goes_to_as_many_as_it_needs_answers(scene: Scene) -> None:
    away(scene, 20)
    scene.running("a", fewest=3, most=3)
    wake(scene, 5)
    assert len(pushed(scene)) == 3


def test_who_answered_much_after_earlier_pushes_is_written_to_before_who_did_not(scene: Scene) -> None:
    away(scene, 100, stops=4.0)
    keen = away(scene, 10, first=5000, stops=1.0, brought=20.0)
    scene.running(*texts(40), fewest=1, most=1)
    wake(scene, 10)
    reached = pushed(scene)
    assert len(reached) <= 12
    assert len(reached & set(keen)) >= len(reached) / 2


def test_who_is_able_is_written_to_before_who_guesses(scene: Scene) -> None:
    guessing = away(scene, 100, stops=2.0, brought=6.0)
    able = away(scene, 5, first=5000, stops=2.0, brought=6.0)
    project_id = scene.running(*texts(9), fewest=1, most=1)
    question_id = scene.project(project_id).question.id
    known = [(ContributorId(one), 1.0, 20.0) for one in guessing] + [
        (ContributorId(one), 20.0, 20.0) for one in able
    ]
    scene.do(add_skills, question_id, known)
    wake(scene)
    reached = pushed(scene)
    assert len(reached & set(able)) >= len(reached) / 2


def test_who_was_there_a_moment_ago_gets_the_next_task_without_delay(scene: Scene) -> None:
    away(scene, 200, stops=1.0, brought=50.0)
    scene.running("a", fewest=1, most=1)
    ada = scene.person(2)
    ada.answer(YES)
    assert ada.sees is None
    scene.running(*texts(2), fewest=1, most=1)
    wake(scene)
    assert ada.sees is not None


def test_however_many_are_there_all_of_them_are_served_at_once(scene: Scene) -> None:
    people = scene.people(*range(2, 42))
    scene.running(*texts(50), fewest=1, most=1)
    wake(scene)
    assert all(person.sees is not None for person in people)


def test_the_deadline_decides_how_many_are_written_to(scene: Scene) -> None:
    reached = []
    for number, time_left in enumerate((10 * DAY, 2 * HOUR, 20 * MINUTE)):
        away(scene, 300, first=FIRST * (number + 1))
        project_id = scene.running(*texts(200), fewest=3, most=3)
        scene.connection.execute(
            "UPDATE project SET deadline_at = :at WHERE id = :id",
            {"at": scene.now + time_left, "id": project_id},
        )
        before = pushed(scene)
        wake(scene, 12)
        reached.append(len(pushed(scene) - before))
        scene.connection.execute("UPDATE project SET state = 'CANCELLED'")
        scene.connection.execute("UPDATE contributor SET waiting_since = NULL")
    assert reached[0] < reached[1] < reached[2]


def test_nobody_waits_for_ever_while_others_bring_more(scene: Scene) -> None:
    (forgotten,) = away(scene, 1, stops=5.0)
    away(scene, 30, first=5000, stops=1.0, brought=30.0)
    scene.running(*texts(400), fewest=1, most=1)
    for _ in range(60):
        wake(scene)
        # Everybody else answers what they hold and waits again.
        scene.connection.execute("UPDATE task SET n_offered = 0, offer = FALSE WHERE n_offered > 0")
        scene.connection.execute("UPDATE assignment SET state = 'ANSWERED' WHERE state = 'OFFERED'")
        scene.connection.execute(
            "UPDATE contributor SET waiting_since = :now, ignored_pushes = 0, push_stops = 1, push_brought = 30 "
            "WHERE id >= 5000 AND waiting_since IS NULL",
            {"now": scene.now},
        )
        if forgotten in pushed(scene):
            return
    raise AssertionError("was never written to")


def test_people_meant_by_name_are_written_to_at_once_however_many(scene: Scene) -> None:
    people = away(scene, 45, stops=9.0)
    scene.running("a", named=[" ".join(map(str, people))], fewest=1, most=1)
    scene.running("b", named=[" ".join(map(str, people))], fewest=45, most=45)
    wake(scene, 3)
    assert pushed(scene) == set(people)


def test_nobody_is_chosen_while_many_pushes_wait_to_be_sent(scene: Scene) -> None:
    away(scene, 400)
    project_id = scene.running(*texts(300), fewest=3, most=3)
    scene.connection.execute(
        "UPDATE project SET deadline_at = :at WHERE id = :id",
        {"at": scene.now + 30 * MINUTE, "id": project_id},
    )
    for _ in range(6):
        scene.now += SECOND
        scene.do(wake_waiting, terms=scene.terms, at=scene.now)
    assert len(pushed(scene)) == MOST_PUSHES
    wake(scene, 3)
    assert len(pushed(scene)) > MOST_PUSHES, "they go on when those were sent"


def test_nobody_in_a_large_crowd_is_passed_over(scene: Scene) -> None:
    people = away(scene, 2 * CHOOSE_AMONG + 100)
    scene.running(*texts(3), named=["", "", str(people[-1])], fewest=1, most=1)
    wake(scene, 5)
    assert people[-1] in pushed(scene), "the one whom a task names stands at the end"


def test_people_who_have_had_everything_do_not_keep_the_others_from_being_reached(scene: Scene) -> None:
    away(scene, 120, stops=1.0, brought=40.0)
    others = away(scene, 3, first=9000, stops=3.0)
    project_id = scene.running("a", fewest=1, most=1)
    scene.connection.execute(
        """
        INSERT INTO assignment (task_id, contributor_id, state, lease_id, lease_until, offered_at)
        SELECT (SELECT id FROM task WHERE project_id = :project), id, 'SKIPPED', 1, 0, 0 FROM contributor
        WHERE push_brought = 40
        """,
        {"project": project_id},
    )
    wake(scene, 8)
    assert len(pushed(scene) & set(others)) == 1


def brought(scene: Scene, contributor_id: int) -> tuple[float, float]:
    (row,) = scene.rows("SELECT push_stops, push_brought FROM contributor WHERE id = :id", id=contributor_id)
    return float(str(row[0])), float(str(row[1]))


def test_answers_count_to_the_push_that_brought_them(scene: Scene) -> None:
    away(scene, 1)
    scene.running(*texts(5), fewest=1, most=1)
    wake(scene)
    ada = scene.stranger(FIRST)
    for _ in range(3):
        ada.answer(YES)
    assert brought(scene, FIRST) == (1, 3)
    scene.wait(13 * 60)
    ada.next()
    ada.answer(YES)
    assert brought(scene, FIRST) == (1, 3), "who comes by themselves the day after was not brought by it"


def test_work_that_runs_out_is_not_held_against_who_did_it(scene: Scene) -> None:
    away(scene, 1)
    scene.running(*texts(2), fewest=1, most=1)
    wake(scene)
    ada = scene.stranger(FIRST)
    ada.answer(YES)
    ada.answer(YES)
    assert ada.sees is None
    assert brought(scene, FIRST) == (0, 2)


def test_what_was_long_ago_counts_less_with_every_push(scene: Scene) -> None:
    away(scene, 1, stops=2.0, brought=10.0)
    scene.running("a", fewest=1, most=1)
    wake(scene)
    assert brought(scene, FIRST) == pytest.approx((2 * KEEP + 1, 10 * KEEP))


def test_a_tick_does_nothing_where_there_is_nothing_to_do(scene: Scene) -> None:
    away(scene, 50)
    before = scene.everything()
    wake(scene, 3)
    assert scene.everything() == before


def test_everything_still_adds_up_after_a_day_of_pushes(scene: Scene) -> None:
    away(scene, 30)
    scene.running(*texts(12), fewest=2, most=3)
    for _ in range(12):
        scene.tick(31)
        for contributor_id in pushed(scene):
            person = scene.stranger(contributor_id)
            if person.card.card.assignment_id is not None and contributor_id % 3:
                person.answer(YES)
    ledger = scene.ledger
    assert ledger.counted == ledger.counter > 0
    assert ledger.tasks_off == 0
