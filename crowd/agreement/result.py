"""What a measurement of agreement gives back: figures that are there, or the reason why they are not."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from crowd.answers import FloatArray


class Level(StrEnum):
    """What the difference of two labels means (Stevens's levels of measurement)."""

    NOMINAL = "nominal"  #: the same or not
    ORDINAL = "ordinal"  #: labels have an order
    INTERVAL = "interval"  #: labels are numbers, and their differences count
    RATIO = "ratio"  #: labels are numbers from 0 up, and their proportions count


class Undefined(StrEnum):
    """Why there is no figure."""

    NO_ANSWERS = "no-answers"  #: there is no answer at all
    NO_PAIRS = "no-pairs"  #: no task has two answers (for two people: they have no task in common)
    ONE_OPTION = "one-option"  #: all answers are the same, so that chance would have agreed as well
    ONE_COMPARED = "one-compared"  #: so are those of the tasks with two answers; elsewhere there are others
    SAME_VALUE = "same-value"  #: all labels that can be compared stand for the same number


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure with its range, or the reason why there is none.

    Attributes:
        value: The figure; None where it is not defined.
        undefined: Why it is not defined; None where it is.
        low: Lower end of the central 95 % (of the bootstrap, where nothing else is said); None where none was
            made, or too few tasks carry it.
        high: Upper end of it.
    """

    value: float | None = None
    undefined: Undefined | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskAgreement:
    """How the answers to each task fall, one element for each task that has an answer.

    Attributes:
        task: Task code, (n,) int, rising.
        n_answers: Answers to it, (n,) int, 1 or more.
        vote_share: Share of the option that has most of them, (n,), above 0, 1 where all agree.
        entropy: Entropy of the shares in bits, (n,), 0 where all agree.
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
        n_answers: Answers that chose it, in tasks with two answers or more.
        repeated: Of the other answers to the tasks of these, the share that chose it too; 0 to 1.
        chance: What that share would be by chance.
    """

    label: int
    n_answers: int
    repeated: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Two options between which people are divided.

    Attributes:
        first: Code of the one that has more answers (of equals the lower code).
        second: Code of the other.
        weight: Their coincidences: the number of pairs in which one answer chose the first and another answer to
            the same task the second, in both orders, each task weighing as much as it has answers.
        share: Share of these among all disagreement, 0 to 1.
        rate: Of the answers beside one that chose `second`, the share that chose `first`; 0 to 1.
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
    """How often two options stand beside each other in one task (Krippendorff 2011, step 2).

    Attributes:
        label: Codes of the options that are in it, (n,) int, rising: all that stand in a task with two answers or
            more, of very many those with most answers.
        matrix: Number of pairs, symmetric, (n, n). Its rows sum to the answers of each option as long as all
            options are in it.
    """

    label: NDArray[np.int64]
    matrix: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Agreement:
    """How well people agree with one another.

    Attributes:
        level: What the difference of two labels meant to alpha.
        alpha: Krippendorff's alpha: 1 perfect, 0 as chance would do, below 0 worse than that.
        fleiss_kappa: Fleiss's kappa, of labels taken as nominal.
        gwet_ac1: Gwet's AC1, of labels taken as nominal.
        raw_agreement: Share of the pairs of answers to a task that are the same, mean over tasks; 0 to 1.
        n_answers: Number of answers.
        n_contributors: Contributors who gave any.
        n_tasks: Tasks that have an answer.
        n_paired: Tasks that have two or more: only they tell of agreement.
        n_options_used: Options that were chosen.
        tasks: How the answers to each task fall.
        options: Each option that stands in a task with two answers or more, by falling number of answers.
        confusions: The pairs of options that disagreement falls on, the heaviest first, at most 100.
        coincidences: How often each two options stand beside each other.
        n_resamples: Bootstrap samples that the ranges come from, 0 without.
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
        """Mean of the tasks' vote shares, over those with two answers or more: one answer is always all of them.

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
