"""When asking stops, how many people may hold a task at once, and which open task is offered first.

Pure rules over numbers. Their decisions are stored with `RULE_VERSION`, so that a result shows which rule made
it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Stored with each consensus; increase it whenever one of the functions below could decide differently than
#: before.
RULE_VERSION = 6

#: Open tasks are offered from level 0 upwards; the index that picks them has this many levels.
N_LEVELS = 8

#: The first levels are for tasks that do not have the fewest answers yet.
FRESH_LEVELS = 3

#: A full fit is due when the answers have grown by this share, and by at least this many. With more fits, fewer tasks
#: close early on an estimate that a later fit revises: on four public sets, a share of .25 takes 2 % more answers than
#: .15 and is 0.4 points less accurate. The number of fits grows with the logarithm of the answers.
_REFIT_SHARE = 0.15
_REFIT_LEAST = 20

#: A task that cannot reach its target with more answers is given up once it has this share of the most it may get.
#: On the rte set (target .95, 2 to 10 answers) that saves one answer in six and costs half a point of accuracy.
_GIVE_UP_SHARE = 0.6

#: A task that closed at its target reopens when its confidence has fallen this far below. Some tasks of the
#: bluebirds set close early on little knowledge: closed tasks are right in 93.2 %, with .05 in 92.7 %, with .015 in
#: 93.9 %; on the rte set these take 4.1, 4.0 and 4.3 answers per task.
_REOPEN_BELOW = 0.03

#: A confidence this close below the target counts as reached, because sums of logarithms round.
_ROUNDING = 1e-12


class CloseReason(StrEnum):
    """Why a task takes no more answers."""

    TARGET = "target"
    NOTHING_HERE = "nothing_here"
    MARGIN = "margin"
    MAX_ANSWERS = "max_answers"
    OUT_OF_REACH = "out_of_reach"
    NOBODY_LEFT = "nobody_left"
    BUDGET = "budget"
    DEADLINE = "deadline"
    KNOWN = "known"  #: it is gold, which is only asked to learn about people
    CANCELLED = "cancelled"
    NOT_APPLICABLE = (
        "not_applicable"  #: an earlier question of the task was decided as something that rules it out
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingHere:
    """An option that means "nothing here", for which a short run of answers is enough: most photos are empty.

    Attributes:
        label: The option.
        run: How many answers in a row for it close a task, 1 or more, whatever `min_answers` is.
    """

    label: int
    run: int

    def __post_init__(self) -> None:
        if self.label < 0 or self.run < 1:
            raise ValueError(f"the option must be 0 or more and the run 1 or more: {self.label}, {self.run}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many votes a task lacks to close, however able the voters are; infinite if no rule looks at votes.

    Attributes:
        margin_needed: Further votes for the leading label needed to reach the margin; 0 or less once it is reached.
        nothing_needed: Further answers in a row needed to decide that there is nothing; 0 or less once decided.
    """

    margin_needed: float = math.inf
    nothing_needed: float = math.inf


#: For a rule that does not look at votes.
NO_TALLY = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """When asking stops, as the requester wants it: the confidence, and the fewest and the most answers.

    Attributes:
        target: Confidence at which asking stops, above 0 and below 1. For a fixed number of answers, set the
            minimum and maximum to the same number.
        min_answers: Fewest answers per task, 1 or more.
        max_answers: Most answers per task, `min_answers` or more.
        margin: After `min_answers`, a task closes once its leading label has this many more votes than any other, 1 or
            more; None for no such rule.
        nothing: The option for which a run of answers closes a task; None for no such rule.
    """

    target: float
    min_answers: int
    max_answers: int
    margin: int | None = None
    nothing: NothingHere | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.target < 1.0:
            raise ValueError(f"target must be above 0 and below 1: {self.target}")
        if not 1 <= self.min_answers <= self.max_answers:
            raise ValueError(f"answers must satisfy 1 <= min <= max: {self.min_answers}, {self.max_answers}")
        if self.margin is not None and self.margin < 1:
            raise ValueError(f"margin must be 1 or more: {self.margin}")

    @property
    def fewest(self) -> int:
        """The fewest answers with which a task can close."""
        return min(self.min_answers, self.nothing.run) if self.nothing else self.min_answers

    @property
    def enough_to_give_up(self) -> int:
        """The number of answers from which a task closes if it can no longer reach its target, `min_answers` or more.

        With fewer answers, those still to come may teach enough about people for the target to be reached after all.
        """
        return max(self.min_answers, math.ceil(_GIVE_UP_SHARE * self.max_answers))

    def is_met(self, *, confidence: float, n_answers: int) -> bool:
        """Whether the answers so far are enough and certain enough."""
        return n_answers >= self.min_answers and confidence >= self.target - _ROUNDING


