"""The errors of the domain. They hold data, not sentences: handlers/refusals.py chooses what people read.

AskmanyError
+-- NotFound             it does not exist, or it is not yours (a stranger cannot tell which)
+-- NotAllowed           you may not do this
|   +-- NotRequester     only a requester may do this
|   +-- NotAdmin         only an admin may do this
|   +-- Banned           an admin has banned you
|   +-- NotKnown         nothing is stored about you: begin with /start
+-- InvalidInput         the input cannot be used
|   +-- ValueRefused     one value in a dialogue, with the reason
|   |   +-- AnswerRefused    or an answer to a question
|   +-- GoldUnknown      gold labels of a file are not possible answers
+-- Conflict             this cannot be done in the current state
    +-- StateConflict    the current state does not lead to the wanted one
    +-- ProjectIncomplete  the project cannot be launched yet
    +-- NotLaunched      the project was never launched, so there is nothing to show
    +-- ProjectHeld      an admin paused the project, so only an admin can resume it
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


class AskmanyError(Exception):
    """Base class of all errors that the domain raises on purpose."""


class NotFound(AskmanyError):
    """It does not exist, or it is not yours."""


class NotAllowed(AskmanyError):
    """You may not do this."""


class NotRequester(NotAllowed):
    """Only a requester may do this."""


class NotAdmin(NotAllowed):
    """Only an admin may do this."""


@dataclass(eq=False)
class Banned(NotAllowed):
    """An admin has banned you, for this reason in the admin's words."""

    reason: str


class NotKnown(NotAllowed):
    """Nothing is stored about them: they never wrote, or were forgotten."""


class InvalidInput(AskmanyError):
    """The input cannot be used."""


@dataclass(eq=False)
class ValueRefused(InvalidInput):
    """A value in a dialogue was refused; `reason` is the key of the sentence to show, `limits` its arguments."""

    reason: str
    limits: dict[str, str | int | float] = field(default_factory=dict)


class AnswerRefused(ValueRefused):
    """What somebody gave as an answer cannot be one."""


@dataclass(eq=False)
class GoldUnknown(InvalidInput):
    """Some gold labels are not possible answers: the first of them as (row, label), and how many there are in all."""

    kind: str  #: of the question
    rows: Sequence[tuple[int, str]]
    total: int


class Conflict(AskmanyError):
    """This cannot be done in the current state."""


@dataclass(eq=False)
class StateConflict(Conflict):
    """Something in state `state` cannot change to `wanted`."""

    state: str
    wanted: str


@dataclass(eq=False)
class ProjectIncomplete(Conflict):
    """The project cannot be launched until step `step` of its draft is answered."""

    step: str


class NotLaunched(Conflict):
    """The project was never launched: it has no answers and no contributors."""


@dataclass(eq=False)
class ProjectHeld(Conflict):
    """An admin paused the project, for this reason if one was given, so only an admin can resume it."""

    reason: str
