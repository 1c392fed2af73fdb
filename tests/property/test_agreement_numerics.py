"""What holds of agreement whatever the answers: names and orders change nothing, and nothing is ever NaN."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.agreement import Agreement, Level, Statistic, compare_pairs, measure_agreement, measure_groups
from crowd.answers import AnswerCodes, code_answers

N_TASKS, N_PEOPLE, N_LABELS = 8, 5, 4


@st.composite
def crowds(draw: st.DrawFn) -> AnswerCodes:
    """Up to 40 answers of five people to eight tasks with four options."""
    pairs = st.tuples(st.integers(0, N_TASKS - 1), st.integers(0, N_PEOPLE - 1))
    chosen = draw(st.dictionaries(pairs, st.integers(0, N_LABELS - 1)))
    return code_answers(
        ((task, person, label) for (task, person), label in chosen.items()),
        tasks=range(N_TASKS),
        contributors=range(N_PEOPLE),
        labels=range(N_LABELS),
    ).codes


def figures(found: Agreement) -> tuple[Statistic, ...]:
    return (found.alpha, found.fleiss_kappa, found.gwet_ac1, found.raw_agreement)


def numbers(found: Agreement) -> list[float]:
    """Every number of the figures, those that are not there as a mark."""
    return [
        -9.0 if number is None else number
        for figure in figures(found)
        for number in (figure.value, figure.low, figure.high)
    ]


def measured(answers: AnswerCodes, level: Level = Level.NOMINAL) -> Agreement:
    return measure_agreement(answers, level=level, n_resamples=20, rng=np.random.default_rng(7))


@given(crowds(), st.randoms(use_true_random=False), st.sampled_from(Level))
def test_the_order_of_rows_tasks_and_people_changes_nothing(
    answers: AnswerCodes, rng: random.Random, level: Level
) -> None:
    rows, tasks, people = list(range(answers.n_answers)), list(range(N_TASKS)), list(range(N_PEOPLE))
    for order in (rows, tasks, people):
        rng.shuffle(order)
    index = np.array(rows, dtype=np.int64)
    other = replace(
        answers,
        task=np.array(tasks)[answers.task[index]],
        contributor=np.array(people)[answers.contributor[index]],
        label=answers.label[index],
    )
    before, after = measured(answers, level), measured(other, level)
    # Down to the last bit: a report made twice is the same report.
    assert numbers(after) == numbers(before)
    assert after.confusions == before.confusions
    assert after.options == before.options
    assert sorted(after.tasks.entropy) == sorted(before.tasks.entropy)


@given(crowds(), st.permutations(range(N_LABELS)))
def test_other_codes_for_the_same_options_change_no_nominal_figure(
    answers: AnswerCodes, labels: list[int]
) -> None:
    other = replace(answers, label=np.array(labels)[answers.label])
    before, after = measure_agreement(answers), measure_agreement(other)
    assert numbers(after) == pytest.approx(numbers(before))
    assert sorted(item.weight for item in after.confusions) == pytest.approx(
        sorted(item.weight for item in before.confusions)
    )


@given(crowds())
def test_a_scale_turned_round_or_stretched_changes_no_figure_of_its_level(answers: AnswerCodes) -> None:
    codes = np.arange(N_LABELS, dtype=np.float64)

    def alpha(answers: AnswerCodes, level: Level, values: np.ndarray) -> float:
        value = measure_agreement(answers, level=level, values=values).alpha.value
        return -9.0 if value is None else value

    turned = replace(answers, label=N_LABELS - 1 - answers.label)
    assert alpha(turned, Level.ORDINAL, codes) == pytest.approx(alpha(answers, Level.ORDINAL, codes))
    assert alpha(answers, Level.ORDINAL, codes**3) == alpha(answers, Level.ORDINAL, codes)
    assert alpha(answers, Level.INTERVAL, 1000 - 3 * codes) == pytest.approx(
        alpha(answers, Level.INTERVAL, codes)
    )
    assert alpha(answers, Level.RATIO, 1e-6 * codes) == pytest.approx(alpha(answers, Level.RATIO, codes))


@given(crowds(), st.permutations(range(N_LABELS)), st.sampled_from(Level))
def test_other_codes_for_the_same_values_change_no_figure(
    answers: AnswerCodes, labels: list[int], level: Level
) -> None:
    values = np.array([0.0, 1.0, 1.5, 4.0])
    other = replace(answers, label=np.array(labels)[answers.label])
    moved = np.empty(N_LABELS)
    moved[labels] = values
    before = measure_agreement(answers, level=level, values=values)
    after = measure_agreement(other, level=level, values=moved)
    assert numbers(after) == pytest.approx(numbers(before))


@given(crowds(), st.sampled_from(Level))
def test_a_figure_is_a_number_in_its_range_or_has_a_reason(answers: AnswerCodes, level: Level) -> None:
    found = measured(answers, level)
    for figure in figures(found):
        assert (figure.value is None) == (figure.undefined is not None)
        assert all(not np.isnan(number) for number in numbers(found))
        assert figure.value is None or figure.value <= 1
        assert (figure.low is None) == (figure.high is None)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    assert all(0 <= item.rate <= 1 + 1e-12 and 0 < item.share <= 1 + 1e-12 for item in found.confusions)
    shares = [item.share for item in found.confusions]
    assert sum(shares) == pytest.approx(1 if shares else 0)


def _pairs_by_hand(answers: AnswerCodes) -> Iterator[tuple[int, int, int]]:
    """(first, second, tasks in common) of every two people who have some."""
    tasks = [set(answers.task[answers.contributor == person].tolist()) for person in range(N_PEOPLE)]
    for one, other in itertools.combinations(range(N_PEOPLE), 2):
        if common := len(tasks[one] & tasks[other]):
            yield one, other, common


@given(crowds(), st.integers(0, 4), st.integers(1, 4))
def test_pages_of_pairs_are_cut_from_one_list(answers: AnswerCodes, first: int, count: int) -> None:
    expected = sorted(_pairs_by_hand(answers), key=lambda pair: (-pair[2], pair[0], pair[1]))
    page = compare_pairs(answers, first=first, count=count)
    assert [(pair.first, pair.second, pair.n_common) for pair in page.pairs] == expected[
        first : first + count
    ]
    assert page.n_pairs == len(expected)


@given(crowds(), st.lists(st.integers(-1, 2), min_size=N_TASKS, max_size=N_TASKS))
def test_a_group_is_measured_as_if_there_were_nothing_else(answers: AnswerCodes, groups: list[int]) -> None:
    group = np.array(groups)[answers.task]
    for code, found in enumerate(measure_groups(answers, group, 3)):
        rows = group == code
        alone = replace(
            answers, task=answers.task[rows], contributor=answers.contributor[rows], label=answers.label[rows]
        )
        assert numbers(found) == numbers(measure_agreement(alone))
        assert found.n_answers == rows.sum()
