"""The tasks of a simulated project, handled as the bot handles real ones: offered, answered, decided, refitted.

Lists take the place of the bot's database; decisions use the same rules and numerics.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crowd.answers import AnswerCodes
from crowd.deciding.going_last import is_weak
from crowd.deciding.policy import (
    CloseReason,
    StopRule,
    Tally,
    level_order,
    offers_wanted,
    refit_due,
    stays_closed,
    stays_given_up,
    task_level,
    why_close,
)
from crowd.deciding.skill import DEFAULT_PRIOR, Skill
from crowd.kinds import Value
from crowd.simulated.numerics import Given, Learnt, Move, Numerics


@dataclass(slots=True)
class _Task:
    """A task with the same data that the bot keeps."""

    number: int
    move: Move
    n_may_answer: int
    in_flight: int = 0
    answers: dict[int, tuple[int, float | None]] = field(default_factory=dict)  # contributor -> label, credit
    closed: CloseReason | None = None
    rank: int = 0
    wanted: bool = True  # one more offer may be made


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """The result of one run.

    Attributes:
        value: What each task was decided as, (n_tasks,): a label, -1 without answers; or, where answers are no options,
            the answer itself, None without answers.
        confidence: The confidence stated for it, (n_tasks,).
        reason: Why each task closed; None if it stayed open.
        answers: Number of answers to each task, (n_tasks,) int.
        votes: How many of them chose the most popular option, (n_tasks,) int.
        late: Number of answers that arrived after everything had ended.
        fits: Number of full fits.
    """

    value: NDArray[Any]
    confidence: NDArray[np.float64]
    reason: list[CloseReason | None]
    answers: NDArray[np.int64]
    votes: NDArray[np.int64]
    late: int
    fits: int


class SimulatedTasks:
    """All tasks of one run, with what is known about people.

    Attributes:
        n_answers: Number of answers that count.
    """

    def __init__(self, recorded: AnswerCodes, rule: StopRule, budget: int | None, numerics: Numerics) -> None:
        """Open every task that has a recorded answer; end them all once `budget` answers have arrived."""
        self._rule, self._numerics = rule, numerics
        self._budget = math.inf if budget is None else budget
        self._over: CloseReason | None = None  # why everything has ended
        self._prior = DEFAULT_PRIOR
        nothing = numerics.move(-1, (), rule)
        asked = np.bincount(recorded.task, minlength=recorded.n_tasks).tolist()
        self._tasks = [
            _Task(number=n, move=nothing, n_may_answer=count, rank=n) for n, count in enumerate(asked)
        ]
        self._right = [0.0] * recorded.n_contributors
        self._answered = [0] * recorded.n_contributors
        self.n_answers = 0
        self._n_fitted = self._n_settled = self._late = self._fits = self._in_flight = 0
        self._next_rank = recorded.n_tasks

    def offer(self, person: int, numbers: Iterable[int]) -> int | None:
        """Offer somebody the first open one of the tasks they can do; None if there is none."""
        if self.n_answers + self._in_flight >= self._budget:
            return None
        open_to = [number for number in numbers if self._tasks[number].wanted]
        if not open_to:
            return None
        skill = self._skill(person)
        order = level_order(able=skill.mean > skill.prior.mean)
        best = min(open_to, key=lambda number: (order.index(self._level(number)), self._tasks[number].rank))
        task = self._tasks[best]
        self._in_flight += 1
        task.in_flight += 1
        task.n_may_answer -= 1
        self._look(task)
        return best

    def is_weak(self, person: int) -> bool:
        """Whether somebody only gets tasks while nobody abler is working."""
        return is_weak(self._skill(person), n_choices=self._numerics.n_choices)

    def take(self, person: int, number: int, label: int) -> None:
        """Count an answer, even if its task has closed in the meantime, update the task, and refit if due."""
        task = self._tasks[number]
        self._in_flight -= 1
        task.in_flight -= 1
        if self._over is not None:
            self._late += 1
            return
        task.answers[person] = (label, None)
        self.n_answers += 1
        self._move(task)
        self._close(task)
        task.rank, self._next_rank = self._next_rank, self._next_rank + 1
        if refit_due(n_answers=self.n_answers, n_fitted=self._n_fitted):
            self._fit()
        if self.n_answers >= self._budget:
            self.end(CloseReason.BUDGET)

    def settles_at_last(self) -> bool:
        """When nobody has anything left to do, fit once more and decide all tasks; False if no task reopens."""
        if self._n_settled == self.n_answers:
            return False
        self._n_settled = self.n_answers
        self._fit(final=True)
        return any(task.wanted for task in self._tasks)

    def end(self, reason: CloseReason) -> None:
        """Close all open tasks with the answers they have."""
        self._over = reason
        for task in self._tasks:
            if task.closed is None:
                self._close(task)

    def outcome(self) -> Simulated:
        """Return how every task ended."""
        answered = [bool(task.answers) for task in self._tasks]
        return Simulated(
            value=_column(
                [
                    self._numerics.value_of(task.move) if has else self._numerics.no_value
                    for task, has in zip(self._tasks, answered, strict=True)
                ],
                is_code=self._numerics.no_value is not None,
            ),
            confidence=np.array([t.move.confidence for t in self._tasks]),
            reason=[task.closed for task in self._tasks],
            answers=np.array([len(task.answers) for task in self._tasks]),
            votes=np.array([round(t.move.vote_share * len(t.answers)) for t in self._tasks]),
            late=self._late,
            fits=self._fits,
        )

    def _skill(self, person: int) -> Skill:
        return Skill(right=self._right[person], answered=self._answered[person], prior=self._prior)

    def _level(self, number: int) -> int:
        task = self._tasks[number]
        return task_level(
            self._rule,
            n_answers=len(task.answers),
            confidence=task.move.confidence,
            n_choices=self._numerics.n_choices,
        )

    def _look(self, task: _Task) -> None:
        """Check whether one more offer of a task may be made."""
        wanted = offers_wanted(
            self._rule,
            confidence=task.move.confidence,
            n_answers=len(task.answers),
            in_flight=task.in_flight,
            agreeing_needed=task.move.agreeing_needed,
            tally=self._tally(task),
        )
        task.wanted = task.closed is None and wanted > 0

    def _move(self, task: _Task) -> None:
        given = [
            Given(
                person=person,
                label=label,
                right=self._right[person],
                answered=self._answered[person],
                credit=credit,
            )
            for person, (label, credit) in task.answers.items()
        ]
        task.move = self._numerics.move(task.number, given, self._rule)
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
            within_reach=task.move.within_reach,
            tally=self._tally(task),
            project_over=self._over,
        )
        self._look(task)

    def _tally(self, task: _Task) -> Tally:
        return self._numerics.tally(task.move, [label for label, _ in task.answers.values()], self._rule)

    def _fit(self, *, final: bool = False) -> None:
        """Fit all answers and decide the open tasks; if `final`, the closed ones too."""
        self._n_fitted = self.n_answers
        self._fits += 1
        rows = [
            (number, person, label)
            for number, task in enumerate(self._tasks)
            for person, (label, _) in task.answers.items()
        ]
        found = self._numerics.fit(rows)
        self._prior = found.prior
        self._right = found.right
        for task in self._tasks:
            if task.answers:
                self._settle(task, found, final=final)

    def _settle(self, task: _Task, found: Learnt, *, final: bool) -> None:
        task.answers = {
            person: (label, found.credit(task.number, person, label))
            for person, (label, _) in task.answers.items()
        }
        if task.closed not in (None, CloseReason.TARGET) and not final:
            return
        self._move(task)
        if not self._stays(task):
            self._close(task)

    def _stays(self, task: _Task) -> bool:
        """Whether a task stays closed for the reason it closed, whatever its rule says now."""
        confidence, n_answers = task.move.confidence, len(task.answers)
        match task.closed:
            case CloseReason.TARGET:
                return stays_closed(self._rule, confidence=confidence, n_answers=n_answers)
            case CloseReason.OUT_OF_REACH:
                return stays_given_up(
                    self._rule,
                    confidence=confidence,
                    n_answers=n_answers,
                    agreeing_needed=task.move.agreeing_needed,
                    tally=self._tally(task),
                )
            case _:
                return False


def _column(values: list[Value], *, is_code: bool) -> NDArray[Any]:
    """Values as an array with one place each, even if they are lists."""
    column = np.empty(len(values), dtype=np.int64 if is_code else object)
    column[:] = values
    return column
