"""Several options at once: which belong, how sure that is, and what cannot be used."""

import math
import random
from itertools import pairwise

import numpy as np
import pytest

from crowd.aggregation.sets.consensus import summarize_choices
from crowd.agreement.sets import masi_table

PETS = [("t", "ada", {"cat", "dog"}), ("t", "ben", {"cat"}), ("t", "cleo", {"cat", "owl"})]


def planted(
    *, people: int = 6, tasks: int = 60, careless: int = 0
) -> tuple[list[tuple[str, str, set[str]]], dict[str, set[str]]]:
    """Answers of people who miss one option in five and add one in twenty; the careless ones tick at random."""
    rng, rows, truth = random.Random(3), [], {}
    for task in range(tasks):
        true = {option for option in "abcde" if rng.random() < 0.4}
        truth[f"t{task:02}"] = true
        for who in range(people):
            chance = (0.5, 0.5) if who < careless else (0.8, 0.05)
            rows.append(
                (f"t{task:02}", f"p{who}", {o for o in "abcde" if rng.random() < chance[o not in true]})
            )
    return rows, truth


def test_an_option_that_most_name_belongs_and_one_that_few_name_does_not() -> None:
    task = summarize_choices(PETS).tasks["t"]
    assert task.chosen == ("cat",)
    assert task.share == {"cat": 1.0, "dog": pytest.approx(1 / 3), "owl": pytest.approx(1 / 3)}
    assert 0.5 < task.confidence < 1.0


def test_planted_sets_are_found_and_the_careless_are_seen_through() -> None:
    rows, truth = planted(people=5, careless=2)
    found = summarize_choices(rows)
    right = sum(set(task.chosen) == truth[name] for name, task in found.tasks.items())
    votes = sum(
        {o for o, s in task.share.items() if s > 0.5} == truth[name] for name, task in found.tasks.items()
    )
    assert right > 1.15 * votes
    assert max(found.people[f"p{n}"].sensitivity for n in (0, 1)) < min(
        found.people[f"p{n}"].sensitivity for n in (2, 3, 4)
    )


def test_stated_probabilities_are_as_often_right_as_they_say() -> None:
    rows, truth = planted(people=3, tasks=300)
    found = summarize_choices(rows)
    stated = [
        (p, o in truth[name]) for name, task in found.tasks.items() for o, p in task.probability.items()
    ]
    assert sum(p for p, _ in stated) == pytest.approx(sum(belongs for _, belongs in stated), rel=0.05)
    sure = [belongs for p, belongs in stated if p > 0.9]
    assert sum(sure) / len(sure) > 0.9


def test_an_answer_may_name_nothing() -> None:
    found = summarize_choices([("t", who, set()) for who in "abc"], options=["x", "y"])
    assert found.tasks["t"].chosen == ()
    assert found.tasks["t"].confidence > 0.5


def test_nobody_naming_any_option_leaves_nothing_to_decide() -> None:
    found = summarize_choices([("t", "a", [])])
    assert (found.options, found.tasks["t"].chosen, found.tasks["t"].confidence) == ((), (), 1.0)
    assert found.converged


def test_one_answer_is_believed_a_little() -> None:
    task = summarize_choices([("t", "a", ["x"])], options=["x", "y"]).tasks["t"]
    assert task.chosen == ("x",)
    assert 0.5 < task.probability["x"] < 0.95


def test_one_answer_a_person_is_safe() -> None:
    rows = [(f"t{n // 3}", f"p{n}", {"x"} if n % 3 else {"x", "y"}) for n in range(30)]
    found = summarize_choices(rows)
    assert all(task.chosen == ("x",) for task in found.tasks.values())


def test_the_objective_never_falls() -> None:
    steps = summarize_choices(planted(careless=3)[0]).objective
    assert len(steps) > 2
    assert all(after >= before - 1e-9 for before, after in pairwise(steps))


def test_not_converging_is_said() -> None:
    found = summarize_choices(planted()[0], max_iter=1)
    assert (found.converged, found.n_iter) == (False, 1)


def test_agreement_is_1_where_all_agree_and_about_0_by_chance() -> None:
    alike = [(f"t{n}", who, {"x"} if n % 2 else {"y"}) for n in range(10) for who in "ab"]
    assert summarize_choices(alike).agreement == 1.0
    assert abs(summarize_choices(planted(people=4, tasks=200, careless=4)[0]).agreement) < 0.05
    assert math.isnan(summarize_choices([("t", "a", {"x"})]).agreement)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    # R. Passonneau, LREC 2006, section 3: 1 - Jaccard * (1, 2/3, 1/3 or 0).
    [
        ("abc", "abc", 0.0),
        ("ab", "abc", 1 - 2 / 3 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("ab", "cd", 1.0),
        ("", "", 0.0),
        ("", "a", 1.0),
    ],
)
def test_the_distance_of_sets_is_that_of_passonneau(first: str, second: str, distance: float) -> None:
    one, other = (np.array([[float(name in side) for name in "abcd"]]) for side in (first, second))
    assert masi_table(one, other).item() == pytest.approx(distance)
    assert masi_table(other, one).item() == pytest.approx(distance)


@pytest.mark.parametrize("bad", ["cat", None, 7, [1, 2]])
def test_what_is_no_set_of_options_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match=r"task 't', contributor 'eve': .*option"):
        summarize_choices([("t", "eve", bad)])  # type: ignore[list-item]


def test_an_option_that_was_not_declared_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'newt' is not one of the options cat, dog"):
        summarize_choices([("t", "eve", {"newt"})], options=["dog", "cat"])


def test_nothing_gives_nothing() -> None:
    assert summarize_choices([]).tasks == {}
