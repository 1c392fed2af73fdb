"""Closes a named task when nobody is left who may answer it, and reopens it when somebody comes back."""

from crowd.ids import ContributorId, TaskId
from storage.assignments import find_ask
from storage.tasks import exhausted_tasks_for
from storage.tx import Tx
from usecases.decide_task import Ended, decide_task


def close_exhausted(tx: Tx, task_id: TaskId, *, at: int) -> None:
    """Decide an open task again because one of the people named for it left."""
    ask = find_ask(tx, task_id)
    if ask is not None:
        decide_task(tx, ask, Ended(), at=at)


def reopen_exhausted(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Decide again the tasks that closed because somebody, who is back now, was away."""
    for task_id in exhausted_tasks_for(tx, contributor_id):
        close_exhausted(tx, task_id, at=at)
