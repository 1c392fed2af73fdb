"""Stops offering tasks to somebody for now."""

from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.answering.show_card import Screen
from usecases.governing.keep_history import keep_person
from usecases.people.subscribing.meet import come_back, meet
from usecases.people.subscribing.move import give_back, move
from usecases.terms import Terms


def pause(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> bool:
    """Stop offering tasks to somebody for now; return False if they are not subscribed."""
    contributor = come_back(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is ContributorState.PAUSED:
        return True
    if contributor.state is not ContributorState.ACTIVE:
        return False
    move(tx, contributor, ContributorState.PAUSED, at=at)
    keep_person(tx, visitor.id, EventType.BREAK_BEGUN, at=at)
    give_back(tx, visitor.id, Screen.PAUSED, terms=terms, at=at)
    return True
