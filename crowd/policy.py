"""When asking stops, how many people may hold a task at once, and which open task is offered first.

Pure rules over numbers: what they decide is stored with `RULE_VERSION`, so that a result can say which rule
made it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crowd.skill import SkillPrior

#: Stored with each consensus; raise it whenever one of the functions below could decide otherwise than
#: before.
RULE_VERSION = 1

#: Open tasks are offered from level 0 upwards; the index that picks them has this many levels.
N_LEVELS = 8

#: A full fit is due when the answers have grown by this share, and by this many at least. As every answer
#: moves its task at once, more fits buy little: on the rte set 10 % took 3.6 answers a task, 50 % 3.75 and
#: never 3.85, right .910, .918 and .919 of the time. Fits then grow with the logarithm of the answers.
_REFIT_SHARE = 0.5
_REFIT_LEAST = 20

#: A confidence this close below the target counts as reached: sums of logs round.
_ROUNDING = 1e-12


class CloseReason(StrEnum):
    """Why a task takes no more answers."""

    TARGET = "target"
    MAX_ANSWERS = "max_answers"
    NOBODY_LEFT = "nobody_left"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """What a requester asks for: how sure, with how few and how many answers.

    Attributes:
        target: Confidence at which asking stops, above 0 and below 1. For a fixed number of answers let
            minimum and maximum be the same.
        min_answers: Answers a task gets at least, 1 or more.
        max_answers: Answers a task gets at most, `min_answers` or more.
    """

    target: float
    min_answers: int
    max_answers: int

    def __post_init__(self) -> None:
        if not 0.0 < self.target < 1.0:
            raise ValueError(f"target must be above 0 and below 1: {self.target}")
        if not 1 <= self.min_answers <= self.max_answers:
            raise ValueError(f"need 1 <= min <= max answers: {self.min_answers}, {self.max_answers}")

    def is_met(self, *, confidence: float, n_answers: int) -> bool:
        """Whether the answers so far are enough and certain enough."""
        return n_answers >= self.min_answers and confidence >= self.target - _ROUNDING


def why_close(
    rule: StopRule, *, confidence: float, n_answers: int, n_may_answer: int | None, in_flight: int
) -> CloseReason | None:
    """The reason to close a task now, or None while it stays open.

    `CANCELLED` is never returned: a person cancels, not a rule.

    Args:
        rule: What the requester asked for.
        confidence: Posterior probability of the leading label, 0 to 1.
        n_answers: Answers that count.
        n_may_answer: People who have not had the task and may still be offered it; None when it is open to
            all.
        in_flight: Offers that have been made and not yet answered, skipped or expired.

    Returns:
        The first that holds of TARGET, MAX_ANSWERS, NOBODY_LEFT.
    """
    if rule.is_met(confidence=confidence, n_answers=n_answers):
        return CloseReason.TARGET
    if n_answers >= rule.max_answers:
        return CloseReason.MAX_ANSWERS
    if n_may_answer == 0 and in_flight == 0:
        return CloseReason.NOBODY_LEFT
    return None


def offers_wanted(
    rule: StopRule, *, posterior: Sequence[float], n_answers: int, in_flight: int, prior: SkillPrior
) -> int:
    """How many more offers of a task may be outstanding now, besides those in flight.

    Enough that the task could close if the next answers all agreed, and no more: the missing part of
    `min_answers`, or the fewest agreeing answers of a typical contributor that would reach the target. More
    could not be needed before one of them has come; fewer would leave people waiting for a decision that
    cannot fall yet.

    Args:
        rule: What the requester asked for.
        posterior: Probability of each label; uniform for a task without answers.
        n_answers: Answers that count.
        in_flight: Offers outstanding.
        prior: What is believed of a typical contributor.

    Returns:
        A number from 0 to `max_answers - n_answers - in_flight`; at least 1 when the task cannot close
        without another answer and nothing is in flight.
    """
    confidence = max(posterior)
    room = rule.max_answers - n_answers - in_flight
    if room <= 0 or rule.is_met(confidence=confidence, n_answers=n_answers):
        return 0
    missing = max(
        rule.min_answers - n_answers, _agreeing_needed(rule.target, confidence, len(posterior), prior)
    )
    return int(min(max(missing - in_flight, 0), room))


def _agreeing_needed(target: float, confidence: float, n_labels: int, prior: SkillPrior) -> float:
    """The fewest further answers for the leading label that could reach the target; infinite if none."""
    if confidence >= target - _ROUNDING:
        return 0
    gain = math.log(max((n_labels - 1) * prior.right / prior.wrong, 1.0))
    if gain == 0.0:
        return math.inf
    distance = math.log(target / (1.0 - target)) - math.log(confidence / (1.0 - confidence))
    return max(math.ceil(distance / gain - _ROUNDING), 1)


def refit_due(*, n_answers: int, n_fitted: int) -> bool:
    """Whether enough new answers have come for a full fit to be worth its time.

    Args:
        n_answers: Answers that count now, over all tasks of the question.
        n_fitted: The number there was at the last full fit, 0 before the first.

    Returns:
        True once the answers have grown by half, and by 20 at least.
    """
    return n_answers - n_fitted >= max(_REFIT_SHARE * n_fitted, _REFIT_LEAST)


def task_level(n_answers: int) -> int:
    """The priority of an open task, 0 (offered first) to 7: tasks with more answers come first.

    Depth first: a task that was begun is finished before another is opened, so the first results come early,
    and a requester who stops half-way has whole results for what was asked.

    Args:
        n_answers: Answers that count, 0 or more.

    Returns:
        The level; 0 from seven answers on.
    """
    return max(N_LEVELS - 1 - n_answers, 0)
