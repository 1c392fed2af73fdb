"""A contributor: somebody who answers, and whether they may be asked."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from crowd.states import Steps


class ContributorState(StrEnum):
    """Whether somebody may be asked."""

    NEW = "NEW"  #: wrote to the bot, has not agreed to anything
    ACTIVE = "ACTIVE"  #: subscribed
    PAUSED = "PAUSED"  #: wants nothing for now
    LEFT = "LEFT"  #: unsubscribed
    BLOCKED = "BLOCKED"  #: blocked the bot


CONTRIBUTOR_STEPS: Steps[ContributorState] = {
    ContributorState.NEW: {ContributorState.ACTIVE, ContributorState.LEFT, ContributorState.BLOCKED},
    ContributorState.ACTIVE: {ContributorState.PAUSED, ContributorState.LEFT, ContributorState.BLOCKED},
    ContributorState.PAUSED: {ContributorState.ACTIVE, ContributorState.LEFT, ContributorState.BLOCKED},
    #: Coming back asks for consent anew.
    ContributorState.LEFT: {ContributorState.NEW, ContributorState.BLOCKED},
    #: Whoever unblocks is where they were before.
    ContributorState.BLOCKED: {
        ContributorState.NEW,
        ContributorState.ACTIVE,
        ContributorState.PAUSED,
        ContributorState.LEFT,
    },
}


class Role(StrEnum):
    """What somebody may do beyond answering. Admins are named in the settings, not here."""

    REQUESTER = "REQUESTER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Somebody who wrote to the bot."""

    id: ContributorId
    state: ContributorState
    state_before: ContributorState | None
    locale: str
    consent_version: int | None
