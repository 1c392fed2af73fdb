"""Ends a project whose tasks are all closed for good, and tells its requester; or reopens it."""

from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId
from crowd.projects.project import PROJECT_STEPS, ProjectState
from crowd.states import step
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.deciding.rules import count_closed_by
from storage.governing.events import NOBODY, EventType
from storage.projects.projects import find_project, set_project_state, state_before_end
from storage.tx import Tx
from usecases.governing.keep_history import keep_history

#: Reasons that end a whole project, whatever answers its tasks have.
_LIMITS = (CloseReason.BUDGET, CloseReason.DEADLINE)


def finish_project(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Mark a project as completed and write to its requester, with why if a limit closed some of its tasks."""
    project = find_project(tx, project_id)
    if project is None or project.state not in {ProjectState.RUNNING, ProjectState.PAUSED}:
        return
    closed_by = count_closed_by(tx, project_id)
    limit = next((reason for reason in _LIMITS if reason in closed_by), None)
    step(PROJECT_STEPS, project.state, ProjectState.COMPLETED)
    set_project_state(tx, project_id, ProjectState.COMPLETED, was=project.state, at=at)
    keep_history(tx, project, EventType.COMPLETED, by=NOBODY, reason=limit or "", at=at)
    add_out(
        tx,
        OutType.TEXT,
        project.requester_id,
        ref=project_id,
        body={
            "key": f"project-ended-{limit}" if limit else "project-complete",
            "args": {"project": project.name, "tasks": project.n_tasks, "answers": project.n_answers},
        },
        priority=Priority.REPORT,
        due_at=at,
    )


def reopen_project(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Reopen a completed project because one of its tasks is open again; one that was paused is paused again."""
    project = find_project(tx, project_id)
    if project is not None and project.state is ProjectState.COMPLETED:
        before = state_before_end(tx, project_id)
        step(PROJECT_STEPS, project.state, before)
        set_project_state(tx, project_id, before, was=project.state, at=at)
        keep_history(tx, project, EventType.REOPENED, by=NOBODY, at=at)
