"""Closes the tasks of a project that has reached a limit, and takes back what people hold of it."""

from crowd.answering.assignments import AssignmentState
from crowd.ids import ContributorId, ProjectId
from storage.answering.asks import find_ask
from storage.answering.assignments import find_offer, offers_on
from storage.answering.tasks import open_task_ids
from storage.projects.ending import held_in
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.wake_waiting import wake_for_task
from usecases.answering.withdraw_offers import free_hands, withdraw_offers
from usecases.deciding.decide_task import Ended, decide_task
from usecases.terms import Terms

#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def close_at_limit(tx: Tx, project_id: ProjectId, *, limit: int, terms: Terms, at: int) -> bool:
    """Close some open tasks of a project that takes no more answers; return True if there may be more to do.

    Offers of its closed tasks are withdrawn as well: no answer counts after the limit.
    """
    task_ids = open_task_ids(tx, project_id, after=0, limit=limit, least=0)
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
