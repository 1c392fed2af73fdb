"""How a simulated project decides its tasks: by the numerics of options, or as any other kind does."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

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
from crowd.answers import AnswerCodes
from crowd.deciding.policy import StopRule, Tally, tally_votes
from crowd.deciding.skill import SkillPrior
from crowd.kinds import Config, Kind, Value, Verdict, WeighedAnswer
from crowd.kinds.fitting import FitInput, Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer to a task, with what is known about its author."""

    person: int
    label: int  #: the code of the answer
    right: float
    answered: int
    credit: float | None


class Move(Protocol):
    """The state of a task after its answers so far."""

    @property
    def confidence(self) -> float:
        """The probability that its value is right."""

    @property
    def credits(self) -> tuple[float, ...]:
        """For each answer, the probability that it is right."""

    @property
    def vote_share(self) -> float:
        """Share of the answers that agree with the most common one."""

    @property
    def agreeing_needed(self) -> float:
        """The fewest further answers that would reach the target."""

    @property
    def within_reach(self) -> bool:
        """Whether the target may still be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a full fit found.

    Attributes:
        prior: The prior for the skill of somebody new.
        right: Each person's expected number of right answers.
        credit: The credit of the answer to a task, by a person, with a label.
    """

    prior: SkillPrior
    right: list[float]
    credit: Callable[[int, int, int], float]


class Numerics(Protocol):
    """What decides. It keeps what full fits have learnt."""

    @property
    def n_choices(self) -> int:
        """Among how many answers somebody who guesses would choose."""

    @property
    def no_value(self) -> Value:
        """What stands for the value of a task without answers."""

    def move(self, task: int, given: Sequence[Given], rule: StopRule) -> Move:
        """Decide a task from all its answers."""

    def value_of(self, move: Move) -> Value:
        """What a task is decided as: a code where answers are options."""

    def tally(self, move: Move, labels: Sequence[int], rule: StopRule) -> Tally:
        """Count the votes that a task lacks; `labels` are those of the answers that it was decided from."""

    def fit(self, rows: Sequence[tuple[int, int, int]]) -> Learnt:
        """Fit all answers: (task, person, label)."""


class OptionNumerics:
    """The numerics of options."""

    no_value = -1

    def __init__(self, recorded: AnswerCodes) -> None:
        self._recorded = recorded
        self.n_choices = recorded.n_labels
        self._model: QuestionModel = new_question(recorded.n_labels)
        self._matched: dict[int, Matched] = {}
        self._beliefs: dict[int, tuple[float, ...]] = {}
        self._fitted: set[tuple[int, int]] = set()  # tasks and people whose answers the last fit saw

    def move(self, task: int, given: Sequence[Given], rule: StopRule) -> TaskMove:
        """Decide a task by the posterior of each option."""
        belief = self._beliefs.get(task)
        return move_task(
            [
                TaskAnswer(
                    label=answer.label,
                    right=answer.right,
                    answered=answer.answered,
                    credit=answer.credit,
                    matched=self._matched.get(answer.person),
                    belief=belief if (task, answer.person) in self._fitted else None,
                )
                for answer in given
            ],
            self._model,
            target=rule.target,
            most_more=rule.max_answers - len(given),
        )

    def value_of(self, move: Move) -> int:
        """The leading label."""
        assert isinstance(move, TaskMove)  # noqa: S101 - it made it
        return move.label

    def tally(self, move: Move, labels: Sequence[int], rule: StopRule) -> Tally:
        """Count the votes of options."""
        return tally_votes(rule, labels, self.value_of(move))

    def fit(self, rows: Sequence[tuple[int, int, int]]) -> Learnt:
        """Fit the default model."""
        codes = np.array(rows, dtype=np.int64)
        recorded = self._recorded
        answers = in_order(
            AnswerCodes(
                task=codes[:, 0],
                contributor=codes[:, 1],
                label=codes[:, 2],
                n_tasks=recorded.n_tasks,
                n_contributors=recorded.n_contributors,
                n_labels=recorded.n_labels,
            )
        )
        fit = fit_question(answers)
        self._model = model_of(fit)
        self._matched = {person: matched_of(fit, person) for person in set(codes[:, 1].tolist())}
        tasks = set(codes[:, 0].tolist())
        self._beliefs = {task: tuple(fit.confusions.belief[task].tolist()) for task in tasks}
        self._fitted = {(task, person) for task, person, _ in rows}
        posterior = fit.posterior.tolist()
        mean = self._model.mean_skill
        return Learnt(
            prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
            right=fit.right.tolist(),
            credit=lambda task, _, label: float(posterior[task][label]),
        )


class KindNumerics:
    """The numerics of a kind, as the bot uses them."""

    no_value = None

    def __init__(self, kind: Kind, config: Config, values: Sequence[Value], n_people: int) -> None:
        """`values` are the answers that labels stand for."""
        self._kind, self._config, self._values, self._n_people = kind, config, values, n_people
        self.n_choices = kind.n_choices(config)
        self._model: str | None = None
        self._people: dict[int, str] = {}
        self._beliefs: dict[int, str] = {}
        self._fitted: set[tuple[int, int]] = set()

    def move(self, task: int, given: Sequence[Given], rule: StopRule) -> Move:
        """Decide a task as the kind does."""
        belief = self._beliefs.get(task)
        answers = [
            WeighedAnswer(
                value=self._values[answer.label],
                right=answer.right,
                answered=answer.answered,
                credit=answer.credit,
                learnt=self._people.get(answer.person),
                belief=belief if (task, answer.person) in self._fitted else None,
            )
            for answer in given
        ]
        return self._kind.decide(answers, self._config, self._model, rule=rule)

    def value_of(self, move: Move) -> Value:
        """The value of the verdict."""
        assert isinstance(move, Verdict)  # noqa: S101 - it made it
        return move.value

    def tally(self, move: Move, labels: Sequence[int], rule: StopRule) -> Tally:  # noqa: ARG002 - the kind counted them
        """Return what the kind counted."""
        assert isinstance(move, Verdict)  # noqa: S101 - it made it
        return move.tally

    def fit(self, rows: Sequence[tuple[int, int, int]]) -> Learnt:
        """Fit as the kind does."""
        columns = list(zip(*rows, strict=True))
        data = FitInput(
            task=array("q", columns[0]),
            contributor=array("q", columns[1]),
            value=[self._values[label] for label in columns[2]],
            credit=array("d", [float("nan")] * len(rows)),
        )
        found = self._kind.fit(data, self._config)
        self._model = found.model
        self._people = dict(_all(found.people))
        self._beliefs = dict(_all(found.beliefs))
        self._fitted = {(task, person) for task, person, _ in rows}
        credit = {(one.task_id, one.contributor_id): one.credit for one in _all(found.credits)}
        right = [0.0] * self._n_people
        for (_, person), share in credit.items():
            right[person] += share
        return Learnt(
            prior=found.prior,
            right=right,
            credit=lambda task, person, _: credit[task, person],
        )


def _all(pages: Pages[Any]) -> list[Any]:
    return pages.make(slice(0, pages.n_rows))
