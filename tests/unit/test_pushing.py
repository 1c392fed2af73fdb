"""Whom to write to first, and how many people: by earlier pushes, what answers are worth, and the time left."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from crowd.answering.pushing import Waiting, Work, answers_expected, answers_to_ask, choose, worth_of_answers
from crowd.deciding.skill import SkillPrior
from crowd.ids import DAY, HOUR, MINUTE

VISIT = 30 * MINUTE
LARGE = Work(n_tasks=1000, n_closed=0, n_answers=0, min_answers=2, max_answers=10)
PRIOR = SkillPrior(right=3.0, wrong=1.0)


def waiting(
    stops: Sequence[float],
    brought: Sequence[float],
    *,
    worth: Sequence[float] | None = None,
    since: Sequence[int] | None = None,
) -> Waiting:
    n_people = len(stops)
    return Waiting(
        stops=np.array(stops, dtype=np.float64),
        brought=np.array(brought, dtype=np.float64),
        worth=np.ones(n_people) if worth is None else np.array(worth, dtype=np.float64),
        since=np.arange(n_people) if since is None else np.array(since),
    )


def expected(stops: float, brought: float, *, n_open: int = 1000) -> float:
    return float(answers_expected(np.array([stops]), np.array([brought]), n_open=n_open)[0])


def test_who_answered_much_after_a_push_is_expected_to_answer_much() -> None:
    assert expected(1, 20) > expected(0, 0) > expected(1, 0) > expected(3, 0) > 0


def test_work_that_ran_out_counts_as_no_stop() -> None:
    assert expected(0, 5) > expected(1, 5)


def test_nobody_is_expected_to_answer_more_tasks_than_there_are() -> None:
    assert expected(1, 50, n_open=2) == 2


def test_a_small_project_asks_for_all_that_it_needs_at_once() -> None:
    one_task = Work(n_tasks=1, n_closed=0, n_answers=0, min_answers=2, max_answers=3)
    assert 2 <= answers_to_ask(one_task, under_way=0, visit=VISIT) <= 3


def test_a_large_project_without_a_deadline_asks_for_a_small_part_at_a_time() -> None:
    asked = answers_to_ask(LARGE, under_way=0, visit=VISIT)
    assert 20 <= asked <= 0.05 * LARGE.answers_left


def test_the_nearer_the_deadline_the_more_are_asked_and_in_the_end_all() -> None:
    asked = [
        answers_to_ask(replace(LARGE, time_left=left), under_way=0, visit=VISIT)
        for left in (4 * DAY, DAY, 4 * HOUR, 90 * MINUTE, 20 * MINUTE, 0)
    ]
    assert asked == sorted(asked)
    assert asked[-1] == asked[-2] == LARGE.answers_left


def test_what_is_under_way_is_not_asked_for_again() -> None:
    asked = answers_to_ask(LARGE, under_way=0, visit=VISIT)
    assert answers_to_ask(LARGE, under_way=asked / 2, visit=VISIT) == pytest.approx(asked / 2)
    assert answers_to_ask(LARGE, under_way=2 * asked, visit=VISIT) == 0


def test_work_done_in_time_rounds_is_done_before_the_deadline() -> None:
    """Round after round brings what was asked for: nothing is left at the end."""
    left, work = DAY, replace(LARGE, max_answers=2)
    while left > 0 and work.n_answers < 2000:
        asked = answers_to_ask(replace(work, time_left=left), under_way=0, visit=VISIT)
        work = replace(
            work, n_answers=work.n_answers + round(asked), n_closed=(work.n_answers + round(asked)) // 2
        )
        left -= VISIT
    assert work.n_answers >= 2000
    assert left > 0


def test_as_many_answers_are_left_as_the_tasks_before_took() -> None:
    work = Work(n_tasks=100, n_closed=50, n_answers=200, min_answers=2, max_answers=10)
    assert work.answers_left == pytest.approx(200)


def test_nothing_is_left_when_all_is_closed_or_the_budget_is_spent() -> None:
    assert replace(LARGE, n_closed=1000, n_answers=3000).answers_left == 0
    assert replace(LARGE, answers_allowed=7).answers_left == 7
    assert replace(LARGE, answers_allowed=-1).answers_left == 0


def test_able_people_are_worth_more_and_nobody_nothing() -> None:
    right, answered = np.array([0.0, 38.0, 10.0, 0.0]), np.array([0.0, 40.0, 40.0, 90.0])
    worth = worth_of_answers(right, answered, n_choices=2, prior=PRIOR)
    assert worth[0] == pytest.approx(1)
    assert worth[1] > 1.5
    assert 0 < worth[3] == worth[2] < 0.2


def test_where_nobody_is_better_than_chance_all_are_worth_the_same() -> None:
    worth = worth_of_answers(
        np.array([0.0, 9.0]), np.array([0.0, 9.0]), n_choices=2, prior=SkillPrior(right=1, wrong=1)
    )
    assert worth.tolist() == [1, 1]


def share_chosen(people: Waiting, place: int, *, most: int, rounds: int = 400) -> float:
    rng = np.random.default_rng(5)
    return sum(place in choose(people, n_open=100, most=most, rng=rng) for _ in range(rounds)) / rounds


def test_who_brings_much_is_chosen_before_who_brings_nothing() -> None:
    keen, idle = [1.0] * 5, [5.0] * 95
    people = waiting(keen + idle, [30.0] * 5 + [0.0] * 95, since=range(100, 0, -1))
    assert share_chosen(people, 0, most=5) > 0.6
    assert share_chosen(people, 50, most=5) < 0.1


def test_skill_decides_among_people_who_bring_the_same() -> None:
    people = waiting([3.0] * 40, [9.0] * 40, worth=[3.0] + [0.1] * 39, since=range(40, 0, -1))
    assert share_chosen(people, 0, most=1) > 0.5


def test_new_people_are_reached_among_people_known_to_bring_a_little() -> None:
    people = waiting([0.0] + [4.0] * 49, [0.0] + [8.0] * 49, since=[99, *range(49)])
    assert share_chosen(people, 0, most=5) > 0.1


def test_who_waits_longest_is_reached_however_little_they_bring() -> None:
    people = waiting([5.0] + [1.0] * 99, [0.0] + [50.0] * 99, since=[0, *range(1, 100)])
    assert 0.1 < share_chosen(people, 0, most=1) < 0.4


def test_each_is_chosen_once_and_everybody_when_there_is_room() -> None:
    people = waiting([0.0] * 7, [0.0] * 7)
    chosen = choose(people, n_open=3, most=50, rng=np.random.default_rng(1))
    assert sorted(chosen.tolist()) == list(range(7))
    assert len(choose(people, n_open=3, most=4, rng=np.random.default_rng(1))) == 4


def test_nobody_is_chosen_among_nobody() -> None:
    assert len(choose(waiting([], []), n_open=3, most=4, rng=np.random.default_rng(1))) == 0


def test_the_same_draws_choose_the_same_people_and_change_nothing() -> None:
    people = waiting([0.0, 1.0, 2.0], [3.0, 2.0, 1.0])
    before = people.stops.copy(), people.brought.copy(), people.since.copy()
    first, second = (
        choose(people, n_open=9, most=3, rng=np.random.default_rng(8)).tolist() for _ in range(2)
    )
    assert first == second
    for array, copy in zip((people.stops, people.brought, people.since), before, strict=True):
        assert np.array_equal(array, copy)
