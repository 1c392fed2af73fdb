"""Whether a task's target may still be reached, given how little is known about people."""

import math
from dataclasses import replace

import pytest

from crowd.aggregation.online import TaskAnswer, TaskMove, move_task, new_question
from crowd.deciding.policy import NO_TALLY, CloseReason, StopRule, stays_closed, stays_given_up, why_close

RULE = StopRule(target=0.95, min_answers=3, max_answers=6)


def said(*labels: int, n_known: int, target: float = 0.95, most: int = 6) -> TaskMove:
    """What answers of newcomers say, in a crowd of which a full fit has seen so many answers."""
    model = replace(new_question(3), n_answers=n_known)
    answers = [TaskAnswer(label=label, right=0.0, answered=0.0) for label in labels]
    return move_task(answers, model, target=target, most_more=most - len(labels))


def close(move: TaskMove) -> CloseReason | None:
    return why_close(
        RULE,
        confidence=move.confidence,
        n_answers=len(move.credits),
        n_may_answer=None,
        in_flight=0,
        agreeing_needed=move.agreeing_needed,
        within_reach=move.within_reach,
    )


@pytest.mark.parametrize("n_known", [0, 100, 1_000_000])
def test_a_task_on_which_all_agree_is_never_given_up_while_it_may_get_answers(n_known: int) -> None:
    move = said(1, 1, 1, 1, n_known=n_known, target=0.999)
    assert move.agreeing_needed == math.inf
    assert move.within_reach
    assert close(replace(move, confidence=0.9)) is None


def test_nothing_is_given_up_for_a_target_that_an_abler_crowd_would_reach_until_the_crowd_is_known() -> None:
    """Four answers, two more may come; people who are right three times in four could not settle it."""
    labels = (1, 1, 1, 0)
    assert said(*labels, n_known=0).agreeing_needed == math.inf
    reach = [said(*labels, n_known=n_known).within_reach for n_known in (0, 20, 100_000)]
    assert reach[0]
    assert not reach[-1]
    assert reach == sorted(reach, reverse=True), "what is learned only takes hope away"
    assert close(said(*labels, n_known=0)) is None
    assert close(said(*labels, n_known=100_000)) is CloseReason.OUT_OF_REACH


def test_a_task_on_which_everybody_says_something_else_is_given_up_all_the_same() -> None:
    assert close(said(0, 1, 2, 0, 1, n_known=0)) is CloseReason.OUT_OF_REACH


def test_hope_moves_no_confidence() -> None:
    assert said(1, 1, 0, n_known=0).posterior == said(1, 1, 0, n_known=10_000).posterior


@pytest.mark.parametrize(
    ("confidence", "n_answers", "stays"),
    [(0.96, 4, True), (0.93, 4, True), (0.91, 4, False), (0.95, 6, True), (0.93, 6, False)],
)
def test_a_target_that_was_met_holds_on_until_the_last_fit_is_clearly_below_it(
    confidence: float, n_answers: int, stays: bool
) -> None:
    assert stays_closed(RULE, confidence=confidence, n_answers=n_answers) is stays


@pytest.mark.parametrize(
    ("confidence", "needed", "stays"),
    [(0.7, math.inf, True), (0.8, 3, True), (0.8, 2, False), (0.96, 0, False)],
)
def test_what_was_given_up_is_asked_again_once_half_of_what_may_still_come_would_settle_it(
    confidence: float, needed: float, stays: bool
) -> None:
    rule = StopRule(target=0.95, min_answers=3, max_answers=8)
    given_up = stays_given_up(
        rule, confidence=confidence, n_answers=4, agreeing_needed=needed, tally=NO_TALLY
    )
    assert given_up is stays
