"""An assignment: one task offered to one contributor, and the states it goes through."""

from collections.abc import Sequence
from enum import StrEnum

from crowd.ids import MINUTE
from crowd.states import Steps


class AssignmentState(StrEnum):
    """What became of an offer."""

    OFFERED = "OFFERED"
    ANSWERED = "ANSWERED"
    SKIPPED = "SKIPPED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


ASSIGNMENT_STEPS: Steps[AssignmentState] = {
    AssignmentState.OFFERED: {
        AssignmentState.ANSWERED,
        AssignmentState.SKIPPED,
        AssignmentState.EXPIRED,
        AssignmentState.WITHDRAWN,
    },
    AssignmentState.ANSWERED: set(),
    AssignmentState.SKIPPED: set(),
    #: The same person may get it again, after others; or answer late.
    AssignmentState.EXPIRED: {AssignmentState.OFFERED, AssignmentState.ANSWERED, AssignmentState.SKIPPED},
    #: A press that comes after the project was cancelled is stored, not counted.
    AssignmentState.WITHDRAWN: {AssignmentState.ANSWERED},
}


class SkipReason(StrEnum):
    """Why a contributor passed on a task."""

    DONT_KNOW = "DONT_KNOW"
    UNCLEAR = "UNCLEAR"
    BROKEN = "BROKEN"
    NOT_FOR_ME = "NOT_FOR_ME"


#: How long an answer can be changed after it was given.
CHANGE_WINDOW = 15 * MINUTE

#: A lease is so many times as long as all but the slowest tenth of a project's answers took, and at least so long.
_LEASE_TIMES = 5
LEAST_LEASE = 5 * MINUTE
#: Answers whose times are looked at, the newest; with less than the second number nothing is known yet.
LEASE_SAMPLE = 500
_LEASE_KNOWN = 20
#: The card tells of the end when this share of the lease is left, and more time may be asked for so often.
_WARN_SHARE = 4
MOST_EXTENSIONS = 3


def fit_lease(times: Sequence[int], *, most: int) -> int | None:
    """How long a task is kept for somebody, by how long the project's answers took.

    Args:
        times: Microseconds from offer to answer, in any order.
        most: A lease is never longer.

    Returns:
        Microseconds; None while there are too few answers to tell.
    """
    if len(times) < _LEASE_KNOWN:
        return None
    slow = sorted(times)[(9 * len(times)) // 10]
    return min(max(_LEASE_TIMES * slow, LEAST_LEASE), most)


def warn_from(*, offered_for: int) -> int:
    """How long before its end a lease of so many microseconds is told to be ending."""
    return offered_for // _WARN_SHARE
