"""What measuring agreement returns: figures, or the reasons why they are undefined."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from crowd.answers import FloatArray


class Level(StrEnum):
    """What the difference between two labels means (Stevens's levels of measurement)."""

    NOMINAL = "nominal"  #: labels are the same or not
    ORDINAL = "ordinal"  #: labels have an order
    INTERVAL = "interval"  #: labels are numbers, and their differences count
    RATIO = "ratio"  #: labels are numbers of 0 or more, and their ratios count


class Undefined(StrEnum):
    """Why a figure is undefined."""

    NO_ANSWERS = "no-answers"  #: there are no answers
    NO_PAIRS = "no-pairs"  #: no task has two answers (for two people: they have no task in common)
    ONE_OPTION = "one-option"  #: all answers are the same, so that chance would have agreed as well
    ONE_COMPARED = (
        "one-compared"  #: the same, but only in tasks with two answers; other tasks have other answers
    )
    SAME_VALUE = "same-value"  #: all labels that can be compared stand for the same number


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure with its range, or the reason why it is undefined.

    Attributes:
        value: The figure; None if undefined.
        undefined: Why it is undefined; None if it is defined.
        low: Lower end of the central 95 % (of the bootstrap, unless stated otherwise); None if there was no
            bootstrap, or too few tasks for one.
        high: Upper end of that range.
    """

    value: float | None = None
    undefined: Undefined | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskAgreement:
    """How the answers to each task are distributed, one element for each task that has an answer.

    Attributes:
        task: Task code, (n,) int, ascending.
        n_answers: Number of answers to the task, (n,) int, 1 or more.
        vote_share: Share of the option with the most answers, (n,), above 0; 1 if all agree.
        entropy: Entropy of the shares in bits, (n,); 0 if all agree.
    """

    task: NDArray[np.int64]
    n_answers: NDArray[np.int64]
    vote_share: FloatArray
    entropy: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionAgreement:
    """How well people agree on one option.

    Attributes:
        label: Its code.
        n_answers: Answers that chose it, in tasks with at least two answers.
        repeated: Of the other answers to these tasks, the share that also chose it; 0 to 1.
        chance: What that share would be by chance.
    """

    label: int
    n_answers: int
    repeated: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Two options that people disagree about.

    Attributes:
        first: Code of the option with more answers (in a tie, the lower code).
        second: Code of the other option.
        weight: Their coincidences: the number of pairs in which one answer chose the first option and another answer
            to the same task the second, in both orders, with each task weighted by its number of answers.
        share: Their share of all disagreement, 0 to 1.
        rate: Of the other answers to tasks in which one chose `second`, the share that chose `first`; 0 to 1.
        chance: What that share would be by chance.
    """

    first: int
    second: int
    weight: float
    share: float
    rate: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coincidences:
    """How often two options are chosen for the same task (Krippendorff 2011, step 2).

    Attributes:
        label: Codes of the options included, (n,) int, ascending: all that occur in a task with at least two answers,
            or those with the most answers if there are very many.
        matrix: Number of pairs, symmetric, (n, n). Its rows sum to the answers for each option if all options are
            included.
    """

    label: NDArray[np.int64]
    matrix: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Agreement:
    """How well people agree with one another.

    Attributes:
        level: What the difference between two labels means for alpha.
        alpha: Krippendorff's alpha: 1 is perfect, 0 is chance, below 0 is worse than chance.
        fleiss_kappa: Fleiss's kappa, with labels as nominal.
        gwet_ac1: Gwet's AC1, with labels as nominal.
        raw_agreement: Share of the pairs of answers to a task that are the same, averaged over tasks; 0 to 1.
        n_answers: Number of answers.
        n_contributors: Number of contributors who gave any.
        n_tasks: Number of tasks with an answer.
        n_paired: Number of tasks with at least two answers: only they show agreement.
        n_options_used: Number of options that were chosen.
        tasks: How the answers to each task are distributed.
        options: Each option that occurs in a task with at least two answers, by descending number of answers.
        confusions: The pairs of options that people disagree about, by descending weight, at most 100.
        coincidences: How often each pair of options is chosen for the same task.
        n_resamples: Number of bootstrap samples behind the ranges; 0 for none.
    """

    level: Level
    alpha: Statistic
    fleiss_kappa: Statistic
    gwet_ac1: Statistic
    raw_agreement: Statistic
    n_answers: int
    n_contributors: int
    n_tasks: int
    n_paired: int
    n_options_used: int
    tasks: TaskAgreement
    options: tuple[OptionAgreement, ...]
    confusions: tuple[Confusion, ...]
    coincidences: Coincidences
    n_resamples: int

    @property
    def vote_share(self) -> float | None:
        """Mean vote share of the tasks with at least two answers: a single answer always has a share of 1.

        None without such tasks.
        """
        return self._mean_of(self.tasks.vote_share)

    @property
    def entropy(self) -> float | None:
        """Mean of the tasks' entropies in bits, over the same tasks."""
        return self._mean_of(self.tasks.entropy)

    def _mean_of(self, values: FloatArray) -> float | None:
        paired = values[self.tasks.n_answers >= 2]
        return float(paired.mean()) if paired.size else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedAgreement:
    """How well people agree, with what its options are called.

    Attributes:
        found: What was measured.
        names: The name of each option by its code.
    """

    found: Agreement
    names: tuple[str, ...]
