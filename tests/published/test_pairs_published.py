"""Strengths against closed forms, a general optimiser, and crowd-kit's order on LLMFAO."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import spearmanr

from crowd.aggregation.orders.consensus import PairsResult, summarize_pairs
from crowd.aggregation.orders.davidson import FIRST, PRIOR_SD, SECOND, TIE, Comparisons, fit_davidson
from crowd.aggregation.orders.rankings import Ranking, compare

HERE = Path(__file__).parent


def test_two_items_have_the_strengths_that_davidson_gives_in_closed_form() -> None:
    """With w wins, l losses and t ties the maximum is at p / q = w / l and nu = t / sqrt(w * l)."""
    counts = {FIRST: 9_000, SECOND: 4_000, TIE: 3_000}
    outcome = np.repeat(list(counts), list(counts.values()))
    n = outcome.size
    zeros = np.zeros(n, dtype=np.int64)
    fit = fit_davidson(
        Comparisons(
            first=zeros, second=zeros + 1, outcome=outcome, weight=np.ones(n), contributor=zeros,
            n_items=2, n_contributors=1,
        )
    )  # fmt: skip
    assert fit.strength[0] - fit.strength[1] == pytest.approx(math.log(9 / 4), abs=2e-3)
    assert math.exp(fit.log_tie) == pytest.approx(3 / math.sqrt(9 * 4), abs=2e-3)


def comparisons(seed: int) -> Comparisons:
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 4, 60)
    second = (first + rng.integers(1, 5, 60)) % 5
    return Comparisons(
        first=first, second=second, outcome=rng.integers(0, 3, 60), weight=rng.random(60) + 0.5,
        contributor=rng.integers(0, 6, 60), n_items=5, n_contributors=6,
    )  # fmt: skip


def minus_log_posterior(at: np.ndarray, data: Comparisons, reliability: np.ndarray) -> float:
    """Davidson 1970 with guesses and the stated priors, written down anew with strengths instead of scores."""
    p, nu = np.exp(at[:-1]), math.exp(at[-1])
    one, two = p[data.first], p[data.second]
    tie = nu * np.sqrt(one * two)
    chance = np.stack([one, two, tie]) / (one + two + tie)
    sure = reliability[data.contributor]
    said = sure * chance[data.outcome, np.arange(one.size)] + (1 - sure) / 3
    prior = (at[:-1] ** 2).sum() / PRIOR_SD**2 + (at[-1] + 1.0) ** 2 / 4.0
    return float(prior / 2 - (data.weight * np.log(said)).sum())


@pytest.mark.parametrize("seed", range(4))
def test_a_general_optimiser_finds_the_same_strengths(seed: int) -> None:
    data = comparisons(seed)
    fit = fit_davidson(data)
    best = minimize(minus_log_posterior, np.zeros(6), args=(data, np.ones(6)), tol=1e-10)
    assert np.allclose(fit.strength, best.x[:-1] - best.x[:-1].mean(), atol=1e-4)
    assert fit.log_tie == pytest.approx(best.x[-1], abs=1e-4)


@pytest.mark.parametrize("reliabilities", [False, True])
def test_the_covariance_is_the_inverse_of_minus_the_second_derivatives(reliabilities: bool) -> None:
    data = comparisons(7)
    fit = fit_davidson(data, reliabilities=reliabilities, max_iter=5_000)
    at, step = np.append(fit.strength, fit.log_tie), 1e-3
    moves = step * np.eye(6)

    def value(*shifts: np.ndarray) -> float:
        return minus_log_posterior(at + sum(shifts), data, fit.reliability)

    information = np.array(
        [[value(a, b) - value(a, -b) - value(-a, b) + value(-a, -b) for b in moves] for a in moves]
    ) / (4 * step**2)
    centring = np.eye(5) - 1 / 5
    expected = centring @ np.linalg.inv(information)[:-1, :-1] @ centring
    assert np.allclose(fit.covariance, expected, rtol=1e-3, atol=1e-4)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str, Ranking]]:
    given = []
    for pair in table(HERE.parent / "data" / "pw_llmfao" / "counts.tsv"):
        first, second = pair["first"], pair["second"]
        outcomes = (
            ["left"] * int(pair["first_better"])
            + ["right"] * int(pair["second_better"])
            + ["tie"] * int(pair["tie"])
        )
        given += [
            (f"{first} {second}", f"p{n}", compare(first, second, said)) for n, said in enumerate(outcomes)
        ]
    return given


#: `crowdkit.aggregation.BradleyTerry(n_iter=100)` of crowd-kit 1.4.2 on all of LLMFAO. It knows no ties: they were
#: once given as half a win to either side, and once left out.
CROWD_KIT = table(HERE / "bradley_terry_crowd_kit_1_4_2.tsv")


def likeness(found: PairsResult, column: str) -> float:
    names = [row["item"] for row in CROWD_KIT]
    assert set(names) == set(found.items)
    theirs = [float(row[column]) for row in CROWD_KIT]
    return float(spearmanr(theirs, [found.items[name].score for name in names]).statistic)


@pytest.mark.parametrize("column", ["ties_as_half", "ties_dropped"])
def test_the_order_is_that_of_crowd_kit_whatever_is_made_of_its_ties(
    column: str, rows: list[tuple[str, str, Ranking]]
) -> None:
    assert likeness(summarize_pairs(rows), column) >= 0.98


def test_the_order_is_even_nearer_to_that_of_crowd_kit_given_the_same_ties(
    rows: list[tuple[str, str, Ranking]],
) -> None:
    assert likeness(summarize_pairs(rows, ties="full"), "ties_as_half") >= 0.99
    assert likeness(summarize_pairs(rows, ties="drop"), "ties_dropped") >= 0.99
