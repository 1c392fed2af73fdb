"""Follows somebody through the questions of their task: which one comes next, and what to show then."""

from crowd.answering import path
from crowd.answering.assignments import AssignmentState
from crowd.answering.path import Answers
from crowd.people.pace import local_day
from storage.answering.assignments import Offer, renew_lease
from storage.answering.cards import Card
from storage.people.paces import count_task
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import TIME_IS_UP, Screen, deal_next, show_card
from usecases.answering.wake_waiting import wake_for_task
from usecases.terms import Terms


def was_on(card: Card, offer: Offer) -> bool:
    """Return whether a card shows the offer, or says that the time for it is up."""
    expired = Screen(card.screen) in TIME_IS_UP and offer.state is AssignmentState.EXPIRED
    return card.assignment_id == offer.id or (expired and card.assignment_id is None)


def go_on(
    tx: Tx, offer: Offer, own: Answers, found: Answers, card: Card | None, *, terms: Terms, at: int
) -> None:
    """Show the question of an offer that comes next; after the last, end the offer and show the next task."""
    place = path.next_question(offer.asked, own, found)
    if place is None:
        _end(tx, offer, card, terms=terms, at=at)
        return
    renew_lease(tx, offer.id, until=at + (offer.lease or terms.lease))
    if card is not None and card.assignment_id == offer.id:
        show_card(
            tx,
            card.chat_id,
            screen=Screen.TASK,
            assignment_id=offer.id,
            previous=card.previous_assignment_id,
            position=place,
            at=at,
        )


def _end(tx: Tx, offer: Offer, card: Card | None, *, terms: Terms, at: int) -> None:
    by = offer.contributor_id
    decision = end_offer(tx, offer, AssignmentState.ANSWERED, at=at)
    wake_for_task(tx, decision, but=by, terms=terms, at=at)
    paced = count_task(tx, by, day=local_day(offer.zone, at), at=at)
    if card is not None and was_on(card, offer):
        deal_next(tx, by, previous=offer.id, paced=paced, terms=terms, at=at)
