"""Finds whom the reports in a message are about."""

from crowd.errors import NotFound
from crowd.ids import ContributorId
from storage.governing.task_reports import reported_in
from storage.projects.projects import find_project
from storage.tx import Spot, Tx
from usecases.check_access import check_admin
from usecases.terms import Terms


def requester_reported_in(tx: Tx, spot: Spot, *, by: ContributorId, terms: Terms) -> ContributorId:
    """Return the requester of the project whose reports an admin follows in a message of their chat.

    Raises:
        NotAdmin: The admin is none, or not any more.
        NotFound: It is another message.
    """
    check_admin(by, terms=terms)
    project_id = reported_in(tx, spot)
    project = None if project_id is None else find_project(tx, project_id)
    if project is None:
        raise NotFound
    return project.requester_id
