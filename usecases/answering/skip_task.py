"""Skips a task, with a reason, and shows the next one."""

from crowd.answering.assignments import AssignmentState, SkipReason
from crowd.ids import AssignmentId, ContributorId
from storage.answering.answers import has_answer
from storage.answering.cards import find_card
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.record_answer import Taken, own_offer, was_on
from usecases.answering.show_card import deal_next
from usecases.answering.wake_waiting import wake_for_task
from usecases.terms import Terms


def skip_task(
    tx: Tx,
    assignment_id: AssignmentId,
    reason: SkipReason,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> Taken:
    """Skip an assignment; its task never comes back to the same person.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
    """
    offer = own_offer(tx, assignment_id, by=by)
    if offer.state is AssignmentState.ANSWERED or has_answer(tx, offer.id):
        return Taken.ANSWERED_BEFORE
    if offer.state is AssignmentState.SKIPPED:
        return Taken.SKIPPED_BEFORE
    taken = Taken.ENDED
    if offer.state is not AssignmentState.WITHDRAWN:
        decision = end_offer(tx, offer, AssignmentState.SKIPPED, skip_reason=reason, at=at)
        wake_for_task(tx, decision, but=by, terms=terms, at=at)
        touch(tx, by, at=at)
        taken = Taken.COUNTED
    card = find_card(tx, by)
    if card is not None and was_on(card, offer):
        deal_next(tx, by, previous=card.previous_assignment_id, terms=terms, at=at)
    return taken
