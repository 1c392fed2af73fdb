"""Ends a project that has reached a limit, and reopens its tasks when its rules have changed."""

from crowd.answering.assignments import AssignmentState
from crowd.deciding.policy import CloseReason
from crowd.ids import ContributorId, ProjectId
from storage.answering.assignments import find_ask, find_offer, offers_on
from storage.answering.tasks import closed_by, open_task_ids
from storage.projects.ending import held_in
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.wake_waiting import wake_for_task
from usecases.answering.withdraw_offers import free_hands, withdraw_offers
from usecases.deciding.decide_task import Ended, decide_task, would_stay_closed
from usecases.terms import Terms

#: Tasks closed for these reasons can reopen when the rules change.
_BY_RULE = tuple(
    reason
    for reason in CloseReason
    if reason not in {CloseReason.CANCELLED, CloseReason.NOBODY_LEFT, CloseReason.KNOWN}
)
#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def close_at_limit(tx: Tx, project_id: ProjectId, *, limit: int, terms: Terms, at: int) -> bool:
    """Close some open tasks of a project that takes no more answers; return True if there may be more to do.

    Offers of its closed tasks are withdrawn as well: no answer counts after the limit.
    """
    task_ids = open_task_ids(tx, project_id, after=0, limit=limit, untouched=True)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is None or ask.limits.reached(n_answers=ask.n_project_answers, at=at) is None:
            return False
        offers = offers_on(tx, task_id)
        withdraw_offers(tx, offers, AssignmentState.EXPIRED, at=at)
        decision = decide_task(tx, ask, Ended(offers=len(offers)), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    return len(task_ids) == limit or _take_back(tx, project_id, limit=limit, at=at) == limit


def _take_back(tx: Tx, project_id: ProjectId, *, limit: int, at: int) -> int:
    """End some of a project's offers whose tasks are closed; return how many."""
    held = held_in(tx, project_id, limit=limit)
    for assignment_id, _, contributor_id in held:
        offer = find_offer(tx, assignment_id)
        if offer is None or offer.limits.reached(n_answers=offer.n_project_answers, at=at) is None:
            return 0
        end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
        free_hands(tx, assignment_id, contributor_id, at=at)
    return len(held)


def reopen_after_change(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Reopen those tasks of a page of closed ones that would not close under the current rules.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    task_ids, last = closed_by(tx, project_id, *_BY_RULE, after=after, limit=limit)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is None or would_stay_closed(tx, ask, at=at):
            continue
        decision = decide_task(tx, ask, Ended(), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    return last
