"""A contributor: somebody who answers, and whether the bot may ask them."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from crowd.states import Steps


class ContributorState(StrEnum):
    """Whether the bot may ask somebody."""

    NEW = "NEW"  #: wrote to the bot but has not agreed to anything yet
    ACTIVE = "ACTIVE"  #: subscribed
    PAUSED = "PAUSED"  #: wants nothing for now
    LEFT = "LEFT"  #: unsubscribed
    BLOCKED = "BLOCKED"  #: blocked the bot


CONTRIBUTOR_STEPS: Steps[ContributorState] = {
    ContributorState.NEW: {ContributorState.ACTIVE, ContributorState.LEFT, ContributorState.BLOCKED},
    ContributorState.ACTIVE: {ContributorState.PAUSED, ContributorState.LEFT, ContributorState.BLOCKED},
    ContributorState.PAUSED: {ContributorState.ACTIVE, ContributorState.LEFT, ContributorState.BLOCKED},
    #: People who come back are asked for consent again.
    ContributorState.LEFT: {ContributorState.NEW, ContributorState.BLOCKED},
    #: People who unblock the bot return to their previous state.
    ContributorState.BLOCKED: {
        ContributorState.NEW,
        ContributorState.ACTIVE,
        ContributorState.PAUSED,
        ContributorState.LEFT,
    },
}


class Role(StrEnum):
    """What somebody may do besides answering. Admins are listed in the settings, not here."""

    REQUESTER = "REQUESTER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Somebody who has written to the bot."""

    id: ContributorId
    state: ContributorState
    state_before: ContributorState | None
    locale: str
    consent_version: int | None
