"""Learns from all answers to a question how its crowd answers: how wide answers scatter, and who is how exact.

Shares of spreads and of blunders are found by EM on a sample of tasks. What is counted for a person is how far their
answers are from what the others say about the same tasks, or from the truth of gold tasks.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.numbers.number_model import (
    NEW_BLUNDERS,
    ROUNDED,
    SPREAD_RATIO,
    NumberModel,
    NumberPerson,
    excess_of,
    factor_of,
    new_number_model,
)
from crowd.aggregation.numbers.posterior import Posterior, find_posterior
from crowd.aggregation.numbers.ruler import Ruler
from crowd.aggregation.numbers.shared_error import learn_errors, prior_errors
from crowd.aggregation.rows import sum_by
from crowd.answers import FloatArray, IntArray

#: Tasks of which the shares are learnt: more would not change the second digit.
_SAMPLE = 300
#: Steps of EM before people are known, and after each time they have been looked at.
_FIRST_STEPS, _MORE_STEPS = 8, 3
#: How often people are looked at before the last time.
_ROUNDS = 2
#: Spreads that fewer tasks have are left out: they cost time and change nothing.
_LEAST_SHARE = 0.02
#: The prior of the shares counts as this many tasks, that of blunders as this many answers.
_SHARE_TASKS, _BLUNDER_ANSWERS = 1.0, 20.0
#: The prior of the mean excess, 1, counts as this many answers.
_SAME_ANSWERS = 20.0
#: With more blunders, the numbers mean nothing.
_MOST_BLUNDERS = 0.3
#: Numbers in a table at a time: a megabyte, so that it stays in the cache.
_CELLS = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberCodes:
    """Who gave which number to which task, one element an answer, in any order, at most one a person and task.

    Attributes:
        task: Task codes, (n_answers,) int.
        contributor: Contributor codes, (n_answers,) int.
        number: The numbers, (n_answers,).
        n_tasks: Number of tasks.
        n_contributors: Number of contributors.
    """

    task: IntArray
    contributor: IntArray
    number: FloatArray
    n_tasks: int
    n_contributors: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberFit:
    """What a fit found.

    Attributes:
        model: How the crowd answers.
        excess: For each contributor what `NumberPerson` holds, (n_contributors,).
        answered: The same.
    """

    model: NumberModel
    excess: FloatArray
    answered: FloatArray

    def person(self, contributor: int) -> NumberPerson:
        """Return what was counted for the contributor with this code."""
        return NumberPerson(
            excess=float(self.excess[contributor]),
            answered=float(self.answered[contributor]),
        )


def fit_numbers(codes: NumberCodes, ruler: Ruler, gold: FloatArray | None = None) -> NumberFit:
    """Learn how a crowd answers.

    Args:
        codes: The answers.
        ruler: How the numbers are measured.
        gold: The truth of each task, (n_tasks,); NaN where it is not known. None if it never is.

    Returns:
        What was found; for less than two answers to any task, what holds for a new question.
    """
    truth = np.full(codes.n_tasks, math.nan) if gold is None else gold
    return _Fit(codes, ruler, truth).go()


class _Fit:
    def __init__(self, codes: NumberCodes, ruler: Ruler, truth: FloatArray) -> None:
        # In one order, so that sums round alike in whatever order the answers came.
        order = np.lexsort((codes.contributor, codes.number, codes.task))
        self.task, self.person = codes.task[order], codes.contributor[order]
        self.number = codes.number[order]
        self.n_contributors = codes.n_contributors
        self.ruler = ruler
        self.size = np.bincount(self.task, minlength=codes.n_tasks)
        self.start = np.cumsum(self.size) - self.size
        self.truth = truth
        self.known = np.isfinite(truth) & (self.size > 0)
        n_people = codes.n_contributors
        self.factor = np.ones(n_people)
        self.excess_sum, self.answered = np.zeros(n_people), np.zeros(n_people)
        self.model = new_number_model(ruler)

    def go(self) -> NumberFit:
        shared = np.flatnonzero(self.size > 1)
        looked_at = np.flatnonzero((self.size > 1) | self.known)
        if looked_at.size:
            self.model = self._blank()
            # Evenly spaced: which tasks are in the sample must not depend on chance.
            sample = shared[np.linspace(0, shared.size - 1, min(shared.size, _SAMPLE)).astype(int)]
            self._learn_shares(sample, _FIRST_STEPS)
            for _ in range(_ROUNDS):
                self._look_at_people(looked_at)
                self._learn_shares(sample, _MORE_STEPS)
            self._learn_errors()
            self._look_at_people(looked_at)
            self.model = replace(_without_rare(self.model), n_answers=int(self.number.size))
        return NumberFit(model=self.model, excess=self.excess_sum, answered=self.answered)

    def _blank(self) -> NumberModel:
        """A model with all spreads that are possible, all alike."""
        ruler = self.ruler
        place = ruler.bend(self.number)
        least = 0.8 * ROUNDED * float(np.median(ruler.steps_at(self.number)))
        low, high = np.quantile(place, [0.02, 0.98])
        width = max(1.2 * float(high - low), 4.0 * least)
        if not ruler.is_bent and math.isfinite(ruler.highest - ruler.lowest):
            width = max(width, ruler.highest - ruler.lowest)
        n_spreads = max(math.ceil(math.log(width / least, SPREAD_RATIO)), 2)
        return NumberModel(
            spreads=tuple(least * SPREAD_RATIO**power for power in range(n_spreads)),
            shares=(1.0 / n_spreads,) * n_spreads,
            blunders=NEW_BLUNDERS,
            width=width,
            shift=0.0,
            errors=prior_errors(),
        )

    def _posteriors(self, tasks: IntArray) -> Iterator[tuple[IntArray, NDArray[np.int64], Posterior]]:
        """Yield some of the tasks, the rows of their answers (n_tasks, n_answers), and their posterior."""
        model, ruler = self.model, self.ruler
        sizes = self.size[tasks]
        for size in np.unique(sizes).tolist():
            alike = tasks[sizes == size]
            n_places = min(size, 9) * model.places.size + 3 * size
            step = max(_CELLS // (size * n_places * len(model.spreads)), 1)
            for first in range(0, alike.size, step):
                some = alike[first : first + step]
                rows = self.start[some][:, np.newaxis] + np.arange(size)
                factor = self.factor[self.person[rows]]
                yield some, rows, find_posterior(self.number[rows], factor, ruler, model)

    def _learn_shares(self, tasks: IntArray, steps: int) -> None:
        if not tasks.size:
            return
        for _ in range(steps):
            model = self.model
            total, blunders, n_answers = np.zeros(len(model.spreads)), 0.0, 0
            for _, rows, found in self._posteriors(tasks):
                total += found.mass.sum(axis=(0, 2))
                by_blunder = model.blunders * model.typical / model.width / found.likelihood
                blunders += float((by_blunder * found.mass[:, :, np.newaxis]).sum())
                n_answers += rows.size
            total += _SHARE_TASKS / total.size
            share = (blunders + _BLUNDER_ANSWERS * NEW_BLUNDERS) / (n_answers + _BLUNDER_ANSWERS)
            self.model = replace(
                model,
                shares=tuple((total / total.sum()).tolist()),
                blunders=min(share, _MOST_BLUNDERS),
            )

    def _look_at_people(self, tasks: IntArray) -> None:
        """Count how far people are from what the others say about the tasks, or from their known truth."""
        excess, seen = np.zeros(self.number.size), np.zeros(self.number.size)
        for some, rows, found in self._posteriors(tasks):
            # What the others say about each answer's task: its own likelihood is taken out.
            mass = found.mass[:, :, np.newaxis] / found.likelihood
            mass /= mass.sum(axis=(1, 3), keepdims=True)
            square = found.square
            known = np.flatnonzero(self.known[some])
            if known.size:
                place = (self.ruler.bend(self.truth[some[known]]) + self.model.shift)[:, np.newaxis]
                square = square.copy()
                square[known] = ((found.at[known] - place) ** 2)[:, :, np.newaxis]
                mass[known] = found.mass[known][:, :, np.newaxis]
            ratio = square[:, np.newaxis] / self._plain(found)[..., np.newaxis]
            excess[rows] = (excess_of(ratio) * mass).sum(axis=(1, 3))
            seen[rows] = 1.0
        # The factors say how people differ, while how far all of them are off is what the spreads say.
        excess /= (excess.sum() + _SAME_ANSWERS) / (seen.sum() + _SAME_ANSWERS)
        self.excess_sum = sum_by(self.person, excess, self.n_contributors)
        self.answered = sum_by(self.person, seen, self.n_contributors)
        self.factor = factor_of(self.excess_sum, self.answered)

    def _plain(self, found: Posterior) -> FloatArray:
        """The squared spreads that typical people would have, (n_tasks, n_spreads, n_answers)."""
        return np.asarray(self.model.spread[:, np.newaxis] ** 2 + (found.rounding**2)[:, np.newaxis])

    def _learn_errors(self) -> None:
        """Compare what the crowd says about gold tasks with the truth."""
        off, scatter, variance = [], [], []
        for some, _, found in self._posteriors(np.flatnonzero(self.known)):
            mass = found.mass.sum(axis=1)
            centre = (mass * found.place).sum(axis=1)
            off.append(centre - self.ruler.bend(self.truth[some]))
            scatter.append(np.exp(found.mass.sum(axis=2) @ self.model.log_spread))
            rounding = ROUNDED * self.ruler.steps_at(self.truth[some])
            spread = (mass * (found.place - centre[:, np.newaxis]) ** 2).sum(axis=1)
            variance.append(spread + rounding**2)
        if off:
            shift, errors = learn_errors(
                np.concatenate(off), np.concatenate(scatter), np.concatenate(variance)
            )
            self.model = replace(self.model, shift=shift, errors=errors)


def _without_rare(model: NumberModel) -> NumberModel:
    """The same model without spreads that hardly any task has."""
    kept = [n for n, share in enumerate(model.shares) if share > _LEAST_SHARE]
    total = math.fsum(model.shares[n] for n in kept)
    return replace(
        model,
        spreads=tuple(model.spreads[n] for n in kept),
        shares=tuple(model.shares[n] / total for n in kept),
    )
