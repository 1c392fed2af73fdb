"""Agreement that is perfect, absent, undefined, or large."""

from collections.abc import Sequence

import numpy as np
import pytest

from crowd.agreement import Level, Undefined, compare_pairs, measure_agreement, measure_groups
from crowd.agreement.confusion import MOST_CONFUSIONS, MOST_OPTIONS
from crowd.agreement.pairs import MOST_PEOPLE
from crowd.answers import AnswerCodes, code_answers


def answers_of(*tasks: Sequence[int], n_labels: int = 3) -> AnswerCodes:
    """Answers by task; person 0 gives the first of each, person 1 the second."""
    triples = [(task, person, label) for task, row in enumerate(tasks) for person, label in enumerate(row)]
    return code_answers(triples, tasks=range(len(tasks)), labels=range(n_labels)).codes


@pytest.mark.parametrize("level", Level)
def test_people_who_always_agree_have_agreement_1_exactly(level: Level) -> None:
    found = measure_agreement(
        answers_of([0, 0, 0], [1, 1], [2, 2, 2], [1, 1], [0, 0]),
        level=level,
        values=np.array([0.1, 0.2, 0.3]),
        rng=np.random.default_rng(1),
    )
    for figure in (found.alpha, found.fleiss_kappa, found.gwet_ac1, found.raw_agreement):
        assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)
    assert found.confusions == ()
    assert (found.tasks.vote_share == 1).all()
    assert (found.tasks.entropy == 0).all()


def test_people_who_never_agree_are_below_chance() -> None:
    found = measure_agreement(answers_of([0, 1], [1, 0], [0, 1], [1, 0], n_labels=2))
    assert found.raw_agreement.value == 0
    assert found.alpha.value is not None
    assert found.alpha.value < 0
    assert found.fleiss_kappa.value == -1


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (answers_of([], []), Undefined.NO_ANSWERS),
        (answers_of([1]), Undefined.NO_PAIRS),
        (answers_of([0], [1], [2]), Undefined.NO_PAIRS),
    ],
)
@pytest.mark.parametrize("level", Level)
def test_without_two_answers_to_a_task_every_figure_says_why_there_is_none(
    answers: AnswerCodes, reason: Undefined, level: Level
) -> None:
    found = measure_agreement(answers, level=level, rng=np.random.default_rng(1))
    for figure in (found.alpha, found.fleiss_kappa, found.gwet_ac1, found.raw_agreement):
        assert (figure.value, figure.undefined, figure.low) == (None, reason, None)
    assert found.options == ()
    assert found.n_paired == 0


@pytest.mark.parametrize("level", Level)
def test_where_one_option_is_used_chance_corrected_figures_are_not_defined(level: Level) -> None:
    found = measure_agreement(answers_of(*[[1, 1]] * 9), level=level, rng=np.random.default_rng(1))
    assert found.alpha.undefined is Undefined.ONE_OPTION
    assert found.fleiss_kappa.undefined is Undefined.ONE_OPTION
    assert found.raw_agreement.value == 1
    # Two other options were there to be chosen: that nobody did is agreement to AC1.
    assert found.gwet_ac1.value == 1


def test_other_options_beside_the_one_that_can_be_compared_are_not_denied() -> None:
    found = measure_agreement(answers_of([0, 0], [1]))
    assert found.alpha.undefined is Undefined.ONE_COMPARED


def test_labels_that_stand_for_the_same_number_leave_nothing_to_measure() -> None:
    found = measure_agreement(
        answers_of([0, 1], [1, 0]), level=Level.INTERVAL, values=np.array([2.0, 2.0, 5.0])
    )
    assert found.alpha.undefined is Undefined.SAME_VALUE
    assert found.raw_agreement.value == 0


def test_with_a_single_option_ac1_is_not_defined_either() -> None:
    found = measure_agreement(answers_of([0, 0], n_labels=1))
    assert found.gwet_ac1.undefined is Undefined.ONE_OPTION


def test_one_person_alone_tells_nothing() -> None:
    found = measure_agreement(answers_of([0], [1], [0]))
    assert found.alpha.undefined is Undefined.NO_PAIRS
    assert found.n_contributors == 1
    assert compare_pairs(answers_of([0], [1], [0])).pairs == ()
    assert compare_pairs(answers_of([], [])).n_people == 0


def test_shares_and_entropy_of_each_task_are_by_its_answers() -> None:
    found = measure_agreement(answers_of([0, 1], [], [2], [0, 0, 1, 2])).tasks
    assert found.task.tolist() == [0, 2, 3]
    assert found.n_answers.tolist() == [2, 1, 4]
    assert found.vote_share.tolist() == [0.5, 1, 0.5]
    np.testing.assert_allclose(found.entropy, [1, 0, 1.5])


def test_confusions_name_the_options_between_which_people_are_divided() -> None:
    answers = answers_of([0, 1], [0, 1], [1, 1], [2, 2], [2, 0], [1, 1])
    first, second = measure_agreement(answers).confusions
    assert (first.first, first.second) == (1, 0)
    assert first.share == pytest.approx(2 / 3)
    # Of the three answers beside an answer of option 0, two chose option 1.
    assert first.rate == pytest.approx(2 / 3)
    assert (second.first, second.second) == (0, 2)
    options = {option.label: option for option in measure_agreement(answers).options}
    assert options[2].repeated == pytest.approx(2 / 3)
    assert options[1].n_answers == 6


