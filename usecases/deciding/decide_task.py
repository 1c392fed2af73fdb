"""Decides a task again: its posterior, whether it closes or reopens, and how many people may hold it."""

from collections.abc import Sequence
from dataclasses import dataclass

from crowd.answering.tasks import TASK_STEPS, Task, TaskState
from crowd.deciding.going_last import is_weak
from crowd.deciding.policy import (
    RULE_VERSION,
    CloseReason,
    offers_wanted,
    task_level,
    why_close,
)
from crowd.deciding.skill import Skill
from crowd.ids import ContributorId, TaskId
from crowd.kinds import Value, Verdict
from crowd.projects.project import ProjectState
from crowd.states import step
from storage.answering.answers import CountedAnswer, answers_of_task
from storage.answering.assignments import Ask
from storage.answering.tasks import TaskCounts, count_may_answer, find_task, requeue_audience, set_task
from storage.deciding.consensus import Closed, Closing, add_consensus, end_consensus, reason_closed
from storage.deciding.gold import gold_value
from storage.deciding.rules import add_closed_by
from storage.deciding.settling import begin_settling
from storage.projects.projects import Counts, add_counts, next_ranks
from storage.tx import Tx
from usecases.deciding.move_posterior import move_posterior, weigh
from usecases.projects.finish_project import reopen_project


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
    reason: CloseReason | None
    wanted: int  #: offers that may now be made, beside those in flight
    named: bool
    reopened: bool


def decide_task(tx: Tx, ask: Ask, ended: Ended, *, keep: CloseReason | None = None, at: int) -> Decision:
    """Decide a task from its stored answers, after something happened to it.

    Args:
        tx: The transaction.
        ask: The task.
        ended: What happened.
        keep: A reason to keep it closed, whatever its rule says now; None lets the rule decide.
        at: The time.
    """
    task = find_task(tx, ask.task_id)
    known = gold_value(tx, task.id, ask.question.id)
    answers = answers_of_task(tx, task.id, ask.question.id)
    verdict = move_posterior(tx, ask, answers, known=known)
    n_answers, in_flight = len(verdict.credits), task.n_offered - ended.offers
    over = ask.limits.reached(n_answers=ask.n_project_answers + ended.answers, at=at)
    reason = keep or _reason(tx, ask, task, verdict, over, in_flight=in_flight)
    state = TaskState.CLOSED if reason else TaskState.OPEN
    wanted = _wanted(ask, verdict, state, in_flight=in_flight)
    level, rank = _place(tx, ask, task, verdict, wanted=wanted, requeue=ended.requeue)
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
            n_offered=in_flight,
            n_answers=n_answers,
            n_skips_added=ended.skips,
            value=verdict.value,
            confidence=verdict.confidence,
            vote_share=verdict.vote_share,
        ),
        ask.question.kind,
    )
    _record(
        tx,
        ask,
        task,
        verdict,
        ended,
        reason=reason,
        known=known,
        abler=_abler(ask, answers, ended.by),
        unsettled=sum(answer.credit is None for answer in answers),
        at=at,
    )
    return Decision(
        task_id=task.id,
        state=state,
        reason=reason,
        wanted=wanted,
        named=task.named,
        reopened=task.state is TaskState.CLOSED and state is TaskState.OPEN,
    )


def takes_answers(ask: Ask) -> bool:
    """Return whether a task still takes answers, apart from its project's limits; a gold task always does."""
    if ask.mixed:
        return ask.project_state in {ProjectState.RUNNING, ProjectState.PAUSED}
    return ask.task_state is TaskState.OPEN and ask.project_state is not ProjectState.CANCELLED


def reason_now(tx: Tx, ask: Ask, *, at: int) -> CloseReason | None:
    """Return why a task would close if it were decided now, None if it would be open; nothing is stored."""
    task = find_task(tx, ask.task_id)
    verdict = weigh(ask, answers_of_task(tx, task.id, ask.question.id))
    over = ask.limits.reached(n_answers=ask.n_project_answers, at=at)
    return _reason(tx, ask, task, verdict, over, in_flight=task.n_offered)


def _abler(ask: Ask, answers: Sequence[CountedAnswer], by: ContributorId | None) -> ContributorId | None:
    """Return who has just answered, if weaker contributors have to wait for them."""
    own = next((answer for answer in answers if answer.contributor_id == by), None)
    if own is None:
        return None
    skill = Skill(right=own.right, answered=own.answered, prior=ask.prior)
    return None if is_weak(skill, n_choices=max(ask.question.n_choices, 1)) else by


