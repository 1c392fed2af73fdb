"""Who is known to be hardly better than guessing, and when they have to wait."""

import pytest

from crowd.deciding.going_last import Standing, has_to_wait, is_weak
from crowd.deciding.skill import Skill, SkillPrior
from crowd.ids import DAY, HOUR, MINUTE

TYPICAL = SkillPrior(right=3.0, wrong=1.0)


@pytest.mark.parametrize(
    ("right", "answered", "n_choices", "weak"),
    [
        (0.0, 4.0, 2, False),  # too little is known
        (2.0, 5.0, 2, True),
        (3.0, 5.0, 2, False),
        (5.0, 10.0, 2, True),  # a guess
        (5.0, 10.0, 5, False),  # far better than a guess among five
        (2.0, 10.0, 5, True),
        (100.0, 100.0, 2, False),
    ],
)
def test_the_weak_have_little_lead_over_a_guess(
    right: float, answered: float, n_choices: int, *, weak: bool
) -> None:
    assert is_weak(Skill(right=right, answered=answered, prior=TYPICAL), n_choices=n_choices) == weak


@pytest.mark.parametrize("right", [50.0, 30.0])
@pytest.mark.parametrize("typical", [2.0, 1.6])
def test_where_a_typical_contributor_guesses_nobody_is_weak(right: float, typical: float) -> None:
    prior = SkillPrior(right=typical, wrong=4.0 - typical)
    assert not is_weak(Skill(right=right, answered=100.0, prior=prior), n_choices=2)


def standing(
    *, since_abler: int | None = MINUTE, since_own: int | None = MINUTE, time_left: int | None = None
) -> Standing:
    return Standing(since_abler=since_abler, since_own=since_own, time_left=time_left)


@pytest.mark.parametrize(
    ("found", "waits"),
    [
        (standing(), True),
        (standing(since_abler=None), False),
        (standing(since_own=None), False),
        (standing(since_abler=HOUR), False),
        (standing(since_own=19 * HOUR), True),
        (standing(since_own=DAY - MINUTE), False),  # tomorrow, at much the same time
        (standing(time_left=20 * MINUTE), True),
        (standing(time_left=10 * MINUTE), False),
        (standing(time_left=-MINUTE), False),
    ],
)
def test_the_weak_wait_only_while_somebody_abler_is_at_work_and_once_a_day_not_even_then(
    found: Standing, *, waits: bool
) -> None:
    assert has_to_wait(found) == waits
