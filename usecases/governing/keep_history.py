"""Adds to a project's history what somebody did to it."""

from crowd.ids import ContributorId
from crowd.projects.project import Project
from storage.governing.events import Event, EventType, add_event
from storage.tx import Tx


def keep_history(
    tx: Tx, project: Project, event_type: EventType, *, by: ContributorId, reason: str = "", at: int
) -> None:
    """Store what somebody did to a project, with the reason they gave."""
    add_event(
        tx,
        Event(
            at=at,
            actor_id=by,
            about_id=project.requester_id,
            type=event_type,
            project_id=project.id,
            reason=reason,
        ),
    )
