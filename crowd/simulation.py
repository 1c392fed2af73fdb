"""Asks recorded answers for again, by the very rules and numerics of the bot: how many would have been enough?

People come in a seeded order, some at a time, or when they were recorded to come. They take the next task offered to
them among those that they have a recorded answer for; an answer arrives some time after its offer, as people differ in
speed. Gold serves only to judge what came out.
"""

import heapq
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.consensus import fit_question
from crowd.aggregation.online import (
    Matched,
    QuestionModel,
    TaskAnswer,
    TaskMove,
    matched_of,
    model_of,
    move_task,
    new_question,
)
from crowd.aggregation.result import in_order
from crowd.answers import AnswerCodes, FloatArray
from crowd.policy import (
    CloseReason,
    StopRule,
    Tally,
    level_order,
    must_reopen,
    offers_wanted,
    refit_due,
    tally_votes,
    task_level,
    why_close,
)
from crowd.skill import DEFAULT_PRIOR, Skill, SkillPrior
from crowd.visits import Visit, visits_of

#: An offer is answered this many steps after it was made.
_STEPS = (1, 6)


@dataclass(slots=True)
class _Task:
    """A task as the bot keeps it."""

    move: TaskMove
    n_may_answer: int
    in_flight: int = 0
    answers: dict[int, tuple[int, float | None]] = field(default_factory=dict)  # contributor -> label, credit
    belief: tuple[float, ...] | None = None
    fitted: frozenset[int] = frozenset()  # whose answers the last fit saw
    closed: CloseReason | None = None
    rank: int = 0
    wanted: bool = True  # one more offer may be made


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """What came of one run.

    Attributes:
        label: The label given to each task, (n_tasks,) int, -1 without an answer.
        confidence: What was stated of it, (n_tasks,).
        reason: Why each task closed; None for one that stayed open.
        answers: Answers that each task got, (n_tasks,) int.
        votes: Those of them for the label, (n_tasks,) int.
        late: Answers that came after their task had closed.
        fits: Full fits made.
    """

    label: NDArray[np.int64]
    confidence: NDArray[np.float64]
    reason: list[CloseReason | None]
    answers: NDArray[np.int64]
    votes: NDArray[np.int64]
    late: int
    fits: int


def simulate(
    recorded: AnswerCodes,
    rule: StopRule,
    *,
    seed: int,
    at_once: int = 32,
    budget: int | None = None,
    until: int | None = None,
) -> Simulated:
    """Replays recorded answers once, with people in a random order.

    Args:
        recorded: The answers that people could give.
        rule: When asking stops.
        seed: Fixes who comes when and how fast.
        at_once: People present at the same time.
        budget: Answers in all with which everything ends; None for no limit.
        until: Breaks off once so many answers have come, to see how things stand on the way.

    Returns:
        What came of it.
    """
    run = _Run(recorded, rule, budget)
    run.go(random.Random(seed), at_once, math.inf if until is None else until)
    return run.outcome()


def simulate_in_time(
    recorded: AnswerCodes,
    times: FloatArray,
    rule: StopRule,
    *,
    budget: int | None = None,
    deadline: float | None = None,
) -> Simulated:
    """Replays recorded answers once, with people there when they were.

    Each recorded answer is a visit of its author, in which they are asked one task, though perhaps another one. Who
    finds nothing open waits until something is, as the bot then writes to them.

    Args:
        recorded: The answers that people could give.
        times: When each was given, (n_answers,), in any unit.
        rule: When asking stops.
        budget: Answers in all with which everything ends; None for no limit.
        deadline: When everything ends, in the unit of `times`; None for no limit.

    Returns:
        What came of it; nothing in it is left to chance.
    """
    run = _Run(recorded, rule, budget)
    run.go_in_time(*visits_of(recorded, times), math.inf if deadline is None else deadline)
    return run.outcome()


