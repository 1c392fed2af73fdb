"""Turns a card to another question of its task: back to one that was answered, or on to the one that comes next."""

from crowd.answering.path import next_question, reached
from crowd.ids import AssignmentId, ContributorId
from storage.answering.cards import find_card
from storage.answering.forms import own_answers
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.record_answer import own_offer
from usecases.answering.show_card import OF_PREVIOUS, Screen, show_card


def turn_to_question(
    tx: Tx, assignment_id: AssignmentId, position: int, *, by: ContributorId, at: int
) -> bool:
    """Show a question of a task on the card; return False if the button belongs to a card that is gone.

    Raises:
        NotFound: The assignment or the question does not exist or is somebody else's.
    """
    offer = own_offer(tx, assignment_id, by=by)
    offer.at(position)
    card = find_card(tx, by)
    if card is None:
        return False
    is_previous = Screen(card.screen) in OF_PREVIOUS
    if assignment_id != (card.previous_assignment_id if is_previous else card.assignment_id):
        return False
    own, found = values_of(own_answers(tx, assignment_id)), found_in(tx, offer)
    is_behind = position in own and position in reached(offer.asked, own, found)
    if not is_behind and position != next_question(offer.asked, own, found):
        return False
    touch(tx, by, at=at)
    show_card(
        tx,
        by,
        screen=Screen.CHANGE if is_previous else Screen.TASK,
        assignment_id=card.assignment_id,
        previous=card.previous_assignment_id,
        position=position,
        at=at,
    )
    return True
