"""Lets an admin pause somebody's project; its requester is told why, but not by whom."""

from crowd.errors import StateConflict
from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Hold, Project, ProjectState
from storage.tx import Tx
from usecases.check_access import any_launched
from usecases.governing.handle_reports import close_reports
from usecases.governing.holding.stop_asking import stop_asking
from usecases.governing.holding.tell_requester import tell_requester
from usecases.terms import Terms


def hold_project(
    tx: Tx, project_id: ProjectId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Project:
    """Pause somebody's project until an admin resumes it, and tell its requester why.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project, or it was never launched.
        StateConflict: It has ended, or an admin paused it already.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    if project.held is Hold.ADMIN:
        raise StateConflict(state=project.state, wanted=ProjectState.PAUSED)
    stop_asking(tx, project, Hold.ADMIN, reason, by=by, at=at)
    close_reports(tx, project, ReportState.ACTED, at=at)
    tell_requester(tx, project, "project-held", reason, at=at)
    return project
