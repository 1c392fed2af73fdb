"""Checks what somebody may do before it is done for them."""

from crowd.contributors import Role
from crowd.errors import NotAdmin, NotFound, NotLaunched, NotRequester
from crowd.ids import ContributorId, ProjectId
from crowd.projects import Project
from storage.contributors import has_role
from storage.projects import find_project
from storage.tx import Tx
from usecases.terms import Terms


def is_requester(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> bool:
    """Tell whether somebody may ask people now, whatever they could do before."""
    if terms.open_requesters or contributor_id in terms.admin_ids:
        return True
    return has_role(tx, contributor_id, Role.REQUESTER)


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
