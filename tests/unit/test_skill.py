"""Skill: the estimate before and after a person's answers, and how much their answers weigh."""

import math

import pytest

from crowd.deciding.skill import DEFAULT_PRIOR, Skill, SkillPrior, answer_weight


def test_a_newcomer_is_taken_for_a_typical_contributor() -> None:
    assert Skill(right=0.0, answered=0).mean == DEFAULT_PRIOR.mean == 0.75


def test_the_prior_counts_like_answers() -> None:
    assert Skill(right=6.0, answered=6, prior=SkillPrior(right=3, wrong=1)).mean == pytest.approx(0.9)


# Quantiles of Beta(a, b): the closed forms x**(1/a) for b = 1 and 1 - (1 - x)**(1/b) for a = 1, then
# symmetry.
@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    [
        (3.0, 1.0, 0.025 ** (1 / 3), 0.975 ** (1 / 3)),
        (1.0, 5.0, 1 - 0.975 ** (1 / 5), 1 - 0.025 ** (1 / 5)),
        (200.0, 1.0, 0.025 ** (1 / 200), 0.975 ** (1 / 200)),
        (1.0, 1.0, 0.025, 0.975),
    ],
)
def test_the_interval_is_that_of_the_beta_distribution(
    right: float, wrong: float, low: float, high: float
) -> None:
    skill = Skill(right=0.0, answered=0, prior=SkillPrior(right=right, wrong=wrong))
    assert skill.interval() == pytest.approx((low, high), abs=1e-4)


def test_equal_totals_give_an_interval_symmetric_about_one_half() -> None:
    low, high = Skill(right=5000.0, answered=10_000, prior=SkillPrior(right=2, wrong=2)).interval(0.9)
    assert low + high == pytest.approx(1.0, abs=1e-4)
    # So many answers make a normal distribution: 1.645 standard deviations of 1 / (2 * sqrt(n)) either side.
    assert high - low == pytest.approx(1.645 / math.sqrt(10_005), abs=1e-3)


def test_more_answers_of_the_same_quality_narrow_the_interval() -> None:
    few, many = (Skill(right=0.8 * n, answered=n).interval() for n in (10, 1000))
    assert few[0] < many[0] < 0.8 < many[1] < few[1]


def test_a_total_that_rounding_took_above_all_right_counts_as_all_right() -> None:
    tiny = SkillPrior(right=1.0, wrong=1e-3)
    over, all_right = (Skill(right=7.0 + excess, answered=7, prior=tiny).interval() for excess in (0.01, 0.0))
    assert over == pytest.approx(all_right, abs=1e-2)
    assert answer_weight(7.01, 7, n_labels=2, prior=tiny) == pytest.approx(math.log(8.01 / 1e-3))


def test_an_answer_weighs_the_log_odds_of_being_right_against_one_other_label() -> None:
    prior = SkillPrior(right=3, wrong=1)
    assert answer_weight(0.0, 0, n_labels=2, prior=prior) == pytest.approx(math.log(3))
    assert answer_weight(5.0, 6, n_labels=4, prior=prior) == pytest.approx(math.log(3 * 8 / 2))


def test_somebody_below_chance_says_nothing_rather_than_the_opposite() -> None:
    assert answer_weight(0.0, 100, n_labels=2, prior=DEFAULT_PRIOR) == 0.0


@pytest.mark.parametrize(
    ("right", "wrong"), [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (math.nan, 1.0), (1.0, math.inf)]
)
def test_a_prior_that_is_no_belief_is_refused(right: float, wrong: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        SkillPrior(right=right, wrong=wrong)
