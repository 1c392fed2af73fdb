"""Moves somebody from one state to another, with what they hold and see."""

from crowd.answering.assignments import AssignmentState
from crowd.errors import NotFound
from crowd.ids import ContributorId
from crowd.people.contributors import CONTRIBUTOR_STEPS, Contributor, ContributorState
from crowd.states import step
from storage.answering.assignments import offers_of
from storage.answering.cards import find_card, put_card, take_left_card
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import EventType
from storage.people.contributors import find_contributor, set_contributor_state, set_waiting
from storage.people.paces import set_pause_until
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import Screen, show_card
from usecases.answering.wake_waiting import wake_for_task
from usecases.governing.keep_history import keep_person
from usecases.terms import Terms


def move(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> None:
    """Move somebody to a state that may follow theirs."""
    step(CONTRIBUTOR_STEPS, contributor.state, state)
    set_contributor_state(tx, contributor.id, state, was=contributor.state, at=at)


def moved(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> Contributor:
    """Move somebody to a state that may follow theirs, and return them as they are then."""
    move(tx, contributor, state, at=at)
    found = find_contributor(tx, contributor.id)
    if found is None:
        raise NotFound
    return found


def end_pause(tx: Tx, contributor: Contributor, *, by: ContributorId, at: int) -> None:
    """Make somebody active again who was paused, because they or nobody asked for it."""
    move(tx, contributor, ContributorState.ACTIVE, at=at)
    set_pause_until(tx, contributor.id, None)
    keep_person(tx, contributor.id, EventType.BREAK_ENDED, by=by, at=at)


def retire_left(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Take the buttons off the card that was left behind: only that of the card that comes next is live."""
    left = take_left_card(tx, contributor_id)
    if left is not None:
        add_out(tx, OutType.RETIRE, contributor_id, ref=left, priority=Priority.CARD, due_at=at)


def give_back(tx: Tx, contributor_id: ContributorId, screen: Screen, *, terms: Terms, at: int) -> None:
    """End the offers somebody holds, so that others get the tasks at once."""
    set_waiting(tx, contributor_id, since=None)
    for offer in offers_of(tx, contributor_id):
        decision = end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
        wake_for_task(tx, decision, but=contributor_id, terms=terms, at=at)
    card = find_card(tx, contributor_id)
    if card is None:
        return
    if card.spot is not None:
        show_card(tx, contributor_id, screen=screen, at=at)
    else:
        # There is no message to edit and no reason to send one, but the card must not treat the task as still open.
        put_card(
            tx,
            contributor_id,
            screen=screen,
            page=0,
            assignment_id=None,
            previous_assignment_id=None,
            at=at,
        )
