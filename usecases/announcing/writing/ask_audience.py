"""Asks somebody whom they want to write to."""

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.projects.projects import count_projects, list_launched
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.projects.report_agreement import Asked
from usecases.terms import Terms


def ask_audience(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> Asked:
    """Ask somebody whom they want to write to.

    Raises:
        NotRequester: They may not make announcements.
    """
    check_requester(tx, by, terms=terms)
    everybody = by in terms.admin_ids
    if not everybody and not list_launched(tx, by, limit=1):
        return Asked.NOT_LAUNCHED if count_projects(tx, by) else Asked.NONE
    body: dict[str, object] = {"choose": "announcement", "everybody": everybody}
    add_out(tx, OutType.PROJECTS, by, body=body, priority=Priority.REPLY, due_at=at)
    return Asked.CHOICE
