"""When asking stops, how many offers may be in flight, and which task comes first."""

import math

import pytest

from crowd.deciding.policy import (
    FRESH_LEVELS,
    N_LEVELS,
    NO_TALLY,
    CloseReason,
    NothingHere,
    StopRule,
    Tally,
    level_order,
    must_reopen,
    offers_wanted,
    refit_due,
    tally_votes,
    task_level,
    why_close,
)

RULE = StopRule(target=0.95, min_answers=3, max_answers=10)


def close(
    *,
    confidence: float = 0.5,
    n_answers: int = 1,
    n_may_answer: int | None = None,
    in_flight: int = 0,
    needed: float = 1,
    tally: Tally = NO_TALLY,
) -> CloseReason | None:
    return why_close(
        RULE,
        confidence=confidence,
        n_answers=n_answers,
        n_may_answer=n_may_answer,
        in_flight=in_flight,
        agreeing_needed=needed,
        tally=tally,
    )


def want(
    confidence: float, *, n_answers: int = 0, in_flight: int = 0, needed: float = 3, rule: StopRule = RULE
) -> int:
    return offers_wanted(
        rule, confidence=confidence, n_answers=n_answers, in_flight=in_flight, agreeing_needed=needed
    )


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


def test_a_target_out_of_reach_closes_once_enough_has_been_asked_and_nothing_is_in_flight() -> None:
    assert RULE.enough_to_give_up == 6
    assert close(n_answers=6, needed=math.inf) is CloseReason.OUT_OF_REACH
    assert close(n_answers=5, needed=math.inf) is None
    assert close(n_answers=6, needed=math.inf, in_flight=1) is None
    assert close(n_answers=6, needed=4) is None


def test_nothing_is_given_up_before_the_fewest_answers() -> None:
    fixed = StopRule(target=0.95, min_answers=9, max_answers=10)
    assert fixed.enough_to_give_up == 9


def test_a_fresh_task_is_offered_to_as_many_as_could_settle_it() -> None:
    assert want(0.5, needed=3, rule=StopRule(target=0.95, min_answers=1, max_answers=10)) == 3
    assert want(0.5, needed=3, rule=StopRule(target=0.95, min_answers=5, max_answers=10)) == 5


def test_offers_in_flight_are_counted_against_what_is_wanted() -> None:
    assert [want(0.5, in_flight=n) for n in range(5)] == [3, 2, 1, 0, 0]


def test_a_doubtful_task_waits_for_one_answer_when_one_could_settle_it() -> None:
    assert want(0.9, n_answers=4, needed=1) == 1
    assert want(0.9, n_answers=4, needed=1, in_flight=1) == 0


def test_the_maximum_is_never_overbooked() -> None:
    assert want(0.5, n_answers=8) == 2
    assert want(0.5, n_answers=8, in_flight=1) == 1
    assert want(0.5, n_answers=8, in_flight=2) == 0


def test_a_settled_task_is_not_offered() -> None:
    assert want(0.96, n_answers=3, needed=0) == 0
    assert want(0.96, n_answers=2, needed=0) == 1


def test_a_target_out_of_reach_is_asked_for_only_until_it_may_be_given_up() -> None:
    assert want(0.5, n_answers=4, needed=math.inf) == 2
    assert want(0.5, n_answers=4, needed=math.inf, in_flight=1) == 1
    assert want(0.5, n_answers=6, needed=math.inf, in_flight=1) == 0


def test_a_full_fit_is_due_after_a_seventh_more_answers_and_at_least_twenty() -> None:
    assert [refit_due(n_answers=n, n_fitted=0) for n in (19, 20)] == [False, True]
    assert [refit_due(n_answers=n, n_fitted=1000) for n in (1149, 1150)] == [False, True]


def level(n_answers: int, confidence: float) -> int:
    return task_level(RULE, n_answers=n_answers, confidence=confidence, n_choices=2)


def test_tasks_without_their_fewest_answers_come_first_then_the_least_certain() -> None:
    assert [level(n, 0.9) for n in range(3)] == [0, 1, 2]
    levels = [level(3, confidence) for confidence in (0.5, 0.65, 0.75, 0.9, 0.95, 1.0)]
    assert levels == sorted(levels)
    assert levels[0] == FRESH_LEVELS
    assert levels[-1] == N_LEVELS - 1


