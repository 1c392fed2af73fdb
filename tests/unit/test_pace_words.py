"""What people mean when they type how much, how often or when they want to be asked."""

import pytest

from crowd.people.pace_words import Unreadable, read_count, read_hours, read_time, read_yes_or_no
from crowd.people.zones import zone_of_city


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("23-7", (23 * 60, 7 * 60)),
        ("23–7", (23 * 60, 7 * 60)),
        (" 22:30 - 8:00 ", (22 * 60 + 30, 8 * 60)),
        ("22.30-8.00", (22 * 60 + 30, 8 * 60)),
        ("9pm-7am", (21 * 60, 7 * 60)),
        ("9 p.m. to 7 a.m.", (21 * 60, 7 * 60)),
        ("12am-8am", (0, 8 * 60)),
        ("from 23 to 7", (23 * 60, 7 * 60)),
        ("de las 22:30 a las 8", (22 * 60 + 30, 8 * 60)),
        ("23h-7h", (23 * 60, 7 * 60)),
        ("24-8", (0, 8 * 60)),
        ("None", None),
        ("nunca", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(text: str, hours: tuple[int, int] | None) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize("text", ["23", "25-7", "7-7", "13pm-2pm", "22:61-7", "at night", "", "22-", "1-2-3"])
def test_other_hours_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_hours(text)


def test_a_time_a_number_and_yes_or_no_are_read_as_people_write_them() -> None:
    assert [read_time(text) for text in ("18:00", "18", "6 pm", "a las 18:30", "none")] == [
        *(1080, 1080, 1080, 1110, None)
    ]
    assert [read_count(text, most=1000) for text in ("10", "10 a day", "at most 10", "any")] == [
        10,
        10,
        10,
        None,
    ]
    assert [read_count(text, most=24, never=True) for text in ("0", "never", "2")] == [0, 0, 2]
    assert [read_yes_or_no(text) for text in ("Yes", "sí", "no", "off")] == [True, True, False, False]


@pytest.mark.parametrize("text", ["0", "-5", "10.5", "ten", "5000", "10-20", "", "１０００００００"])
def test_no_other_number_of_questions_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_count(text, most=1000)


def test_a_city_is_known_with_its_country_or_by_its_zone() -> None:
    for text in ("madrid", "Madrid, Spain", "Europe/Madrid"):
        assert (zone := zone_of_city(text)) is not None
        assert zone.name == "Europe/Madrid"
    assert zone_of_city("I am in Madrid") is None
