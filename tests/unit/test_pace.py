"""When the bot may write to somebody: by their own clock, through a whole year."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.ids import DAY, HOUR, MINUTE, SECOND
from crowd.people.pace import (
    AWAKE,
    MOST_IGNORED,
    NEVER,
    Activity,
    Pace,
    digest_after,
    is_quiet,
    local_day,
    local_time,
    next_day,
    push_from,
    quiet_ends,
    tasks_left,
)
from crowd.people.zones import areas, find_zone, nearest_zone, zone_of_city, zones, zones_in


def at(text: str, zone: str = "UTC") -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return int(moment.astimezone(UTC).timestamp()) * SECOND


MADRID = Pace(zone="Europe/Madrid")


def test_nights_are_quiet_on_the_persons_own_clock() -> None:
    assert is_quiet(MADRID, at("2026-01-10 22:00", "Europe/Madrid"))
    assert is_quiet(MADRID, at("2026-01-10 07:59", "Europe/Madrid"))
    assert not is_quiet(MADRID, at("2026-01-10 08:00", "Europe/Madrid"))
    assert not is_quiet(MADRID, at("2026-01-10 21:59", "Europe/Madrid"))


def test_a_push_at_night_waits_for_the_morning() -> None:
    night = at("2026-01-10 23:30", "Europe/Madrid")
    busy = Activity(seen_at=night)
    assert push_from(MADRID, busy, night) == at("2026-01-11 08:00", "Europe/Madrid")
    assert push_from(MADRID, busy, at("2026-01-10 12:00", "Europe/Madrid")) == at(
        "2026-01-10 12:00", "Europe/Madrid"
    )


@pytest.mark.parametrize("night", ["2026-03-29 01:30", "2026-10-25 01:30"])
def test_the_morning_comes_at_eight_by_the_clock_when_it_changes(night: str) -> None:
    start = at(night, "Europe/Madrid")
    ends = local_time("Europe/Madrid", quiet_ends(MADRID, start))
    assert (ends.hour, ends.minute) == (8, 0)


def test_quiet_hours_by_day_are_kept_as_well() -> None:
    siesta = Pace(zone="Europe/Madrid", quiet_from=14 * 60, quiet_until=17 * 60)
    assert quiet_ends(siesta, at("2026-06-01 15:00", "Europe/Madrid")) == at(
        "2026-06-01 17:00", "Europe/Madrid"
    )


def test_who_has_not_said_where_they_are_is_written_to_only_shortly_after_they_were_there() -> None:
    now = at("2026-01-10 12:00")
    assert push_from(Pace(), Activity(seen_at=now - HOUR), now) == now
    assert push_from(Pace(), Activity(seen_at=now - AWAKE - 1), now) == NEVER


def test_after_some_pushes_without_an_answer_nothing_more_is_sent() -> None:
    noon = at("2026-01-10 12:00", "Europe/Madrid")
    ignored = Activity(seen_at=0, ignored_pushes=MOST_IGNORED)
    assert push_from(MADRID, ignored, noon) == NEVER


def test_no_more_pushes_a_day_than_wanted_and_more_on_the_next() -> None:
    noon = at("2026-01-10 12:00", "Europe/Madrid")
    pace = Pace(zone="Europe/Madrid", pushes_a_day=2)
    today = local_day(pace.zone, noon)
    assert push_from(pace, Activity(day=today, pushes_today=1), noon) == noon
    assert push_from(pace, Activity(day=today, pushes_today=2), noon) == at(
        "2026-01-11 08:00", "Europe/Madrid"
    )
    assert push_from(pace, Activity(day=today - 1, pushes_today=2), noon) == noon
    assert push_from(Pace(zone="Europe/Madrid", pushes_a_day=0), Activity(), noon) == NEVER


def test_tasks_are_counted_on_the_persons_own_day() -> None:
    pace = Pace(zone="Asia/Tokyo", tasks_a_day=5)
    evening = at("2026-01-10 23:00", "Asia/Tokyo")
    given = Activity(day=local_day(pace.zone, evening), tasks_today=5)
    assert tasks_left(pace, given, evening) == 0
    assert tasks_left(pace, given, evening + 2 * HOUR) == 5
    assert tasks_left(Pace(), given, evening) is None
    assert next_day("Asia/Tokyo", evening) == at("2026-01-11 00:00", "Asia/Tokyo")


@given(
    st.sampled_from(
        ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
    ),
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 366 * 24 * 60),
)
def test_in_a_whole_year_quiet_hours_end_and_are_never_broken(
    zone: str, begin: int, end: int, minute: int
) -> None:
    pace = Pace(zone=zone, quiet_from=begin, quiet_until=end)
    now = at("2026-01-01 00:00") + minute * MINUTE
    allowed = quiet_ends(pace, now)
    assert now <= allowed <= now + 2 * DAY
    assert not is_quiet(pace, allowed)
    assert push_from(pace, Activity(seen_at=now), now) == allowed


def test_every_zone_is_one_that_the_clock_knows_and_stands_in_its_area() -> None:
    assert len(zones()) > 250
    for zone in zones():
        assert local_time(zone.name, 0)
        assert zone in zones_in(zone.area)
    assert areas() == sorted({zone.area for zone in zones()})
    assert find_zone("Europe/Nowhere") is None


@pytest.mark.parametrize(
    ("place", "name"),
    [((40.1, -3.9), "Europe/Madrid"), ((40.7, -74.0), "America/New_York"), ((-17.8, 178.0), "Pacific/Fiji")],
)
def test_a_place_tells_its_zone(place: tuple[float, float], name: str) -> None:
    assert nearest_zone(*place).name == name


EVENING = Pace(zone="Europe/Madrid", digest_at=18 * 60)


def test_a_digest_is_due_at_the_persons_hour_once_a_day() -> None:
    first = digest_after(EVENING, at("2026-01-10 12:00", "Europe/Madrid"))
    assert first == at("2026-01-10 18:00", "Europe/Madrid")
    assert digest_after(EVENING, first) == at("2026-01-11 18:00", "Europe/Madrid")


def test_a_digest_keeps_to_its_hour_when_the_clock_changes() -> None:
    for day, after in (("2026-03-28", "2026-03-29"), ("2026-10-24", "2026-10-25")):
        assert digest_after(EVENING, at(f"{day} 18:00", "Europe/Madrid")) == at(
            f"{after} 18:00", "Europe/Madrid"
        )


def test_through_a_year_there_is_one_digest_a_day_and_none_in_quiet_hours() -> None:
    pace = Pace(zone="America/Sao_Paulo", digest_at=7 * 60)
    now, end, days = at("2026-01-01 12:00"), at("2027-01-01 12:00"), []
    while (due := digest_after(pace, now)) is not None and due < end:
        assert not is_quiet(pace, due)
        days.append(local_day(pace.zone, due))
        now = due
    assert len(days) == len(set(days)) == 365


def test_who_has_no_digest_or_no_clock_gets_none() -> None:
    assert digest_after(MADRID, 0) is None
    assert digest_after(Pace(digest_at=600), 0) is None
    assert push_from(Pace(digest_at=600), Activity(seen_at=5), 5) == 5


def test_who_wants_a_digest_is_not_pushed_to() -> None:
    noon = at("2026-01-10 12:00", "Europe/Madrid")
    assert push_from(EVENING, Activity(seen_at=noon), noon) == NEVER


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Madrid", "Europe/Madrid"),
        ("  são  paulo ", "America/Sao_Paulo"),
        ("NEW YORK", "America/New_York"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("Asunción", "America/Asuncion"),
    ],
)
def test_a_city_is_known_by_its_name_however_it_is_written(text: str, name: str) -> None:
    zone = zone_of_city(text)
    assert zone is not None
    assert zone.name == name


@pytest.mark.parametrize("text", ["", "Xyzzyville", "Europe", "Madrid?", "in Madrid", "😀"])
def test_what_is_no_city_of_the_list_is_none(text: str) -> None:
    assert zone_of_city(text) is None
