"""Checks that one requester does not take more of the bot than the settings allow."""

from crowd.errors import ValueRefused
from crowd.ids import ContributorId
from storage.drafting.imports import imports_of
from storage.drafting.quotas import count_drafts, count_open_tasks
from storage.tx import Tx
from usecases.terms import Terms


def check_room(tx: Tx, by: ContributorId, *, n_tasks: int, terms: Terms) -> None:
    """Check that a requester may have one more draft with so many tasks; admins always may.

    Raises:
        ValueRefused: They have too many drafts, or would have too many tasks in projects that have not ended.
    """
    if by in terms.admin_ids:
        return
    drafts = count_drafts(tx, by)
    if drafts >= terms.most_drafts:
        raise ValueRefused("drafts-too-many", {"found": drafts, "most": terms.most_drafts})
    found = count_open_tasks(tx, by)
    if found + n_tasks > terms.most_open_tasks:
        raise ValueRefused(
            "open-tasks-too-many", {"found": found, "more": n_tasks, "most": terms.most_open_tasks}
        )


def check_queue(tx: Tx, by: ContributorId, *, terms: Terms) -> None:
    """Check that a requester may queue one more file, admins included.

    Raises:
        ValueRefused: Too many of their files are waiting.
    """
    found = len(imports_of(tx, by))
    if found >= terms.most_files:
        raise ValueRefused("files-too-many", {"found": found})
