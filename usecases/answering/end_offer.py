"""Ends an offer that got no answer that counts, so that others can have the task."""

from crowd.answering.assignments import ASSIGNMENT_STEPS, AssignmentState, SkipReason
from crowd.states import step
from storage.answering.assignments import Offer
from storage.answering.assignments import end_offer as store_end
from storage.answering.skips import add_skip
from storage.answering.tasks import find_task, set_offer
from storage.projects.counts import Counts, add_counts, add_offered
from storage.tx import Tx
from usecases.deciding.decide_task import Decision, Ended, decide_task, takes_answers


def end_offer(
    tx: Tx, offer: Offer, state: AssignmentState, *, skip_reason: SkipReason | None = None, at: int
) -> Decision | None:
    """Move an offer to SKIPPED, EXPIRED or WITHDRAWN; return None if that leaves nothing to decide.

    Raises:
        StateConflict: The offer is in a state that does not lead there.
    """
    step(ASSIGNMENT_STEPS, offer.state, state)
    in_flight = 1 if offer.state is AssignmentState.OFFERED else 0
    store_end(tx, offer.id, state, was=offer.state, at=at, skip_reason=skip_reason)
    skips = 1 if state is AssignmentState.SKIPPED else 0
    if skips and skip_reason is not None:
        add_skip(tx, offer.project_id, offer.task.id, skip_reason)
    if takes_answers(offer):
        ended = Ended(offers=in_flight, skips=skips, requeue=state is AssignmentState.EXPIRED)
        return decide_task(tx, offer, ended, at=at)
    if in_flight or skips:
        drop_offer(tx, offer, in_flight=in_flight, skips=skips)
    if skips:
        add_counts(tx, offer.project_id, Counts(skips=skips), at=at)
    return None


def drop_offer(tx: Tx, offer: Offer, *, in_flight: int = 1, skips: int = 0) -> None:
    """Update the counts of a closed task: one offer in flight fewer, or one skip more."""
    task = find_task(tx, offer.task.id)
    set_offer(tx, task.id, n_offered=task.n_offered - in_flight, offer=False, skips=skips)
    if in_flight:
        add_offered(tx, task.project_id, -in_flight)
