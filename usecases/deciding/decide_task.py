"""Decides a task again: each of its questions, and with them whether it closes or reopens and how many may hold it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crowd.answering.path import Answers
from crowd.answering.tasks import TASK_STEPS, Task, TaskState
from crowd.deciding.policy import CloseReason
from crowd.ids import ContributorId, QuestionId, TaskId
from crowd.kinds import Value
from crowd.projects.project import ProjectState
from crowd.states import step
from storage.answering.asks import Ask
from storage.answering.task_questions import set_task_questions
from storage.answering.tasks import TaskCounts, find_task, requeue_audience, set_task
from storage.deciding.consensus import add_consensus, end_consensus
from storage.deciding.rules import add_closed_by
from storage.deciding.settling import begin_settling
from storage.projects.counts import Counts, add_counts, next_ranks
from storage.tx import Tx
from usecases.deciding.decide_question import (
    DecidedQuestion,
    Moment,
    closing_of,
    decide_question,
    moment_of,
    would_close,
)
from usecases.projects.finish_project import reopen_project

#: Every question is decided by its rule.
_BY_RULE: Mapping[QuestionId, CloseReason] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What happened to a task since it was last decided."""

    offers: int = 0  #: offers in flight that ended
    answers: int = 0  #: answers that count now and did not count before
    by: ContributorId | None = None  #: who gave them
    skips: int = 0
    requeue: bool = (
        False  #: somebody who had it may get it again, so the queue must lead people past it again
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A task's state after it was decided."""

    task_id: TaskId
    state: TaskState
    wanted: int  #: offers that may now be made, beside those in flight
    named: bool
    reopened: bool
    #: What the closed questions were decided as, by position; none of a task whose answers are known, which asks all.
    found: Answers


def decide_task(
    tx: Tx,
    ask: Ask,
    ended: Ended,
    *,
    keep: Mapping[QuestionId, CloseReason] = _BY_RULE,
    task: Task | None = None,
    at: int,
) -> Decision:
    """Decide a task from its stored answers, after something happened to it.

    It closes when all of its questions are closed, and wants as many offers as the open question that wants the most.

    Args:
        tx: The transaction.
        ask: The task.
        ended: What happened.
        keep: Questions to keep closed for a reason, whatever their rule says now.
        task: The task as it is stored now, if nothing was written to it since `ask` was read.
        at: The time.
    """
    task = task or find_task(tx, ask.task.id)
    moment = moment_of(tx, ask, task, offers_ended=ended.offers, n_answers_more=ended.answers, at=at)
    decided, found = _decide_questions(tx, moment, ask, keep)
    state = TaskState.CLOSED if all(one.reason for one in decided) else TaskState.OPEN
    wanted = max(one.wanted for one in decided)
    level, rank = _place(tx, task, decided, wanted=wanted, requeue=ended.requeue)
    if state is not task.state:
        step(TASK_STEPS, task.state, state)
    set_task(
        tx,
        task.id,
        TaskCounts(
            state=state,
            offer=wanted > 0,
            level=level,
            rank=rank,
            n_offered=moment.in_flight,
            n_skips_added=ended.skips,
        ),
    )
    set_task_questions(tx, task.id, [one.to_store() for one in decided])
    _record(tx, ask, task, decided, ended, state=state, at=at)
    return Decision(
        task_id=task.id,
        state=state,
        wanted=wanted,
        named=task.named,
        reopened=task.state is TaskState.CLOSED and state is TaskState.OPEN,
        found={} if task.mixed else found,
    )


def _decide_questions(
    tx: Tx, moment: Moment, ask: Ask, keep: Mapping[QuestionId, CloseReason]
) -> tuple[list[DecidedQuestion], dict[int, Value | None]]:
    """Decide the questions in their order: what one was decided as may rule out later ones."""
    decided: list[DecidedQuestion] = []
    found: dict[int, Value | None] = {}
    for asked in ask.questions:
        one = decide_question(tx, moment, asked, keep=keep.get(asked.question.id), found=found)
        decided.append(one)
        if one.reason is not None:
            found[asked.question.position] = one.value
    return decided, found


def takes_answers(ask: Ask) -> bool:
    """Return whether a task still takes answers, apart from its project's limits; a gold task always does."""
    if ask.task.mixed:
        return ask.project_state in {ProjectState.RUNNING, ProjectState.PAUSED}
    return ask.task.state is TaskState.OPEN and ask.project_state is not ProjectState.CANCELLED


def would_stay_closed(tx: Tx, ask: Ask, *, at: int) -> bool:
    """Return whether a closed task would be closed if it were decided now; nothing is stored."""
    moment = moment_of(tx, ask, find_task(tx, ask.task.id), at=at)
    return all(would_close(tx, moment, asked) for asked in ask.questions)


def _place(
    tx: Tx, task: Task, decided: Sequence[DecidedQuestion], *, wanted: int, requeue: bool
) -> tuple[int, int]:
    """Return a task's level and rank: a new rank whenever people who passed it must meet it again.

    It comes as early as the open question that comes first.
    """
    asked = [one for one in decided if one.reason is None and one.is_certain]
    level = min(one.level for one in asked or decided)
    enters = wanted > 0 and not task.offer
    if not (enters or requeue or (wanted > 0 and level != task.level)):
        return task.level, task.rank
    rank = next_ranks(tx, task.project_id, 1)
    if task.named:
        requeue_audience(tx, task.id, level=level, rank=rank)
    return level, rank


def _record(
    tx: Tx,
    ask: Ask,
    task: Task,
    decided: Sequence[DecidedQuestion],
    ended: Ended,
    *,
    state: TaskState,
    at: int,
) -> None:
    """Store what closed or reopened, and update the project's counts."""
    # A task whose answer is known stays as it is: it neither closes nor reopens.
    stated = [(0, 0.0)] if task.mixed else [_follow(tx, ask, task, one, at=at) for one in decided]
    closed = 0 if task.mixed else (state is TaskState.CLOSED) - (task.state is TaskState.CLOSED)
    complete = add_counts(
        tx,
        task.project_id,
        Counts(
            answers=ended.answers,
            unsettled=sum(one.n_unsettled for one in decided),
            offers=-ended.offers,
            skips=ended.skips,
            abler=next(filter(None, (one.abler(ended.by) for one in decided)), None),
            closed=closed,
            stated=sum(number for number, _ in stated),
            confidence=sum(confidence for _, confidence in stated),
        ),
        at=at,
    )
    if complete and closed > 0:
        begin_settling(tx, task.project_id)
    elif closed < 0:
        reopen_project(tx, task.project_id, at=at)


def _follow(tx: Tx, ask: Ask, task: Task, one: DecidedQuestion, *, at: int) -> tuple[int, float]:
    """Store that a question closed or reopened; return what that adds to the stated confidences and to their sum."""
    was = (
        end_consensus(tx, task.id, one.asked.question.id, at=at)
        if one.was.state is TaskState.CLOSED
        else None
    )
    if one.reason is not None:
        add_consensus(tx, task.id, one.asked.question, closing_of(ask, one, one.reason), at=at)
    changes = [(was.reason, -1)] if was else []
    if one.reason is not None:
        changes.append((one.reason, 1))
    add_closed_by(tx, task.project_id, changes)
    if one.known is not None:
        return 0, 0.0
    n_before, sum_before = _stated(was.confidence, was.n_answers, was.reason) if was else (0, 0.0)
    n_now, sum_now = _stated(one.verdict.confidence, one.n_answers, one.reason)
    return n_now - n_before, sum_now - sum_before


def _stated(confidence: float, n_answers: int, reason: CloseReason | None) -> tuple[int, float]:
    """Return what a question adds to the count and sum of stated confidences: nothing if open or without an answer."""
    states = n_answers > 0 and reason not in {None, CloseReason.NOT_APPLICABLE}
    return (1, confidence) if states else (0, 0.0)
