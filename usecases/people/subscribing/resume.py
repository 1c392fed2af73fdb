"""Offers somebody tasks again."""

from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from storage.tx import Tx
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.meet import come_back, meet
from usecases.people.subscribing.move import end_pause
from usecases.people.subscribing.show_next import show_next
from usecases.terms import Terms


def resume(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Greeting:
    """Offer somebody tasks again."""
    contributor = come_back(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is ContributorState.PAUSED:
        end_pause(tx, contributor, by=visitor.id, at=at)
    return show_next(tx, visitor, terms=terms, at=at)