def test_the_range_holds_the_true_figure_about_as_often_as_it_says() -> None:
    """Two people, the second copies the first with probability .5 of two options: alpha is .5."""
    hits = 0
    for seed in range(120):
        rng = np.random.default_rng(seed)
        mine = rng.integers(2, size=150)
        theirs = np.where(rng.random(150) < 0.5, mine, rng.integers(2, size=150))
        answers = answers_of(*zip(mine.tolist(), theirs.tolist(), strict=True), n_labels=2)
        alpha = measure_agreement(answers, n_resamples=300, rng=rng).alpha
        assert alpha.low is not None
        assert alpha.high is not None
        hits += alpha.low <= 0.5 <= alpha.high
    assert 0.88 <= hits / 120 <= 0.99


def test_the_same_seed_gives_the_same_range() -> None:
    answers = answers_of(*[[task % 3, task % 2] for task in range(30)])
    found = [measure_agreement(answers, rng=np.random.default_rng(4)).alpha for _ in range(2)]
    assert found[0] == found[1]
    assert found[0].low != found[0].high


def test_few_tasks_carry_no_range() -> None:
    found = measure_agreement(answers_of([0, 0], [1, 1], [1, 2], [0, 0]), rng=np.random.default_rng(1))
    assert found.alpha.value is not None
    assert found.alpha.low is None
    assert found.n_resamples == 0


def test_progress_is_told_up_to_the_last_sample() -> None:
    told: list[int] = []
    answers = answers_of(*[[task % 3, task % 2] for task in range(30)])
    measure_groups(
        answers,
        answers.task % 2,
        2,
        n_resamples=50,
        rng=np.random.default_rng(1),
        progress=told.append,
    )
    assert told == sorted(told)
    assert told[-1] == 100


def test_two_thousand_answers_to_one_task_are_measured() -> None:
    label = np.arange(2000) % 500
    answers = AnswerCodes(
        task=np.zeros(2000, int),
        contributor=np.arange(2000),
        label=label,
        n_tasks=1,
        n_contributors=2000,
        n_labels=500,
    )
    for level in Level:
        found = measure_agreement(answers, level=level)
        # One task holds all that is known of chance: there is as much agreement in it as chance makes.
        assert found.alpha.value == pytest.approx(0, abs=1e-12)
    assert len(found.confusions) == MOST_CONFUSIONS
    page = compare_pairs(answers, count=3)
    assert page.n_people == MOST_PEOPLE
    assert page.n_pairs == MOST_PEOPLE * (MOST_PEOPLE - 1) // 2


@pytest.mark.slow
def test_ten_thousand_options_are_measured() -> None:
    rng = np.random.default_rng(1)
    label = np.repeat(np.arange(10_000), 2)
    label[1::7] = rng.integers(10_000, size=label[1::7].size)
    answers = AnswerCodes(
        task=np.repeat(np.arange(10_000), 2),
        contributor=np.tile(np.arange(2), 10_000),
        label=label,
        n_tasks=10_000,
        n_contributors=2,
        n_labels=10_000,
    )
    for level in Level:
        found = measure_agreement(answers, level=level, n_resamples=10, rng=rng)
        assert found.alpha.value is not None
        assert 0.5 < found.alpha.value < 1
    assert found.coincidences.label.size == MOST_OPTIONS


def test_options_that_nobody_chose_change_nothing_but_ac1() -> None:
    rng = np.random.default_rng(2)
    tasks = [rng.integers(3, size=rng.integers(1, 6)).tolist() for _ in range(40)]
    few, many = (measure_agreement(answers_of(*tasks, n_labels=n_labels)) for n_labels in (3, 60_000))
    for name in ("alpha", "fleiss_kappa", "raw_agreement", "options", "confusions", "n_paired"):
        assert getattr(many, name) == getattr(few, name)
    for name in ("task", "n_answers", "vote_share", "entropy"):
        np.testing.assert_array_equal(getattr(many.tasks, name), getattr(few.tasks, name))


@pytest.mark.parametrize(
    ("values", "level"),
    [
        (np.array([1.0, 2.0]), Level.INTERVAL),
        (np.array([1.0, 2.0, np.nan]), Level.INTERVAL),
        (np.array([-1.0, 2.0, 3.0]), Level.RATIO),
    ],
)
def test_values_that_do_not_fit_are_refused(values: np.ndarray, level: Level) -> None:
    with pytest.raises(ValueError, match=r"values must hold|a ratio needs"):
        measure_agreement(answers_of([0, 1]), level=level, values=values)


def test_groups_and_pages_that_do_not_fit_are_refused() -> None:
    answers = answers_of([0, 1])
    with pytest.raises(ValueError, match="one code for each"):
        measure_groups(answers, np.array([0]), 1)
    with pytest.raises(ValueError, match="between -1 and 0"):
        measure_groups(answers, np.array([0, 1]), 1)
    with pytest.raises(ValueError, match="at least 0"):
        compare_pairs(answers, first=-1)
