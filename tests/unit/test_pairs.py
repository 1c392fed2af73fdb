"""Comparisons and rankings: one order with intervals, ties, sparse and separated data, and people who guess."""

import math
import random
from itertools import combinations, pairwise

import pytest

from crowd.aggregation.orders.consensus import Ties, summarize_pairs
from crowd.aggregation.orders.rankings import Ranking, compare, parse_ranking


def crowd_of(
    strengths: dict[str, float], *, people: int = 10, ties: float = 0.0, guessing: int = 0, seed: int = 1
) -> list[tuple[str, str, Ranking]]:
    """Everybody compares every two items; those who guess by chance, the others by Bradley-Terry with ties."""
    rng, rows = random.Random(seed), []
    for left, right in combinations(strengths, 2):
        difference = strengths[left] - strengths[right]
        odds = [math.exp(difference / 2), math.exp(-difference / 2), ties]
        for who in range(people):
            weights = [1.0, 1.0, 1.0] if who < guessing else odds
            outcome = rng.choices(["left", "right", "tie"], weights)[0]
            rows.append((f"{left}-{right}", f"p{who:02}", compare(left, right, outcome)))
    return rows


LEVELS = {"a": 2.0, "b": 1.0, "c": 0.0, "d": -1.0, "e": -2.0}


@pytest.mark.parametrize("ties", ["half", "full"])
def test_a_planted_order_is_found_with_intervals_that_hold_it(ties: Ties) -> None:
    found = summarize_pairs(crowd_of(LEVELS, people=60, ties=0.8), ties=ties)
    assert list(found.items) == ["a", "b", "c", "d", "e"]
    assert all(item.low <= LEVELS[name] <= item.high for name, item in found.items.items())
    assert found.tie_odds == pytest.approx(0.8, rel=0.3)
    assert found.connected
    assert found.converged


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = [
        item.low <= LEVELS[name] <= item.high
        for seed in range(60)
        for name, item in summarize_pairs(crowd_of(LEVELS, people=12, ties=0.5, seed=seed)).items.items()
    ]
    assert 0.92 <= sum(held) / len(held) <= 0.99


def test_an_item_that_always_wins_stays_finite() -> None:
    rows = [(f"t{n}", "ada", compare("king", f"pawn{n}", "left")) for n in range(5)]
    found = summarize_pairs(rows)
    assert next(iter(found.items)) == "king"
    assert 0 < found.items["king"].score < 10
    assert found.converged
    thousand = summarize_pairs([(f"t{n}", f"p{n}", compare("x", "y", "left")) for n in range(1_000)])
    assert thousand.converged
    assert thousand.items["x"].above_next > 0.999


def test_parts_that_were_never_compared_are_said_to_be_so() -> None:
    found = summarize_pairs([("t", "a", compare("u", "v", "left")), ("s", "a", compare("x", "y", "left"))])
    assert not found.connected
    assert summarize_pairs([("t", "a", parse_ranking("u > v > x > y"))]).connected


def test_a_ranking_is_broken_into_its_pairs() -> None:
    assert parse_ranking("tea > coffee = cocoa").pairs() == [
        ("tea", "cocoa", False),
        ("tea", "coffee", False),
        ("cocoa", "coffee", True),
    ]
    found = summarize_pairs([("t", who, parse_ranking("tea > coffee = cocoa > water")) for who in "abc"])
    assert next(iter(found.items)) == "tea"
    assert list(found.items)[-1] == "water"
    assert found.items["coffee"].score == pytest.approx(found.items["cocoa"].score, abs=1e-9)
    assert found.tasks["t"].order == ("tea", "cocoa", "coffee", "water")


def test_a_ranking_of_three_says_less_than_three_comparisons() -> None:
    ranking = summarize_pairs([("t", "a", parse_ranking("x > y > z"))])
    three = [compare("x", "y", "left"), compare("y", "z", "left"), compare("x", "z", "left")]
    apart = summarize_pairs([(f"t{n}", "a", one) for n, one in enumerate(three)])
    assert ranking.items["x"].high - ranking.items["x"].low > apart.items["x"].high - apart.items["x"].low


