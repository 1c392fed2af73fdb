"""Updates every closed task to what a full fit over all answers says, or reopens it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crowd.answers import FloatArray, IntArray
from crowd.deciding.policy import CloseReason, stays_closed, stays_given_up, tally_votes
from crowd.ids import ContributorId, ProjectId, TaskId
from crowd.projects.project import ProjectState
from storage.answering.answers import answers_of_task
from storage.answering.assignments import Ask, find_ask
from storage.deciding.settling import ClosedTask, closed_tasks
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.deciding.move_posterior import weigh
from usecases.terms import Terms

#: A closed task keeps its record if its confidence moves by less than this; files show four decimals.
SMALLEST_CHANGE = 0.0005

#: Closed tasks to look at for each one that may be decided again; looking costs next to nothing.
_LOOKED_AT = 10
#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FittedLabels:
    """The label that a full fit gives each task.

    Attributes:
        task_ids: The tasks that have answers, in ascending order.
        label: The leading label of each.
        confidence: Its probability.
    """

    task_ids: IntArray
    label: IntArray
    confidence: FloatArray

    def moved(self, tasks: Sequence[ClosedTask]) -> list[ClosedTask]:
        """Return the tasks that the fit moved, and those that it may have brought within reach of a decision."""
        ids = np.array([task.id for task in tasks], dtype=np.int64)
        place = np.minimum(np.searchsorted(self.task_ids, ids), max(self.task_ids.size - 1, 0))
        return [task for task, at in zip(tasks, place.tolist(), strict=True) if self._moved(task, at)]

    def _moved(self, task: ClosedTask, at: int) -> bool:
        if not self.task_ids.size or self.task_ids[at] != task.id or task.reason is CloseReason.KNOWN:
            return False
        change = abs(float(self.confidence[at]) - task.confidence)
        return (
            task.reason is CloseReason.OUT_OF_REACH
            or change >= SMALLEST_CHANGE
            or int(self.label[at]) != task.label
        )


def follow_fit(
    tx: Tx, project_id: ProjectId, fitted: FittedLabels, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Decide again those tasks of a page of closed ones that a full fit has moved.

    Args:
        tx: The transaction.
        project_id: The project.
        fitted: The result of the fit, which is stored already.
        after: The last task of the page before.
        limit: The most tasks to decide.
        terms: The terms of this bot.
        at: The time.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    tasks = closed_tasks(tx, project_id, after=after, limit=limit * _LOOKED_AT)
    moved = fitted.moved(tasks)
    for task in moved[:limit]:
        _follow(tx, task, terms=terms, at=at)
    if len(moved) > limit:
        return moved[limit - 1].id
    return tasks[-1].id if len(tasks) == limit * _LOOKED_AT else None


def _follow(tx: Tx, task: ClosedTask, *, terms: Terms, at: int) -> None:
    ask = find_ask(tx, TaskId(task.id))
    if ask is None:
        return
    decision = decide_task(tx, ask, Ended(), keep=_kept(tx, ask, task), at=at)
    wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)


def _kept(tx: Tx, ask: Ask, task: ClosedTask) -> CloseReason | None:
    """Return the reason to keep whatever the answers say now; None if the rule is to decide the task."""
    if ask.project_state is ProjectState.CANCELLED:
        return task.reason
    if task.reason not in {CloseReason.TARGET, CloseReason.OUT_OF_REACH}:
        return None
    answers = answers_of_task(tx, ask.task_id, ask.question_id)
    move = weigh(ask, answers)
    if task.reason is CloseReason.TARGET:
        stays = stays_closed(ask.rule, confidence=move.confidence, n_answers=len(answers))
    else:
        stays = stays_given_up(
            ask.rule,
            confidence=move.confidence,
            n_answers=len(answers),
            agreeing_needed=move.agreeing_needed,
            tally=tally_votes(ask.rule, [answer.label for answer in answers], move.label),
        )
    return task.reason if stays else None
