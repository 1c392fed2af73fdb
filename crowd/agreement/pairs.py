"""How well two people agree, for the pairs with the most tasks in common."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crowd.agreement.result import Statistic, Undefined
from crowd.answers import AnswerCodes, FloatArray

#: Most people to pair: those with the most answers. A table of 1,000 by 1,000 takes 4 MB.
MOST_PEOPLE = 1_000
#: Most pairs of answers to look at: beyond that, people are left out, those with the fewest answers first.
MOST_PAIRS_OF_ANSWERS = 100_000_000
#: Standard errors on either side that hold the central 95 % of a normal distribution.
_REACH = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """How well two people agree.

    Attributes:
        first: Code of the first person, the lower of the two.
        second: Code of the second person.
        n_common: Number of tasks that both answered.
        n_alike: Number of tasks to which both gave the same answer.
        kappa: Cohen's kappa over these tasks (J. Cohen, A coefficient of agreement for nominal scales, 1960);
            undefined if both gave one and the same answer to all of them. Its range is the one for large samples.
    """

    first: int
    second: int
    n_common: int
    n_alike: int
    kappa: Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsPage:
    """Some of the pairs of people, those with the most tasks in common first; ties by ascending codes.

    Attributes:
        pairs: The requested pairs.
        n_pairs: Number of pairs with a task in common among the people compared.
        n_people: Number of people compared: all with an answer, or those with the most if there are very many.
    """

    pairs: tuple[PairAgreement, ...]
    n_pairs: int
    n_people: int


def compare_pairs(answers: AnswerCodes, *, first: int = 0, count: int = 20) -> PairsPage:
    """Compare people in pairs.

    This never builds a table of people by tasks, only one of the `MOST_PEOPLE` people with the most answers by one
    another, and it computes figures only for the requested pairs.

    Args:
        answers: The answers.
        first: How many pairs to skip.
        count: The most pairs to return.

    Raises:
        ValueError: `first` or `count` is negative.
    """
    if first < 0 or count < 0:
        raise ValueError("first and count must be at least 0")
    people, rows = _with_most_answers(answers)
    if people.size < 2:
        return PairsPage(pairs=(), n_pairs=0, n_people=int(people.size))
    common = _tasks_in_common(answers, people, rows)
    one, other = np.nonzero(np.triu(common, k=1))
    order = np.argsort(-common[one, other], kind="stable")[first : first + count]
    by_person = _Answered(answers, rows)
    pairs = tuple(by_person.compare(int(people[one[at]]), int(people[other[at]])) for at in order)
    return PairsPage(pairs=pairs, n_pairs=int(one.size), n_people=int(people.size))


class _Answered:
    """The answers by person, then task."""

    def __init__(self, answers: AnswerCodes, rows: NDArray[np.intp]) -> None:
        order = rows[np.lexsort((answers.task[rows], answers.contributor[rows]))]
        self._task, self._label = answers.task[order], answers.label[order]
        counts = np.bincount(answers.contributor[rows], minlength=answers.n_contributors)
        self._start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])

    def compare(self, first: int, second: int) -> PairAgreement:
        """Compare two people."""
        mine, theirs = self._labels_in_common(first, second)
        n, alike = mine.size, int((mine == theirs).sum())
        return PairAgreement(
            first=first, second=second, n_common=n, n_alike=alike, kappa=cohen_kappa(mine, theirs)
        )

    def _labels_in_common(self, first: int, second: int) -> tuple[NDArray[Any], NDArray[Any]]:
        one, other = (slice(self._start[person], self._start[person + 1]) for person in (first, second))
        _, mine, theirs = np.intersect1d(
            self._task[one], self._task[other], assume_unique=True, return_indices=True
        )
        return self._label[one][mine], self._label[other][theirs]


def cohen_kappa(mine: NDArray[Any], theirs: NDArray[Any]) -> Statistic:
    """Cohen's unweighted kappa for two people's labels of the same tasks.

    Args:
        mine: One person's label codes, (n,) int, 0 or more.
        theirs: The other person's.

    Returns:
        Kappa, at most 1, with its range for large samples: 1.96 standard errors either way, within -1 to 1.
        Undefined without tasks or if all labels are the same. If both answered all tasks alike, the range is a
        point, however few tasks there are.
    """
    if not mine.size:
        return Statistic(undefined=Undefined.NO_PAIRS)
    _, codes = np.unique(np.concatenate([mine, theirs]), return_inverse=True)
    n_labels = int(codes.max()) + 1
    shares = [np.bincount(part, minlength=n_labels) / mine.size for part in np.split(codes, 2)]
    if n_labels == 1:
        return Statistic(undefined=Undefined.ONE_OPTION)
    chance = float(shares[0] @ shares[1])
    kappa = (float((mine == theirs).mean()) - chance) / (1 - chance)
    reach = _REACH * _standard_error(codes.reshape(2, -1), shares, kappa, chance)
    return Statistic(value=kappa, low=max(kappa - reach, -1.0), high=min(kappa + reach, 1.0))


def _standard_error(codes: NDArray[np.intp], shares: list[FloatArray], kappa: float, chance: float) -> float:
    """J. L. Fleiss, J. Cohen, B. S. Everitt, Large sample standard errors of kappa (1969), eq. 13.

    Sums over the cells of the table of both people's labels become means over the tasks.
    """
    (mine, theirs), (of_mine, of_theirs) = codes, shares
    alike = (1 - (of_mine[mine] + of_theirs[mine]) * (1 - kappa)) ** 2
    unlike = ((1 - kappa) * (of_theirs[mine] + of_mine[theirs])) ** 2
    mean = float(np.where(mine == theirs, alike, unlike).mean())
    variance = mean - (kappa - chance * (1 - kappa)) ** 2
    # Rounding may leave a number slightly below 0.
    return float(np.sqrt(max(variance, 0.0) / mine.size)) / (1 - chance)


def _with_most_answers(answers: AnswerCodes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The people to pair, in ascending order, and the rows of their answers, so that both tables stay small."""
    n_answers = np.bincount(answers.contributor, minlength=answers.n_contributors)
    people = np.argsort(-n_answers, kind="stable")
    people = people[: min(MOST_PEOPLE, int((n_answers > 0).sum()))]
    while True:
        chosen = np.zeros(answers.n_contributors, bool)
        chosen[people] = True
        rows = np.flatnonzero(chosen[answers.contributor])
        sizes = np.bincount(answers.task[rows]).astype(np.float64)
        if sizes @ sizes <= MOST_PAIRS_OF_ANSWERS or people.size <= 2:
            return np.sort(people), rows
        people = people[: max(people.size // 2, 2)]


def _tasks_in_common(
    answers: AnswerCodes, people: NDArray[np.intp], rows: NDArray[np.intp]
) -> NDArray[np.int32]:
    from scipy.sparse import csr_array  # late: `import crowd` stays light

    place = np.searchsorted(people, answers.contributor[rows])
    _, task = np.unique(answers.task[rows], return_inverse=True)
    ones = np.ones(rows.size, np.int32)
    given = csr_array((ones, (task, place)), shape=(int(task.max(initial=-1)) + 1, people.size))
    return np.asarray((given.T @ given).toarray(), dtype=np.int32)
