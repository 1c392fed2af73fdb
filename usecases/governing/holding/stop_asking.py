"""Pauses a project so that only an admin can resume it."""

from crowd.announcing.announcements import AnnouncementState
from crowd.errors import StateConflict
from crowd.ids import ContributorId
from crowd.projects.project import PROJECT_STEPS, Hold, Project, ProjectState
from crowd.states import step
from storage.announcing.announcements import going_announcements
from storage.governing.events import NOBODY, EventType
from storage.projects.projects import set_held, set_project_state
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.governing.keep_history import keep_history


def stop_asking(
    tx: Tx, project: Project, hold: Hold, reason: str = "", *, by: ContributorId = NOBODY, at: int
) -> None:
    """Pause a project so that only an admin can resume it. A tick takes its tasks back from those who hold them.

    Raises:
        StateConflict: It has ended.
    """
    if project.state is not ProjectState.PAUSED:
        step(PROJECT_STEPS, project.state, ProjectState.PAUSED)
        if project.state is not ProjectState.RUNNING:
            raise StateConflict(state=project.state, wanted=ProjectState.PAUSED)
        set_project_state(tx, project.id, ProjectState.PAUSED, was=project.state, at=at)
    set_held(tx, project.id, hold, reason)
    for announcement in going_announcements(tx):
        if announcement.project_id == project.id and announcement.state is AnnouncementState.SENDING:
            end_announcement(tx, announcement, by=by, at=at)
    keep_history(tx, project, EventType.HELD, by=by, reason=reason, at=at)
