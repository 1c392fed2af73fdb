"""Checks what somebody may do before it is done for them."""

from crowd.errors import Banned, NotAdmin, NotFound, NotLaunched, NotRequester, ProjectHeld
from crowd.ids import ContributorId, ProjectId
from crowd.people.contributors import Role
from crowd.projects.project import Project, ProjectState
from storage.governing.bans import find_ban, is_banned
from storage.people.contributors import has_role
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.terms import Terms


def is_requester(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> bool:
    """Tell whether somebody may ask people now, whatever they could do before."""
    if contributor_id in terms.admin_ids:
        return True
    if is_banned(tx, contributor_id):
        return False
    return terms.open_requesters or has_role(tx, contributor_id, Role.REQUESTER)


def check_not_banned(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> None:
    """Check that somebody is not banned; admins never are, even if they were banned before they became one.

    Raises:
        Banned: They are.
    """
    ban = find_ban(tx, contributor_id)
    if ban is not None and contributor_id not in terms.admin_ids:
        raise Banned(ban.reason)


def check_requester(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> None:
    """Check that somebody is a requester or an admin.

    Raises:
        NotRequester: They are neither.
    """
    if not is_requester(tx, contributor_id, terms=terms):
        raise NotRequester


def check_admin(contributor_id: ContributorId, *, terms: Terms) -> None:
    """Check that somebody is an admin.

    Raises:
        NotAdmin: They are not.
    """
    if contributor_id not in terms.admin_ids:
        raise NotAdmin


def own_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms) -> Project:
    """Return one of a requester's own projects, if they still are one: an old button outlives the right to press it.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: There is no such project, or it is somebody else's; a stranger cannot tell the two apart.
    """
    check_requester(tx, by, terms=terms)
    project = find_project(tx, project_id)
    if project is None or project.requester_id != by:
        raise NotFound
    return project


def check_not_held(project: Project) -> None:
    """Check that a project's requester decides whether it runs.

    Raises:
        ProjectHeld: An admin paused it.
    """
    if project.held is not None and project.state is not ProjectState.CANCELLED:
        raise ProjectHeld(project.held_reason)


def seen_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms) -> Project:
    """Return a project whose tasks somebody may look at: one of their own, or for an admin any that was launched.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: There is no such project, or it is somebody else's.
    """
    if by in terms.admin_ids:
        project = find_project(tx, project_id)
        if project is not None and project.launched_at is not None:
            return project
    return own_project(tx, project_id, by=by, terms=terms)


def any_launched(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms) -> Project:
    """Return anybody's launched project to an admin.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project.
    """
    check_admin(by, terms=terms)
    project = find_project(tx, project_id)
    if project is None or project.launched_at is None:
        raise NotFound
    return project


def launched_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms) -> Project:
    """Return one of a requester's own projects that was launched, whatever its state now.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: There is no such project, or it is somebody else's.
        NotLaunched: It was never launched.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.launched_at is None:
        raise NotLaunched
    return project
