"""Pauses a project that several people reported."""

from crowd.ids import ProjectId
from crowd.projects.project import Hold, ProjectState
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.governing.holding.stop_asking import stop_asking
from usecases.governing.holding.tell_requester import tell_requester


def pause_by_reports(tx: Tx, project_id: ProjectId, *, at: int) -> bool:
    """Pause a project that several people reported until an admin has looked at it; False if it does not run."""
    project = find_project(tx, project_id)
    if project is None or project.state is not ProjectState.RUNNING:
        return False
    stop_asking(tx, project, Hold.REPORTS, at=at)
    tell_requester(tx, project, "project-held-reports", at=at)
    return True