def test_the_able_begin_with_what_others_could_not_settle() -> None:
    assert level_order(able=False)[0] == 0
    assert level_order(able=True)[0] == FRESH_LEVELS


def test_a_task_opens_again_only_when_it_lies_clearly_below_its_target() -> None:
    assert not must_reopen(RULE, confidence=0.925)
    assert must_reopen(RULE, confidence=0.915)


def margin(n: int) -> StopRule:
    return StopRule(target=0.95, min_answers=3, max_answers=10, margin=n)


def nothing(label: int, run: int, *, least: int = 3) -> StopRule:
    return StopRule(target=0.95, min_answers=least, max_answers=10, nothing=NothingHere(label=label, run=run))


@pytest.mark.parametrize(
    ("labels", "leading", "needed"),
    [
        ([0, 1, 0, 0], 0, 0),
        ([0, 1, 0, 0], 1, 4),
        ([0, 1, 2, 0], 0, 1),
        ([0, 0], 0, 0),
        ([], 0, 2),
    ],
)
def test_the_margin_is_counted_to_the_next_of_the_other_options(
    labels: list[int], leading: int, needed: int
) -> None:
    assert tally_votes(margin(2), labels, leading).margin_needed == needed


def test_a_task_closes_by_its_margin_once_it_has_the_fewest_answers() -> None:
    reached = Tally(margin_needed=0)
    assert close(n_answers=2, tally=reached) is None
    assert close(n_answers=3, tally=reached) is CloseReason.MARGIN
    assert close(n_answers=3, tally=Tally(margin_needed=1)) is None
    assert close(n_answers=3, confidence=0.96, tally=reached) is CloseReason.TARGET
    assert close(n_answers=10, tally=reached) is CloseReason.MARGIN


def test_a_task_whose_margin_is_in_reach_is_not_given_up() -> None:
    assert close(n_answers=6, needed=math.inf, tally=Tally(margin_needed=4)) is None
    assert close(n_answers=6, needed=math.inf, tally=Tally(margin_needed=5)) is CloseReason.OUT_OF_REACH


@pytest.mark.parametrize(
    ("labels", "leading", "needed"),
    [
        ([], 0, 3),
        ([1], 1, 2),
        ([1, 1, 1], 1, 0),
        ([0, 1, 1], 1, 1),
        ([1, 1, 0], 1, 3),
        ([0, 0, 1, 1, 1], 0, math.inf),
    ],
)
def test_a_run_that_finds_nothing_is_counted_from_the_end_while_it_leads(
    labels: list[int], leading: int, needed: float
) -> None:
    assert tally_votes(nothing(1, 3), labels, leading).nothing_needed == needed


def test_a_run_that_finds_nothing_closes_even_before_the_fewest_answers() -> None:
    assert close(n_answers=2, tally=Tally(nothing_needed=0)) is CloseReason.NOTHING_HERE
    assert close(n_answers=2, tally=Tally(nothing_needed=1)) is None


def test_no_more_is_asked_than_a_run_or_a_margin_needs() -> None:
    short = nothing(1, 2, least=5)
    assert want_by(short, [], 0, needed=5) == 2, "two who find nothing would be enough"
    assert want_by(short, [0], 0, needed=5) == 5, "somebody saw something"
    assert want_by(short, [1], 1, needed=5) == 1
    assert want_by(margin(2), [0, 0, 1], 0, needed=5) == 1
    assert want_by(margin(2), [0, 0], 0, needed=5) == 1, "the fewest answers are not there"


def want_by(rule: StopRule, labels: list[int], leading: int, *, needed: float) -> int:
    return offers_wanted(
        rule,
        confidence=0.6,
        n_answers=len(labels),
        in_flight=0,
        agreeing_needed=needed,
        tally=tally_votes(rule, labels, leading),
    )


def test_a_margin_or_a_run_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="margin"):
        margin(0)
    for label, run in ((-1, 2), (0, 0)):
        with pytest.raises(ValueError, match="run"):
            NothingHere(label=label, run=run)
