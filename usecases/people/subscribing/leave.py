"""Unsubscribes somebody, whoever wants it."""

from crowd.people.contributors import Contributor, ContributorState
from crowd.people.visitors import Visitor
from storage.answering.cards import leave_card
from storage.governing.events import EventType
from storage.people.contributors import revoke_consent
from storage.projects.panels import forget_panels
from storage.tx import Tx
from usecases.answering.show_card import Screen
from usecases.deciding.close_exhausted import close_left
from usecases.governing.keep_history import keep_person
from usecases.people.subscribing.meet import come_back, meet
from usecases.people.subscribing.move import give_back, move
from usecases.terms import Terms


def leave(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> bool:
    """Unsubscribe somebody: end their consent and offers; return False if they are not subscribed."""
    contributor = come_back(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state not in {ContributorState.ACTIVE, ContributorState.PAUSED}:
        return False
    end_subscription(tx, contributor, ContributorState.LEFT, terms=terms, at=at)
    revoke_consent(tx, visitor.id, at=at)
    keep_person(tx, visitor.id, EventType.UNSUBSCRIBED, at=at)
    return True


def end_subscription(
    tx: Tx, contributor: Contributor, state: ContributorState, *, terms: Terms, at: int
) -> None:
    """Move somebody to LEFT, BLOCKED or BANNED, and close the tasks that only they could still have answered."""
    move(tx, contributor, state, at=at)
    if state is ContributorState.BLOCKED:
        # Nothing can be shown to them now, and when they come back it has to be a new message.
        leave_card(tx, contributor.id)
        forget_panels(tx, contributor.id)
    screen = Screen.BANNED if state is ContributorState.BANNED else Screen.LEFT
    give_back(tx, contributor.id, screen, terms=terms, at=at)
    close_left(tx, contributor.id, at=at)