class _Run:
    def __init__(self, recorded: AnswerCodes, rule: StopRule, budget: int | None) -> None:
        self._recorded, self._rule = recorded, rule
        self._budget = math.inf if budget is None else budget
        self._over: CloseReason | None = None  # why all of it has ended
        self._model: QuestionModel = new_question(recorded.n_labels)
        self._matched: dict[int, Matched] = {}
        self._prior = DEFAULT_PRIOR
        nothing = move_task((), self._model, target=rule.target, most_more=rule.max_answers)
        asked = np.bincount(recorded.task, minlength=recorded.n_tasks).tolist()
        self.tasks = [_Task(move=nothing, n_may_answer=count, rank=n) for n, count in enumerate(asked)]
        self._todo: list[dict[int, int]] = [{} for _ in range(recorded.n_contributors)]
        columns = (recorded.task, recorded.contributor, recorded.label)
        for task, person, label in zip(*(column.tolist() for column in columns), strict=True):
            self._todo[person][task] = label
        self._right = [0.0] * recorded.n_contributors
        self._answered = [0] * recorded.n_contributors
        self._n_answers = self._n_fitted = self._late = self._fits = 0
        self._next_rank = recorded.n_tasks
        self._arriving: list[tuple[float, int, int, int]] = []  # when, person, task, label
        self._busy: set[int] = set()  # who has a task in hand

    def go(self, rng: random.Random, at_once: int, until: float) -> None:
        """Let everybody come, answer and go until nobody can do anything more, or so many answers have come."""
        coming = list(range(self._recorded.n_contributors))
        rng.shuffle(coming)
        delay = partial(rng.randint, *_STEPS)
        here: list[int] = []
        idle: list[int] = []
        step = 0
        while self._n_answers < until:
            while coming and len(here) + len(self._arriving) < at_once:
                here.append(coming.pop())
            rng.shuffle(here)
            # Whoever found nothing looks again after the others: a task may have come back meanwhile.
            idle = [one for one in here + idle if not self._ask(one, step, delay)]
            if not self._arriving and not coming and not self._settles_at_last():
                return
            step += 1
            here = self._arrive(step)

    def _settles_at_last(self) -> bool:
        """Fit once more when nobody has anything left to do; False when that changes nothing."""
        if self._n_fitted == self._n_answers:
            return False
        self._fit()
        return any(task.wanted for task in self.tasks)

    def go_in_time(self, visits: Sequence[Visit], usual: float, deadline: float) -> None:
        """Let people come at their times; who found nothing open waits, and takes the usual time once asked."""
        waiting: list[int] = []
        now = 0.0
        for visit in visits:
            while self._arriving and self._arriving[0][0] <= visit.begun and self._arriving[0][0] < deadline:
                now, waiting = self._next_moment(now, waiting, usual)
            if visit.begun >= deadline:
                break
            if not self._ask(visit.contributor, visit.ended):
                waiting.append(visit.contributor)
        while (self._arriving and self._arriving[0][0] < deadline) or self._settles_at_last():
            now, waiting = self._next_moment(now, waiting, usual)
        if deadline < math.inf:
            self._end(CloseReason.DEADLINE)

    def _next_moment(self, now: float, waiting: list[int], usual: float) -> tuple[float, list[int]]:
        """Take the answer that comes next, and ask those who wait; return when, and who still waits."""
        if self._arriving:
            now = self._arriving[0][0]
            self._arrive(now)
        return now, [one for one in waiting if not self._ask(one, now + usual)]

    def _arrive(self, now: float) -> list[int]:
        """Take the answers that are there by now; return who gave them."""
        back = []
        while self._arriving and self._arriving[0][0] <= now:
            _, person, number, label = heapq.heappop(self._arriving)
            self._busy.discard(person)
            self._take(person, self.tasks[number], label)
            back.append(person)
        return back

    def outcome(self) -> Simulated:
        """How every task ended."""
        answered = [bool(task.answers) for task in self.tasks]
        return Simulated(
            label=np.array(
                [t.move.label if has else -1 for t, has in zip(self.tasks, answered, strict=True)]
            ),
            confidence=np.array([t.move.confidence for t in self.tasks]),
            reason=[task.closed for task in self.tasks],
            answers=np.array([len(task.answers) for task in self.tasks]),
            votes=np.array([round(t.move.vote_share * len(t.answers)) for t in self.tasks]),
            late=self._late,
            fits=self._fits,
        )

    def _ask(self, person: int, due: float, delay: Callable[[], int] = int) -> bool:
        """Offer somebody the first task open to them, to be answered when due and delayed; False if they get none."""
        mine = self._todo[person]
        open_to = [number for number in mine if self.tasks[number].wanted]
        if not open_to or person in self._busy or self._n_answers + len(self._arriving) >= self._budget:
            return False
        self._busy.add(person)
        order = level_order(able=self._is_able(person))
        best = min(open_to, key=lambda number: (order.index(self._level(number)), self.tasks[number].rank))
        task = self.tasks[best]
        task.in_flight += 1
        task.n_may_answer -= 1
        self._look(task)
        heapq.heappush(self._arriving, (due + delay(), person, best, mine.pop(best)))
        return True

    def _is_able(self, person: int) -> bool:
        skill = Skill(right=self._right[person], answered=self._answered[person], prior=self._prior)
        return skill.mean > self._prior.mean

    def _level(self, number: int) -> int:
        task = self.tasks[number]
        return task_level(
            self._rule,
            n_answers=len(task.answers),
            confidence=task.move.confidence,
            n_labels=self._recorded.n_labels,
        )

    def _look(self, task: _Task) -> None:
        """See whether one more offer of a task may be made."""
        wanted = offers_wanted(
            self._rule,
            confidence=task.move.confidence,
            n_answers=len(task.answers),
            in_flight=task.in_flight,
            agreeing_needed=task.move.agreeing_needed,
            tally=self._tally(task),
        )
        task.wanted = task.closed is None and wanted > 0

    def _take(self, person: int, task: _Task, label: int) -> None:
        """Count an answer, move its task, and fit anew if that is due."""
        task.in_flight -= 1
        if task.closed:
            self._late += 1
            return
        task.answers[person] = (label, None)
        self._n_answers += 1
        self._move(task)
        self._close(task)
        task.rank, self._next_rank = self._next_rank, self._next_rank + 1
        if refit_due(n_answers=self._n_answers, n_fitted=self._n_fitted):
            self._fit()
        if self._n_answers >= self._budget:
            self._end(CloseReason.BUDGET)

    def _end(self, reason: CloseReason) -> None:
        """Close what is open with the answers that it has."""
        self._over = reason
        for task in self.tasks:
            if task.closed is None:
                self._close(task)

    def _move(self, task: _Task) -> None:
        given = [
            TaskAnswer(
                label=label,
                right=self._right[person],
                answered=self._answered[person],
                credit=credit,
                matched=self._matched.get(person),
                belief=task.belief if person in task.fitted else None,
            )
            for person, (label, credit) in task.answers.items()
        ]
        task.move = move_task(
            given,
            self._model,
            target=self._rule.target,
            most_more=self._rule.max_answers - len(task.answers),
        )
        for (person, (label, credit)), now in zip(list(task.answers.items()), task.move.credits, strict=True):
            self._right[person] += now - (credit or 0.0)
            self._answered[person] += credit is None
            task.answers[person] = (label, now)

    def _close(self, task: _Task) -> None:
        task.closed = why_close(
            self._rule,
            confidence=task.move.confidence,
            n_answers=len(task.answers),
            n_may_answer=task.n_may_answer,
            in_flight=task.in_flight,
            agreeing_needed=task.move.agreeing_needed,
            tally=self._tally(task),
            project_over=self._over,
        )
        self._look(task)

    def _tally(self, task: _Task) -> Tally:
        return tally_votes(self._rule, [label for label, _ in task.answers.values()], task.move.label)

    def _fit(self) -> None:
        """Fit everything that was answered, and decide the open tasks by it."""
        self._n_fitted = self._n_answers
        self._fits += 1
        rows = [
            (number, person, label)
            for number, task in enumerate(self.tasks)
            for person, (label, _) in task.answers.items()
        ]
        codes = np.array(rows, dtype=np.int64)
        answers = in_order(
            AnswerCodes(
                task=codes[:, 0],
                contributor=codes[:, 1],
                label=codes[:, 2],
                n_tasks=self._recorded.n_tasks,
                n_contributors=self._recorded.n_contributors,
                n_labels=self._recorded.n_labels,
            )
        )
        fit = fit_question(answers)
        self._model = model_of(fit)
        mean = self._model.mean_skill
        self._prior = SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean))
        self._right = fit.right.tolist()
        self._matched = {person: matched_of(fit, person) for person in set(codes[:, 1].tolist())}
        for number, task in enumerate(self.tasks):
            if task.answers:
                self._settle(task, fit.confusions.belief[number].tolist(), fit.posterior[number].tolist())

    def _settle(self, task: _Task, belief: Sequence[float], posterior: Sequence[float]) -> None:
        task.belief = tuple(belief)
        task.fitted = frozenset(task.answers)
        task.answers = {person: (label, posterior[label]) for person, (label, _) in task.answers.items()}
        if task.closed not in (None, CloseReason.TARGET):
            return
        self._move(task)
        if task.closed is None or must_reopen(self._rule, confidence=task.move.confidence):
            self._close(task)
