"""Lets a requester say when a project ends at the latest, ends it then, and goes on when the limit is raised."""

from crowd.assignments import AssignmentState
from crowd.errors import Conflict
from crowd.ids import ContributorId, ProjectId
from crowd.limits import change_limits
from crowd.policy import CloseReason
from crowd.projects import DraftStep, Project, ProjectState
from storage.assignments import find_ask, offers_on
from storage.projects import Draft, end_reopening, put_draft, set_limits
from storage.tasks import closed_by, open_task_ids
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.decide_task import Ended, decide_task
from usecases.show_project import PanelScreen, show_panel
from usecases.terms import Terms
from usecases.wake_waiting import wake_for_task
from usecases.withdraw_offers import withdraw_offers

#: Nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def ask_limits(tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, at: int) -> None:
    """Ask on the panel of a launched project when it ends; what is typed next is the answer.

    Raises:
        NotFound: It is not theirs.
        Conflict: It was not launched, or was cancelled.
    """
    project = own_project(tx, project_id, by=by)
    if project.state in {ProjectState.DRAFT, ProjectState.CANCELLED}:
        raise Conflict
    put_draft(tx, by, Draft(project_id=project_id, step=DraftStep.ENDS, message_id=None))
    show_panel(tx, project_id, by, message_id=message_id, screen=PanelScreen.ENDS, at=at)


def store_limits(tx: Tx, project: Project, text: str, *, at: int) -> None:
    """Store when a project ends at the latest, as its requester wrote it.

    Raises:
        Conflict: It was cancelled.
        ValueRefused: The words cannot be read, or the limit is reached already.
    """
    if project.state is ProjectState.CANCELLED:
        raise Conflict
    limits = change_limits(project.limits, text, n_answers=project.n_answers, at=at)
    set_limits(tx, project.id, limits, at=at)


def close_at_limit(tx: Tx, project_id: ProjectId, *, limit: int, terms: Terms, at: int) -> bool:
    """Close some open tasks of a project that takes no more answers; True when there may be more of them."""
    task_ids = open_task_ids(tx, project_id, after=0, limit=limit, least=0)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is None or ask.limits.reached(n_answers=ask.n_project_answers, at=at) is None:
            return False
        offers = offers_on(tx, task_id)
        withdraw_offers(tx, offers, AssignmentState.EXPIRED, at=at)
        decision = decide_task(tx, ask, Ended(offers=len(offers)), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    return len(task_ids) == limit


def reopen_after_limit(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Open those of a page of tasks again that closed by a limit which does not hold any more.

    Returns:
        The last task of the page, from which to go on; None when there is no more.
    """
    reasons = (CloseReason.BUDGET, CloseReason.DEADLINE)
    task_ids, last = closed_by(tx, project_id, *reasons, after=after, limit=limit)
    for task_id in task_ids:
        ask = find_ask(tx, task_id)
        if ask is None or ask.limits.reached(n_answers=ask.n_project_answers, at=at) is not None:
            continue
        decision = decide_task(tx, ask, Ended(), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    if last is None:
        end_reopening(tx, project_id)
    return last
