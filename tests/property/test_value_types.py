"""What holds for every kind of answers: order and names change nothing, unanimous answers win, results fit in JSON."""

import json
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crowd.aggregation.numbers.consensus import summarize_numbers
from crowd.aggregation.orders.rankings import rank
from crowd.aggregation.texts.alignment import align_texts
from crowd.aggregation.texts.words import plain_words
from crowd.aggregation.value_types import VALUE_TYPES, summarize

Triples = list[tuple[str, str, Any]]

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.tuples(
    st.sampled_from([-90.0, 0.0, 0.001, 90.0]), st.sampled_from([-180.0, 0.0, 0.001, 180.0])
)


@st.composite
def rankings(draw: st.DrawFn) -> Any:
    items = draw(st.lists(st.sampled_from("abcde"), min_size=2, max_size=4, unique=True))
    tiers = [[items[0]]]
    for item in items[1:]:
        tiers = [*tiers[:-1], [*tiers[-1], item]] if draw(st.booleans()) else [*tiers, [item]]
    return rank(tiers)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "numbers": st.integers(-20, 20) | st.floats(-1e300, 1e300) | st.sampled_from([1e300, -1e300, 5e-324]),
    "choices": st.frozensets(st.sampled_from("xyz")),
    "texts": st.text("ab \u0301.É", max_size=12)
    | st.lists(st.sampled_from("abcd"), max_size=6).map(" ".join),
    "pairs": rankings(),
    "places": points,
}


def answers(kind: str) -> st.SearchStrategy[Triples]:
    """Up to 14 answers of four people to three tasks."""
    pairs = st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["p1", "p2", "p3", "p4"]))
    given_values = st.dictionaries(pairs, VALUES[kind], max_size=12)
    return given_values.map(lambda rows: [(task, who, value) for (task, who), value in rows.items()])


def every_kind(check: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("kind", list(VALUE_TYPES))(check)


def close(first: Any, second: Any) -> bool:
    """Whether two JSON values are the same but for the last digits of their numbers."""
    if isinstance(first, dict):
        return list(first) == list(second) and all(close(first[key], second[key]) for key in first)
    if isinstance(first, list):
        return len(first) == len(second) and all(map(close, first, second))
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-6, abs_tol=1e-6)
    return bool(first == second)


@every_kind
@given(data=st.data(), rng=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing_at_all(
    kind: str, data: st.DataObject, rng: random.Random
) -> None:
    rows = data.draw(answers(kind))
    shuffled = rows.copy()
    rng.shuffle(shuffled)
    assert summarize(kind, shuffled).as_json() == summarize(kind, rows).as_json()


@every_kind
@given(data=st.data())
def test_results_fit_in_json_and_confidence_is_a_share(kind: str, data: st.DataObject) -> None:
    found = summarize(kind, data.draw(answers(kind))).as_json()
    json.dumps(found, allow_nan=False)
    tasks = found["tasks"]
    assert isinstance(tasks, dict)
    for task in tasks.values():
        assert task["confidence"] is None or 0.0 <= task["confidence"] <= 1.0
    agreement = found["agreement"]
    assert isinstance(agreement, dict)
    assert agreement["value"] is None or agreement["value"] <= 1.0 + 1e-12


@every_kind
@given(data=st.data())
def test_arguments_are_left_alone_and_the_same_call_gives_the_same(kind: str, data: st.DataObject) -> None:
    rows = data.draw(answers(kind))
    copy = list(rows)
    first, second = (summarize(kind, rows).as_json() for _ in range(2))
    assert first == second
    assert rows == copy


@pytest.mark.parametrize("kind", ["numbers", "choices", "pairs", "texts"])
@given(data=st.data())
def test_what_people_and_tasks_are_called_changes_no_result(kind: str, data: st.DataObject) -> None:
    rows = data.draw(answers(kind))
    assume(kind != "numbers" or all(abs(value) < 1e6 for _, _, value in rows))
    # Names that sort the other way round.
    turned = {"t1": "t3", "t2": "t2", "t3": "t1", "p1": "p4", "p2": "p3", "p3": "p2", "p4": "p1"}
    renamed = summarize(kind, [(turned[task], turned[who], value) for task, who, value in rows]).as_json()
    found = summarize(kind, rows).as_json()
    for key in ("tasks", "people"):
        theirs, mine = renamed[key], found[key]
        assert isinstance(theirs, dict)
        assert isinstance(mine, dict)
        for name, result in mine.items():
            ours = {**theirs[turned[name]]}
            result.pop("outliers", None), ours.pop("outliers", None)
            assert close(result, ours)


@given(number=st.floats(-1e300, 1e300), people=st.integers(2, 6))
def test_a_number_that_all_agree_on_is_kept(number: float, people: int) -> None:
    rows = [("t", f"p{n}", number) for n in range(people)] + [("u", "p0", 1.0), ("u", "p1", 2.0)]
    found = summarize("numbers", rows).as_json()["tasks"]["t"]["value"]  # type: ignore[index]
    assert found == pytest.approx(number, rel=1e-12, abs=1e-300)


@given(text=st.text(max_size=30), people=st.integers(1, 5))
def test_a_text_that_all_agree_on_keeps_its_words(text: str, people: int) -> None:
    found = summarize("texts", [("t", f"p{n}", text) for n in range(people)]).as_json()
    assert plain_words(found["tasks"]["t"]["text"]) == plain_words(text)  # type: ignore[index]


@given(names=st.frozensets(st.sampled_from("wxyz")), people=st.integers(2, 6))
def test_options_that_all_agree_on_are_kept(names: frozenset[str], people: int) -> None:
    found = summarize(
        "choices", [("t", f"p{n}", names) for n in range(people)], options=tuple("wxyz")
    ).as_json()
    assert found["tasks"]["t"]["chosen"] == sorted(names)  # type: ignore[index]


@given(point=points, people=st.integers(1, 6))
def test_a_place_that_all_agree_on_is_kept(point: tuple[float, float], people: int) -> None:
    task = summarize("places", [("t", f"p{n}", point) for n in range(people)]).as_json()["tasks"]["t"]  # type: ignore[index]
    assert task["share"] == 1.0
    assert task["latitude"] == pytest.approx(point[0], abs=1e-6)
    assert task["radius_m"] < 0.1


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=8),
    shift=st.floats(-1e3, 1e3),
    times=st.sampled_from([0.5, 2.0, 8.0]),
)
def test_a_change_of_unit_changes_the_number_alike(values: list[float], shift: float, times: float) -> None:
    rows = [(f"t{n % 2}", f"p{n}", value) for n, value in enumerate(values)]
    found = summarize_numbers(rows, tolerance=1.0)
    other = summarize_numbers([(t, p, v * times + shift) for t, p, v in rows], tolerance=times)
    for name, task in found.tasks.items():
        assert other.tasks[name].value == pytest.approx(task.value * times + shift, rel=1e-9, abs=1e-6)


@given(texts=st.lists(st.lists(st.integers(1, 4), max_size=7), max_size=6))
def test_an_alignment_keeps_every_word_in_its_order(texts: list[list[int]]) -> None:
    laid = align_texts(texts, np.ones(len(texts)), n_words=5)
    for row, text in zip(laid.words, texts, strict=True):
        assert [word for word in row.tolist() if word] == text
    assert np.allclose(laid.share.sum(axis=1), 1.0)
