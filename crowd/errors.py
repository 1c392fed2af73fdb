"""The errors of the domain. They hold data, never a sentence: what a person reads is chosen in handlers/refusals.py.

AskmanyError
+-- NotFound             there is no such thing, or it is not yours (a stranger learns nothing from the difference)
+-- NotAllowed           you may not do this
|   +-- NotRequester     only a requester may
|   +-- NotAdmin         only an admin may
+-- InvalidInput         what was sent cannot be used
|   +-- ValueRefused     one value of a dialogue, with the reason
|   +-- GoldUnknown      gold labels of a file are not among the options
+-- Conflict             the thing is in a state in which this cannot be done
    +-- StateConflict    a state does not lead to the wanted one
    +-- ProjectIncomplete  a project cannot be launched yet
    +-- NotLaunched      a project was never launched, so there is nothing of it to show
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


class AskmanyError(Exception):
    """Any error that the domain raises on purpose."""


class NotFound(AskmanyError):
    """There is no such thing, or it is not yours."""


class NotAllowed(AskmanyError):
    """You may not do this."""


class NotRequester(NotAllowed):
    """Only a requester may do this."""


class NotAdmin(NotAllowed):
    """Only an admin may do this."""


class InvalidInput(AskmanyError):
    """What was sent cannot be used."""


@dataclass(eq=False)
class ValueRefused(InvalidInput):
    """One value of a dialogue was refused; `reason` is the key of the sentence, `limits` its arguments."""

    reason: str
    limits: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(eq=False)
class GoldUnknown(InvalidInput):
    """Some gold labels are not among the options: the first of them as (row, label), and how many in all."""

    rows: Sequence[tuple[int, str]]
    total: int


class Conflict(AskmanyError):
    """The thing is in a state in which this cannot be done."""


@dataclass(eq=False)
class StateConflict(Conflict):
    """A thing in state `state` was to become `wanted`, and that is not a step it can take."""

    state: str
    wanted: str


@dataclass(eq=False)
class ProjectIncomplete(Conflict):
    """A project cannot be launched before the draft's `step` is answered."""

    step: str


class NotLaunched(Conflict):
    """A project was never launched: it has no answers, and nobody to tell anything."""
