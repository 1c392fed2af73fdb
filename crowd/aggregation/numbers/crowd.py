"""People who answer with numbers: how precise each is, and how well they agree.

A person's precision is the signal-to-noise ratio r^2 / (1 - r^2), where r is the correlation of their answers with the
mean of the other people's answers to the same tasks. The textbook would use the size of their residuals, but
somebody who only ever answers low numbers has small residuals if most true numbers are low. On the affective
texts of Snow et al. 2008, weights from residuals have a larger root mean square error than no weights at all.
"""

import math
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.rows import Rows, alpha_from_pairs, sum_by
from crowd.answers import FloatArray

#: The crowd's correlation enters each person's as this many answers.
_PRIOR_ANSWERS = 20.0

#: Weight is precision to this power: full precision would trust the model more than real crowds justify.
_POWER = 0.25

#: Correlations are limited to this range: nobody has weight 0, and nobody is infallible.
_LEAST_R, _MOST_R = 0.02, 0.98


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberCrowd:
    """Answers that are numbers, in a scale in which squares neither overflow nor vanish.

    Attributes:
        rows: The answers.
        value: Their numbers, (n_answers,).
        counts: 0 for an answer that does not count, else 1, (n_answers,).
    """

    rows: Rows[float]
    value: FloatArray
    counts: FloatArray

    def by_task(self, values: FloatArray) -> FloatArray:
        """Sums by task over the answers that count."""
        return sum_by(self.rows.task, values * self.counts, len(self.rows.tasks))

    def by_person(self, values: FloatArray) -> FloatArray:
        """Sums by contributor."""
        return sum_by(self.rows.contributor, values, len(self.rows.contributors))

    @property
    def size(self) -> FloatArray:
        """Number of answers to each task that count, (n_tasks,)."""
        return self.by_task(np.ones_like(self.value))

    def others(self) -> tuple[FloatArray, FloatArray]:
        """For each answer, the mean of the others to its task, and 1 if it counts and there are others, else 0."""
        size, task = self.size, self.rows.task
        # Relative to the task's mean, so that small differences between large numbers are not lost.
        mean = self.by_task(self.value) / np.maximum(size, 1.0)
        total = self.by_task(self.value - mean[task])
        shared = self.counts * (size[task] > 1)
        rest = (total[task] - (self.value - mean[task])) / np.maximum(size[task] - 1.0, 1.0)
        return mean[task] + rest, shared

    def correlations(self) -> FloatArray:
        """Each person's correlation with the others, shrunk towards the crowd's, (n_contributors,); 0.5 if unknown."""
        rest, shared = self.others()
        number = self.by_person(shared)
        centred = [self._centred(values, shared, number) for values in (self.value, rest)]
        both = self.by_person(centred[0] * centred[1])
        mine, theirs = self.by_person(centred[0] ** 2), self.by_person(centred[1] ** 2)
        spread = math.sqrt(float(mine.sum())) * math.sqrt(float(theirs.sum()))
        pooled = float(both.sum()) / spread if spread > 0.0 else 0.5
        product = np.sqrt(mine) * np.sqrt(theirs)
        own = np.where(product > 0.0, both / np.where(product > 0.0, product, 1.0), pooled)
        shrunk: FloatArray = (number * own + _PRIOR_ANSWERS * pooled) / (number + _PRIOR_ANSWERS)
        return shrunk

    def _centred(self, values: FloatArray, shared: FloatArray, number: FloatArray) -> FloatArray:
        mean = self.by_person(values * shared) / np.maximum(number, 1.0)
        centred: FloatArray = (values - mean[self.rows.contributor]) * shared
        return centred

    def weights(self) -> FloatArray:
        """Weight of each person's answers, (n_contributors,); 1 for the average answer that counts."""
        r = np.clip(self.correlations(), _LEAST_R, _MOST_R)
        weight = (r**2 / (1.0 - r**2)) ** _POWER
        number = self.by_person(self.counts)
        mean = float((weight * number).sum()) / max(float(number.sum()), 1.0)
        scaled: FloatArray = weight / mean if mean > 0.0 else weight
        return scaled

    def offsets(self) -> FloatArray:
        """How much higher than the others each person answers, (n_contributors,); NaN without a common task."""
        rest, shared = self.others()
        number = self.by_person(shared)
        offset = self.by_person((self.value - rest) * shared) / np.maximum(number, 1.0)
        return np.where(number > 0, offset, math.nan)

    def squares(self) -> tuple[FloatArray, float, FloatArray]:
        """Squared deviations within each task, (n_tasks,), those between tasks, and the tasks' means."""
        size = self.size
        mean = self.by_task(self.value) / np.maximum(size, 1.0)
        within = self.by_task((self.value - mean[self.rows.task]) ** 2)
        grand = float((size * mean).sum()) / max(float(size.sum()), 1.0)
        return within, float((size * (mean - grand) ** 2).sum()), mean

    def icc(self) -> tuple[float, float]:
        """ICC(1, 1) and ICC(1, k) of Shrout & Fleiss 1979 from a one-way analysis of variance."""
        size = self.size
        size = size[size > 0]
        n_tasks, total = size.size, float(size.sum())
        if n_tasks < 2 or total <= n_tasks:
            return math.nan, math.nan
        within, between, _ = self.squares()
        noise = float(within.sum()) / (total - n_tasks)
        signal = between / (n_tasks - 1)
        typical = (total - float((size**2).sum()) / total) / (n_tasks - 1)
        whole = signal + (typical - 1.0) * noise
        single = (signal - noise) / whole if whole > 0.0 else math.nan
        return single, (signal - noise) / signal if signal > 0.0 else math.nan

    def alpha(self) -> float:
        """Interval alpha: the distance of two numbers is the square of their difference."""
        kept = np.flatnonzero(self.counts)
        rows = Rows(
            task=self.rows.task[kept],
            contributor=self.rows.contributor[kept],
            values=tuple(self.value[kept].tolist()),
            tasks=self.rows.tasks,
            contributors=self.rows.contributors,
        )
        within, _, _ = self.squares()
        size = self.size
        paired = self.value[kept][size[rows.task] > 1]
        # The mean squared difference of two of n numbers is twice their variance with n - 1 degrees of freedom.
        expected = 2.0 * float(paired.var(ddof=1)) if paired.size > 1 else 0.0
        return alpha_from_pairs(rows, size * within, expected)
