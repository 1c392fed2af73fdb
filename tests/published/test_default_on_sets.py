"""The default method on the project's recorded answers, without gold: accurate, and as sure as it is accurate."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from cli.measuring.comparison import Compared, compare_one
from cli.tables.answer_file import read_answer_file
from crowd.aggregation.methods import DEFAULT, METHODS

ROOT = Path(__file__).parent.parent.parent
SETS = {
    "bluebirds": ROOT / "tests/data/bluebirds",
    "weather_cf": ROOT / "tests/data/weather_cf",
    "rte": ROOT / "playground/datasets/rte",
    "quiz_english": ROOT / "tests/data/quiz_english",
}

#: Thirty questions of a quiz are too few to tell how far a stated confidence holds.
LARGE = ("bluebirds", "weather_cf", "rte")


@cache
def compared(name: str) -> dict[str, Compared]:
    """Every method on a set."""
    file = read_answer_file(SETS[name] / "answers.tsv", SETS[name] / "gold.tsv")
    codes, gold = file.answers.codes, file.gold
    assert gold is not None
    return {
        method: compare_one(method, find(codes, None), codes, gold, 0.0) for method, find in METHODS.items()
    }


@pytest.mark.parametrize("name", SETS)
def test_the_default_is_nowhere_much_worse_than_the_best_method(name: str) -> None:
    methods = compared(name)
    own = methods[DEFAULT].accuracy
    assert own >= methods["majority"].accuracy - 0.02
    assert own >= max(one.accuracy for one in methods.values()) - 0.06


def test_the_default_beats_every_other_method_on_average() -> None:
    mean = {method: np.mean([compared(name)[method].accuracy for name in SETS]) for method in METHODS}
    assert max(mean, key=lambda method: mean[method]) == DEFAULT


def test_the_default_is_as_right_as_it_says() -> None:
    own = [compared(name)[DEFAULT] for name in LARGE]
    assert abs(np.mean([one.gap for one in own])) <= 0.03
    assert np.mean([one.ece for one in own]) <= 0.06
    # Dawid and Skene's model states 7 to 21 points more than it is right on the same answers.
    assert min(compared(name)["dawid_skene"].gap for name in LARGE) > max(one.gap for one in own)


def test_letters_of_a_quiz_that_stand_for_something_else_each_time_are_not_taken_for_habits() -> None:
    """Each of the 30 questions has options A to E of its own. With confusion matrices 9 are right, by votes 13."""
    assert round(30 * compared("quiz_english")[DEFAULT].accuracy) >= 19
