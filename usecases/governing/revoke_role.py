"""Lets an admin take the right to ask people from a requester."""

from enum import StrEnum

from crowd.announcing.announcements import AnnouncementState
from crowd.ids import ContributorId
from crowd.people.contributors import Role
from crowd.projects.project import ProjectState
from storage.announcing.announcements import going_announcements
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import Event, EventType, add_event
from storage.people.contributors import end_role
from storage.projects.panels import forget_panels
from storage.projects.projects import reopen_paused, running_of, set_project_state
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import check_admin
from usecases.governing.keep_history import keep_of_project
from usecases.governing.leave_asking import leave_asking
from usecases.terms import Terms


class Revoked(StrEnum):
    """What came of taking somebody's right to ask people."""

    REVOKED = "REVOKED"
    NO_REQUESTER = "NO_REQUESTER"  #: they were given no right
    IS_ADMIN = "IS_ADMIN"  #: admins are named in the settings
    OPEN = "OPEN"  #: the settings let everybody ask people


def revoke_role(
    tx: Tx, requester_id: ContributorId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Revoked:
    """Make somebody a requester no longer, pause their running projects, stop their announcements, and tell them why.

    Raises:
        NotAdmin: They are not an admin.
    """
    check_admin(by, terms=terms)
    if terms.open_requesters:
        return Revoked.OPEN
    if requester_id in terms.admin_ids:
        return Revoked.IS_ADMIN
    if not end_role(tx, requester_id, Role.REQUESTER):
        return Revoked.NO_REQUESTER
    leave_asking(tx, requester_id, at=at)
    for project_id in running_of(tx, requester_id):
        set_project_state(tx, project_id, ProjectState.PAUSED, was=ProjectState.RUNNING, at=at)
        keep_of_project(tx, project_id, requester_id, EventType.PAUSED, by=by, reason=reason, at=at)
    reopen_paused(tx, requester_id)
    forget_panels(tx, requester_id)
    for announcement in going_announcements(tx):
        if announcement.author_id == requester_id and announcement.state is AnnouncementState.SENDING:
            end_announcement(tx, announcement, by=by, at=at)
    event = Event(at=at, actor_id=by, about_id=requester_id, type=EventType.REVOKED, reason=reason)
    add_event(tx, event)
    body: dict[str, object] = {"key": "revoked-you", "args": {"reason": reason}}
    add_out(tx, OutType.TEXT, requester_id, body=body, priority=Priority.REPORT, due_at=at)
    return Revoked.REVOKED
