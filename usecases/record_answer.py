"""Stores the answer that somebody tapped, decides the task anew and shows the next one."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.assignments import ASSIGNMENT_STEPS, AssignmentState
from crowd.errors import InvalidInput, NotAllowed, NotFound
from crowd.ids import AssignmentId, ContributorId
from crowd.pace import local_day
from crowd.states import step
from storage.answers import NewAnswer, add_answer, has_answer
from storage.assignments import Offer, end_offer, find_offer
from storage.cards import Card, find_card
from storage.contributors import find_contributor
from storage.paces import count_task, find_pace
from storage.projects import Counts, add_counts
from storage.tx import Tx
from usecases.decide_task import Ended, decide_task, takes_answers
from usecases.end_offer import drop_offer
from usecases.name_contributor import name_contributor
from usecases.show_card import Screen, adopt_message, deal_next
from usecases.terms import Terms
from usecases.wake_waiting import wake_for_task


class Taken(StrEnum):
    """What became of a tap on an option."""

    COUNTED = "COUNTED"
    LATE = "LATE"  #: stored, but the task was closed before
    ANSWERED_BEFORE = "ANSWERED_BEFORE"  #: nothing changed
    SKIPPED_BEFORE = "SKIPPED_BEFORE"  #: nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A tap on one of a card's option buttons."""

    assignment_id: AssignmentId
    label: int
    message_id: int
    update_id: int | None = None


def record_answer(tx: Tx, tap: Tap, *, by: ContributorId, terms: Terms, at: int) -> Taken:
    """Take a tap on an option as the answer to its assignment.

    A press on an assignment that was really issued is always stored; whether it counts depends on whether
    its task is still open, and its project takes answers.

    Raises:
        NotFound: There is no such assignment, or it was offered to somebody else.
        NotAllowed: The person unsubscribed: without consent nothing is stored.
        InvalidInput: There is no such option.
    """
    offer = own_offer(tx, tap.assignment_id, by=by)
    if not 0 <= tap.label < offer.n_options:
        raise InvalidInput
    card = find_card(tx, by)
    adopt_message(tx, card, tap.message_id)
    if offer.state is AssignmentState.ANSWERED or has_answer(tx, offer.id):
        return Taken.ANSWERED_BEFORE
    if offer.state is AssignmentState.SKIPPED:
        return Taken.SKIPPED_BEFORE
    taken = _store(tx, offer, tap, at=at)
    count_task(tx, by, day=local_day(find_pace(tx, by)[0].zone, at), at=at)
    if taken is Taken.COUNTED:
        in_flight = 1 if offer.state is AssignmentState.OFFERED else 0
        decision = decide_task(tx, offer, Ended(offers=in_flight, answers=1, by=by), at=at)
        wake_for_task(tx, decision, but=by, terms=terms, at=at)
    elif offer.state is AssignmentState.OFFERED:
        _give_back(tx, offer, at=at)
    if card is not None and was_on(card, offer):
        deal_next(tx, by, previous=offer.id, terms=terms, at=at)
    return taken


def _give_back(tx: Tx, offer: Offer, *, at: int) -> None:
    """End the offer of an answer that came too late to count."""
    if takes_answers(offer):
        # The project's limit is reached, and the tick that closes its tasks is still to come.
        decide_task(tx, offer, Ended(offers=1), at=at)
    else:
        drop_offer(tx, offer)


def own_offer(tx: Tx, assignment_id: AssignmentId, *, by: ContributorId) -> Offer:
    """Return an assignment of somebody who may act on it.

    Raises:
        NotFound: There is no such assignment, or it was offered to somebody else.
        NotAllowed: The person does not, or no longer, agree that answers are stored.
    """
    offer = find_offer(tx, assignment_id)
    if offer is None or offer.contributor_id != by:
        raise NotFound
    contributor = find_contributor(tx, by)
    if contributor is None or contributor.consent_version is None:
        raise NotAllowed
    return offer


def was_on(card: Card, offer: Offer) -> bool:
    """Tell whether a card shows the offer, or that it expired and went on to others."""
    expired = card.screen == Screen.EXPIRED and offer.state is AssignmentState.EXPIRED
    return card.assignment_id == offer.id or (expired and card.assignment_id is None)


def _store(tx: Tx, offer: Offer, tap: Tap, *, at: int) -> Taken:
    counted = takes_answers(offer) and offer.limits.reached(n_answers=offer.n_project_answers, at=at) is None
    step(ASSIGNMENT_STEPS, offer.state, AssignmentState.ANSWERED)
    end_offer(tx, offer.id, AssignmentState.ANSWERED, was=offer.state, at=at)
    name_contributor(tx, offer.contributor_id, offer.project_id)
    add_answer(
        tx,
        NewAnswer(
            assignment_id=offer.id,
            question_id=offer.question_id,
            task_id=offer.task_id,
            contributor_id=offer.contributor_id,
            label=tap.label,
            counted=counted,
            update_id=tap.update_id,
            instruction_version=offer.instruction_version,
        ),
        at=at,
    )
    if not counted:
        add_counts(tx, offer.project_id, Counts(late=1), at=at)
    return Taken.COUNTED if counted else Taken.LATE
