"""Pauses a project."""

from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import ProjectState
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.governing.keep_history import keep_history
from usecases.projects.running.move_project import move_project
from usecases.projects.show_project import show_panel
from usecases.terms import Terms


def pause_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Stop offering a project's tasks for now. People can still answer those they hold.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It is not running.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    move_project(tx, project_id, project.state, ProjectState.PAUSED, first=ProjectState.RUNNING, at=at)
    keep_history(tx, project, EventType.PAUSED, by=by, at=at)
    show_panel(tx, project_id, by, at=at)
