"""Points as people type them: coordinates in several ways, links of maps, and what is no point."""

import pytest

from crowd.typed.places import Unread, read_circle, read_length, read_point, write_point, writes_anywhere

GOOGLE = "https://www.google.com/maps"


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("52.52, 13.405", (52.52, 13.405)),
        ("52.52 13.405", (52.52, 13.405)),
        ("52,52; 13,405", (52.52, 13.405)),
        ("(-33.9, 151.2)", (-33.9, 151.2)),
        ("lat 52.5, lon 13.4", (52.5, 13.4)),
        ("latitud: 52.5 longitud: 13.4", (52.5, 13.4)),
        ("52°31'N 13°24'E", (52.516667, 13.4)),
        ("52° 31′ 12.5″ N, 13° 24′ 18″ E", (52.520139, 13.405)),
        ("13.4°E, 52.5°N", (52.5, 13.4)),
        ("N52.52 E13.405", (52.52, 13.405)),
        ("33.9 S 151.2 E", (-33.9, 151.2)),
        ("33,9° sur, 70,6° oeste", (-33.9, -70.6)),
        ("geo:52.52,13.405;u=35", (52.52, 13.405)),
        ("geo:0,0?q=52.52,13.405(Gate)", (52.52, 13.405)),
        (f"{GOOGLE}/place/Gate/@52.1,13.1,17z/data=!3m1!8m2!3d52.52!4d13.405", (52.52, 13.405)),
        (f"{GOOGLE}/@52.52,13.405,17z", (52.52, 13.405)),
        (f"{GOOGLE}/search/?api=1&query=52.52%2C13.405", (52.52, 13.405)),
        ("look: https://maps.google.com/?q=52.52,13.405 there", (52.52, 13.405)),
        ("https://maps.apple.com/?ll=52.52,13.405&q=Gate", (52.52, 13.405)),
        ("https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=15/52.6/13.5", (52.52, 13.405)),
        ("https://www.openstreetmap.org/#map=15/52.52/13.405", (52.52, 13.405)),
    ],
)
def test_a_point_is_read_however_it_is_written(typed: str, point: tuple[float, float]) -> None:
    assert read_point(typed) == pytest.approx(point)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("91, 13", Unread.OFF_GLOBE),
        ("52.5, 181", Unread.OFF_GLOBE),
        ("52°61'N 13°24'E", Unread.OFF_GLOBE),
        ("https://maps.app.goo.gl/abc", Unread.SHORT_LINK),
        ("The gate https://goo.gl/maps/abc", Unread.SHORT_LINK),
        ("https://osm.org/go/0MZ~4", Unread.SHORT_LINK),
        (f"{GOOGLE}/place/Gate", Unread.EMPTY_LINK),
        ("Berlin", None),
        ("12", None),
        ("1, 2, 3", None),
        ("2024-05-06", None),
        ("52.5 N 13.4 N", None),
        ("", None),
    ],
)
def test_what_is_no_point_is_told_apart_by_why(typed: str, found: Unread | None) -> None:
    assert read_point(typed) is found


def test_a_written_point_reads_as_the_same_one() -> None:
    for point in ((52.516275, 13.377704), (-0.000001, 179.999999), (0.0, 0.0)):
        assert read_point(write_point(point)) == point


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        ("50", 50.0),
        ("100 m", 100.0),
        ("0,5 km", 500.0),
        ("within 2 kilometres", 2000.0),
        ("far", None),
        ("", None),
    ],
)
def test_a_length_is_read_in_metres(typed: str, metres: float | None) -> None:
    assert read_length(typed) == metres


def test_an_area_is_a_circle_or_anywhere() -> None:
    for typed in (
        "only within 5 km of 52.52, 13.405",
        "5 km, 52.52, 13.405",
        f"5 km from {GOOGLE}/@52.52,13.405,1z",
    ):
        assert read_circle(typed) == ((52.52, 13.405), 5000.0)
    assert read_circle("a menos de 10 km de 40.4, -3.7") == ((40.4, -3.7), 10_000.0)
    assert read_circle("5 km of Berlin") is None
    assert [writes_anywhere(typed) for typed in ("Anywhere", "En cualquier lugar", "Rome")] == [
        True,
        True,
        False,
    ]
