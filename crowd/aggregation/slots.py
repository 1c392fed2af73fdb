"""With very many options, each task keeps a slot for those it meets and one slot for all the others.

When people choose among thousands of options, a task meets only a handful of them. In a model that treats all labels
alike, no answer distinguishes one unmet label from another: they share one probability. So a task needs a slot for each
label that its answers or gold name, and one more that stands for the rest and counts once for each label in it. If
labels differ only in frequency, that slot stands for all the rest together, with their total frequency
(`Frequencies`). Slots follow the order of their labels' codes, so that ties resolve as they would among all labels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.result import leading_label
from crowd.answers import AnswerCodes, FloatArray, IntArray, pair_codes

#: With fewer options than this, or if slots would keep more than this share of them, every task keeps all options.
_FEWEST_OPTIONS, _MOST_KEPT = 33, 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slots:
    """Which label each slot of each task stands for.

    Attributes:
        n_options: Number of labels.
        labels: Label of each slot but the last, (n_tasks, n_slots - 1) int, ascending along a row; `n_options` in
            slots that a task does not need, which stand for one unmet label each.
        answers: The answers with slots in place of labels.
        gold: Slot of the true label of each task, (n_tasks,) int, -1 where unknown; None without gold.
    """

    n_options: int
    labels: NDArray[np.int64]
    answers: AnswerCodes
    gold: IntArray | None

    @property
    def copies(self) -> FloatArray:
        """How many labels each slot stands for, (n_slots,)."""
        n_kept = self.labels.shape[1]
        return np.append(np.ones(n_kept), float(self.n_options - n_kept))

    def over_options(self, posterior: FloatArray) -> FloatArray:
        """The probability of each label, (n_tasks, n_options), from that of each slot, (n_tasks, n_slots)."""
        whole = np.repeat(posterior[:, -1:], self.n_options, axis=1)
        task, slot = np.nonzero(self.labels < self.n_options)
        whole[task, self.labels[task, slot]] = posterior[task, slot]
        return whole

    def leading(self, posterior: FloatArray, gold: IntArray | None) -> NDArray[np.int64]:
        """The most probable label of each task, chosen as by `leading_label`, (n_tasks,) int; gold where known."""
        slot = leading_label(posterior, self.answers.votes())
        kept = np.append(self.labels, np.full((slot.size, 1), self.n_options), axis=1)
        label: NDArray[np.int64] = kept[np.arange(slot.size), slot]
        unmet = np.flatnonzero(label == self.n_options)
        label[unmet] = self._lowest_unmet(unmet)
        if gold is not None:
            np.copyto(label, gold, where=gold >= 0)
        return label

    def _lowest_unmet(self, task: IntArray) -> NDArray[np.int64]:
        """The lowest label that each task has no slot for."""
        n_kept = self.labels.shape[1]
        apart = np.append(self.labels[task] != np.arange(n_kept), np.ones((task.size, 1), np.bool_), axis=1)
        lowest: NDArray[np.int64] = apart.argmax(axis=1).astype(np.int64, copy=False)
        return lowest


class Frequencies:
    """The frequencies of the labels, by the slots of tasks.

    Attributes:
        unmet: Total frequency of the labels without a slot, (n_tasks,), above 0.
    """

    def __init__(self, slots: Slots, log_labels: FloatArray) -> None:
        """`log_labels` holds the logarithms of the frequencies, (n_options,)."""
        self._slots = slots
        # Slots that a task does not need have frequency 0.
        self._log = np.append(log_labels, -np.inf)
        share = np.exp(self._log)
        met = share[slots.labels].sum(axis=1)
        # There is always such a label, and subtracting most of a sum from it can leave less than zero.
        self.unmet: FloatArray = np.maximum(share.sum() - met, share[:-1].min())

    def of_slots(self, rows: slice) -> FloatArray:
        """Logarithms of the frequencies of some tasks' slots, (n, n_slots)."""
        return np.append(self._log[self._slots.labels[rows]], np.log(self.unmet[rows])[:, np.newaxis], axis=1)

    def totals(self, rows: slice, probabilities: FloatArray) -> FloatArray:
        """For each label, the sum of the probabilities (n, n_slots) of some tasks, (n_options,)."""
        labels, n_options = self._slots.labels[rows], self._slots.n_options
        kept, rest = probabilities[:, :-1], probabilities[:, -1] / self.unmet[rows]
        elsewhere = np.repeat(rest[:, np.newaxis], labels.shape[1], axis=1)
        met = [np.bincount(labels.ravel(), part.ravel(), n_options + 1)[:-1] for part in (kept, elsewhere)]
        totals: FloatArray = met[0] + np.exp(self._log[:-1]) * np.maximum(rest.sum() - met[1], 0.0)
        return totals

    def over_options(self, posterior: FloatArray, answered: IntArray) -> FloatArray:
        """The probability of each label, (n_tasks, n_options), from that of each slot.

        Args:
            posterior: (n_tasks, n_slots).
            answered: The tasks that have answers; in the others, all labels are equal.
        """
        slots = self._slots
        whole = np.full((posterior.shape[0], slots.n_options), 1.0 / slots.n_options)
        whole[answered] = (posterior[answered, -1] / self.unmet[answered])[:, np.newaxis] * np.exp(
            self._log[:-1]
        )
        row, slot = np.nonzero(slots.labels[answered] < slots.n_options)
        task = answered[row]
        whole[task, slots.labels[task, slot]] = posterior[task, slot]
        return whole


def find_slots(answers: AnswerCodes, gold: IntArray | None) -> Slots | None:
    """Number the labels that each task meets.

    Args:
        answers: The answers in the order of `in_order`.
        gold: True label of each task, (n_tasks,) int, -1 where unknown.

    Returns:
        The slots; None if keeping all options is just as good: they are few, or some task meets most of them.
    """
    n_options = answers.n_labels
    if n_options < _FEWEST_OPTIONS:
        return None
    known = np.zeros(0, np.int64) if gold is None else np.flatnonzero(gold >= 0)
    truth = known if gold is None else gold[known]
    cell = np.append(answers.cell, pair_codes(known, truth, n_options))
    met, where = np.unique(cell, return_inverse=True)
    task = met // n_options
    starts = np.searchsorted(task, np.arange(answers.n_tasks + 1))
    n_kept = int(np.diff(starts).max(initial=0))
    if n_kept + 1 > _MOST_KEPT * n_options:
        return None
    slot = np.arange(met.size) - starts[task]
    labels = np.full((answers.n_tasks, n_kept), n_options)
    labels[task, slot] = met % n_options
    of_cell = slot[where]
    slots_of_gold = np.full(answers.n_tasks, -1)
    slots_of_gold[known] = of_cell[answers.n_answers :]
    return Slots(
        n_options=n_options,
        labels=labels,
        answers=AnswerCodes(
            task=answers.task,
            contributor=answers.contributor,
            label=of_cell[: answers.n_answers],
            n_tasks=answers.n_tasks,
            n_contributors=answers.n_contributors,
            n_labels=n_kept + 1,
        ),
        gold=None if gold is None else slots_of_gold,
    )
