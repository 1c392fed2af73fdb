"""Numbers: the three methods, ranges, outliers, and what cannot be used."""

import math
import random

import pytest

from crowd.aggregation.numbers.consensus import summarize_numbers
from crowd.aggregation.numbers.results import METHODS, Method, NumbersResult

#: Three people agree on a level of each task; a fourth is 40 too high on the last.
STEADY = [
    (f"t{task}", person, 10.0 * task + off)
    for task in range(8)
    for person, off in (("ada", -1.0), ("ben", 0.0), ("cleo", 1.0), ("dan", 40.0 if task == 7 else 0.5))
]


def test_mean_median_and_deviation_are_those_of_the_answers() -> None:
    task = summarize_numbers([("t", "a", 1), ("t", "b", 2), ("t", "c", 9)], method="median").tasks["t"]
    assert (task.mean, task.median, task.mad, task.value, task.answers) == (4.0, 2.0, 1.0, 2.0, 3)


def test_an_answer_far_from_the_others_is_named_and_counts() -> None:
    task = summarize_numbers(STEADY, method="mean").tasks["t7"]
    assert [(one.contributor, one.value, one.reason) for one in task.outliers] == [("dan", 110.0, "far")]
    assert task.answers == 4
    assert task.mean == pytest.approx((69 + 70 + 71 + 110) / 4)
    assert task.median == 70.5


def test_an_answer_outside_the_range_is_named_and_set_aside() -> None:
    task = summarize_numbers(STEADY, lowest=-5, highest=100, method="mean", unit="km").tasks["t7"]
    assert [(one.contributor, one.reason) for one in task.outliers] == [("dan", "outside_range")]
    assert (task.answers, task.mean) == (3, 70.0)


def test_a_task_with_nothing_but_impossible_answers_has_no_number() -> None:
    found = summarize_numbers([("t", "a", 7), ("u", "a", 1), ("u", "b", 1)], highest=5)
    assert math.isnan(found.tasks["t"].value)
    assert found.as_json()["tasks"]["t"]["value"] is None  # type: ignore[index]


def test_whoever_answers_at_random_weighs_less() -> None:
    noise = [31, 3, 60, 12, 77, 5, 41, 22]
    crowd = [row for row in STEADY if row[1] != "dan"] + [
        (f"t{task}", "dan", value) for task, value in enumerate(noise)
    ]
    people = summarize_numbers(crowd).people
    assert people["dan"].weight < 0.8 * people["ada"].weight
    assert people["dan"].correlation < people["ada"].correlation


def test_a_person_who_is_always_too_high_has_an_offset() -> None:
    found = summarize_numbers(
        [(f"t{n}", who, n + add) for n in range(6) for who, add in (("a", 0), ("b", 0), ("c", 3))]
    )
    assert found.people["c"].offset == pytest.approx(3.0)


@pytest.mark.parametrize("method", METHODS)
def test_ranges_and_confidence_hold_as_often_as_they_say(method: Method) -> None:
    held, right, sure = [], [], []
    for seed in range(20):
        rng = random.Random(seed)
        true = {f"t{task:02}": rng.gauss(0, 10) for task in range(40)}
        noise = {f"p{person:02}": 1.0 + person / 6 for person in range(12)}
        rows = [
            (task, who, number + rng.gauss(0, noise[who]))
            for task, number in true.items()
            for who in rng.sample(sorted(noise), 6)
        ]
        found = summarize_numbers(rows, method=method, tolerance=1.0).tasks
        held += [found[task].low <= number <= found[task].high for task, number in true.items()]
        right += [abs(found[task].value - number) <= 1.0 for task, number in true.items()]
        sure += [task.confidence for task in found.values()]
    assert 0.93 <= sum(held) / len(held) <= 0.99
    # The median is surer than it says where some people are far more exact than others.
    assert -0.1 <= (sum(sure) - sum(right)) / len(sure) <= 0.03


def test_more_answers_make_the_range_narrower() -> None:
    rows = [(f"t{task}", f"p{n}", 5 * task + (n % 4)) for task in range(5) for n in range(4)]
    few = summarize_numbers(rows).tasks["t0"]
    many = summarize_numbers([*rows, *(("t0", f"q{n}", n % 4) for n in range(20))]).tasks["t0"]
    assert many.high - many.low < (few.high - few.low) / 1.5
    assert many.confidence >= few.confidence


def test_the_range_keeps_to_what_is_possible() -> None:
    rows = [("t", "a", 0), ("t", "b", 1), ("u", "a", 99), ("u", "b", 100)]
    found = summarize_numbers(rows, lowest=0, highest=100)
    assert found.tasks["t"].low == 0
    assert found.tasks["u"].high == 100
    assert found.tolerance == 10


@pytest.mark.parametrize("method", METHODS)
def test_one_answer_has_no_range_because_nothing_shows_how_far_answers_scatter(method: str) -> None:
    task = summarize_numbers([("t", "a", 3.5)], method=method).tasks["t"]  # type: ignore[arg-type]
    assert task.value == 3.5
    assert all(map(math.isnan, (task.low, task.high, task.confidence)))


@pytest.mark.parametrize("value", [0.0, 7.25, -1e300, 1e300, 5e-324])
def test_the_same_answer_from_all_is_certain(value: float) -> None:
    task = summarize_numbers([(f"t{n}", who, value) for n in range(3) for who in "abc"]).tasks["t1"]
    assert (task.value, task.low, task.high, task.confidence) == (value, value, value, 1.0)
    assert task.outliers == ()


def test_the_largest_numbers_do_not_overflow() -> None:
    found = summarize_numbers([("t", "a", 1e300), ("t", "b", -1e300), ("u", "a", 0), ("u", "b", 1)])
    assert found.tasks["t"].value == pytest.approx(0.0, abs=1e285)
    assert found.tasks["u"].mean == 0.5


def test_small_differences_of_large_numbers_are_kept() -> None:
    found = summarize_numbers([("t", "a", 1e12 + 1), ("t", "b", 1e12 + 3)])
    assert found.tasks["t"].value == 1e12 + 2


def test_nothing_gives_nothing() -> None:
    found = summarize_numbers([])
    assert (found.tasks, found.people) == ({}, {})
    assert math.isnan(found.agreement)


def test_of_two_answers_of_one_person_the_last_counts() -> None:
    assert summarize_numbers([("t", "a", 1), ("t", "a", 5)]).tasks["t"].value == 5


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e301, 10**400, "7", None, True])
def test_what_is_no_finite_number_is_refused_with_its_place(bad: object) -> None:
    with pytest.raises(ValueError, match=r"task 't', contributor 'eve': .*number"):
        summarize_numbers([("t", "eve", bad)])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "options", [{"method": "mode"}, {"lowest": 5, "highest": 5}, {"tolerance": 0}, {"tolerance": math.nan}]
)
def test_options_that_make_no_sense_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"method|lowest|tolerance"):
        summarize_numbers([], **options)  # type: ignore[arg-type]


def test_the_result_cannot_be_changed() -> None:
    found = summarize_numbers(STEADY)
    assert isinstance(found, NumbersResult)
    with pytest.raises(AttributeError):
        found.agreement = 1.0  # type: ignore[misc]
