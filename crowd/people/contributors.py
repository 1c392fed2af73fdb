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
    BANNED = "BANNED"  #: an admin banned them


#: People may block the bot, and be banned, whatever their state.
_AT_ANY_TIME = frozenset({ContributorState.BLOCKED, ContributorState.BANNED})

CONTRIBUTOR_STEPS: Steps[ContributorState] = {
    ContributorState.NEW: {ContributorState.ACTIVE, ContributorState.LEFT, *_AT_ANY_TIME},
    ContributorState.ACTIVE: {ContributorState.PAUSED, ContributorState.LEFT, *_AT_ANY_TIME},
    ContributorState.PAUSED: {ContributorState.ACTIVE, ContributorState.LEFT, *_AT_ANY_TIME},
    #: People who come back are asked for consent again.
    ContributorState.LEFT: {ContributorState.NEW, *_AT_ANY_TIME},
    #: People who unblock the bot return to their previous state.
    ContributorState.BLOCKED: {
        ContributorState.NEW,
        ContributorState.ACTIVE,
        ContributorState.PAUSED,
        ContributorState.LEFT,
        ContributorState.BANNED,
    },
    #: People whose ban ends return to their state from before it.
    ContributorState.BANNED: {
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
