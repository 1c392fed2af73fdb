"""Reports to a requester how well people agree in one of their projects."""

from enum import StrEnum

from crowd.ids import ContributorId, ProjectId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.projects.projects import count_projects, list_launched
from storage.tx import Tx
from usecases.check_access import check_requester, launched_project
from usecases.terms import Terms


class Asked(StrEnum):
    """The outcome of asking for something without naming a project."""

    SENT = "SENT"
    CHOICE = "CHOICE"  #: several were launched, so they are asked which one
    NOT_LAUNCHED = "NOT_LAUNCHED"  #: there are projects, and none of them was launched
    NONE = "NONE"


def report_agreement(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Have a project's agreement measured and sent.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        NotLaunched: It was never launched.
    """
    launched_project(tx, project_id, by=by, terms=terms)
    add_out(tx, OutType.AGREEMENT, by, ref=project_id, priority=Priority.REPORT, due_at=at)


def ask_agreement(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> Asked:
    """Report the agreement of the only launched project, or ask which of several is meant.

    Raises:
        NotRequester: They may not have projects.
    """
    check_requester(tx, by, terms=terms)
    launched = list_launched(tx, by, limit=2)
    match launched:
        case []:
            return Asked.NOT_LAUNCHED if count_projects(tx, by) else Asked.NONE
        case [project]:
            report_agreement(tx, project.id, by=by, terms=terms, at=at)
            return Asked.SENT
        case _:
            body: dict[str, object] = {"choose": "agreement"}
            add_out(tx, OutType.PROJECTS, by, body=body, priority=Priority.REPLY, due_at=at)
            return Asked.CHOICE
