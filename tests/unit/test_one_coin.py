"""The one-coin fit: cases solved by hand, gold, priors, and edge cases."""

import numpy as np
import pytest

from crowd.aggregation.classical.one_coin import pool_prior
from crowd.aggregation.classical.one_coin_consensus import find_one_coin
from crowd.answers import AnswerCodes, code_answers
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior

PRIOR = SkillPrior(right=3, wrong=1)

# Ann, Bob and Cas (0, 1, 2) agree on twenty tasks; Dan and Eve (3, 4) are right on every other one of them.
# On task 20 Ann stands alone against Dan and Eve.
CAREFUL_AGAINST_CARELESS = code_answers(
    [(t, p, t % 2) for t in range(20) for p in range(3)]
    + [(t, p, t % 2 if (t + t // 2 + p) % 2 else 1 - t % 2) for t in range(20) for p in (3, 4)]
    + [(20, 0, 0), (20, 3, 1), (20, 4, 1)]
).codes


def codes(*triples: tuple[int, int, int], n_labels: int = 2, n_tasks: int = 1) -> AnswerCodes:
    return code_answers(triples, tasks=range(n_tasks), labels=range(n_labels)).codes


def test_one_careful_person_outweighs_two_careless_ones() -> None:
    fit = find_one_coin(CAREFUL_AGAINST_CARELESS)
    assert fit.label.tolist() == [t % 2 for t in range(20)] + [0]
    assert fit.confidence[20] > 0.9
    assert fit.converged


def test_skills_are_found() -> None:
    skills = find_one_coin(CAREFUL_AGAINST_CARELESS).skills
    assert skills.answered.tolist() == [21, 20, 20, 21, 21]
    assert skills.mean[:3].min() > 0.85
    assert skills.mean[3:].max() < 0.65


def test_a_single_answer_is_believed_as_much_as_a_typical_person() -> None:
    fit = find_one_coin(codes((0, 0, 1)), prior=PRIOR)
    np.testing.assert_allclose(fit.posterior, [[0.25, 0.75]])
    assert fit.label.tolist() == [1]


def test_with_more_labels_the_wrong_answers_are_spread() -> None:
    fit = find_one_coin(codes((0, 0, 1), n_labels=4), prior=PRIOR)
    np.testing.assert_allclose(fit.posterior, [[1 / 12, 9 / 12, 1 / 12, 1 / 12]])


def test_two_answers_that_agree_give_the_odds_of_both() -> None:
    # Neither has answered anything else, so each weighs 3 to 1: nine to one together.
    fit = find_one_coin(codes((0, 0, 1), (0, 1, 1)), prior=PRIOR)
    np.testing.assert_allclose(fit.confidence, [0.9])


def test_no_answers_leave_everything_open() -> None:
    fit = find_one_coin(codes(n_tasks=3))
    np.testing.assert_allclose(fit.posterior, np.full((3, 2), 0.5))
    assert fit.label.tolist() == [0, 0, 0]
    assert (fit.skills.mean.size, fit.converged) == (0, True)


def test_no_tasks_give_empty_arrays() -> None:
    fit = find_one_coin(codes(n_tasks=0))
    assert (fit.posterior.shape, fit.label.shape, fit.confidence.shape) == ((0, 2), (0,), (0,))


def test_with_a_single_label_every_answer_is_right() -> None:
    fit = find_one_coin(codes((0, 0, 0), (1, 1, 0), n_labels=1, n_tasks=3))
    np.testing.assert_allclose(fit.posterior, np.ones((3, 1)))
    assert fit.confidence.tolist() == [1.0, 1.0, 1.0]


def test_two_thousand_answers_to_one_task_stay_finite() -> None:
    people = np.arange(2000)
    answers = AnswerCodes(
        task=np.zeros(2000, np.int64),
        contributor=people,
        label=(people < 500).astype(np.int64),
        n_tasks=1,
        n_contributors=2000,
        n_labels=2,
    )
    fit = find_one_coin(answers)
    assert fit.label.tolist() == [0]
    assert fit.confidence[0] == pytest.approx(1.0)
    assert np.isfinite(fit.objective).all()


def test_a_tie_goes_to_the_lowest_code() -> None:
    assert find_one_coin(codes((0, 0, 1), (0, 1, 2), n_labels=3)).label.tolist() == [1]


def test_gold_steers_skills() -> None:
    triples = [(t, p, 0) for t in range(6) for p in range(3)]
    answers = codes(*triples, n_tasks=6)
    fit = find_one_coin(answers, gold=np.array([1, 1, 1, 1, 1, -1]), prior=PRIOR)
    assert fit.skills.mean.max() < 0.5
    assert fit.confidence[5] < find_one_coin(answers, prior=PRIOR).confidence[5]


def test_an_unfinished_fit_says_so() -> None:
    fit = find_one_coin(CAREFUL_AGAINST_CARELESS, max_iter=1)
    assert (fit.converged, fit.n_iter, fit.objective.shape) == (False, 1, (1,))


def test_iterations_below_one_are_refused() -> None:
    with pytest.raises(ValueError, match="max_iter"):
        find_one_coin(CAREFUL_AGAINST_CARELESS, max_iter=0)


def test_the_pooled_mean_is_the_skill_that_explains_how_often_people_agree() -> None:
    # 5 pairs in 8 agree = .75**2 + .25**2: just what people who are right three times in four do.
    agree = [(t, p, 0) for t in range(500) for p in range(2)]
    differ = [(t, p, p) for t in range(500, 800) for p in range(2)]
    prior = pool_prior(codes(*agree, *differ, n_tasks=800))
    assert prior.mean == pytest.approx(0.75)
    assert prior.strength == pytest.approx(DEFAULT_PRIOR.strength)


def test_without_a_pair_of_answers_the_default_prior_stays() -> None:
    prior = pool_prior(codes((0, 0, 1), (1, 1, 0), n_tasks=2))
    assert (prior.right, prior.wrong) == pytest.approx((DEFAULT_PRIOR.right, DEFAULT_PRIOR.wrong))


@pytest.mark.parametrize(("spread", "mean"), [(1, 0.55), (0, 0.95)])
def test_the_pooled_mean_stays_between_chance_and_certainty(spread: int, mean: float) -> None:
    triples = [(t, p, p * spread) for t in range(2000) for p in range(2)]
    assert pool_prior(codes(*triples, n_tasks=2000)).mean == pytest.approx(mean)
