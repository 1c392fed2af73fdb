"""Runs a full fit over all answers to a question: who confuses what, and how certain each result is."""

import math
from collections.abc import Sequence

from crowd.answering.assignments import LEASE_SAMPLE, fit_lease
from crowd.deciding.policy import CloseReason, must_reopen, refit_due
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds.fitting import Credit, Fit, FittedValues
from storage.answering.answers import answers_of_task
from storage.answering.asks import Ask, Asked, find_ask
from storage.answering.assignments import answer_times, set_lease
from storage.answering.tasks import closed_by, open_task_ids
from storage.deciding.fits import (
    Fitting,
    change_credits,
    questions_in_fit,
    questions_in_use,
    set_beliefs,
    set_fitting,
    set_learnt,
    set_model,
)
from storage.deciding.settling import count_settled
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.deciding.move_posterior import weigh
from usecases.terms import Terms

#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def questions_to_fit(tx: Tx) -> list[tuple[ProjectId, QuestionId]]:
    """Return the questions for which a full fit is due, and those whose fit was cut short."""
    due = [
        (project_id, question_id)
        for project_id, question_id, n_answers, n_fitted in questions_in_use(tx)
        if refit_due(n_answers=n_answers, n_fitted=n_fitted)
    ]
    return list(dict.fromkeys([*questions_in_fit(tx), *due]))


def begin_fit(tx: Tx, question_id: QuestionId) -> None:
    """Store that a full fit is under way: if the process is killed, the next start runs it again."""
    set_fitting(tx, question_id, fitting=True)


def end_fit(tx: Tx, question_id: QuestionId, *, n_settled: int = 0) -> None:
    """Store that a full fit is stored and followed; by `n_settled` new answers if every task is decided by it."""
    set_fitting(tx, question_id, fitting=False)
    count_settled(tx, question_id, n_settled)


def fit(fitting: Fitting) -> Fit:
    """Fit a question's answers. This is pure work, so run it outside the event loop and any transaction."""
    return fitting.question.kind.fit(fitting.data, fitting.question.config)


def refit_lease(tx: Tx, project_id: ProjectId, *, terms: Terms) -> None:
    """Set a project's lease to how long its answers take."""
    set_lease(tx, project_id, fit_lease(answer_times(tx, project_id, limit=LEASE_SAMPLE), most=terms.lease))


def store_credits(tx: Tx, fitting: Fitting, page: Sequence[Credit]) -> None:
    """Store some of the credits that a fit moved, with the skills that follow."""
    change_credits(tx, fitting.question.id, page)


def store_people(tx: Tx, fitting: Fitting, page: Sequence[tuple[ContributorId, str]]) -> None:
    """Store what a fit learnt about some people."""
    set_learnt(tx, fitting.question.id, page)


def store_beliefs(tx: Tx, fitting: Fitting, page: Sequence[tuple[TaskId, str]]) -> None:
    """Store what a fit believes about some tasks."""
    set_beliefs(tx, fitting.question.id, page)


def store_model(tx: Tx, fitting: Fitting, found: Fit) -> None:
    """Store what a fit found about the crowd, once everything else is stored."""
    set_model(
        tx, fitting.question.id, found.model, found.prior, n_fitted=found.n_answers, through=fitting.through
    )


def redecide_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, limit: int, terms: Terms, at: int
) -> int | None:
    """Decide a page of a project's open tasks by what is known now.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    task_ids = open_task_ids(tx, project_id, after=after, limit=limit)
    for task_id in task_ids:
        _decide(tx, task_id, terms=terms, at=at)
    return task_ids[-1] if len(task_ids) == limit else None


def reopen_tasks(
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
    """Reopen those tasks of a page that closed at their target on what proved to be too little.

    Only tasks that the full fit of the question, which is stored already, does not find certain enough are looked at.

    Returns:
        The last task of the page, to continue from; None if it was the last page.
    """
    task_ids, last = closed_by(tx, project_id, CloseReason.TARGET, after=after, limit=limit)
    target = math.inf  # until the first task says what its project asks for
    for task_id, confidence in zip(task_ids, fitted.confidences(task_ids).tolist(), strict=True):
        if confidence >= target:
            continue
        ask = find_ask(tx, task_id)
        if ask is None:
            continue
        target = next(asked.rule.target for asked in ask.questions if asked.question.id == question_id)
        if any(_must_reopen(tx, ask, asked) for asked in ask.questions):
            _decide(tx, task_id, terms=terms, at=at)
    return last


def _must_reopen(tx: Tx, ask: Ask, asked: Asked) -> bool:
    if ask.task.question(asked.question.id).reason is not CloseReason.TARGET:
        return False
    verdict = weigh(asked, answers_of_task(tx, ask.task.id, asked.question.id))
    return must_reopen(asked.rule, confidence=verdict.confidence)


def _decide(tx: Tx, task_id: TaskId, *, terms: Terms, at: int) -> None:
    ask = find_ask(tx, task_id)
    if ask is not None:
        decision = decide_task(tx, ask, Ended(), at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
