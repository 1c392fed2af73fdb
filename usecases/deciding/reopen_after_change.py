"""Reopens the closed tasks of a project whose rules have changed, if they would not close under the new ones."""

from crowd.deciding.policy import CloseReason
from crowd.ids import ContributorId, ProjectId
from storage.answering.asks import find_ask
from storage.answering.tasks import closed_by
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task, would_stay_closed
from usecases.terms import Terms

#: Tasks closed for these reasons can reopen when the rules change.
_BY_RULE = tuple(
    reason
    for reason in CloseReason
    if reason
    not in {CloseReason.CANCELLED, CloseReason.NOBODY_LEFT, CloseReason.KNOWN, CloseReason.NOT_APPLICABLE}
)
#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


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
