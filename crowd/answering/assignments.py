"""An assignment: one task offered to one contributor, and the states it goes through."""

from collections.abc import Sequence
from enum import StrEnum

from crowd.ids import MINUTE
from crowd.states import Steps


class AssignmentState(StrEnum):
    """What happened to an offer."""

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
    #: The same person may get it again after others have, or may answer late.
    AssignmentState.EXPIRED: {AssignmentState.OFFERED, AssignmentState.ANSWERED, AssignmentState.SKIPPED},
    #: A press that arrives after the project was cancelled is stored but does not count.
    AssignmentState.WITHDRAWN: {AssignmentState.ANSWERED},
}


class SkipReason(StrEnum):
    """Why a contributor skipped a task."""

    DONT_KNOW = "DONT_KNOW"
    UNCLEAR = "UNCLEAR"
    BROKEN = "BROKEN"
    NOT_FOR_ME = "NOT_FOR_ME"


#: How long people can change an answer.
CHANGE_WINDOW = 15 * MINUTE

#: A lease is this many times what all but the slowest tenth of a project's answers took, and at least `LEAST_LEASE`.
_LEASE_TIMES = 5
LEAST_LEASE = 5 * MINUTE
#: How many of the newest answers to look at, and the fewest that are enough to tell.
LEASE_SAMPLE = 500
_LEASE_KNOWN = 20
#: The card warns when one part in this many of the lease is left, and people may ask for more time this often.
_WARN_SHARE = 4
MOST_EXTENSIONS = 3


def fit_lease(times: Sequence[int], *, most: int) -> int | None:
    """Decide how long to keep a task for somebody, from how long the project's answers took.

    Args:
        times: Microseconds from offer to answer, in any order.
        most: The longest possible lease.

    Returns:
        The lease in microseconds; None while there are too few answers to tell.
    """
    if len(times) < _LEASE_KNOWN:
        return None
    slow = sorted(times)[(9 * len(times)) // 10]
    return min(max(_LEASE_TIMES * slow, LEAST_LEASE), most)


def warn_from(*, offered_for: int) -> int:
    """Return how long before the end of a lease to warn, in microseconds."""
    return offered_for // _WARN_SHARE
