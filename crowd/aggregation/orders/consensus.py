"""Comparisons and rankings: one order of all items, with intervals, and what people prefer in each task.

A ranking is split into its pairs. The pairs of one ranking are not independent, so each pair of a ranking of k items
has weight 2 / k: the ranking counts as the k - 1 comparisons it takes to make it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from crowd.aggregation.orders.davidson import (
    FIRST,
    SECOND,
    TIE,
    Comparisons,
    DavidsonFit,
    fit_davidson,
)
from crowd.aggregation.orders.rankings import Ranking
from crowd.aggregation.rows import Rows, or_none, sort_rows

METHOD, VERSION = "davidson", 1

#: How much a tie counts for the order: `full` as much as a preference, as in Davidson's model; `drop` nothing, which
#: is plain Bradley-Terry. Where Davidson's model holds, any weight leads to the same strengths, apart from chance: it
#: turns nu into weight times nu for every two items and leaves the odds of one against the other unchanged. But people
#: also say tie when they do not care or when both are bad. On LLMFAO, the more ties count, the worse the model predicts
#: held-out preferences (mean log-loss .5792 without, .5804 at half, .5828 at full weight). Half is close to both.
Ties = Literal["half", "full", "drop"]
TIE_WEIGHT: dict[Ties, float] = {"half": 0.5, "full": 1.0, "drop": 0.0}

#: Standard deviations of a normal distribution on either side of the estimate that hold 95 %.
_REACH = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedItem:
    """One item.

    Attributes:
        rank: 1 for the best; items with equal scores are ranked by name.
        score: Log-strength; the mean over all items is 0. A difference of 1 is 73 to 27 among those who decide.
        low: Lower end of its 95 % interval.
        high: Upper end of that interval.
        above_next: Probability that it is really better than the next one in rank; NaN for the last.
        comparisons: Number of pairs it was in.
    """

    rank: int
    score: float
    low: float
    high: float
    above_next: float
    comparisons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTask:
    """What people prefer in one task, from the answers to that task alone.

    Attributes:
        order: Its items by preferences won (a tie counts as half), best first; equal ones by name.
        confidence: Probability that most people would prefer each item of `order` to the next one: the lowest of
            these over all neighbours, with a uniform prior on the share of people who do.
        share: Share of its pairwise preferences that `order` agrees with; a tie agrees half.
        answers: Number of answers.
    """

    order: tuple[str, ...]
    confidence: float
    share: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPerson:
    """How reliable one contributor is: the probability that an answer is not a guess; 1 if not estimated."""

    reliability: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsResult:
    """The order of all items.

    Attributes:
        items: By name, best first.
        tasks: By name, sorted.
        people: By name, sorted.
        agreement: Krippendorff's nominal alpha for which of two items is better, over pairs in one task, with
            either side equally likely by chance; NaN if undefined.
        tie_odds: Davidson's nu: the odds of a tie between two equal items are nu to 2; NaN if ties are left out.
        connected: Whether every item is compared with every other, directly or through other items. If not, the
            order between the parts depends on the prior alone.
        converged: Whether the fit converged.
        n_iter: Number of iterations.
        objective: Log-posterior after each iteration, up to a constant; it never falls.
        method: Name of the method.
        version: Increases whenever the same input could give a different result.
    """

    items: dict[str, RankedItem]
    tasks: dict[str, PairTask]
    people: dict[str, PairPerson]
    agreement: float
    tie_odds: float
    connected: bool
    converged: bool
    n_iter: int
    objective: tuple[float, ...] = field(repr=False)
    method: str = METHOD
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file; None for anything undefined."""
        return {
            "kind": "pairs",
            "method": self.method,
            "version": self.version,
            "agreement": {"name": "preference_alpha", "value": or_none(self.agreement)},
            "tie_odds": or_none(self.tie_odds),
            "connected": self.connected,
            "converged": self.converged,
            "n_iter": self.n_iter,
            "items": {
                name: {
                    "rank": item.rank,
                    "score": item.score,
                    "low": item.low,
                    "high": item.high,
                    "above_next": or_none(item.above_next),
                    "comparisons": item.comparisons,
                }
                for name, item in self.items.items()
            },
            "tasks": {
                name: {
                    "order": list(task.order),
                    "confidence": task.confidence,
                    "share": task.share,
                    "answers": task.answers,
                }
                for name, task in self.tasks.items()
            },
            "people": {
                name: {"reliability": person.reliability, "answers": person.answers}
                for name, person in self.people.items()
            },
        }


