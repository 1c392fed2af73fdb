"""Stores a value that somebody typed where a screen of their pace asks for one."""

from collections.abc import Callable
from dataclasses import replace

from crowd.errors import ValueRefused
from crowd.people.pace import Pace
from crowd.people.pace_words import (
    MOST_PUSHES,
    MOST_TASKS,
    Unreadable,
    read_count,
    read_hours,
    read_time,
    read_yes_or_no,
)
from crowd.people.visitors import Visitor
from crowd.people.zones import zone_of_city
from storage.people.paces import find_pace
from storage.tx import Tx
from usecases.people.pacing.keep_pace import keep_pace
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.set_zone import set_zone
from usecases.people.pacing.show_pace import show_pace

#: How much to quote of a text that cannot be read.
_FOUND_ROOM = 40


def type_pace(tx: Tx, text: str, screen: PaceScreen, *, by: Visitor, at: int) -> None:
    """Store a typed value for a screen of the pace, and show the overview again below.

    Raises:
        ValueRefused: It cannot be read; the reason says what can be.
    """
    before, _ = find_pace(tx, by.id)
    following = PaceScreen.MAIN
    if screen in {PaceScreen.AREAS, PaceScreen.ZONES}:
        zone = zone_of_city(text)
        if zone is None:
            raise ValueRefused("pace-zone", {"found": text.strip()[:_FOUND_ROOM]})
        set_zone(tx, by, zone.name, at=at)
    elif screen in _READERS:
        pace = _read(before, screen, text)
        keep_pace(tx, by, pace, before=before, at=at)
        if screen is PaceScreen.DIGEST and pace.digest_at is not None and pace.zone is None:
            # A digest comes at a time of day, so their time zone must be known.
            following = PaceScreen.AREAS
    else:
        raise ValueRefused("pace-tap")
    show_pace(tx, by, screen=following, saved=True, at=at)


def _read(pace: Pace, screen: PaceScreen, text: str) -> Pace:
    try:
        return _READERS[screen](pace, text)
    except Unreadable:
        found = text.strip()[:_FOUND_ROOM]
        match screen:
            case PaceScreen.TASKS:
                raise ValueRefused("pace-tasks", {"found": found, "most": MOST_TASKS}) from None
            case PaceScreen.PUSHES:
                raise ValueRefused("pace-pushes", {"found": found, "most": MOST_PUSHES}) from None
            case PaceScreen.QUIET:
                raise ValueRefused("pace-quiet", {"found": found}) from None
            case PaceScreen.DIGEST:
                raise ValueRefused("pace-digest", {"found": found}) from None
            case _:
                raise ValueRefused("pace-tap") from None


def _quiet(pace: Pace, text: str) -> Pace:
    hours = read_hours(text)
    return replace(pace, quiet_from=hours[0] if hours else None, quiet_until=hours[1] if hours else None)


_READERS: dict[PaceScreen, Callable[[Pace, str], Pace]] = {
    PaceScreen.TASKS: lambda pace, text: replace(pace, tasks_a_day=read_count(text, most=MOST_TASKS)),
    PaceScreen.PUSHES: lambda pace, text: replace(
        pace, pushes_a_day=read_count(text, most=MOST_PUSHES, never=True)
    ),
    PaceScreen.QUIET: _quiet,
    PaceScreen.DIGEST: lambda pace, text: replace(pace, digest_at=read_time(text)),
    PaceScreen.ANNOUNCEMENTS: lambda pace, text: replace(pace, announcements=read_yes_or_no(text)),
}
