"""Adds to the history what was done to a project, with an announcement, or to somebody."""

from crowd.announcing.announcements import Announcement
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project
from storage.governing.events import Event, EventType, add_event
from storage.tx import Tx


def keep_history(
    tx: Tx, project: Project, event_type: EventType, *, by: ContributorId, reason: str = "", at: int
) -> None:
    """Store what somebody did to a project, NOBODY if it happened by itself, with the reason they gave."""
    keep_of_project(tx, project.id, project.requester_id, event_type, by=by, reason=reason, at=at)


def keep_of_project(
    tx: Tx,
    project_id: ProjectId,
    requester_id: ContributorId,
    event_type: EventType,
    *,
    by: ContributorId,
    reason: str = "",
    at: int,
) -> None:
    """Store what somebody did to a project of which only the number and the requester are known."""
    event = Event(
        at=at, actor_id=by, about_id=requester_id, type=event_type, project_id=project_id, reason=reason
    )
    add_event(tx, event)


def keep_announced(
    tx: Tx, announcement: Announcement, event_type: EventType, *, by: ContributorId, reason: str = "", at: int
) -> None:
    """Store what somebody did with an announcement; if it is about a project, this is part of the project's history."""
    about, of = announcement.author_id, announcement.project_id
    add_event(tx, Event(at=at, actor_id=by, about_id=about, type=event_type, project_id=of, reason=reason))


def keep_person(
    tx: Tx,
    who: ContributorId,
    event_type: EventType,
    *,
    by: ContributorId | None = None,
    reason: str = "",
    at: int,
) -> None:
    """Store what happened to a contributor; they did it themselves unless `by` says otherwise."""
    actor = who if by is None else by
    add_event(tx, Event(at=at, actor_id=actor, about_id=who, type=event_type, reason=reason))