def summarize_pairs(
    triples: Iterable[tuple[str, str, Ranking]],
    *,
    ties: Ties = "half",
    reliabilities: bool = False,
    max_iter: int = 200,
) -> PairsResult:
    """Put all items in one order.

    Args:
        triples: (task, contributor, ranking), oldest first; if a person answered a task twice, the last answer
            counts. Two items make a plain comparison.
        ties: How much ties count for the order of the items: `half` of a preference, `full`, or nothing (`drop`).
            Tasks and agreement always count them.
        reliabilities: Whether to estimate how reliable each contributor is and weight their answers by it.
        max_iter: Maximum number of iterations, 1 or more.

    Returns:
        The order; without answers it has no items.

    Raises:
        ValueError: A value is not a ranking, `ties` is unknown, or `max_iter` is below 1.
    """
    if ties not in TIE_WEIGHT:
        raise ValueError(f"ties must be one of {', '.join(TIE_WEIGHT)}, not {ties!r}")
    if max_iter < 1:
        raise ValueError(f"max_iter must be at least 1: {max_iter}")
    rows = sort_rows(triples, _read_ranking)
    items = sorted({item for ranking in rows.values for item in ranking.items})
    answer, comparisons = _break(rows, items)
    tie_weight = TIE_WEIGHT[ties]
    fitted = _weigh_ties(comparisons, tie_weight)
    fit = fit_davidson(fitted, reliabilities=reliabilities, max_iter=max_iter)
    by_task = rows.starts
    people = zip(rows.contributors, fit.reliability.tolist(), rows.per_contributor().tolist(), strict=True)
    return PairsResult(
        items=place_items(items, fitted, fit),
        tasks={
            name: _task(rows.values[by_task[task] : by_task[task + 1]])
            for task, name in enumerate(rows.tasks)
        },
        people={name: PairPerson(reliability=skill, answers=count) for name, skill, count in people},
        agreement=_alpha(rows.task[answer], comparisons),
        tie_odds=math.exp(fit.log_tie) / tie_weight if tie_weight else math.nan,
        connected=_is_connected(fitted),
        converged=fit.converged,
        n_iter=len(fit.objective),
        objective=fit.objective,
    )


def _read_ranking(value: object) -> Ranking:
    if not isinstance(value, Ranking):
        raise ValueError(f"expected a ranking, not {value!r}")  # noqa: TRY004 - one error for every bad value
    return value


def _break(rows: Rows[Ranking], items: list[str]) -> tuple[NDArray[np.int64], Comparisons]:
    """All pairs of all rankings, each in the order of the items' names, and the answer each belongs to."""
    code = {item: number for number, item in enumerate(items)}
    table = [
        (answer, code[first], code[second], TIE if tied else FIRST, 2.0 / len(ranking.items))
        for answer, ranking in enumerate(rows.values)
        for first, second, tied in ranking.pairs()
    ]
    columns = np.array(table, dtype=np.float64).reshape(len(table), 5).T
    answer, first, second, outcome = columns[:4].astype(np.int64)
    turned = (first > second) & (outcome == FIRST)
    return answer, Comparisons(
        first=np.minimum(first, second),
        second=np.maximum(first, second),
        outcome=np.where(turned, SECOND, outcome),
        weight=columns[4],
        contributor=rows.contributor[answer],
        n_items=len(items),
        n_contributors=len(rows.contributors),
    )


def _weigh_ties(comparisons: Comparisons, tie_weight: float) -> Comparisons:
    """The same comparisons with the weight of ties multiplied by `tie_weight`; at 0, ties are left out."""
    weight = np.where(comparisons.outcome == TIE, tie_weight, 1.0) * comparisons.weight
    kept = np.flatnonzero(weight)
    names = ("first", "second", "outcome", "contributor")
    return replace(
        comparisons, weight=weight[kept], **{name: getattr(comparisons, name)[kept] for name in names}
    )


