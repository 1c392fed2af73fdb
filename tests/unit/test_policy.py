"""When asking stops, how many offers may be out, and which task comes first."""

import pytest

from crowd.policy import CloseReason, StopRule, offers_wanted, refit_due, task_level, why_close
from crowd.skill import SkillPrior

RULE = StopRule(target=0.95, min_answers=3, max_answers=10)
PRIOR = SkillPrior(right=3, wrong=1)


def close(
    *, confidence: float = 0.5, n_answers: int = 1, n_may_answer: int | None = None, in_flight: int = 0
) -> CloseReason | None:
    return why_close(
        RULE, confidence=confidence, n_answers=n_answers, n_may_answer=n_may_answer, in_flight=in_flight
    )


def want(*posterior: float, n_answers: int = 0, in_flight: int = 0, rule: StopRule = RULE) -> int:
    return offers_wanted(rule, posterior=posterior, n_answers=n_answers, in_flight=in_flight, prior=PRIOR)


def test_a_task_closes_once_it_is_certain_enough() -> None:
    assert close(confidence=0.9499, n_answers=5) is None
    assert close(confidence=0.95, n_answers=5) is CloseReason.TARGET


def test_certainty_below_the_minimum_does_not_close() -> None:
    assert close(confidence=0.999, n_answers=2) is None


def test_the_maximum_closes_however_uncertain() -> None:
    assert close(n_answers=10) is CloseReason.MAX_ANSWERS


def test_reaching_target_and_maximum_together_counts_as_target() -> None:
    assert close(confidence=0.97, n_answers=10) is CloseReason.TARGET


def test_nobody_left_closes_only_when_nothing_is_in_flight() -> None:
    assert close(n_may_answer=0, in_flight=1) is None
    assert close(n_may_answer=1) is None
    assert close(n_may_answer=0) is CloseReason.NOBODY_LEFT
    assert close(n_answers=0, n_may_answer=0) is CloseReason.NOBODY_LEFT


def test_a_task_open_to_all_never_runs_out_of_people() -> None:
    assert close(n_may_answer=None) is None


@pytest.mark.parametrize(
    ("target", "least", "most"), [(0.0, 1, 2), (1.0, 1, 2), (0.9, 0, 2), (0.9, 3, 2), (float("nan"), 1, 2)]
)
def test_a_rule_that_cannot_be_followed_is_refused(target: float, least: int, most: int) -> None:
    with pytest.raises(ValueError, match=r"target|min"):
        StopRule(target=target, min_answers=least, max_answers=most)


def test_a_fresh_task_is_offered_to_as_many_as_could_settle_it() -> None:
    # Three people who are right three times in four agree: odds 27 to 1. Two: 9 to 1, which is not 19 to 1.
    assert want(0.5, 0.5, rule=StopRule(target=0.95, min_answers=1, max_answers=10)) == 3
    assert want(0.5, 0.5, rule=StopRule(target=0.95, min_answers=5, max_answers=10)) == 5


def test_with_more_labels_agreement_says_more_so_fewer_are_asked() -> None:
    rule = StopRule(target=0.95, min_answers=1, max_answers=10)
    assert want(*[0.1] * 10, rule=rule) == 2


def test_offers_in_flight_are_counted_against_what_is_wanted() -> None:
    assert [want(0.5, 0.5, in_flight=n) for n in range(5)] == [3, 2, 1, 0, 0]


def test_a_doubtful_task_waits_for_one_answer_when_one_could_settle_it() -> None:
    assert want(0.9, 0.1, n_answers=4) == 1
    assert want(0.9, 0.1, n_answers=4, in_flight=1) == 0


def test_the_maximum_is_never_overbooked() -> None:
    assert want(0.5, 0.5, n_answers=8) == 2
    assert want(0.5, 0.5, n_answers=8, in_flight=1) == 1
    assert want(0.5, 0.5, n_answers=8, in_flight=2) == 0


def test_a_settled_task_is_not_offered() -> None:
    assert want(0.96, 0.04, n_answers=3) == 0
    assert want(0.96, 0.04, n_answers=2) == 1


def test_when_no_agreement_could_settle_a_task_all_it_may_get_is_wanted_at_once() -> None:
    hopeless = SkillPrior(right=1, wrong=3)
    assert offers_wanted(RULE, posterior=(0.5, 0.5), n_answers=2, in_flight=1, prior=hopeless) == 7


def test_a_full_fit_is_due_after_half_as_many_answers_more_and_at_least_twenty() -> None:
    assert [refit_due(n_answers=n, n_fitted=0) for n in (19, 20)] == [False, True]
    assert [refit_due(n_answers=n, n_fitted=1000) for n in (1499, 1500)] == [False, True]


def test_tasks_already_begun_come_first_and_levels_stay_within_the_index() -> None:
    assert [task_level(n) for n in range(10)] == [7, 6, 5, 4, 3, 2, 1, 0, 0, 0]
