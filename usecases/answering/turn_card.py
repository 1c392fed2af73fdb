"""Turns a contributor's card to another of its screens and back."""

from dataclasses import replace

from crowd.answering.assignments import AssignmentState
from crowd.answering.path import next_question
from crowd.ids import AssignmentId, ContributorId
from storage.answering.assignments import Offer, find_offer
from storage.answering.cards import Card, find_card
from storage.answering.forms import own_answers
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.record_answer import own_offer
from usecases.answering.show_card import OF_PREVIOUS, Screen, kept_on, show_card, show_card_again
from usecases.deciding.decide_task import takes_answers


def turn_card(
    tx: Tx,
    assignment_id: AssignmentId,
    screen: Screen,
    page: int,
    *,
    by: ContributorId,
    at: int,
) -> bool:
    """Show another screen or page of the card; return False if the button belongs to a card that is gone.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
    """
    own_offer(tx, assignment_id, by=by)
    card = find_card(tx, by)
    current = None if card is None else _subject(card, screen)
    if card is None or current != assignment_id:
        return False
    touch(tx, by, at=at)
    was_previous = Screen(card.screen) in OF_PREVIOUS
    if screen is Screen.TASK and (card.assignment_id is None or was_previous):
        back_to_task(tx, card, at=at)
        return True
    show_card(
        tx,
        by,
        screen=screen,
        page=max(page, 0),
        assignment_id=card.assignment_id,
        previous=card.previous_assignment_id,
        partial=kept_on(card, screen),
        position=card.position if was_previous == (screen in OF_PREVIOUS) else 0,
        at=at,
    )
    return True


def show_task_again(tx: Tx, card: Card, *, at: int) -> None:
    """Show the open task again, with what they have of an answer if that is what the card shows."""
    if Screen(card.screen) in OF_PREVIOUS:
        back_to_task(tx, card, at=at)
        return
    partial = kept_on(card, Screen.TASK)
    show_card_again(tx, replace(card, screen=Screen.TASK, page=0, partial=partial), at=at)


def back_to_task(tx: Tx, card: Card, *, at: int) -> None:
    """Show the open task again, with the question that comes next, or that there is none."""
    offer = None if card.assignment_id is None else find_offer(tx, card.assignment_id)
    place = None
    if offer is not None and offer.is_form:
        own = values_of(own_answers(tx, offer.id))
        place = next_question(offer.asked, own, found_in(tx, offer))
    show_card(
        tx,
        card.chat_id,
        screen=Screen.TASK if card.assignment_id is not None else Screen.IDLE,
        assignment_id=card.assignment_id,
        previous=card.previous_assignment_id,
        position=place or 0,
        at=at,
    )


def _subject(card: Card, screen: Screen) -> AssignmentId | None:
    """Return the assignment that a button leading to `screen` must belong to."""
    if screen in OF_PREVIOUS or Screen(card.screen) in OF_PREVIOUS:
        return card.previous_assignment_id
    return card.assignment_id


def is_current(tx: Tx, card: Card) -> bool:
    """Return whether somebody's card shows a task that they hold and that still needs an answer.

    If others have settled it, their answer still counts, but if they ask for the next task they get another one.
    """
    offer = _held(tx, card)
    return offer is not None and takes_answers(offer)


def is_held(tx: Tx, card: Card) -> bool:
    """Return whether somebody's card shows a task that they hold, even one that others have settled."""
    return _held(tx, card) is not None


def let_go(tx: Tx, card: Card, *, at: int) -> bool:
    """End the offer of the task on somebody's card; return False if they hold none."""
    offer = _held(tx, card)
    if offer is None:
        return False
    end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
    return True


def _held(tx: Tx, card: Card) -> Offer | None:
    offer = None if card.assignment_id is None else find_offer(tx, card.assignment_id)
    return offer if offer is not None and offer.state is AssignmentState.OFFERED else None
