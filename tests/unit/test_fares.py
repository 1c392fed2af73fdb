"""What sending fast costs, and which days count towards a month's Stars."""

from datetime import UTC, datetime

import pytest

from crowd.announcing.fares import Account, FareOffer, day_of, month_of
from crowd.ids import DAY, SECOND


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp()) * SECOND  # type: ignore[misc]


@pytest.mark.parametrize(
    ("moment", "first", "days"),
    [
        ((2026, 2, 28, 23, 59), (2026, 2, 1), 28),
        ((2028, 2, 29), (2028, 2, 1), 29),
        ((2026, 12, 31, 23, 59, 59), (2026, 12, 1), 31),
        ((2027, 1, 1), (2027, 1, 1), 31),
        ((1970, 1, 1), (1970, 1, 1), 31),
    ],
)
def test_a_month_has_its_days_and_no_others(
    moment: tuple[int, ...], first: tuple[int, ...], days: int
) -> None:
    month = month_of(at(*moment))
    assert month.start == at(*first) // DAY
    assert len(month) == days
    assert day_of(at(*moment)) in month


def test_the_days_of_months_follow_one_another_without_a_gap() -> None:
    now, ends = at(2026, 1, 1), []
    for _ in range(48):
        month = month_of(now)
        ends.append((month.start, month.stop))
        now = month.stop * DAY
    assert [end for _, end in ends[:-1]] == [start for start, _ in ends[1:]]


def test_what_is_left_is_never_less_than_nothing_and_nothing_where_too_little_is_known() -> None:
    account = Account(budget=100, spent=30, reserved=20, spent_today=5)
    assert account.left == 50
    assert Account(budget=10, spent=30, reserved=0, spent_today=0).left == 0, "the budget was made smaller"
    assert Account(budget=100, spent=0, reserved=0, spent_today=0, is_known=False).left == 0


def test_the_most_that_it_costs_is_a_tenth_for_each_as_far_as_the_month_reaches() -> None:
    assert FareOffer(people=70, left=100).most == 70
    assert FareOffer(people=70, left=50).most == 50
