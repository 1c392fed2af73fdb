"""Warns people whose time for a task is about to end, and gives more time to those who ask for it."""

from enum import StrEnum

from crowd.answering.assignments import MOST_EXTENSIONS, AssignmentState
from crowd.ids import AssignmentId, ContributorId
from storage.answering.assignments import ending_offers, extend_lease, set_warned
from storage.answering.cards import find_card
from storage.conversation.outbox import Priority
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.record_answer import own_offer
from usecases.answering.show_card import Screen, show_card_again
from usecases.answering.turn_card import show_task_again
from usecases.terms import Terms

#: People warned in one transaction, so that a tick never holds the writer for long.
WARN_AT_ONCE = 50


class MoreTime(StrEnum):
    """The outcome of a request for more time."""

    GIVEN = "GIVEN"
    OVER = "OVER"  #: their time was up, or they had answered: nothing changed
    ENOUGH = "ENOUGH"  #: they have had all the extra time there is: nothing changed


def warn_ending(tx: Tx, *, at: int) -> int:
    """Say on the cards of some offers that they end soon; return how many.

    The card is edited in place, which disturbs nobody.
    """
    offers = ending_offers(tx, now=at, limit=WARN_AT_ONCE)
    for offer in offers:
        set_warned(tx, offer.id)
        card = find_card(tx, offer.contributor_id)
        if card is not None and card.assignment_id == offer.id and card.screen == Screen.TASK:
            show_card_again(tx, card, priority=Priority.PUSH, at=at)
    return len(offers)


def more_time(tx: Tx, assignment_id: AssignmentId, *, by: ContributorId, terms: Terms, at: int) -> MoreTime:
    """Restart the lease of somebody's task, counted from now.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
        NotAllowed: The person unsubscribed.
    """
    offer = own_offer(tx, assignment_id, by=by)
    card = find_card(tx, by)
    if offer.state is not AssignmentState.OFFERED:
        return MoreTime.OVER
    if offer.extensions >= MOST_EXTENSIONS:
        return MoreTime.ENOUGH
    touch(tx, by, at=at)
    extend_lease(tx, offer.id, until=at + (offer.lease or terms.lease))
    if card is not None and card.assignment_id == offer.id:
        show_task_again(tx, card, at=at)
    return MoreTime.GIVEN
