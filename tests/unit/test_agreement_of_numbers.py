"""Agreement on numbers: by their distance, by what counts as the same, and in groups that can be drawn."""

import numpy as np
import pytest

from crowd.agreement import Level, NamedAgreement, Undefined, measure_numbers


def measure(
    rows: list[list[float | None]], *, within: float = 1.0, seed: int | None = None
) -> NamedAgreement:
    """Measure a table with a row for each task and a column for each person."""
    triples = [
        (task, person, number)
        for task, row in enumerate(rows)
        for person, number in enumerate(row)
        if number is not None
    ]
    rng = None if seed is None else np.random.default_rng(seed)
    return measure_numbers(
        triples, is_alike=lambda one, other: abs(one - other) <= within, write=lambda n: f"{n:g}", rng=rng
    )


def test_alpha_takes_the_distance_of_numbers() -> None:
    # By hand: within tasks 1 and 0; all six answers have a mean squared difference of 47.2.
    found = measure([[10, 11], [3, 3], [7, 9]]).found
    numbers = np.array([10, 11, 3, 3, 7, 9], float)
    expected = ((numbers[:, None] - numbers) ** 2).sum() / 30
    assert found.level is Level.INTERVAL
    assert found.alpha.value == pytest.approx(1 - (1 + 0 + 4) / 3 / expected)


def test_krippendorffs_example_for_interval_data() -> None:
    """Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section D: .849 for interval data."""
    star = None
    table = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, star, star, star],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, star, 3],
        [star, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, star],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, star],
    ]
    rows = [[None if cell is star else float(cell) for cell in row] for row in zip(*table, strict=True)]
    assert measure(rows).found.alpha.value == pytest.approx(0.849, abs=5e-4)


def test_answers_within_the_tolerance_say_the_same() -> None:
    found = measure([[10, 11, 30], [5, 5, 5]]).found
    assert found.raw_agreement.value == pytest.approx((1 / 3 + 1) / 2)
    assert found.tasks.vote_share.tolist() == pytest.approx([2 / 3, 1])


def test_neighbouring_numbers_are_shown_together() -> None:
    rng = np.random.default_rng(1)
    rows = [list(map(float, rng.integers(0, 100) + rng.integers(0, 3, 4))) for _ in range(80)]
    found = measure(rows, seed=1)
    assert 2 <= len(found.names) <= 8
    assert found.found.confusions == ()
    assert sum(option.n_answers for option in found.found.options) == 320
    lows = [float(name.split(" – ")[0]) for name in found.names]
    assert lows == sorted(lows)
    assert found.found.alpha.low is not None


def test_few_numbers_are_shown_each() -> None:
    assert measure([[1, 2], [2, 3]]).names == ("1", "2", "3")


def test_nothing_to_measure() -> None:
    assert measure([]).found.alpha.undefined is Undefined.NO_ANSWERS
    assert measure([]).names == ()
    assert measure([[1], [2]]).found.alpha.undefined is Undefined.NO_PAIRS
    assert measure([[4, 4], [4, 4]]).found.alpha.undefined is Undefined.ONE_OPTION