def place_items(items: list[str], comparisons: Comparisons, fit: DavidsonFit) -> dict[str, RankedItem]:
    """Place items by the fit of their comparisons, best first."""
    from scipy.special import ndtr  # only results need it: `import crowd` stays light

    score, spread = fit.strength, fit.covariance
    order = np.lexsort((np.arange(len(items)), -score.round(9)))
    reach = _REACH * np.sqrt(np.diag(spread)) if items else np.zeros(0)
    stood = np.bincount(comparisons.first, minlength=len(items)) + np.bincount(
        comparisons.second, minlength=len(items)
    )
    one, two = order[:-1], order[1:]
    apart = np.sqrt(np.maximum(spread[one, one] + spread[two, two] - 2.0 * spread[one, two], 1e-300))
    above = np.append(ndtr((score[one] - score[two]) / apart), math.nan)
    return {
        items[item]: RankedItem(
            rank=place,
            score=float(score[item]),
            low=float(score[item] - reach[item]),
            high=float(score[item] + reach[item]),
            above_next=float(above[place - 1]),
            comparisons=int(stood[item]),
        )
        for place, item in enumerate(order.tolist(), start=1)
    }


def _task(rankings: tuple[Ranking, ...]) -> PairTask:
    """The order of one task, from its own answers."""
    won: dict[tuple[str, str], float] = {}
    for ranking in rankings:
        for first, second, tied in ranking.pairs():
            won[first, second] = won.get((first, second), 0.0) + (0.5 if tied else 1.0)
            won[second, first] = won.get((second, first), 0.0) + (0.5 if tied else 0.0)
    score: dict[str, float] = {}
    for (item, _), wins in won.items():
        score[item] = score.get(item, 0.0) + wins
    order = sorted(score, key=lambda item: (-score[item], item))
    place = {item: number for number, item in enumerate(order)}
    agreeing = sum(wins for (first, second), wins in won.items() if place[first] < place[second])
    return PairTask(
        order=tuple(order),
        confidence=min(
            _most_prefer(won.get(pair, 0.0), won.get(pair[::-1], 0.0)) for pair in pairwise(order)
        ),
        share=agreeing / sum(won.values()),
        answers=len(rankings),
    )


def _most_prefer(won: float, lost: float) -> float:
    """Probability that more than half of all people prefer the first, given `won` who do and `lost` who do not."""
    from scipy.special import betainc  # only results need it: `import crowd` stays light

    return float(betainc(lost + 1.0, won + 1.0, 0.5))


def _alpha(task: NDArray[np.int64], comparisons: Comparisons) -> float:
    """Nominal alpha of preferences, for pairs of items in one task.

    Which item of a pair comes first is arbitrary, so by chance both are equally likely.
    """
    unit = np.stack([task, comparisons.first, comparisons.second])
    _, code = np.unique(unit, axis=1, return_inverse=True)
    votes = np.bincount(code.ravel() * 3 + comparisons.outcome, minlength=3 * (int(code.max(initial=-1)) + 1))
    votes = votes.reshape(-1, 3)
    votes = votes[votes.sum(axis=1) > 1].astype(np.float64)
    size = votes.sum(axis=1)
    n = float(size.sum())
    if n == 0.0:
        return math.nan
    agreeing = (votes * (votes - 1.0)).sum(axis=1)
    observed = float(((size * (size - 1.0) - agreeing) / (size - 1.0)).sum()) / n
    tied = float(votes[:, TIE].sum())
    side = (n - tied) / 2.0
    # With a single answer on a side, the term would be negative.
    expected = 1.0 - (2.0 * max(side * (side - 1.0), 0.0) + tied * (tied - 1.0)) / (n * (n - 1.0))
    return 1.0 - observed / expected if expected > 0.0 else math.nan


def _is_connected(comparisons: Comparisons) -> bool:
    """Whether a chain of comparisons links every item to every other."""
    part = np.arange(comparisons.n_items)
    while True:
        least = np.minimum(part[comparisons.first], part[comparisons.second])
        lower = part.copy()
        np.minimum.at(lower, comparisons.first, least)
        np.minimum.at(lower, comparisons.second, least)
        if (lower == part).all():
            return bool((part == 0).all())
        part = lower[lower]
