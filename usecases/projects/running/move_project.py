"""Moves a launched project from one state to another."""

from crowd.ids import ProjectId
from crowd.projects.project import PROJECT_STEPS, ProjectState
from crowd.states import step
from storage.projects.projects import set_project_state
from storage.tx import Tx


def move_project(
    tx: Tx,
    project_id: ProjectId,
    state: ProjectState,
    wanted: ProjectState,
    *,
    first: ProjectState,
    at: int,
) -> None:
    """Move a project from state `first`: several states lead to RUNNING, and each has a button of its own.

    Raises:
        StateConflict: It is in another state.
    """
    step(PROJECT_STEPS if state is first else {state: set()}, state, wanted)
    set_project_state(tx, project_id, wanted, was=state, at=at)
