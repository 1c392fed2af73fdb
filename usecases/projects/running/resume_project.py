"""Resumes a paused project."""

from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import ProjectState
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.check_access import check_not_held, own_project
from usecases.governing.keep_history import keep_history
from usecases.projects.running.move_project import move_project
from usecases.projects.show_project import show_panel
from usecases.terms import Terms


def resume_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Offer a paused project's tasks again.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It is not paused.
        ProjectHeld: An admin paused it.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    check_not_held(project)
    move_project(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.PAUSED, at=at)
    keep_history(tx, project, EventType.RESUMED, by=by, at=at)
    show_panel(tx, project_id, by, at=at)
