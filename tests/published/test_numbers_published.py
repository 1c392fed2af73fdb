"""Agreement of numbers, against printed figures and a second implementation."""

import krippendorff
import numpy as np
import pytest

from crowd.aggregation.numbers.consensus import summarize_numbers

#: P. E. Shrout, J. L. Fleiss, "Intraclass Correlations: Uses in Assessing Rater Reliability", Psychological
#: Bulletin 86(2), 1979, table 2: six targets, four judges.
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_intraclass_correlations_are_those_of_shrout_and_fleiss() -> None:
    rows = [
        (f"t{row}", f"j{judge}", number)
        for row, given in enumerate(TARGETS)
        for judge, number in enumerate(given)
    ]
    found = summarize_numbers(rows)
    assert round(found.icc, 2) == 0.17  # their table 4: ICC(1, 1)
    assert round(found.icc_of_mean, 2) == 0.44  # ICC(1, 4)


@pytest.mark.parametrize("seed", range(5))
def test_interval_alpha_is_that_of_the_package_krippendorff(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = np.round(rng.normal(50, 20, 12) + rng.normal(0, 10, (5, 12)))
    table[rng.random(table.shape) < 0.4] = np.nan
    rows = [(f"t{task}", f"p{who}", float(table[who, task])) for who, task in np.argwhere(~np.isnan(table))]
    assert summarize_numbers(rows).agreement == pytest.approx(
        krippendorff.alpha(table, level_of_measurement="interval"), abs=1e-12
    )
