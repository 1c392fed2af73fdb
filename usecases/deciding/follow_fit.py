"""Updates every closed task to what a full fit over all answers says, or reopens it."""

from collections.abc import Sequence

import numpy as np

from crowd.deciding.policy import CloseReason, stays_closed, stays_given_up
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds.fitting import FittedValues
from crowd.projects.project import ProjectState
from storage.answering.answers import answers_of_task
from storage.answering.asks import Ask, Asked, find_ask
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
#: Questions closed so are not decided as what their answers say.
_SAYS_NOTHING = frozenset({CloseReason.KNOWN, CloseReason.NOT_APPLICABLE})
#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def moved(fitted: FittedValues, tasks: Sequence[ClosedTask]) -> list[ClosedTask]:
    """Return the tasks that a fit moved, and those that it may have brought within reach of a decision."""
    ids = np.array([task.id for task in tasks], dtype=np.int64)
    place = np.minimum(np.searchsorted(fitted.task_ids, ids), max(fitted.task_ids.size - 1, 0))
    return [task for task, at in zip(tasks, place.tolist(), strict=True) if _moved(fitted, task, at)]


def _moved(fitted: FittedValues, task: ClosedTask, at: int) -> bool:
    if not fitted.task_ids.size or fitted.task_ids[at] != task.id or task.reason in _SAYS_NOTHING:
        return False
    change = abs(float(fitted.confidence[at]) - task.confidence)
    return (
        task.reason is CloseReason.OUT_OF_REACH
        or change >= SMALLEST_CHANGE
        or bool(fitted.value[at] != task.value)
    )


def follow_fit(
    tx: Tx,
    project_id: ProjectId,
    question_id: QuestionId,
    fitted: FittedValues,
    *,
    after: int,
    limit: int,
    terms: Terms,
    at: int,
) -> int | None:
    """Decide again those tasks of a page of closed ones that a full fit has moved.

    Args:
        tx: The transaction.
        project_id: The project.
        question_id: The question that was fitted.
        fitted: The result of the fit, which is stored already.
        after: The last task of the page before.
        limit: The most tasks to decide.
        terms: The terms of this bot.
        at: The time.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    tasks = closed_tasks(tx, project_id, question_id, after=after, limit=limit * _LOOKED_AT)
    again = moved(fitted, tasks)
    for task in again[:limit]:
        _follow(tx, task, question_id, terms=terms, at=at)
    if len(again) > limit:
        return again[limit - 1].id
    return tasks[-1].id if len(tasks) == limit * _LOOKED_AT else None


def _follow(tx: Tx, task: ClosedTask, question_id: QuestionId, *, terms: Terms, at: int) -> None:
    ask = find_ask(tx, TaskId(task.id))
    if ask is None:
        return
    fitted = next(asked for asked in ask.questions if asked.question.id == question_id)
    kept = _kept(tx, ask, fitted, task)
    decision = decide_task(tx, ask, Ended(), keep={} if kept is None else {question_id: kept}, at=at)
    wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)


def _kept(tx: Tx, ask: Ask, asked: Asked, task: ClosedTask) -> CloseReason | None:
    """Return the reason to keep whatever the answers say now; None if the rule is to decide the task."""
    if ask.project_state is ProjectState.CANCELLED:
        return task.reason
    if task.reason not in {CloseReason.TARGET, CloseReason.OUT_OF_REACH}:
        return None
    answers = answers_of_task(tx, ask.task.id, asked.question.id)
    verdict = weigh(asked, answers)
    if task.reason is CloseReason.TARGET:
        stays = stays_closed(asked.rule, confidence=verdict.confidence, n_answers=len(answers))
    else:
        stays = stays_given_up(
            asked.rule,
            confidence=verdict.confidence,
            n_answers=len(answers),
            agreeing_needed=verdict.agreeing_needed,
            tally=verdict.tally,
        )
    return task.reason if stays else None
