"""Shows somebody's card again."""

from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from storage.answering.cards import find_card
from storage.tx import Tx
from usecases.answering.show_card import Screen, deal_next, retire_card
from usecases.answering.turn_card import is_current, let_go, show_task_again
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.meet import arrive
from usecases.terms import Terms


def show_next(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Greeting:
    """Show somebody's card again, as a new message at the end of the chat."""
    contributor = arrive(tx, visitor, at=at)
    if contributor.state is ContributorState.NEW:
        return Greeting.WELCOME
    if contributor.state is ContributorState.PAUSED:
        return Greeting.PAUSED
    card = find_card(tx, visitor.id)
    retire_card(tx, card, at=at)
    previous = card.previous_assignment_id if card else None
    if card is not None and is_current(tx, card):
        show_task_again(tx, card, at=at)
    else:
        nothing = Screen.SETTLED if card is not None and let_go(tx, card, at=at) else Screen.IDLE
        deal_next(tx, visitor.id, previous=previous, nothing=nothing, terms=terms, at=at)
    return Greeting.CARD
