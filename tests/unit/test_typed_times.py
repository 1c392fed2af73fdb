"""Times as people type them, in English and Spanish, by their own clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.deciding.limits import Limits, change_limits, clock_of
from crowd.errors import ValueRefused
from crowd.ids import SECOND
from crowd.typed.times import read_time

#: Wednesday, 2026-11-25, 16:00:30 in Madrid.
NOW = 1_795_618_830 * SECOND
MADRID = "Europe/Madrid"


def shown(text: str, zone: str | None = MADRID) -> str:
    return clock_of(read_time(text, zone=zone, at=NOW), zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", "2026-11-26 23:59"),
        ("Tomorrow 18:00", "2026-11-26 18:00"),
        ("tomorrow at 6pm", "2026-11-26 18:00"),
        ("18:00 tomorrow", "2026-11-26 18:00"),
        ("tomorrow at 18", "2026-11-26 18:00"),
        ("mañana", "2026-11-26 23:59"),
        ("MAÑANA a las 18:00", "2026-11-26 18:00"),
        ("pasado mañana", "2026-11-27 23:59"),
        ("today 18:30", "2026-11-25 18:30"),
        ("hoy", "2026-11-25 23:59"),
        ("24.12.2026 18:00", "2026-12-24 18:00"),
        ("24.12.2026, 18.00", "2026-12-24 18:00"),
        ("24.12.2026, 18:00 Uhr", "2026-12-24 18:00"),
        ("24.12.", "2026-12-24 23:59"),
        ("24/12/2026", "2026-12-24 23:59"),
        ("24/12/26", "2026-12-24 23:59"),
        ("24-12-2026", "2026-12-24 23:59"),
        ("12/24/2026 6:30 p.m.", "2026-12-24 18:30"),
        ("05/05/2027", "2027-05-05 23:59"),
        ("2026/12/24", "2026-12-24 23:59"),
        ("Dec 24", "2026-12-24 23:59"),
        ("24 dec 18:00", "2026-12-24 18:00"),
        ("24th of December 2026, 6:30 pm", "2026-12-24 18:30"),
        ("Thursday, 24 December 2026", "2026-12-24 23:59"),
        ("mar 3", "2027-03-03 23:59"),
        ("el 24 de diciembre de 2026 a las 18:00", "2026-12-24 18:00"),
        ("3 de marzo", "2027-03-03 23:59"),
        ("29 feb", "2028-02-29 23:59"),
        ("friday", "2026-11-27 23:59"),
        ("on Friday at 18:00", "2026-11-27 18:00"),
        ("el viernes", "2026-11-27 23:59"),
        ("wednesday", "2026-12-02 23:59"),
        ("18:00", "2026-11-25 18:00"),
        ("14:00", "2026-11-26 14:00"),
        ("6 pm", "2026-11-25 18:00"),
        ("12am", "2026-11-26 00:00"),
        ("noon", "2026-11-26 12:00"),
        ("18h30", "2026-11-25 18:30"),
        ("a las 18", "2026-11-25 18:00"),
        ("１８：００", "2026-11-25 18:00"),
        ("in 3 days", "2026-11-28 16:00"),
        ("en 3 días", "2026-11-28 16:00"),
        ("dentro de una semana", "2026-12-02 16:00"),
        ("+3d", "2026-11-28 16:00"),
        ("2 weeks", "2026-12-09 16:00"),
        ("in an hour", "2026-11-25 17:00"),
        ("+90m", "2026-11-25 17:30"),
        ("2026-12-24 18:00 UTC", "2026-12-24 19:00"),
        ("2026-12-24T18:00Z", "2026-12-24 19:00"),
        ("2026-12-24 18:00+05:30", "2026-12-24 13:30"),
        # The clocks have gone forward by then.
        ("2027-07-01 12:00", "2027-07-01 12:00"),
    ],
)
def test_a_moment_is_read_as_it_is_meant(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_without_a_zone_it_is_utc_and_days_end_by_the_clock_of_the_person() -> None:
    assert shown("tomorrow 18:00", None) == "2026-11-26 18:00"
    # It is tomorrow already in Auckland.
    assert shown("today", "Pacific/Auckland") == "2026-11-26 23:59"
    assert read_time("tomorrow 18:00", zone=None, at=NOW) - read_time(
        "tomorrow 18:00", zone=MADRID, at=NOW
    ) == (3600 * SECOND)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("03/04/2027", "2027-04-03", "2027-03-04"),
        ("3-4-27", "2027-04-03", "2027-03-04"),
        ("1/12", "2026-12-01", "2027-01-12"),
        ("03/04/2027 18:00", "2027-04-03", "2027-03-04"),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_is_refused_with_both(text: str, one: str, other: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        shown(text)
    assert refused.value.reason == "date-ambiguous"
    assert (refused.value.limits["one"], refused.value.limits["other"]) == (one, other)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "next friday",
            "18",
            "6",
            "18.00",
            "18h",
            "1.5",
            "-5",
            "1e9",
            "+3",
            "2026-02-30",
            "32.12.2026",
        ),
        *(
            "2026-12-24 25:00",
            "2026-12-24 18:60",
            "13pm",
            "0am",
            "24.13.2026",
            "in 3 days 5",
            "tomorrow tomorrow",
        ),
    ],
)
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        shown(text)
    assert refused.value.reason == "limit-unclear"


def test_what_is_over_is_refused_with_what_the_clock_shows() -> None:
    with pytest.raises(ValueRefused) as refused:
        change_limits(Limits(), "today 15:00", n_answers=0, zone=MADRID, at=NOW)
    assert refused.value.reason == "deadline-past"
    assert refused.value.limits == {"found": "today 15:00", "now": "2026-11-25 16:00", "zone": MADRID}


@given(text=st.text(max_size=40), zone=st.sampled_from([None, MADRID, "America/St_Johns"]))
def test_whatever_is_typed_is_a_moment_or_refused(text: str, zone: str | None) -> None:
    try:
        moment = read_time(text, zone=zone, at=NOW)
    except ValueRefused:
        return
    assert moment % (60 * SECOND) == 0
