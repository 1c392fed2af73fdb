"""The latest a project can end, as people type it."""

import pytest

from crowd.deciding.limits import MOST_BUDGET, Limits, change_limits
from crowd.deciding.policy import CloseReason
from crowd.errors import ValueRefused
from crowd.ids import DAY, HOUR, MINUTE, SECOND

#: 2026-11-25 15:00:30 UTC.
NOW = 1_795_618_830 * SECOND
BOTH = Limits(budget=50, deadline_at=NOW + DAY)


def change(text: str, limits: Limits = BOTH) -> Limits:
    return change_limits(limits, text, n_answers=40, zone=None, at=NOW)


def test_a_project_without_limits_never_ends_by_them() -> None:
    assert Limits().reached(n_answers=10**9, at=10**18) is None


def test_a_limit_is_reached_at_its_very_number_and_time() -> None:
    assert BOTH.reached(n_answers=49, at=NOW) is None
    assert BOTH.reached(n_answers=50, at=NOW) is CloseReason.BUDGET
    assert BOTH.reached(n_answers=49, at=NOW + DAY) is CloseReason.DEADLINE


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("41", 41),
        (" 12000 ", 12000),
        ("12,000", 12000),
        ("12 000", 12000),
        ("12.000", 12000),
        ("５００", 500),
        ("90 answers", 90),
    ],
)
def test_a_number_sets_the_answers_and_keeps_the_time(text: str, budget: int) -> None:
    assert change(text) == Limits(budget=budget, deadline_at=BOTH.deadline_at)


@pytest.mark.parametrize(
    ("text", "deadline_at"),
    [
        ("+3d", NOW + 3 * DAY),
        ("+ 12 H", NOW + 12 * HOUR),
        ("+90m", NOW + 90 * MINUTE),
        ("+2w", NOW + 14 * DAY),
        ("2026-12-24 18:00", 1_798_135_200 * SECOND),
        ("2026-12-24T18:00Z", 1_798_135_200 * SECOND),
        ("2026-12-24 18:00 utc", 1_798_135_200 * SECOND),
        # A day lasts until its end: who types it means to have all of it.
        ("2026-12-24", 1_798_156_740 * SECOND),
        ("24.12.2026", 1_798_156_740 * SECOND),
        ("2026-11-25", 1_795_651_140 * SECOND),
        ("3d", NOW + 3 * DAY),
    ],
)
def test_a_time_sets_the_deadline_to_the_minute_and_keeps_the_answers(text: str, deadline_at: int) -> None:
    assert change(text) == Limits(budget=50, deadline_at=deadline_at - deadline_at % MINUTE)


@pytest.mark.parametrize("text", [" - ", "—", "none", "No limit", "sin límite"])
def test_a_dash_or_the_words_for_it_take_both_away(text: str) -> None:
    assert change(text) == Limits()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "limit-unclear"),
        ("soon", "limit-unclear"),
        ("+3", "limit-unclear"),
        ("-5", "limit-unclear"),
        ("1e9", "limit-unclear"),
        ("2026-02-30", "limit-unclear"),
        ("2026-12-24 25:00", "limit-unclear"),
        ("2026-11-24", "deadline-past"),
        ("2026-11-25 15:00", "deadline-past"),
        ("+0d", "deadline-past"),
        ("+999999w", "deadline-out-of-range"),
        ("0", "budget-out-of-range"),
        ("40", "budget-out-of-range"),
        (str(MOST_BUDGET + 1), "budget-out-of-range"),
        ("9" * 30, "limit-unclear"),
    ],
)
def test_what_is_no_limit_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        change(text)
    assert refused.value.reason == reason
