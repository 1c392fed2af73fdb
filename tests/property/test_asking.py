"""Nothing is asked that cannot change a decision, and a task moves whatever its size."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.aggregation.online import TaskAnswer, TaskMove, move_task, new_question
from crowd.deciding.policy import (
    NothingHere,
    StopRule,
    offers_wanted,
    tally_votes,
    wants_more_anyway,
    why_close,
)

MOST = 9

answers_of = st.lists(
    st.builds(
        lambda label, right: TaskAnswer(label=label, right=float(right), answered=20.0),
        st.integers(0, 2),
        st.integers(4, 20),
    ),
    max_size=MOST,
)


@st.composite
def rules(draw: st.DrawFn) -> StopRule:
    """Any rule with at most nine answers to three options."""
    return StopRule(
        target=draw(st.sampled_from([0.7, 0.9, 0.99])),
        min_answers=draw(st.integers(1, 4)),
        max_answers=draw(st.integers(4, MOST)),
        margin=draw(st.none() | st.integers(1, 4)),
        nothing=draw(st.none() | st.builds(NothingHere, label=st.integers(0, 2), run=st.integers(1, 4))),
    )


def moved(answers: list[TaskAnswer], rule: StopRule) -> TaskMove:
    more = max(rule.max_answers - len(answers), 0)
    return move_task(answers, new_question(3), target=rule.target, most_more=more)


def closes(answers: list[TaskAnswer], rule: StopRule, *, in_flight: int = 0) -> bool:
    move = moved(answers, rule)
    reason = why_close(
        rule,
        confidence=move.confidence,
        n_answers=len(answers),
        n_may_answer=None,
        in_flight=in_flight,
        agreeing_needed=move.agreeing_needed,
        within_reach=move.within_reach,
        tally=tally_votes(rule, [answer.label for answer in answers], move.label),
    )
    return reason is not None


def wanted(answers: list[TaskAnswer], rule: StopRule, *, in_flight: int) -> int:
    move = moved(answers, rule)
    return offers_wanted(
        rule,
        confidence=move.confidence,
        n_answers=len(answers),
        in_flight=in_flight,
        agreeing_needed=move.agreeing_needed,
        tally=tally_votes(rule, [answer.label for answer in answers], move.label),
    )


@given(answers_of, rules(), st.integers(0, MOST))
def test_what_is_wanted_whatever_the_answers_say_is_wanted_whatever_they_say(
    answers: list[TaskAnswer], rule: StopRule, in_flight: int
) -> None:
    if wants_more_anyway(rule, n_answers=len(answers), in_flight=in_flight):
        assert wanted(answers, rule, in_flight=in_flight) > 0


@given(answers_of, rules(), st.integers(0, MOST))
def test_nobody_is_asked_while_those_who_are_at_it_could_settle_the_task_by_agreeing(
    answers: list[TaskAnswer], rule: StopRule, in_flight: int
) -> None:
    if len(answers) + in_flight > rule.max_answers or closes(answers, rule, in_flight=in_flight):
        return
    move = moved(answers, rule)
    # What would settle an untouched task soonest: they all find nothing, if that is a rule.
    leads = rule.nothing.label if rule.nothing and not answers else move.label
    newcomer = TaskAnswer(label=leads, right=0.0, answered=0.0)
    if closes([*answers, *[newcomer] * in_flight], rule):
        assert wanted(answers, rule, in_flight=in_flight) == 0


@given(answers_of, rules())
def test_a_task_that_is_closed_is_asked_of_nobody(answers: list[TaskAnswer], rule: StopRule) -> None:
    move = moved(answers, rule)
    if closes(answers, rule) and move.agreeing_needed < math.inf:
        assert wanted(answers, rule, in_flight=0) == 0


@given(answers_of, rules())
def test_those_who_are_asked_are_enough_to_settle_the_task_if_they_agree(
    answers: list[TaskAnswer], rule: StopRule
) -> None:
    if closes(answers, rule):
        return
    asked = wanted(answers, rule, in_flight=0)
    assert asked >= 1
    move = moved(answers, rule)
    leads = rule.nothing.label if rule.nothing and not answers else move.label
    newcomer = TaskAnswer(label=leads, right=0.0, answered=0.0)
    settled = closes([*answers, *[newcomer] * asked], rule)
    assert settled or move.agreeing_needed == math.inf


def test_a_task_without_answers_or_with_one_option_moves() -> None:
    nothing = move_task([], new_question(4))
    assert (nothing.posterior, nothing.label, nothing.credits) == ((0.25,) * 4, 0, ())
    alone = move_task([TaskAnswer(label=0, right=0.0, answered=0.0)] * 3, new_question(1))
    assert (alone.confidence, alone.vote_share) == (1.0, 1.0)


def test_one_answer_leads_and_one_person_alone_is_not_believed_blindly() -> None:
    one = move_task([TaskAnswer(label=2, right=0.0, answered=0.0)], new_question(4))
    assert one.label == 2
    assert 0.25 < one.confidence < 0.95


def test_two_thousand_answers_to_one_task_stay_finite() -> None:
    answers = [TaskAnswer(label=n % 3 == 0, right=30.0, answered=40.0) for n in range(2_000)]
    move = move_task(answers, new_question(2), target=0.95, most_more=1_000)
    assert move.label == 0
    assert 0.5 < move.confidence < 1.0
    assert math.fsum(move.posterior) == pytest.approx(1.0)


def test_ten_thousand_options_are_possible() -> None:
    answers = [TaskAnswer(label=label, right=30.0, answered=40.0) for label in (9_999, 9_999, 4)]
    move = move_task(answers, new_question(10_000), target=0.95, most_more=5)
    assert move.label == 9_999
    assert math.fsum(move.posterior) == pytest.approx(1.0)
