"""Closes a named task when nobody is left who may answer it, and reopens it when somebody comes back."""

from crowd.ids import ContributorId, TaskId
from storage.answering.asks import find_ask
from storage.answering.tasks import exhausted_tasks_for, open_tasks_for
from storage.deciding.task_checks import check_projects_naming, names_many
from storage.tx import Tx
from usecases.deciding.decide_task import Decision, Ended, decide_task

#: Somebody whom more tasks name is followed by a tick, page by page.
NAMED_AT_ONCE = 200


def close_exhausted(tx: Tx, task_id: TaskId, *, at: int) -> Decision | None:
    """Decide a task again because one of the people named for it left or came back."""
    ask = find_ask(tx, task_id)
    return None if ask is None else decide_task(tx, ask, Ended(), at=at)


def close_left(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Decide again the open tasks that name somebody who has left."""
    if names_many(tx, contributor_id, more_than=NAMED_AT_ONCE):
        check_projects_naming(tx, contributor_id)
        return
    for task_id in open_tasks_for(tx, contributor_id):
        close_exhausted(tx, task_id, at=at)


def reopen_exhausted(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Decide again the tasks that closed because somebody, who is back now, was away."""
    if names_many(tx, contributor_id, more_than=NAMED_AT_ONCE):
        check_projects_naming(tx, contributor_id)
        return
    for task_id in exhausted_tasks_for(tx, contributor_id):
        close_exhausted(tx, task_id, at=at)
