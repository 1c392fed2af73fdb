"""Places: clusters on the globe, also across the antimeridian, strays, and who is able."""

import math

import numpy as np
import pytest

from crowd.aggregation.places.consensus import summarize_places
from crowd.aggregation.places.globe import EARTH_M, distances_m, unit_vectors

#: A hundred metres in degrees of latitude.
HUNDRED_M = math.degrees(100 / EARTH_M)


def around(
    lat: float, lon: float, *, count: int = 4, step: float = HUNDRED_M / 4
) -> list[tuple[float, float]]:
    return [(lat + step * (n % 2), lon + step * (n // 2)) for n in range(count)]


def asked(points: list[tuple[float, float]], task: str = "t") -> list[tuple[str, str, tuple[float, float]]]:
    return [(task, f"p{n}", point) for n, point in enumerate(points)]


def test_the_place_where_most_point_wins_and_strays_are_named() -> None:
    task = summarize_places(asked([*around(40.4, -3.7), (41.4, 2.2)]), reach_m=100).tasks["t"]
    assert task.place.contributors == ("p0", "p1", "p2", "p3")
    assert task.place.share == 0.8
    assert task.place.latitude == pytest.approx(40.4, abs=HUNDRED_M)
    assert 10 < task.place.radius_m < 100
    assert [one.contributor for one in task.outliers] == ["p4"]
    assert task.outliers[0].distance_m == pytest.approx(505_000, rel=0.02)  # Madrid to Barcelona
    assert task.confidence > 0.9
    assert sum(place.probability for place in task.places) < 1.0


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(0.0, 180.0), (0.0, -180.0), (90.0, 0.0), (-90.0, 77.0), (89.9999, 180.0), (0.0, 0.0), (52.0, 360.0)],
)
def test_places_at_the_antimeridian_and_the_poles_are_one(lat: float, lon: float) -> None:
    north = max(-90.0, min(90.0, lat))
    step = HUNDRED_M / 10
    points = [
        (north, lon if lon > -180 else 180.0),
        (max(-90.0, north - step), -180.0 if lon == 180 else lon),
        (max(-90.0, north - step), lon - 360 + step if lon > 180 - step else lon),
        (max(-90.0, north - step), lon + 180 if abs(lat) > 89 and lon <= 180 else lon),
    ]
    task = summarize_places(asked(points), reach_m=100).tasks["t"]
    assert task.place.share == 1.0
    assert task.place.radius_m < 30
    assert -90 <= task.place.latitude <= 90
    assert -180 <= task.place.longitude <= 180


def test_distances_are_those_of_the_sphere() -> None:
    origin = np.array([1.0, 0.0, 0.0])
    far = distances_m(unit_vectors(np.array([(0, 0), (0, 180), (90, 5), (0, 0)])), origin)
    assert far.tolist() == pytest.approx([0, math.pi * EARTH_M, math.pi * EARTH_M / 2, 0], rel=1e-7)
    near = distances_m(unit_vectors(np.array([(0, 1e-6)])), origin)
    assert near[0] == pytest.approx(0.1112, rel=1e-3)


def test_without_a_declared_reach_it_fits_how_exactly_people_point() -> None:
    fine = [row for n in range(5) for row in asked(around(n, n), f"t{n}")]
    coarse = [row for n in range(5) for row in asked(around(10 * n, n, step=1.0), f"t{n}")]
    assert summarize_places(fine).reach_m < 200
    assert 50_000 < summarize_places(coarse).reach_m < 500_000
    assert summarize_places(coarse).inside == 1.0


def test_whoever_points_elsewhere_is_less_able_and_decides_less() -> None:
    rows = []
    for n in range(10):
        rows += asked([*around(n, n, count=3), (n + 30, n), (n - 40, n)], f"t{n}")
    rows += [("u", "p0", (50.0, 8.0)), ("u", "p3", (-20.0, 8.0))]
    found = summarize_places(rows, reach_m=200)
    assert found.people["p0"].skill > 0.8 > 0.5 > found.people["p3"].skill
    assert found.tasks["u"].place.latitude == pytest.approx(50.0)


def test_one_answer_is_believed_a_little() -> None:
    task = summarize_places([("t", "a", (12.5, 99.0))]).tasks["t"]
    assert (task.place.radius_m, task.place.share, task.outliers) == (0.0, 1.0, ())
    assert (task.place.latitude, task.place.longitude) == pytest.approx((12.5, 99.0))
    assert 0.5 < task.confidence < 0.9


def test_opposite_ends_of_the_earth_within_reach_have_a_middle() -> None:
    task = summarize_places(asked([(0.0, 0.0), (0.0, 180.0)]), reach_m=3e7).tasks["t"]
    assert task.place.share == 1.0
    assert math.isfinite(task.place.latitude)


def test_all_the_same_is_certain_and_agrees() -> None:
    rows = [row for n in range(4) for row in asked([(n, n)] * 5, f"t{n}")]
    found = summarize_places(rows)
    assert found.agreement == 1.0
    assert found.inside == 1.0
    assert all(task.place.radius_m == 0.0 and task.confidence > 0.99 for task in found.tasks.values())
    assert math.isnan(summarize_places(asked([(1, 1)] * 3)).agreement)


def test_many_scattered_points_are_gathered() -> None:
    points = [(math.degrees(math.asin((n % 59) / 59)), (n * 137.5) % 360 - 180) for n in range(1_000)]
    task = summarize_places(asked([*points, (10.0, 10.0), (10.0, 10.00001)]), reach_m=50).tasks["t"]
    assert task.answers == 1_002
    assert sum(round(place.share * 1_002) for place in task.places) == 1_002


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ((91.0, 0.0), "latitude"), ((0.0, -181.0), "longitude"), ((math.nan, 0.0), "latitude"),
        ((0.0, math.inf), "longitude"), ((1.0,), "pair"), ("ab", "pair"), (None, "pair"), ((0.0, 361.0), "longitude"),
    ],
)  # fmt: skip
def test_what_is_no_point_is_refused_with_its_place(bad: object, says: str) -> None:
    with pytest.raises(ValueError, match=rf"task 't', contributor 'eve': .*{says}"):
        summarize_places([("t", "eve", bad)])  # type: ignore[list-item]


@pytest.mark.parametrize("reach", [0.0, -1.0, math.nan, math.inf])
def test_a_reach_that_is_none_is_refused(reach: float) -> None:
    with pytest.raises(ValueError, match="reach"):
        summarize_places([], reach_m=reach)


def test_nothing_gives_nothing() -> None:
    found = summarize_places([])
    assert (found.tasks, found.people) == ({}, {})
    assert math.isnan(found.inside)
