"""Sends an admin everything that was done, as a file."""

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.terms import Terms

#: What the row of the outbox says that sends the whole audit as a file.
AUDIT_FILE = "AUDIT"


def send_audit(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Send an admin everything that was done, as a file.

    Raises:
        NotAdmin: They are not an admin, or not any more.
    """
    check_admin(by, terms=terms)
    body: dict[str, object] = {"file": AUDIT_FILE}
    add_out(tx, OutType.DOCUMENT, by, body=body, priority=Priority.REPORT, due_at=at)
