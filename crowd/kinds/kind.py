"""What differs between one kind of question and another, as the rest of the project sees it.

A kind is one room: everything about it stands in `crowd/kinds/<kind>.py` and, for the chat, in
`handlers/kinds/<kind>.py`. The list of kinds is in `crowd/kinds/__init__.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from crowd.agreement.result import NamedAgreement
from crowd.deciding.policy import NO_TALLY, StopRule, Tally
from crowd.kinds.fitting import Fit, FitInput

#: An answer, the truth of a gold task or what a task is decided as: a number, a text, a list and so on, as in JSON.
Value = Any
#: How a question of a kind is set up; each kind has its own class.
Config = Any


@dataclass(frozen=True, slots=True)
class HalfMade:
    """What somebody has of an answer before it is whole, such as the digits or the boxes that they tapped so far.

    Attributes:
        partial: It, in the form of its kind, as in JSON.
    """

    partial: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedAnswer:
    """One answer to a task that counts, with what is stored about its author.

    Attributes:
        value: The answer.
        right: The author's expected number of right answers, over all tasks of the question.
        answered: The number of answers that `right` is based on.
        credit: What this very answer has added to `right`; None if it has not been weighed yet.
        learnt: What the last full fit learnt about the author, as the kind wrote it; None if it did not see them.
        belief: What that fit believes about this task, as the kind wrote it, if it saw this answer; else None.
    """

    value: Value
    right: float
    answered: float
    credit: float | None = None
    learnt: str | None = None
    belief: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the answers to a task say.

    Attributes:
        value: The value that the task would be decided as; None without answers.
        confidence: The probability that it is right, 0 without answers.
        credits: For each answer, in the given order, the probability that it is right.
        vote_share: Share of the answers that agree with the most common one; 0 without answers.
        agreeing_needed: The fewest further answers from typical contributors, all for `value`, that would reach the
            target; infinite if not even the most that the task may get would.
        within_reach: Whether the target may still be reached, given how little is known about people.
        tally: The votes that the task lacks, if its rule looks at votes.
        numbers: What else the decision was made of, to be stored with it.
    """

    value: Value | None
    confidence: float
    credits: tuple[float, ...]
    vote_share: float
    agreeing_needed: float
    within_reach: bool
    tally: Tally = NO_TALLY
    numbers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file that a kind of question adds to the results.

    Attributes:
        name: What it is called, in the name of the file: `ranking`.
        header: Its columns.
        write: Makes its rows of all answers that count, each with what its task shows, by column; none if there would
            be no use in the file.
    """

    name: str
    header: tuple[str, ...]
    write: Callable[
        [Iterable[tuple[Mapping[str, str], Value]], Config], Sequence[Sequence[str | int | float]]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagined:
    """How a crowd's answers to a question are imagined before anybody was asked: as labels, codes from 0 on.

    Attributes:
        n_labels: The number of labels, 2 or more.
        slack: How many labels off an answer may be and still be right, 0 or 1. If any, labels have an order.
    """

    n_labels: int
    slack: int = 0


class Kind(Protocol):
    """A kind of question. Everything here is pure: no clock, no database, no chat."""

    @property
    def name(self) -> str:
        """The name, as it is stored and as files say it."""

    @property
    def has_codes(self) -> bool:
        """Whether a value is the code of an option, and so can be counted by SQL."""

    @property
    def labels_are_options(self) -> bool:
        """Whether recorded answers set a question up by themselves: each different one is an option."""

    @property
    def simple_rule(self) -> str:
        """What `decide_simply` does, as a name: `median`."""

    @property
    def method(self) -> tuple[str, int]:
        """The name of the method that decides, and its version: stored with each decision."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the dialogue that set it up, in order. No two kinds have a step of the same name."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the results file that say what a task was decided as; the first is that of an answer."""

    @property
    def sheet(self) -> Sheet | None:
        """A file that it adds to the results; None for none."""

    def of_task(self, config: Config, content: Mapping[str, str], *, task: int, person: int) -> Config:
        """Return how a question is set up where it is asked of a task: the same, unless answers are about its parts.

        Everything else here also takes what this returns, and `write_config` leaves the task out again.

        Args:
            config: How the question is set up.
            content: What the task shows, by column. While a file is set up only the columns are known; their texts are
                empty then.
            task: The id of the task, and
            person: that of the person: together they decide in which order its parts stand.
        """

    def configure(self, config: Config, step: str, text: str) -> Config:
        """Take what a requester typed at a step.

        Raises:
            ValueRefused: It cannot be used.
        """

    def suggest(self, config: Config, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        """Return what can be tapped instead of typed at a step, the likeliest first.

        Args:
            config: How the question is set up so far.
            step: The step.
            gold: The distinct known answers in the file, as it gives them.
            presets: Usual answers to the step in the requester's language.
        """

    def suits(self, gold: Sequence[str]) -> float:
        """Return how likely a file with such known answers asks a question of this kind; 0 if it cannot.

        It cannot if they are too many, or one of them is too long.

        Args:
            gold: The distinct known answers in the file, as it gives them; there may be none.
        """

    def read_config(self, text: str) -> Config:
        """Read how a question is set up, as `write_config` wrote it; `{}` for a question that is not set up yet."""

    def write_config(self, config: Config) -> str:
        """Write how a question is set up as JSON."""

    def check(self, raw: object, config: Config) -> Value:
        """Check an answer, from wherever it comes: the only gate.

        Raises:
            InvalidInput: It is no possible answer.
        """

    def read(self, text: str, config: Config) -> Value | None:
        """Read an answer that somebody typed in the chat; None if it is no answer."""

    def read_cell(self, text: str, config: Config) -> Value | None:
        """Read an answer that a cell of a file gives, such as the known answer; None if it is no answer."""

    def write(self, value: Value, config: Config) -> str:
        """Write an answer as people read it."""

    def write_cell(self, value: Value, config: Config) -> str:
        """Write an answer as `read_cell` reads it."""

    def cells(self, value: Value, numbers: Mapping[str, Any], config: Config) -> tuple[str, ...]:
        """Return the cells of the results file under `columns`.

        Args:
            value: What the task was decided as.
            numbers: What else the decision was made of; nothing of a task that is not decided yet.
            config: How the question is set up.
        """

    def options(self, config: Config) -> tuple[str, ...]:
        """Return the names of the options by code; none if answers are not options."""

    def n_choices(self, config: Config) -> int:
        """Return among how many answers somebody who guesses would choose: a guess is right once in so many."""

    def imagined(self, config: Config) -> Imagined | None:
        """Return how to imagine its answers, to forecast how many it takes; None if that is not known beforehand."""

    def most_sure(self, config: Config) -> float:
        """Return the highest confidence that any answers can give, above 0.5: a higher target would never be reached.

        It is 1 where there is no such limit.
        """

    def is_alike(self, one: Value, other: Value, config: Config) -> bool:
        """Whether two answers to a task say the same."""

    def distance(self, one: Value, other: Value, config: Config) -> float | None:
        """Return how far apart two answers are, 0 or more; None if answers are the same or not, and nothing between."""

    def doubt(self, value: Value, config: Config, model: str | None) -> Value | None:
        """Return what to ask somebody about an answer that looks like a slip; None for most answers.

        Args:
            value: The answer.
            config: How the question is set up.
            model: What the last full fit learnt about the question, as the kind wrote it; None before the first.

        Returns:
            A half-made answer that asks whether they are sure. They are if they give the same answer while it is shown.
        """

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Config,
        model: str | None,
        *,
        rule: StopRule,
        known: Value | None = None,
    ) -> Verdict:
        """Decide a task from all its answers that count, at most one a person, in the order of their offers.

        Args:
            answers: The answers.
            config: How the question is set up.
            model: What the last full fit learnt about the question, as the kind wrote it; None before the first.
            rule: When asking stops.
            known: The truth of a gold task. It decides the credits, while the rest still says what the crowd says.

        Returns:
            The verdict.
        """

    def decide_simply(self, values: Sequence[Value], config: Config) -> Value:
        """Decide a task as anybody would, without weighing anybody: what `decide` has to be better than.

        Args:
            values: The answers, at least one.
            config: How the question is set up.
        """

    def measure(
        self, answers: Sequence[tuple[int, int, Value]], config: Config, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure how well people agree.

        Args:
            answers: (task, contributor, answer), oldest first.
            config: How the question is set up.
            rng: Random generator for ranges.
        """

    def fit(self, data: FitInput, config: Config) -> Fit:
        """Fit all answers to a question at once. It may take seconds, so run it outside any transaction."""
