"""States, the steps allowed between them, and the one function that refuses all others."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import TypeVar

from crowd.errors import StateConflict

State = TypeVar("State", bound=StrEnum)
Steps = Mapping[State, AbstractSet[State]]


def step(steps: "Steps[State]", state: State, wanted: State) -> State:
    """Return `wanted` if the table allows the step from `state` to it.

    Raises:
        StateConflict: The table has no such step.
    """
    if wanted not in steps[state]:
        raise StateConflict(state=str(state), wanted=str(wanted))
    return wanted
