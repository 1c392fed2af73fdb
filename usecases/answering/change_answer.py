"""Lets a contributor change an answer for a while after giving it."""

from enum import StrEnum

from crowd.answering.assignments import CHANGE_WINDOW, AssignmentState
from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.answers import NewAnswer, add_answer, add_skills, newest_value, supersede
from storage.answering.assignments import Asked, Offer
from storage.answering.cards import find_card
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.ask_if_sure import asks_if_sure
from usecases.answering.record_answer import Given, own_offer
from usecases.answering.show_card import OF_PREVIOUS, Screen, show_card
from usecases.answering.turn_card import back_to_task
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.terms import Terms


class Changed(StrEnum):
    """The outcome of a request to change an answer."""

    OPENED = "OPENED"  #: the card shows the task again
    CHANGED = "CHANGED"
    REOPENED = "REOPENED"  #: changed, and the task takes answers again
    NOT_COUNTED = "NOT_COUNTED"  #: changed, but the answer came too late to count, and still does not count
    SAME = "SAME"  #: the same answer again: nothing changed
    TOO_OLD = "TOO_OLD"  #: the time to change is over: nothing changed
    DOUBTED = "DOUBTED"  #: nothing changed, but the card asks whether they are sure
    NOT_ANSWERED = "NOT_ANSWERED"  #: there is no answer to change


def open_change(tx: Tx, assignment_id: AssignmentId, *, by: ContributorId, at: int) -> Changed:
    """Show the task of an earlier answer again, with its options.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
    """
    offer = own_offer(tx, assignment_id, by=by)
    card = find_card(tx, by)
    refusal = _refusal(offer, at=at)
    if refusal or card is None:
        return refusal or Changed.NOT_ANSWERED
    touch(tx, by, at=at)
    show_card(
        tx,
        by,
        screen=Screen.CHANGE,
        assignment_id=card.assignment_id,
        previous=assignment_id,
        at=at,
    )
    return Changed.OPENED


def change_answer(tx: Tx, given: Given, *, by: ContributorId, terms: Terms, at: int) -> Changed:
    """Replace an answer by another, and decide its task again.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
        InvalidInput: It is no possible answer.
    """
    offer = own_offer(tx, given.assignment_id, by=by)
    return take_change(tx, offer, offer.first, given, terms=terms, at=at)


def take_change(tx: Tx, offer: Offer, asked: Asked, given: Given, *, terms: Terms, at: int) -> Changed:
    """Replace an answer to a question of an offer that was read in this transaction.

    Raises:
        InvalidInput: It is no possible answer.
    """
    value = asked.question.check(given.value)
    refusal = _refusal(offer, at=at)
    if refusal is None and newest_value(tx, offer.id) == value:
        refusal = Changed.SAME
    card = find_card(tx, offer.contributor_id)
    if refusal is None and asks_if_sure(tx, offer, asked, card, value, again=True, at=at):
        return Changed.DOUBTED
    changed = refusal or _replace(tx, offer, asked.question, given, value, terms=terms, at=at)
    if card is not None and Screen(card.screen) in OF_PREVIOUS:
        back_to_task(tx, card, at=at)
    return changed


def _refusal(offer: Offer, *, at: int) -> Changed | None:
    if offer.state is not AssignmentState.ANSWERED or offer.ended_at is None:
        return Changed.NOT_ANSWERED
    return Changed.TOO_OLD if at > offer.ended_at + CHANGE_WINDOW else None


def _replace(
    tx: Tx, offer: Offer, question: Question, given: Given, value: Value, *, terms: Terms, at: int
) -> Changed:
    touch(tx, offer.contributor_id, at=at)
    credit = supersede(tx, offer.id, question.id)
    if credit is not None:
        # The new version has no credit yet: take the old one's back, or the author would have both.
        add_skills(tx, question.id, [(offer.contributor_id, -credit, -1.0)])
    add_answer(
        tx,
        NewAnswer(
            assignment_id=offer.id,
            question=question,
            task_id=offer.task.id,
            contributor_id=offer.contributor_id,
            value=value,
            counted=credit is not None,
            update_id=given.update_id,
            instruction_version=offer.instruction_version,
        ),
        at=at,
    )
    if credit is None:
        return Changed.NOT_COUNTED
    decision = decide_task(tx, offer, Ended(), at=at)
    wake_for_task(tx, decision, but=offer.contributor_id, terms=terms, at=at)
    return Changed.REOPENED if decision.reopened else Changed.CHANGED
