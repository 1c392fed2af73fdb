"""How well people agree whose answers are numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from crowd.agreement.measure import measure_agreement
from crowd.agreement.result import Agreement, Level, NamedAgreement, Statistic
from crowd.answers import FloatArray, IntArray, code_answers

#: Numbers are put into at most this many groups to show which are given for the same task.
MOST_GROUPS = 8

#: (task, contributor, number)
Triple = tuple[int, int, float]


def measure_numbers(
    triples: Sequence[Triple],
    *,
    is_alike: Callable[[float, float], bool],
    write: Callable[[float], str],
    rng: np.random.Generator | None = None,
) -> NamedAgreement:
    """Measure how well people agree on numbers.

    Alpha takes the square of their difference as the distance of two numbers. Two answers count as the same if they
    are alike. The options are groups of neighbouring numbers with about as many answers each, and there are no
    confusions: neighbours are hardly ever "confused".

    Args:
        triples: The answers, oldest first; of two answers of one person to one task, the last counts.
        is_alike: Whether two numbers say the same.
        write: Writes a number.
        rng: Random generator for the range of alpha; without it there is none.
    """
    # One label for each distinct number, in ascending order; arrays need at least one.
    distinct = sorted({number for _, _, number in triples})
    code = {number: label for label, number in enumerate(distinct)}
    coded = code_answers(
        ((task, person, code[number]) for task, person, number in triples),
        labels=range(max(len(distinct), 1)),
    )
    numbers = np.array(distinct or [0.0], dtype=np.float64)
    exact = measure_agreement(coded.codes, level=Level.INTERVAL, values=numbers, rng=rng)
    group = _group(numbers, coded.codes.label)
    grouped = measure_agreement(replace(coded.codes, label=group[coded.codes.label]))
    alike = _Alike(coded.codes.task, numbers[coded.codes.label], is_alike)
    return NamedAgreement(
        found=replace(
            exact,
            raw_agreement=alike.raw(exact),
            tasks=replace(exact.tasks, vote_share=alike.vote_shares()),
            options=grouped.options,
            confusions=(),
            coincidences=grouped.coincidences,
        ),
        names=_names(numbers, group, write) if distinct else (),
    )


def _group(numbers: FloatArray, label: IntArray) -> IntArray:
    """The group of each distinct number, (n_numbers,) int, ascending: each has one of its own if they are few."""
    if numbers.size <= MOST_GROUPS:
        return np.arange(numbers.size)
    before = np.cumsum(np.bincount(label, minlength=numbers.size)) - 1
    wanted = before * MOST_GROUPS // max(int(label.size), 1)
    return np.unique(wanted, return_inverse=True)[1]


def _names(numbers: FloatArray, group: IntArray, write: Callable[[float], str]) -> tuple[str, ...]:
    names = []
    for code in range(int(group.max(initial=-1)) + 1):
        inside = numbers[group == code]
        low, high = write(float(inside[0])), write(float(inside[-1]))
        names.append(low if low == high else f"{low} – {high}")
    return tuple(names)


class _Alike:
    """For each task, which of its answers say the same."""

    def __init__(self, task: IntArray, number: FloatArray, is_alike: Callable[[float, float], bool]) -> None:
        given: dict[int, list[float]] = defaultdict(list)
        for code, value in zip(task.tolist(), number.tolist(), strict=True):
            given[code].append(value)
        self._same = [_count_alike(given[code], is_alike) for code in sorted(given)]

    def raw(self, exact: Agreement) -> Statistic:
        """The share of the pairs of answers to a task that are alike, averaged over tasks."""
        if exact.raw_agreement.value is None:
            return exact.raw_agreement
        shares = [
            (sum(same) - len(same)) / (len(same) * (len(same) - 1)) for same in self._same if len(same) > 1
        ]
        return Statistic(value=float(np.mean(shares)))

    def vote_shares(self) -> FloatArray:
        """The share of each task's answers that are alike to the one with the most that are."""
        return np.array([max(same) / len(same) for same in self._same])


def _count_alike(numbers: Iterable[float], is_alike: Callable[[float, float], bool]) -> list[int]:
    """How many answers to a task are alike to each of them, itself included."""
    given = list(numbers)
    return [sum(is_alike(one, other) for other in given) for one in given]
