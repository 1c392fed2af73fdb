"""Gives a requester what they need to invite people to a project: a link, its QR code and a text to forward."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from crowd.answering.pushing import PRESENT
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project, ProjectState
from storage.announcing.invites import Arrivals, add_invite, count_arrivals, find_invite
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.projects.projects import find_project
from storage.projects.reach import Reach, has_open_tasks, reach_of_all, reach_of_named
from storage.tx import Spot, Tx
from usecases.check_access import own_project
from usecases.terms import Terms

#: Prefix of a deep link's payload that leads to a project.
INVITE_PREFIX = "p_"
#: Random bytes in a token, so that nobody finds a project by guessing.
_TOKEN_BYTES = 12
#: People who come to a project in one of these states can be asked now or later.
_TAKES_PEOPLE = frozenset({ProjectState.RUNNING, ProjectState.PAUSED})


class InvitePart(StrEnum):
    """The messages that a requester gets."""

    NUMBERS = "NUMBERS"  #: the link, and how many people it has brought
    TO_FORWARD = "TO_FORWARD"  #: the link as a QR code, with a text for those who are invited


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteView:
    """What a requester sees about inviting people to a project.

    Attributes:
        project: The project.
        token: The token in its link.
        reach: The people it can ask now.
        arrivals: How far the people got who opened the link.
    """

    project: Project
    token: str
    reach: Reach
    arrivals: Arrivals


def invite_people(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> bool:
    """Send a requester what they need to invite people; return False if the project is not running.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        NotRequester: They are no longer a requester.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.state not in _TAKES_PEOPLE:
        return False
    send_invite(tx, project_id, to=by, at=at)
    return True


def send_invite(
    tx: Tx, project_id: ProjectId, *, to: ContributorId, spot: Spot | None = None, at: int
) -> None:
    """Make a project's link, unless it has one, and send it; its numbers are shown in a spot if one is given."""
    add_invite(tx, project_id, secrets.token_urlsafe(_TOKEN_BYTES), at=at)
    for part in InvitePart:
        body: dict[str, object] = {"part": part}
        add_out(
            tx,
            OutType.INVITE,
            to,
            ref=project_id,
            body=body,
            spot=spot if part is InvitePart.NUMBERS else None,
            priority=Priority.REPLY,
            due_at=at,
        )


def read_invite(tx: Tx, project_id: ProjectId, *, at: int) -> InviteView | None:
    """Return what a requester sees about inviting people; None for a project without a link.

    It reads all contributors, so run it on a connection of its own.
    """
    project, token = find_project(tx, project_id), find_invite(tx, project_id)
    if project is None or token is None:
        return None
    return InviteView(
        project=project,
        token=token,
        reach=_reach(tx, project, at=at),
        arrivals=count_arrivals(tx, project_id),
    )


def _reach(tx: Tx, project: Project, *, at: int) -> Reach:
    seen_after = at - PRESENT
    if not has_open_tasks(tx, project.id):
        return reach_of_named(tx, project.id, seen_after=seen_after)
    return reach_of_all(tx, project.subject, but=project.requester_id, seen_after=seen_after)
