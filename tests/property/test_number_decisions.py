"""Numbers, decided online: the same whatever order answers came in, robust, and honest about what a tolerance means."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.aggregation.numbers.number_fit import NumberCodes, fit_numbers
from crowd.aggregation.numbers.number_model import MOST_SURE, NumberModel, NumberPerson, new_number_model
from crowd.aggregation.numbers.online import NEARLY, NumberAnswer, NumberMove, move_number
from crowd.aggregation.numbers.ruler import Ruler
from crowd.aggregation.numbers.stored import (
    read_number_model,
    read_number_person,
    write_number_model,
    write_number_person,
)

PERCENT = Ruler(lowest=0.0, highest=100.0, tolerance=5.0)
COUNT = Ruler(lowest=0.0)
PRICE = Ruler(lowest=0.0, decimals=2)
WEIGHT = Ruler(lowest=0.0, decimals=1, tolerance=0.1, relative=True)
SIGNED = Ruler(decimals=1, tolerance=0.5)

rulers = st.sampled_from([PERCENT, COUNT, PRICE, WEIGHT, SIGNED])
people = st.one_of(
    st.none(),
    st.builds(
        NumberPerson,
        excess=st.floats(0.0, 60.0),
        answered=st.floats(0.0, 40.0),
    ),
)


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Ruler, list[NumberAnswer]]:
    """A ruler and possible answers."""
    ruler = draw(rulers)
    least = 0 if ruler.lowest == 0.0 else -3_000
    most = min(100.0, ruler.highest)
    steps = st.integers(least, round(most / ruler.step))
    numbers = draw(st.lists(steps, min_size=1, max_size=40))
    return ruler, [NumberAnswer(number=number * ruler.step, person=draw(people)) for number in numbers]


def decide(ruler: Ruler, numbers: list[float], model: NumberModel | None = None, **rule: float) -> NumberMove:
    """Decide by the model of a new question, unless another is given."""
    answers = [NumberAnswer(number=number) for number in numbers]
    return move_number(answers, ruler, model or new_number_model(ruler), **rule)  # type: ignore[arg-type]


@given(tasks())
def test_what_is_said_is_possible(task: tuple[Ruler, list[NumberAnswer]]) -> None:
    """The number is one that could be answered, within its range; all probabilities are probabilities."""
    ruler, answers = task
    move = move_number(answers, ruler, new_number_model(ruler), target=0.9, most_more=5)
    assert ruler.lowest <= move.number <= ruler.highest
    assert move.number == pytest.approx(round(move.number, ruler.decimals))
    assert ruler.lowest <= move.low <= move.high <= ruler.highest
    assert all(0.0 <= share <= 1.0 for share in (move.confidence, move.vote_share, *move.credits))
    assert (move.agreeing_needed == 0) == (move.confidence >= 0.9)
    assert move.agreeing_needed in {0, 1, 2, 3, 4, 5, math.inf}
    assert len(move.credits) == len(answers)


@given(tasks(), st.randoms())
def test_the_order_of_answers_changes_nothing(
    task: tuple[Ruler, list[NumberAnswer]], random: "np.random.Generator"
) -> None:
    """Whoever comes first: the same bits come out."""
    ruler, answers = task
    places = list(range(len(answers)))
    random.shuffle(places)  # type: ignore[arg-type]
    model = new_number_model(ruler)
    before = move_number(answers, ruler, model)
    after = move_number([answers[place] for place in places], ruler, model)
    assert (before.number, before.confidence, before.low, before.high) == (
        after.number,
        after.confidence,
        after.low,
        after.high,
    )
    assert tuple(before.credits[place] for place in places) == after.credits


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_a_wider_tolerance_is_met_more_surely(numbers: list[int]) -> None:
    """What counts as right widens: the confidence never falls, with the same model."""
    model = new_number_model(PERCENT)
    said = [
        decide(Ruler(lowest=0.0, highest=100.0, tolerance=tolerance), list(map(float, numbers)), model)
        for tolerance in (0.0, 1.0, 2.0, 5.0, 10.0, 25.0)
    ]
    for narrow, wide in pairwise(said):
        # A number in the middle is preferred to one that is right with nearly the same probability.
        assert wide.confidence >= narrow.confidence - 2.0 * NEARLY


def test_where_many_numbers_are_about_as_likely_the_median_is_taken() -> None:
    """The median weighs people by how exact they are known to be."""
    model = new_number_model(PERCENT)
    numbers = [40.0, 40.0, 44.0, 50.0, 55.0]
    assert decide(PERCENT, numbers, model).number == 44.0
    first = NumberAnswer(number=numbers[0], person=NumberPerson(excess=0.5, answered=40.0))
    others = [NumberAnswer(number=number) for number in numbers[1:]]
    assert move_number([first, *others], PERCENT, model).number < 44.0


@pytest.mark.parametrize("ruler", [PERCENT, COUNT, PRICE, WEIGHT, SIGNED])
def test_one_outlier_moves_nothing(ruler: Ruler) -> None:
    """Four people agree; whatever the fifth says, the number stays, and the confidence hardly falls."""
    four = decide(ruler, [42.0] * 4)
    for outlier in (0.0, 100.0, *([1e6] if ruler.highest == math.inf else [])):
        five = decide(ruler, [42.0] * 4 + [outlier])
        assert five.number == 42.0
        assert five.confidence > four.confidence - 0.15
        assert five.credits[-1] < 0.05


def test_agreement_makes_surer() -> None:
    """Each further person who says the same raises the confidence, up to what a shared error leaves."""
    said = [decide(PERCENT, [60.0] * number).confidence for number in range(1, 9)]
    assert said == sorted(said)
    assert said[-1] <= MOST_SURE


def test_what_all_share_is_not_averaged_away() -> None:
    """A hundred answers that scatter by 10 leave the truth less certain than their standard error of 1."""
    numbers = np.round(np.random.default_rng(1).normal(50.0, 10.0, 100)).tolist()
    move = decide(PERCENT, numbers)
    assert move.confidence < 0.9
    assert move.high - move.low > 5.0


def crowd(seed: int = 1, *, off: float = 0.0) -> tuple[NumberCodes, np.ndarray]:
    """Sixty tasks, five answers to each of twenty people: one in four of them guesses."""
    rng = np.random.default_rng(seed)
    truth = np.round(rng.uniform(5.0, 95.0, 60))
    task = np.repeat(np.arange(60), 5)
    person = np.concatenate([rng.permutation(20)[:5] for _ in range(60)])
    careful = np.round(truth[task] + off + rng.normal(0.0, 3.0, task.size))
    guess = np.round(rng.uniform(0.0, 100.0, task.size))
    number = np.clip(np.where(person < 5, guess, careful), 0.0, 100.0)
    return NumberCodes(task=task, contributor=person, number=number, n_tasks=60, n_contributors=20), truth


def test_a_fit_finds_out_who_guesses() -> None:
    """The answers of people who guess scatter further than those of all the others."""
    found = fit_numbers(crowd()[0], PERCENT)
    factors = [found.person(person).factor for person in range(20)]
    assert min(factors[:5]) > max(factors[5:])


def test_a_fit_is_the_same_in_any_order() -> None:
    """The rows come in another order: the same bits come out."""
    codes, _ = crowd()
    order = np.random.default_rng(3).permutation(codes.task.size)
    other = NumberCodes(
        task=codes.task[order],
        contributor=codes.contributor[order],
        number=codes.number[order],
        n_tasks=60,
        n_contributors=20,
    )
    first, second = fit_numbers(codes, PERCENT), fit_numbers(other, PERCENT)
    assert first.model == second.model
    assert first.excess.tolist() == pytest.approx(second.excess.tolist())


def test_gold_shows_what_the_crowd_shares() -> None:
    """Everybody is eight too high: thirty gold tasks show most of it, and the other numbers are put right by it."""
    codes, truth = crowd(off=8.0)
    gold = np.where(np.arange(60) < 30, truth, math.nan)
    found = fit_numbers(codes, PERCENT, gold)
    assert 5.0 < found.model.shift < 8.5
    off = []
    for task in range(30, 60):
        rows = np.flatnonzero(codes.task == task)
        answers = [
            NumberAnswer(number=float(codes.number[row]), person=found.person(int(codes.contributor[row])))
            for row in rows
        ]
        off.append(move_number(answers, PERCENT, found.model).number - truth[task])
    assert abs(float(np.median(off))) < 3.0


def test_gold_shows_that_nothing_is_shared() -> None:
    """The crowd is right about thirty gold tasks: further numbers are stated more surely than without gold."""
    codes, truth = crowd()
    blind = fit_numbers(codes, PERCENT).model
    seen = fit_numbers(codes, PERCENT, np.where(np.arange(60) < 30, truth, math.nan)).model
    numbers = [50.0, 51.0, 48.0, 50.0, 52.0]
    assert decide(PERCENT, numbers, seen).confidence > decide(PERCENT, numbers, blind).confidence


@given(st.floats(0.0, 500.0), st.integers(0, 300))
def test_what_a_fit_found_is_read_as_it_was_written(excess: float, answered: int) -> None:
    """Stored and read again, the model is the same, and a person as far as they matter."""
    model = fit_numbers(crowd()[0], PERCENT).model if answered == 0 else new_number_model(WEIGHT)
    assert read_number_model(write_number_model(model, typical=[1.0, 2.0]), PERCENT) == model
    person = read_number_person(write_number_person(NumberPerson(excess=excess, answered=float(answered))))
    assert person is not None
    assert person.excess == pytest.approx(excess, abs=1e-6)
    assert read_number_person(None) is None
    assert read_number_model(None, PERCENT) == new_number_model(PERCENT)


@pytest.mark.parametrize(
    ("ruler", "number", "truth", "right"),
    [
        (COUNT, 12.0, 12.0, True),
        (COUNT, 12.0, 13.0, False),
        (PERCENT, 12.0, 17.0, True),
        (PERCENT, 12.0, 18.0, False),
        (PRICE, 0.3, 0.1 + 0.2, True),
        (PRICE, 0.3, 0.31, False),
        (WEIGHT, 9.0, 10.0, True),
        (WEIGHT, 8.9, 10.0, False),
        (WEIGHT, 0.0, 0.0, True),
    ],
)
def test_what_counts_as_right(ruler: Ruler, number: float, truth: float, *, right: bool) -> None:
    """Up to the tolerance and not a step further, however floats round."""
    assert bool(ruler.is_right(np.array(number), np.array(truth))) == right
    low, high = ruler.truths(np.array([number]))
    assert bool(low[0] < truth < high[0]) == right


@pytest.mark.parametrize(
    "wrong",
    [
        {"lowest": 5.0, "highest": 5.0},
        {"tolerance": -1.0},
        {"tolerance": math.inf},
        {"tolerance": 1.0, "relative": True},
        {"decimals": -1},
    ],
)
def test_a_ruler_that_measures_nothing(wrong: dict[str, float]) -> None:
    """Bad options are refused."""
    with pytest.raises(ValueError, match=r"lowest|tolerance|decimals"):
        Ruler(**wrong)  # type: ignore[arg-type]
