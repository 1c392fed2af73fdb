"""Records that somebody blocked the bot."""

from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from storage.answering.cards import leave_message
from storage.governing.events import EventType
from storage.people.contributors import find_contributor
from storage.tx import Tx
from usecases.governing.keep_history import keep_person
from usecases.people.subscribing.leave import end_subscription
from usecases.terms import Terms

#: States in which it changes nothing that somebody blocks the bot.
_OUT = frozenset({ContributorState.BLOCKED, ContributorState.BANNED})


def block(
    tx: Tx, contributor_id: ContributorId, *, unretired: int | None = None, terms: Terms, at: int
) -> None:
    """Record that somebody blocked the bot: they are offered nothing until they come back.

    If that kept an older card, `unretired`, from losing its buttons, it loses them when they come back.
    """
    contributor = find_contributor(tx, contributor_id)
    if contributor is not None and contributor.state not in _OUT:
        end_subscription(tx, contributor, ContributorState.BLOCKED, terms=terms, at=at)
        keep_person(tx, contributor_id, EventType.BLOCKED, at=at)
    if unretired is not None:
        leave_message(tx, contributor_id, unretired)
