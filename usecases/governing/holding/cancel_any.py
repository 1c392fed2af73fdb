"""Lets an admin cancel anybody's project; its requester is told why, but not by whom."""

from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project
from storage.governing.events import EventType
from storage.projects.projects import set_held
from storage.tx import Tx
from usecases.check_access import any_launched
from usecases.governing.handle_reports import close_reports
from usecases.governing.holding.tell_requester import tell_requester
from usecases.governing.keep_history import keep_history
from usecases.projects.cancel_project import end_project
from usecases.terms import Terms


def cancel_any(
    tx: Tx, project_id: ProjectId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Project:
    """Cancel somebody's project for good, and tell its requester why.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project, or it was never launched.
        StateConflict: It has ended already.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    end_project(tx, project, at=at)
    set_held(tx, project.id, None)
    keep_history(tx, project, EventType.ENDED, by=by, reason=reason, at=at)
    close_reports(tx, project, ReportState.ACTED, at=at)
    tell_requester(tx, project, "project-ended-admin", reason, at=at)
    return project
