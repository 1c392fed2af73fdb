"""Sends the results of a requester's newest launched project."""

from enum import StrEnum

from crowd.ids import ContributorId
from storage.projects.projects import count_projects, newest_launched
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.projects.show_project import send_results
from usecases.terms import Terms


class Newest(StrEnum):
    """Whether there were results to send."""

    SENT = "SENT"
    CHECKING = "CHECKING"  #: the files follow once a full fit has covered all answers
    NOT_LAUNCHED = "NOT_LAUNCHED"  #: there are projects, and none of them was launched
    NONE = "NONE"


def send_newest(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> Newest:
    """Send the results of the newest project that was launched.

    Raises:
        NotRequester: They may not have projects.
    """
    check_requester(tx, by, terms=terms)
    project_id = newest_launched(tx, by)
    if project_id is not None:
        return Newest(send_results(tx, project_id, by=by, terms=terms, at=at))
    return Newest.NOT_LAUNCHED if count_projects(tx, by) else Newest.NONE
