"""Ends offers whose lease is over, so that others get the task if it still needs answers."""

from crowd.answering.assignments import AssignmentState
from crowd.ids import ContributorId
from storage.answering.assignments import expired_offers
from storage.answering.cards import find_card
from storage.conversation.outbox import Priority
from storage.people.contributors import set_waiting
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import Screen, take_back
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import takes_answers
from usecases.terms import Terms

#: Offers ended in one transaction, so that a tick never holds the writer for long.
EXPIRE_AT_ONCE = 50

#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def expire_offers(tx: Tx, *, terms: Terms, at: int) -> int:
    """End some offers whose lease is over; return how many.

    The person's card says so and shows no next task: they are away, and that one would expire too. Anything they
    send brings a new task. If their push was never sent, they go on waiting for one.
    """
    offers = expired_offers(tx, now=at, limit=EXPIRE_AT_ONCE)
    for offer in offers:
        decision = end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
        card = find_card(tx, offer.contributor_id)
        if card is not None and card.assignment_id == offer.id:
            screen = Screen.EXPIRED if takes_answers(offer) else Screen.SETTLED
            unseen = take_back(tx, card, screen=screen, priority=Priority.PUSH, at=at)
            set_waiting(tx, offer.contributor_id, since=at if unseen else None)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    return len(offers)
