"""Checks who asks, before anything is done for them."""

from crowd.contributors import Role
from crowd.errors import NotAdmin, NotFound, NotLaunched, NotRequester
from crowd.ids import ContributorId, ProjectId
from crowd.projects import Project
from storage.contributors import has_role
from storage.projects import find_project
from storage.tx import Tx
from usecases.terms import Terms


def check_requester(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> None:
    """Let requesters and admins pass.

    Raises:
        NotRequester: It is somebody else.
    """
    if terms.open_requesters or contributor_id in terms.admin_ids:
        return
    if not has_role(tx, contributor_id, Role.REQUESTER):
        raise NotRequester


def check_admin(contributor_id: ContributorId, *, terms: Terms) -> None:
    """Let admins pass.

    Raises:
        NotAdmin: It is somebody else.
    """
    if contributor_id not in terms.admin_ids:
        raise NotAdmin


def own_project(tx: Tx, project_id: ProjectId, *, by: ContributorId) -> Project:
    """Return a project of its requester.

    Raises:
        NotFound: There is no such project, or it is somebody else's: a stranger cannot tell which.
    """
    project = find_project(tx, project_id)
    if project is None or project.requester_id != by:
        raise NotFound
    return project


def launched_project(tx: Tx, project_id: ProjectId, *, by: ContributorId) -> Project:
    """Return a project of its requester that was launched, whatever became of it.

    Raises:
        NotFound: There is no such project, or it is somebody else's.
        NotLaunched: It was never launched.
    """
    project = own_project(tx, project_id, by=by)
    if project.launched_at is None:
        raise NotLaunched
    return project
