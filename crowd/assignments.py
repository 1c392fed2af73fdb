"""An assignment: one task offered to one contributor, and the states it goes through."""

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