def test_a_task_has_an_order_of_its_own() -> None:
    rows = [
        ("t", "a", compare("x", "y", "left")),
        ("t", "b", compare("y", "x", "x")),
        ("t", "c", compare("x", "y", "tie")),
    ]
    task = summarize_pairs(rows).tasks["t"]
    assert (task.order, task.answers) == (("x", "y"), 3)
    assert task.share == pytest.approx(2.5 / 3)
    assert 0.5 < task.confidence < 1.0


def test_people_who_guess_are_seen_through_when_asked() -> None:
    rows = crowd_of(LEVELS, people=10, guessing=5, seed=4)
    found = summarize_pairs(rows, reliabilities=True)
    reliability = [found.people[f"p{n:02}"].reliability for n in range(10)]
    assert max(reliability[:5]) < min(reliability[5:])
    plain = summarize_pairs(rows)
    assert found.items["a"].score > plain.items["a"].score  # guesses no longer draw the scores together
    assert all(after >= before - 1e-7 for before, after in pairwise(found.objective))
    assert {person.reliability for person in plain.people.values()} == {1.0}


def test_ties_may_be_left_out_of_the_order() -> None:
    rows = crowd_of(LEVELS, ties=1.0)
    decided = [row for row in rows if len(row[2].tiers) == 2]
    dropped, alone = summarize_pairs(rows, ties="drop"), summarize_pairs(decided)
    assert {name: item.score for name, item in dropped.items.items()} == pytest.approx(
        {name: item.score for name, item in alone.items.items()}
    )
    assert len(dropped.tasks) == 10
    assert math.isnan(dropped.tie_odds)


def test_ties_draw_items_together_by_what_they_count() -> None:
    rows = [("t", f"p{n}", compare("x", "y", said)) for n, said in enumerate(["left"] * 4 + ["tie"] * 6)]
    scores = [summarize_pairs(rows, ties=ties).items["x"].score for ties in ("drop", "half", "full")]
    assert scores[0] > scores[1] > scores[2] > 0.0


def test_nothing_but_ties_leaves_all_equal() -> None:
    found = summarize_pairs([("t", who, compare("x", "y", "tie")) for who in "abcd"])
    assert [item.score for item in found.items.values()] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert found.items["x"].above_next == pytest.approx(0.5)
    assert summarize_pairs([("t", "a", compare("x", "y", "tie"))], ties="drop").items["x"].score == 0.0


def test_agreement_is_1_where_all_prefer_the_same_and_about_0_by_chance() -> None:
    alike = crowd_of({"a": 50.0, "b": 0.0, "c": -50.0})
    assert summarize_pairs(alike).agreement == 1.0
    assert abs(summarize_pairs(crowd_of(LEVELS, people=40, guessing=40)).agreement) < 0.05
    assert math.isnan(summarize_pairs(alike[:1]).agreement)


def test_which_item_is_called_left_changes_nothing() -> None:
    outcomes = ["left", "right", "tie", "left", "left"]
    turned = {"left": "right", "right": "left", "tie": "tie"}
    rows = [(f"t{n}", f"p{n % 2}", compare("x", "yz"[n % 2], said)) for n, said in enumerate(outcomes)]
    other = [
        (f"t{n}", f"p{n % 2}", compare("yz"[n % 2], "x", turned[said])) for n, said in enumerate(outcomes)
    ]
    assert summarize_pairs(rows).as_json() == summarize_pairs(other).as_json()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tea", "two items"),
        ("tea > > water", "no name"),
        ("tea > tea", "'tea' occurs twice"),
        ("", "two items"),
    ],
)
def test_a_ranking_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_ranking(text)


def test_an_outcome_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not 'both'"):
        compare("x", "y", "both")
    with pytest.raises(ValueError, match="occurs twice"):
        compare("x", "x", "left")
    with pytest.raises(ValueError, match=r"task 't', contributor 'eve': expected a ranking"):
        summarize_pairs([("t", "eve", "x>y")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="ties"):
        summarize_pairs([], ties="model")  # type: ignore[arg-type]


def test_nothing_gives_nothing() -> None:
    found = summarize_pairs([])
    assert (found.items, found.tasks, found.people) == ({}, {}, {})
