"""The grade of a measured agreement, and which options are called confused."""

import pytest

from crowd.agreement import Statistic, Undefined, measure_agreement
from crowd.agreement.grade import Grade, grade, often_confused
from crowd.answers import code_answers


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (0.90, 0.80, 0.95, Grade.GOOD),
        # The figure alone would be good; its range says that it may not be.
        (0.90, 0.79, 0.95, Grade.FAIR),
        (0.75, 0.667, 0.80, Grade.FAIR),
        (0.75, 0.66, 0.80, Grade.WEAK),
        (0.15, 0.11, 0.19, Grade.SLIGHT),
        (0.15, 0.01, 0.30, Grade.WEAK),
        (0.02, -0.05, 0.08, Grade.NONE),
        (0.40, -0.10, 0.80, Grade.UNCLEAR),
        (-0.20, -0.30, -0.10, Grade.BELOW),
    ],
)
def test_a_figure_is_graded_by_the_lower_end_of_its_range(
    value: float, low: float, high: float, expected: Grade
) -> None:
    assert grade(Statistic(value=value, low=low, high=high), has_ranges=True) is expected


def test_a_figure_that_has_no_range_though_ranges_were_made_is_unclear() -> None:
    assert grade(Statistic(value=0.95), has_ranges=True) is Grade.UNCLEAR
    assert grade(Statistic(value=0.95), has_ranges=False) is Grade.GOOD


def test_a_figure_alone_is_below_chance_only_where_it_is_clearly_so() -> None:
    assert grade(Statistic(value=-0.01), has_ranges=False) is Grade.NONE
    assert grade(Statistic(value=-0.5), has_ranges=False) is Grade.BELOW


def test_an_undefined_figure_has_no_grade() -> None:
    with pytest.raises(ValueError, match="no grade"):
        grade(Statistic(undefined=Undefined.NO_PAIRS), has_ranges=True)


def test_options_are_confused_where_disagreement_gathers() -> None:
    even = [(first * 9 + second, person, (first, second)[person])
            for first in range(3) for second in range(3) for person in (0, 1)]  # fmt: skip
    assert often_confused(measure_agreement(code_answers(even).codes)) == ()
    gathered = even + [(100 + task, person, person) for task in range(9) for person in (0, 1)]
    (pair,) = often_confused(measure_agreement(code_answers(gathered).codes))
    assert {pair.first, pair.second} == {0, 1}


def test_a_rare_slip_between_two_options_is_no_confusion() -> None:
    sure = [(task, person, task % 2) for task in range(100) for person in (0, 1)]
    slip = [(200, 0, 0), (200, 1, 1)]
    assert often_confused(measure_agreement(code_answers(sure + slip).codes)) == ()
