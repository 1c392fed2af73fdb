"""Shows an admin a page of everybody's projects, of reports, or of what was done."""

from enum import StrEnum

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.terms import Terms


class OverseeScreen(StrEnum):
    """What an admin looks at."""

    PROJECTS = "p"  #: a page of everybody's launched projects
    PROJECT = "o"  #: one of them
    REPORTS = "r"  #: a page of those that are reported
    AUDIT = "a"  #: a page of what was done


def oversee(
    tx: Tx,
    screen: OverseeScreen,
    *,
    ref: int = 0,
    page: int = 0,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Show an admin a page, in place if a button asked for it. `ref` is the project, or whom the audit is limited to.

    Raises:
        NotAdmin: They are not an admin, or not any more.
    """
    check_admin(by, terms=terms)
    body: dict[str, object] = {"screen": screen, "page": page}
    spot = pressed_spot(tx, by)
    add_out(tx, OutType.OVERSIGHT, by, ref=ref, body=body, spot=spot, priority=Priority.REPLY, due_at=at)
