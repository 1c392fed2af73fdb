"""Finds whom reports are about."""

from crowd.errors import NotFound
from crowd.ids import ContributorId, ProjectId
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.terms import Terms


def reported_requester(
    tx: Tx, project_id: ProjectId | None, *, by: ContributorId, terms: Terms
) -> ContributorId:
    """Return the requester of a project whose reports an admin looks at.

    Raises:
        NotAdmin: The admin is none, or not any more.
        NotFound: They look at no reports, or the project is gone.
    """
    check_admin(by, terms=terms)
    project = None if project_id is None else find_project(tx, project_id)
    if project is None:
        raise NotFound
    return project.requester_id