def tally_votes(rule: StopRule, labels: Sequence[int], leading: int) -> Tally:
    """Count how many votes a task lacks to close.

    Args:
        rule: What the requester asked for.
        labels: The answers that count, in the order of their offers.
        leading: The label that the task would close with.

    Returns:
        The tally. A run only counts if its label is leading or there are no answers yet: a late run does not outvote
        earlier answers.
    """
    if rule.margin is None and rule.nothing is None:
        return NO_TALLY
    margin_needed = nothing_needed = math.inf
    if rule.margin is not None:
        others = [label for label in labels if label != leading]
        second = max((others.count(label) for label in set(others)), default=0)
        margin_needed = rule.margin - (len(labels) - len(others) - second)
    if rule.nothing is not None and (leading == rule.nothing.label or not labels):
        nothing_needed = rule.nothing.run - _run_of(rule.nothing.label, labels)
    return Tally(margin_needed=margin_needed, nothing_needed=nothing_needed)


def _run_of(label: int, labels: Sequence[int]) -> int:
    """How many of the last labels in a row are `label`."""
    run = 0
    for one in reversed(labels):
        if one != label:
            break
        run += 1
    return run


def _fewest_needed(rule: StopRule, agreeing_needed: float, tally: Tally, n_answers: int) -> float:
    """The fewest further votes for the leading label needed to reach the target or the margin."""
    within = n_answers + tally.margin_needed <= rule.max_answers
    return min(agreeing_needed, tally.margin_needed) if within else agreeing_needed


def why_close(
    rule: StopRule,
    *,
    confidence: float,
    n_answers: int,
    n_may_answer: int | None,
    in_flight: int,
    agreeing_needed: float,
    within_reach: bool = False,
    tally: Tally = NO_TALLY,
    project_over: CloseReason | None = None,
) -> CloseReason | None:
    """Return the reason to close a task now, or None if it stays open.

    Never returns `KNOWN` or `CANCELLED`, which come from the requester, nor `NOT_APPLICABLE`, which comes from other
    questions.

    Args:
        rule: What the requester asked for.
        confidence: Posterior probability of the leading label, 0 to 1.
        n_answers: Number of answers that count.
        n_may_answer: How many people have not had the task and may still be offered it; None if it is open to
            everybody.
        in_flight: Number of offers not yet answered, skipped or expired.
        agreeing_needed: The fewest further answers for the leading label needed to reach the target; infinite if
            even the most that the task may get would not.
        within_reach: Whether the target may still be reached, given how little is known about people.
        tally: The votes it lacks.
        project_over: Why the whole project takes no more answers, BUDGET or DEADLINE; None while it does.

    Returns:
        The first of TARGET, NOTHING_HERE, MARGIN, MAX_ANSWERS, `project_over`, NOBODY_LEFT, OUT_OF_REACH that applies.
    """
    if rule.is_met(confidence=confidence, n_answers=n_answers):
        return CloseReason.TARGET
    if tally.nothing_needed <= 0:
        return CloseReason.NOTHING_HERE
    if n_answers >= rule.min_answers and tally.margin_needed <= 0:
        return CloseReason.MARGIN
    if n_answers >= rule.max_answers:
        return CloseReason.MAX_ANSWERS
    if project_over is not None:
        return project_over
    if in_flight > 0:
        return None
    if n_may_answer == 0:
        return CloseReason.NOBODY_LEFT
    needed = _fewest_needed(rule, agreeing_needed, tally, n_answers)
    if n_answers >= rule.enough_to_give_up and needed == math.inf and not within_reach:
        return CloseReason.OUT_OF_REACH
    return None


def must_reopen(rule: StopRule, *, confidence: float) -> bool:
    """Whether to ask a task that closed at its target again, now that more is known about people.

    Args:
        rule: What the requester asked for.
        confidence: The task's confidence after the full fit.

    Returns:
        True if the confidence is clearly below the target, so that a task does not keep closing and reopening.
    """
    return confidence < rule.target - _REOPEN_BELOW


def stays_given_up(
    rule: StopRule, *, confidence: float, n_answers: int, agreeing_needed: float, tally: Tally
) -> bool:
    """Whether a task that was given up stays closed, now that more is known about people.

    Args:
        rule: What the requester asked for.
        confidence: The task's confidence after the full fit.
        n_answers: Answers that count.
        agreeing_needed: The fewest further answers for the leading label needed to reach the target.
        tally: The votes it lacks.

    Returns:
        False if its rule is met, or would be with half of the answers it may still get: a task that needs all of them
        would be given up again at the first one that disagrees.
    """
    if rule.is_met(confidence=confidence, n_answers=n_answers):
        return False
    needed = _fewest_needed(rule, agreeing_needed, tally, n_answers)
    return min(needed, tally.nothing_needed) > (rule.max_answers - n_answers) / 2


