"""Decides one of the questions of a task: what its answers say, and whether it closes or takes more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from crowd.answering import path
from crowd.answering.path import Answers
from crowd.answering.tasks import Task, TaskQuestion, TaskState
from crowd.deciding.going_last import is_weak
from crowd.deciding.policy import RULE_VERSION, CloseReason, offers_wanted, task_level, why_close
from crowd.deciding.skill import Skill
from crowd.ids import ContributorId
from crowd.kinds import Value, Verdict
from crowd.projects.project import ProjectState
from storage.answering.answers import CountedAnswer, answers_of_task
from storage.answering.asks import Ask, Asked
from storage.answering.task_questions import Decided
from storage.answering.tasks import count_may_answer
from storage.deciding.consensus import Closing
from storage.deciding.gold import gold_value
from storage.tx import Tx
from usecases.deciding.move_posterior import move_posterior, weigh

#: No question of the task is closed.
_NOTHING: Answers = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a task looks like at the moment at which its questions are decided.

    Attributes:
        ask: The task as it is asked.
        task: The task as it is stored now.
        in_flight: Offers in flight.
        n_may_answer: How many people may still be offered it; None if it is open to everybody.
        over: Why the project takes no more answers; None while it does.
    """

    ask: Ask
    task: Task
    in_flight: int
    n_may_answer: int | None
    over: CloseReason | None


