"""Announces a project as done and releases its files once a full fit has covered all answers."""

from crowd.ids import SECOND, ProjectId
from storage.answering.assignments import has_offers
from storage.deciding.settling import end_asking, end_settling, is_complete, is_settled
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.projects.finish_project import finish_project
from usecases.projects.show_project import send_files

#: How long to wait for people who were asked shortly before the last task closed: most of them answer in time to count.
LAST_ANSWERS = 10 * SECOND


def settle_project(tx: Tx, project_id: ProjectId, *, through: int | None = None, at: int) -> None:
    """Announce a project as done, and send the files that were asked for, if all answers have been checked.

    Args:
        tx: The transaction.
        project_id: The project.
        through: When the last fit whose results are stored began: files requested before then are sent even if more
            answers have come since. None if no fit was needed.
        at: The time.
    """
    project = find_project(tx, project_id)
    if project is None:
        return
    settled, complete = is_settled(tx, project_id), is_complete(tx, project_id)
    final = settled and not has_offers(tx, project_id, since=at - LAST_ANSWERS)
    # A project that has reopened is announced once it has closed again.
    if (final or not complete) and end_settling(tx, project_id) and complete:
        finish_project(tx, project_id, at=at)
    if (settled or through is not None) and end_asking(tx, project_id, through=None if settled else through):
        send_files(tx, project_id, to=project.requester_id, at=at)