def stays_closed(rule: StopRule, *, confidence: float, n_answers: int) -> bool:
    """Whether a task that closed at its target stays closed, now that more is known about people.

    Args:
        rule: What the requester asked for.
        confidence: The task's confidence after the full fit.
        n_answers: Answers that count.

    Returns:
        False if it has to be asked again or, if it may get no more answers, once it is below the target at all.
    """
    if n_answers >= rule.max_answers:
        return rule.is_met(confidence=confidence, n_answers=n_answers)
    return not must_reopen(rule, confidence=confidence)


def offers_wanted(
    rule: StopRule,
    *,
    confidence: float,
    n_answers: int,
    in_flight: int,
    agreeing_needed: float,
    tally: Tally = NO_TALLY,
) -> int:
    """Return how many more offers of a task may be made now, besides those in flight.

    Just enough for the task to close if the next answers all agree: what is missing to `min_answers`, or the fewest
    agreeing answers from typical contributors that would reach the target or the margin; or, if all answers so far
    say so, what is missing for a run that finds nothing. More cannot be needed before one of these arrives; fewer
    would leave people waiting for a decision that cannot be made yet.

    Args:
        rule: What the requester asked for.
        confidence: Probability of the leading label.
        n_answers: Number of answers that count.
        in_flight: Number of offers in flight.
        agreeing_needed: The fewest further answers for the leading label needed to reach the target; infinite if
            even the most that the task may get would not.
        tally: The votes it lacks.

    Returns:
        A number from 0 to `max_answers - n_answers - in_flight`; at least 1 if the task cannot close without
        another answer and nothing is in flight.
    """
    room = rule.max_answers - n_answers - in_flight
    if room <= 0 or rule.is_met(confidence=confidence, n_answers=n_answers):
        return 0
    needed = _fewest_needed(rule, agreeing_needed, tally, n_answers)
    if needed == math.inf:
        # The target seems out of reach: learn more until that is enough to close the task.
        needed = max(rule.enough_to_give_up - n_answers, 1)
    missing = min(max(rule.min_answers - n_answers, needed), tally.nothing_needed)
    return int(min(max(missing - in_flight, 0), room))


def wants_more_anyway(rule: StopRule, *, n_answers: int, in_flight: int) -> bool:
    """Whether `offers_wanted` is above 0 whatever the answers say, because the fewest are not yet given or in flight.

    Args:
        rule: What the requester asked for.
        n_answers: Answers that count.
        in_flight: Offers outstanding.

    Returns:
        False if it depends on the answers.
    """
    return rule.nothing is None and n_answers + in_flight < rule.min_answers


def refit_due(*, n_answers: int, n_fitted: int) -> bool:
    """Whether there are enough new answers for a full fit to be worth its time.

    Args:
        n_answers: Current number of answers that count, over all tasks of the question.
        n_fitted: That number at the last full fit, 0 before the first.

    Returns:
        True once the answers have grown by a fixed share and by at least 20.
    """
    return n_answers - n_fitted >= max(_REFIT_SHARE * n_fitted, _REFIT_LEAST)


def task_level(rule: StopRule, *, n_answers: int, confidence: float, n_choices: int) -> int:
    """The priority of an open task, 0 (offered first) to 7.

    First, every task gets the fewest answers that its requester asked for, tasks with fewer answers before those
    with more: many tasks show who is able before anything is decided. Then the least certain tasks come first.

    Args:
        rule: What the requester asked for.
        n_answers: Answers that count, 0 or more.
        confidence: Probability of the leading label.
        n_choices: Among how many answers somebody who guesses would choose.

    Returns:
        The level.
    """
    if n_answers < rule.min_answers:
        return min(n_answers, FRESH_LEVELS - 1)
    blind = 1.0 / n_choices
    sure = (confidence - blind) / max(rule.target - blind, _ROUNDING)
    unsure_levels = N_LEVELS - FRESH_LEVELS
    return FRESH_LEVELS + min(int(max(sure, 0.0) * unsure_levels), unsure_levels - 1)


def level_order(*, able: bool) -> tuple[int, ...]:
    """The order in which a person is offered the levels: able people start with tasks that others could not decide.

    Args:
        able: Whether the person is known to be right more often than a typical contributor.

    Returns:
        All levels.
    """
    fresh, unsure = tuple(range(FRESH_LEVELS)), tuple(range(FRESH_LEVELS, N_LEVELS))
    return unsure + fresh if able else fresh + unsure