def moment_of(
    tx: Tx, ask: Ask, task: Task, *, offers_ended: int = 0, n_answers_more: int = 0, at: int
) -> Moment:
    """Return the moment after some offers have ended and the project has some more answers."""
    in_flight = task.n_offered - offers_ended
    return Moment(
        ask=ask,
        task=task,
        in_flight=in_flight,
        n_may_answer=count_may_answer(tx, task.id) if task.named and in_flight == 0 else None,
        over=ask.limits.reached(n_answers=ask.n_project_answers + n_answers_more, at=at),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedQuestion:
    """What the answers to a question of a task say now, and what follows.

    Attributes:
        asked: The question.
        was: How far it was before.
        known: The known value of gold.
        answers: The answers that count, as they were before they were weighed.
        verdict: What they say.
        reason: Why it is closed; None if it is open.
        wanted: Offers that may now be made, beside those in flight.
        level: Its priority.
        is_certain: Whether everybody who gets the task is asked: no answer to another question can rule it out.
    """

    asked: Asked
    was: TaskQuestion
    known: Value | None
    answers: Sequence[CountedAnswer]
    verdict: Verdict
    reason: CloseReason | None
    wanted: int
    level: int
    is_certain: bool

    @property
    def applies(self) -> bool:
        """Whether what earlier questions were decided as leaves room for an answer."""
        return self.reason is not CloseReason.NOT_APPLICABLE

    @property
    def value(self) -> Value | None:
        """What it is decided as, or would be."""
        if self.known is not None:
            return self.known
        return self.verdict.value if self.applies else None

    @property
    def n_answers(self) -> int:
        """Answers that count."""
        return len(self.verdict.credits)

    @property
    def n_unsettled(self) -> int:
        """Answers that no full fit has seen."""
        return sum(answer.credit is None for answer in self.answers)

    def to_store(self) -> Decided:
        """Return what is stored with the task."""
        return Decided(
            question=self.asked.question,
            state=TaskState.CLOSED if self.reason else TaskState.OPEN,
            reason=self.reason,
            value=self.verdict.value if self.applies else None,
            confidence=self.verdict.confidence if self.applies else 0.0,
            vote_share=self.verdict.vote_share,
            n_answers=self.n_answers,
        )

    def abler(self, by: ContributorId | None) -> ContributorId | None:
        """Return who has just answered, if weaker contributors have to wait for them."""
        own = next((answer for answer in self.answers if answer.contributor_id == by), None)
        if own is None:
            return None
        skill = Skill(right=own.right, answered=own.answered, prior=self.asked.prior)
        return None if is_weak(skill, n_choices=max(self.asked.question.n_choices, 1)) else by


def decide_question(
    tx: Tx, moment: Moment, asked: Asked, *, keep: CloseReason | None = None, found: Answers = _NOTHING
) -> DecidedQuestion:
    """Decide a question of a task from its stored answers, and store the credit that follows for their authors.

    Args:
        tx: The transaction.
        moment: The task now.
        asked: The question.
        keep: A reason to keep it closed, whatever its rule says now; None lets the rule decide.
        found: What the earlier questions of the task that are closed were decided as.
    """
    task = moment.task
    is_certain = not asked.question.conditions or path.is_certain(moment.ask.asked, asked.question, found)
    known = gold_value(tx, task.id, asked.question.id) if task.has_gold else None
    answers = answers_of_task(tx, task.id, asked.question.id)
    verdict = move_posterior(tx, asked, answers, known=known)
    reason = keep or why_closed(moment, asked, verdict, found=found)
    return DecidedQuestion(
        asked=asked,
        was=task.question(asked.question.id),
        known=known,
        answers=answers,
        verdict=verdict,
        reason=reason,
        wanted=0 if reason or not is_certain else more_wanted(asked, verdict, in_flight=moment.in_flight),
        level=task_level(
            asked.rule,
            n_answers=len(answers),
            confidence=verdict.confidence,
            n_choices=asked.question.n_choices,
        ),
        is_certain=is_certain,
    )


def would_close(tx: Tx, moment: Moment, asked: Asked) -> bool:
    """Return whether a question of a task would be closed if it were decided now; nothing is stored."""
    if moment.task.question(asked.question.id).reason is CloseReason.NOT_APPLICABLE:
        return True
    verdict = weigh(asked, answers_of_task(tx, moment.task.id, asked.question.id))
    return why_closed(moment, asked, verdict) is not None


def why_closed(
    moment: Moment, asked: Asked, verdict: Verdict, *, found: Answers = _NOTHING
) -> CloseReason | None:
    """Return why a question of a task is closed now, None if it is open."""
    if moment.task.mixed:
        return CloseReason.KNOWN
    if moment.ask.project_state is ProjectState.CANCELLED:
        # What was decided before the end stays so when one of its answers is changed afterwards.
        return moment.task.question(asked.question.id).reason or CloseReason.CANCELLED
    if asked.question.conditions and path.is_ruled_out(moment.ask.asked, asked.question, found):
        return CloseReason.NOT_APPLICABLE
    return why_close(
        asked.rule,
        confidence=verdict.confidence,
        n_answers=len(verdict.credits),
        n_may_answer=moment.n_may_answer,
        in_flight=moment.in_flight,
        agreeing_needed=verdict.agreeing_needed,
        within_reach=verdict.within_reach,
        tally=verdict.tally,
        project_over=moment.over,
    )


def more_wanted(asked: Asked, verdict: Verdict, *, in_flight: int) -> int:
    """Return how many more offers of a task an open question of it wants now."""
    return offers_wanted(
        asked.rule,
        confidence=verdict.confidence,
        n_answers=len(verdict.credits),
        in_flight=in_flight,
        agreeing_needed=verdict.agreeing_needed,
        tally=verdict.tally,
    )


def closing_of(ask: Ask, one: DecidedQuestion, reason: CloseReason) -> Closing:
    """Return what to store of a closing; gold gets its known value, and the numbers keep what the crowd said."""
    verdict, rule = one.verdict, one.asked.rule
    method, version = one.asked.question.kind.method
    return Closing(
        value=one.value,
        confidence=1.0 if one.known is not None else verdict.confidence if one.applies else 0.0,
        vote_share=verdict.vote_share,
        n_answers=one.n_answers,
        reason=reason,
        rule_version=RULE_VERSION,
        method=method,
        method_version=version,
        numbers=_rule_in(ask, one.asked, reason)
        | {"target": rule.target, "min": rule.min_answers, "max": rule.max_answers, **verdict.numbers},
    )


def _rule_in(ask: Ask, asked: Asked, reason: CloseReason) -> dict[str, object]:
    """Return the rules beside target and number of answers that were in force when a question closed."""
    match reason:
        case CloseReason.MARGIN:
            return {"margin": asked.rule.margin}
        case CloseReason.NOTHING_HERE if asked.rule.nothing is not None:
            return {"nothing": asked.rule.nothing.label, "run": asked.rule.nothing.run}
        case CloseReason.BUDGET:
            return {"budget": ask.limits.budget}
        case CloseReason.DEADLINE:
            return {"deadline_at": ask.limits.deadline_at}
        case _:
            return {}
