"""Lets an admin resume a project that an admin or reports paused."""

from crowd.errors import StateConflict
from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project, ProjectState
from storage.governing.events import EventType
from storage.projects.projects import set_held, set_project_state
from storage.tx import Tx
from usecases.check_access import any_launched
from usecases.governing.handle_reports import close_reports
from usecases.governing.holding.tell_requester import tell_requester
from usecases.governing.keep_history import keep_history
from usecases.terms import Terms


def release_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> Project:
    """Resume a project that an admin or reports paused; if it has ended in the meantime, only lift the hold.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project.
        StateConflict: No admin paused it.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    if project.held is None or project.state is ProjectState.CANCELLED:
        raise StateConflict(state=project.state, wanted=ProjectState.RUNNING)
    set_held(tx, project.id, None)
    if project.state is ProjectState.PAUSED:
        set_project_state(tx, project.id, ProjectState.RUNNING, was=ProjectState.PAUSED, at=at)
    keep_history(tx, project, EventType.RELEASED, by=by, at=at)
    close_reports(tx, project, ReportState.DISMISSED, at=at)
    tell_requester(tx, project, "project-released", at=at)
    return project