def _reason(
    tx: Tx,
    ask: Ask,
    task: Task,
    verdict: Verdict,
    over: CloseReason | None,
    *,
    in_flight: int,
) -> CloseReason | None:
    n_answers = len(verdict.credits)
    if ask.mixed:
        return CloseReason.KNOWN
    if ask.project_state is ProjectState.CANCELLED:
        # A task that was decided before the end stays so when one of its answers is changed afterwards.
        return reason_closed(tx, task.id, ask.question.id) or CloseReason.CANCELLED
    return why_close(
        ask.rule,
        confidence=verdict.confidence,
        n_answers=n_answers,
        n_may_answer=count_may_answer(tx, task.id) if task.named and in_flight == 0 else None,
        in_flight=in_flight,
        agreeing_needed=verdict.agreeing_needed,
        within_reach=verdict.within_reach,
        tally=verdict.tally,
        project_over=over,
    )


def _wanted(ask: Ask, verdict: Verdict, state: TaskState, *, in_flight: int) -> int:
    if state is TaskState.CLOSED:
        return 0
    return offers_wanted(
        ask.rule,
        confidence=verdict.confidence,
        n_answers=len(verdict.credits),
        in_flight=in_flight,
        agreeing_needed=verdict.agreeing_needed,
        tally=verdict.tally,
    )


def _place(tx: Tx, ask: Ask, task: Task, verdict: Verdict, *, wanted: int, requeue: bool) -> tuple[int, int]:
    """Return a task's level and rank: a new rank whenever people who passed it must meet it again."""
    level = task_level(
        ask.rule,
        n_answers=len(verdict.credits),
        confidence=verdict.confidence,
        n_choices=ask.question.n_choices,
    )
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
    verdict: Verdict,
    ended: Ended,
    *,
    reason: CloseReason | None,
    known: Value | None,
    abler: ContributorId | None,
    unsettled: int,
    at: int,
) -> None:
    """Store that the task closed or reopened, and update the project's counts."""
    if task.mixed:
        # A task whose answer is known stays as it is: it neither closes nor reopens.
        counts = Counts(
            answers=ended.answers,
            unsettled=unsettled,
            offers=-ended.offers,
            skips=ended.skips,
            abler=abler,
        )
        add_counts(tx, task.project_id, counts, at=at)
        return
    was = end_consensus(tx, task.id, ask.question.id, at=at) if task.state is TaskState.CLOSED else None
    if reason is not None:
        closing = _closing(ask, verdict, reason=reason, known=known)
        add_consensus(tx, task.id, ask.question, closing, at=at)
    closed = (reason is not None) - (was is not None)
    n_before, sum_before = _stated(was.confidence, was.n_answers) if was else (0, 0.0)
    n_now, sum_now = _stated(verdict.confidence, len(verdict.credits)) if reason else (0, 0.0)
    _count_reasons(tx, task, was, reason)
    is_gold = known is not None
    complete = add_counts(
        tx,
        task.project_id,
        Counts(
            answers=ended.answers,
            unsettled=unsettled,
            offers=-ended.offers,
            skips=ended.skips,
            abler=abler,
            closed=closed,
            stated=0 if is_gold else n_now - n_before,
            confidence=0.0 if is_gold else sum_now - sum_before,
        ),
        at=at,
    )
    if complete and closed > 0:
        begin_settling(tx, task.project_id)
    elif closed < 0:
        reopen_project(tx, task.project_id, at=at)


def _count_reasons(tx: Tx, task: Task, was: Closed | None, reason: CloseReason | None) -> None:
    changes = [(was.reason, -1)] if was else []
    if reason is not None:
        changes.append((reason, 1))
    add_closed_by(tx, task.project_id, changes)


def _stated(confidence: float, n_answers: int) -> tuple[int, float]:
    """Return what a closed task adds to the count and sum of stated confidences: nothing without an answer."""
    return (1, confidence) if n_answers else (0, 0.0)


def _closing(ask: Ask, verdict: Verdict, *, reason: CloseReason, known: Value | None) -> Closing:
    """Return what to store of a closing; a gold task gets its known value, and the numbers keep what the crowd said."""
    method, version = ask.question.kind.method
    return Closing(
        value=verdict.value if known is None else known,
        confidence=verdict.confidence if known is None else 1.0,
        vote_share=verdict.vote_share,
        n_answers=len(verdict.credits),
        reason=reason,
        rule_version=RULE_VERSION,
        method=method,
        method_version=version,
        numbers=_rule_in(ask, reason)
        | {
            "target": ask.rule.target,
            "min": ask.rule.min_answers,
            "max": ask.rule.max_answers,
            **verdict.numbers,
        },
    )


def _rule_in(ask: Ask, reason: CloseReason) -> dict[str, object]:
    """Return the rules beside target and number of answers that were in force when a task closed."""
    match reason:
        case CloseReason.MARGIN:
            return {"margin": ask.rule.margin}
        case CloseReason.NOTHING_HERE if ask.rule.nothing is not None:
            return {"nothing": ask.rule.nothing.label, "run": ask.rule.nothing.run}
        case CloseReason.BUDGET:
            return {"budget": ask.limits.budget}
        case CloseReason.DEADLINE:
            return {"deadline_at": ask.limits.deadline_at}
        case _:
            return {}
