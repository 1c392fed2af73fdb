"""Agreement as printed in the papers that define it, and as computed by second implementations."""

from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from statsmodels.stats import inter_rater

from crowd.agreement import Level, compare_pairs, measure_agreement, nominal_alpha
from crowd.agreement.pairs import cohen_kappa
from crowd.answers import AnswerCodes, code_answers

_ = None

#: Three coders, 15 units: https://en.wikipedia.org/wiki/Krippendorff%27s_alpha, "A computational example", after K.
#: Krippendorff, Reliability in content analysis, Human Communication Research 30 (2004), 411-433.
THREE_CODERS = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)
#: Four coders, 12 units, 5 values: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C.
FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
#: Two coders, ten units, two values: the same paper, example A.
TWO_CODERS = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
#: Diagnoses of 30 patients by 6 psychiatrists each in 5 categories: J. L. Fleiss, Measuring nominal scale agreement
#: among many raters, Psychological Bulletin 76 (1971), 378-382, table 1.
FLEISS_1971 = (
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
    (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
    (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
    (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
    (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
)  # fmt: skip


def from_rows(rows: Sequence[Sequence[int | None]]) -> tuple[AnswerCodes, np.ndarray]:
    """Answers as printed, a row a coder, with what each label code stands for."""
    coded = code_answers(
        (task, coder, value)
        for coder, row in enumerate(rows)
        for task, value in enumerate(row)
        if value is not None
    )
    return coded.codes, np.array(coded.labels, dtype=np.float64)


def from_counts(counts: Sequence[Sequence[int]]) -> AnswerCodes:
    """Answers as counts, a row a task: who gave which does not matter."""
    triples = []
    for task, row in enumerate(counts):
        labels = [label for label, count in enumerate(row) for _ in range(count)]
        triples += [(task, person, label) for person, label in enumerate(labels)]
    return code_answers(triples, labels=range(len(counts[0]))).codes


def from_table(table: Sequence[Sequence[int]]) -> AnswerCodes:
    """Answers of two people, as how often the one chose the row and the other the column."""
    pairs = [
        (row, column)
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        for _ in range(count)
    ]
    triples = [(task, person, pair[person]) for task, pair in enumerate(pairs) for person in (0, 1)]
    return code_answers(triples, labels=range(len(table))).codes


@pytest.mark.parametrize(
    ("rows", "level", "printed"),
    [
        (THREE_CODERS, Level.NOMINAL, 0.691),
        (THREE_CODERS, Level.ORDINAL, 0.807),
        (THREE_CODERS, Level.INTERVAL, 0.811),
        (FOUR_CODERS, Level.NOMINAL, 0.743),
        (FOUR_CODERS, Level.ORDINAL, 0.815),
        (FOUR_CODERS, Level.INTERVAL, 0.849),
        (FOUR_CODERS, Level.RATIO, 0.797),
        (TWO_CODERS, Level.NOMINAL, 0.095),
    ],
)
def test_alpha_is_what_krippendorff_prints(
    rows: Sequence[Sequence[int | None]], level: Level, printed: float
) -> None:
    answers, values = from_rows(rows)
    alpha = measure_agreement(answers, level=level, values=values).alpha.value
    assert alpha == pytest.approx(printed, abs=0.0005)


def test_coincidences_are_those_of_the_example() -> None:
    """The matrix of the article's example, computed by hand there: rows sum to 7, 4, 10 and 5."""
    answers, _ = from_rows(THREE_CODERS)
    matrix = measure_agreement(answers).coincidences.matrix
    np.testing.assert_allclose(matrix, [[6, 0, 1, 0], [0, 4, 0, 0], [1, 0, 7, 2], [0, 0, 2, 3]])


def test_kappa_is_what_fleiss_prints() -> None:
    """Fleiss 1971: kappa .430, mean agreement .5556."""
    found = measure_agreement(from_counts(FLEISS_1971))
    assert found.fleiss_kappa.value == pytest.approx(0.430, abs=0.0005)
    assert found.raw_agreement.value == pytest.approx(0.5556, abs=0.00005)


def test_kappa_of_unequal_numbers_of_answers_is_gwets() -> None:
    """Gwet's package irrCAC (1.0, vignette "Calculating Chance-corrected Agreement Coefficients"), raw4raters: the
    four coders above give Fleiss 0.76117, AC1 0.77544, percent agreement 0.81818.
    """
    found = measure_agreement(from_rows(FOUR_CODERS)[0])
    assert found.fleiss_kappa.value == pytest.approx(0.76117, abs=0.000005)
    assert found.gwet_ac1.value == pytest.approx(0.77544, abs=0.000005)
    assert found.raw_agreement.value == pytest.approx(0.81818, abs=0.000005)


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        # J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
        # (1960), 37-46, table 1: shares of 200 cases.
        (((88, 10, 2), (14, 40, 6), (18, 10, 12)), 0.492),
        # https://en.wikipedia.org/wiki/Cohen%27s_kappa, "Simple example", and "Same percentages but different
        # numbers".
        (((20, 5), (10, 15)), 0.40),
        (((45, 15), (25, 15)), 0.1304),
        (((25, 35), (5, 35)), 0.2593),
    ],
)
def test_cohens_kappa_is_what_is_printed(table: Sequence[Sequence[int]], printed: float) -> None:
    (pair,) = compare_pairs(from_table(table)).pairs
    assert pair.kappa.value == pytest.approx(printed, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        # K. L. Gwet, Computing inter-rater reliability and its variance in the presence of high agreement, British
        # Journal of Mathematical and Statistical Psychology 61 (2008), 29-48, the example of the paradox of kappa.
        (((118, 5), (2, 0)), -0.0234, 0.9408),
        # Gwet's package irrCAC, vignette "Calculating Chance-corrected Agreement Coefficients", cont3x3abstractors.
        (((13, 0, 0), (0, 20, 7), (0, 4, 56)), 0.7964, 0.8493),
    ],
)
def test_ac1_is_what_gwet_prints(table: Sequence[Sequence[int]], kappa: float, ac1: float) -> None:
    answers = from_table(table)
    (pair,) = compare_pairs(answers).pairs
    assert measure_agreement(answers).gwet_ac1.value == pytest.approx(ac1, abs=0.0005)
    assert pair.kappa.value == pytest.approx(kappa, abs=0.0005)


def random_answers(rng: np.random.Generator, *, equal: bool) -> AnswerCodes:
    n_tasks, n_people, n_labels = (int(rng.integers(2, high)) for high in (40, 9, 7))
    lead = rng.integers(n_labels, size=n_tasks)
    triples = [
        (task, person, int(lead[task] if rng.random() < 0.6 else rng.integers(n_labels)))
        for task in range(n_tasks)
        for person in range(n_people)
        if equal or rng.random() < 0.7
    ]
    return code_answers(
        triples, tasks=range(n_tasks), contributors=range(n_people), labels=range(n_labels)
    ).codes


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("seed", range(12))
def test_alpha_is_what_the_package_krippendorff_computes(level: Level, seed: int) -> None:
    answers = random_answers(np.random.default_rng(seed), equal=False)
    values = np.cumsum(np.random.default_rng(seed).random(answers.n_labels))
    theirs = krippendorff.alpha(
        value_counts=answers.votes(), value_domain=values, level_of_measurement=level.value
    )
    ours = measure_agreement(answers, level=level, values=values).alpha.value
    assert ours == pytest.approx(float(theirs), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_fleiss_kappa_is_what_statsmodels_computes(seed: int) -> None:
    answers = random_answers(np.random.default_rng(seed), equal=True)
    theirs = inter_rater.fleiss_kappa(answers.votes(), method="fleiss")
    assert measure_agreement(answers).fleiss_kappa.value == pytest.approx(float(theirs), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_cohens_kappa_is_what_statsmodels_computes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mine = rng.integers(4, size=60)
    theirs = np.where(rng.random(60) < 0.5, mine, rng.integers(4, size=60))
    table = np.zeros((4, 4))
    np.add.at(table, (mine, theirs), 1)
    theirs_ = inter_rater.cohens_kappa(table)
    ours = cohen_kappa(mine, theirs)
    assert ours.value == pytest.approx(float(theirs_.kappa), abs=1e-12)
    assert ours.low == pytest.approx(float(theirs_.kappa_low), abs=1e-6)
    assert ours.high == pytest.approx(float(theirs_.kappa_upp), abs=1e-6)


def test_alpha_from_a_table_of_votes_is_that_of_all_figures_and_of_krippendorff() -> None:
    votes = np.random.default_rng(3).integers(0, 4, (200, 5))
    theirs = krippendorff.alpha(value_counts=votes, level_of_measurement="nominal")
    assert nominal_alpha(votes) == pytest.approx(theirs, abs=1e-12)
    psychiatrists = np.array(FLEISS_1971)
    expected = krippendorff.alpha(value_counts=psychiatrists, level_of_measurement="nominal")
    assert nominal_alpha(psychiatrists) == pytest.approx(expected, abs=1e-12)


def test_alpha_from_a_table_of_votes_is_not_defined_where_nothing_can_differ() -> None:
    for votes in ([[0, 0]], [[1, 0], [0, 1]], [[3, 0], [2, 0]]):
        assert np.isnan(nominal_alpha(np.array(votes)))
