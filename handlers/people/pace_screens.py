"""The message about somebody's pace: pure functions from their pace to a Message."""

from collections.abc import Mapping
from html import escape

from crowd.people.pace import Pace, local_time
from crowd.people.zones import Zone, areas, find_zone, zones_in
from crowd.projects.topics import Tastes
from handlers import taps
from handlers.answering.screens import clock_time
from handlers.message import Button, Buttons, Message, button
from handlers.projects.topics import language_names, topic_names
from handlers.texts import Texts
from usecases.people.pacing.pace_screens import (
    ANNOUNCEMENTS,
    DIGEST_HOURS,
    PUSHES_A_DAY,
    QUIET_HOURS,
    TASKS_A_DAY,
    PaceScreen,
)
from usecases.people.pacing.read_pace import PaceView

#: If there are more languages or topics than this, only their number is shown.
NAMED_AT_MOST = 5
#: Cities on one page, two to a row.
CITIES_A_PAGE = 16


def pace(view: PaceView, screen: PaceScreen, area: int, page: int, texts: Texts, *, at: int) -> Message:
    """Return the message about somebody's pace as one of its screens."""
    match screen:
        case PaceScreen.TASKS:
            tasks = [_number(texts, "tasks", n) for n in TASKS_A_DAY]
            return _choice(texts, screen, tasks, now=_number(texts, "tasks", view.pace.tasks_a_day))
        case PaceScreen.PUSHES:
            pushes = [_number(texts, "pushes", n) for n in PUSHES_A_DAY]
            return _choice(texts, screen, pushes, now=_number(texts, "pushes", view.pace.pushes_a_day))
        case PaceScreen.QUIET:
            hours = [_hours(texts, choice) for choice in QUIET_HOURS]
            return _choice(texts, screen, hours, now=_hours(texts, _quiet(view.pace)))
        case PaceScreen.DIGEST:
            digests = [_digest(texts, minute) for minute in DIGEST_HOURS]
            return _choice(texts, screen, digests, now=_digest(texts, view.pace.digest_at))
        case PaceScreen.ANNOUNCEMENTS:
            both = [_wanted(texts, wanted=wanted) for wanted in ANNOUNCEMENTS]
            return _choice(texts, screen, both, now=_wanted(texts, wanted=view.pace.announcements))
        case PaceScreen.AREAS | PaceScreen.ZONES:
            zone = find_zone(view.pace.zone) if view.pace.zone else None
            return _areas(zone, texts) if screen is PaceScreen.AREAS else _cities(zone, texts, area, page)
        case PaceScreen.LANGUAGES | PaceScreen.TOPICS:
            return _toggles(view.tastes, screen, texts)
        case PaceScreen.PAUSED:
            return _paused(view, texts)
        case PaceScreen.MAIN:
            return _main(view, texts, at=at)


def saved(message: Message, texts: Texts) -> Message:
    """Return a message about somebody's pace that also says that what they typed is saved."""
    return Message(html=f"<i>{texts('pace-saved')}</i>\n\n{message.html}", buttons=message.buttons)


def _paused(view: PaceView, texts: Texts) -> Message:
    """Return how long somebody's pause lasts, with buttons to change or end it."""
    if not view.is_paused:
        return Message(html=texts("pause-over"), buttons=[])
    buttons = [[button(texts("button-resume"), taps.ResumeTap())], *pause_buttons(texts)]
    if view.paused_until is None:
        return Message(html=texts("paused"), buttons=buttons)
    until = local_time(view.pace.zone, view.paused_until)
    key = "paused-until" if view.pace.zone else "paused-until-utc"
    args = {"day": until.strftime("%Y-%m-%d"), "time": until.strftime("%H:%M")}
    return Message(html=texts(key, args), buttons=buttons)


def pause_buttons(texts: Texts) -> Buttons:
    """Return buttons for how long a pause may last."""
    named = [
        (1, texts("pause-tomorrow")),
        *((days, texts("pause-days", {"days": days})) for days in (3, 7, 30)),
    ]
    buttons = [button(text, taps.PauseTap(days)) for days, text in named]
    return [*_pairs(buttons), [button(texts("pause-open"), taps.PauseTap(0))]]


def _main(view: PaceView, texts: Texts, *, at: int) -> Message:
    pace, tastes = view.pace, view.tastes
    zone = find_zone(pace.zone) if pace.zone else None
    clock = local_time(pace.zone, at).strftime("%H:%M")
    lines = [
        f"<b>{texts('pace-head')}</b>",
        texts("pace-tasks-line", {"value": _number(texts, "tasks", pace.tasks_a_day)}),
        texts("pace-pushes-line", {"value": _number(texts, "pushes", pace.pushes_a_day)}),
        texts("pace-quiet-line", {"value": _hours(texts, _quiet(pace))}),
        texts("pace-digest-line", {"value": _digest(texts, pace.digest_at)}),
        texts("pace-announcements-line", {"value": _wanted(texts, wanted=pace.announcements)}),
        texts("pace-zone-line", {"city": escape(zone.city, quote=False), "time": clock})
        if zone
        else texts("pace-no-zone"),
        texts("pace-languages-line", {"value": _kept(texts, language_names(), tastes.unread)}),
        texts("pace-topics-line", {"value": _kept(texts, topic_names(texts), tastes.unwanted)}),
    ]
    rows = [
        (PaceScreen.TASKS, "pace-change-tasks"),
        (PaceScreen.PUSHES, "pace-change-pushes"),
        (PaceScreen.QUIET, "pace-change-quiet"),
        (PaceScreen.DIGEST, "pace-change-digest"),
        (PaceScreen.ANNOUNCEMENTS, "pace-change-announcements"),
        (PaceScreen.AREAS, "pace-change-zone"),
        (PaceScreen.LANGUAGES, "pace-change-languages"),
        (PaceScreen.TOPICS, "pace-change-topics"),
    ]
    buttons = [button(texts(key), taps.TurnPaceTap(screen, 0, 0)) for screen, key in rows]
    return Message(html="\n".join(lines), buttons=_pairs(buttons))


def _toggles(tastes: Tastes, screen: PaceScreen, texts: Texts) -> Message:
    """Return a screen with a button to switch each thing on or off, and two for all and none."""
    of_languages = screen is PaceScreen.LANGUAGES
    names = language_names() if of_languages else topic_names(texts)
    left_out = tastes.unread if of_languages else tastes.unwanted
    offered = [
        button(f"{'▫️' if code in left_out else '✅'} {name}", taps.PaceTap(screen, number))
        for number, (code, name) in enumerate(names.items())
    ]
    both = [
        button(texts("pace-all"), taps.PaceTap(screen, len(names))),
        button(texts("pace-none"), taps.PaceTap(screen, len(names) + 1)),
    ]
    html = texts(f"pace-ask-{screen.name.lower()}")
    return Message(html=html, buttons=[*_pairs(offered), both, _back(texts)])


def _kept(texts: Texts, names: Mapping[str, str], left_out: frozenset[str]) -> str:
    kept = [name for code, name in names.items() if code not in left_out]
    if len(kept) == len(names):
        return texts("pace-any")
    if len(kept) <= NAMED_AT_MOST:
        return ", ".join(kept) or texts("pace-any-other")
    return texts("pace-some", {"n": len(kept), "total": len(names)})


def _choice(texts: Texts, screen: PaceScreen, choices: list[str], *, now: str) -> Message:
    """Return a screen of choices, with a tick at the current one; a typed value may match none of the buttons."""
    offered = [
        button(_ticked(text, is_on=text == now), taps.PaceTap(screen, number))
        for number, text in enumerate(choices)
    ]
    html = f"{texts(f'pace-ask-{screen.name.lower()}')}\n\n{texts('pace-now', {'value': now})}"
    return Message(html=html, buttons=[*_pairs(offered), _back(texts)])


def _ticked(text: str, *, is_on: bool) -> str:
    return f"✅ {text}" if is_on else text


def _areas(now: Zone | None, texts: Texts) -> Message:
    offered = [
        button(
            _ticked(area, is_on=now is not None and area == now.area),
            taps.TurnPaceTap(PaceScreen.ZONES, number, 0),
        )
        for number, area in enumerate(areas())
    ]
    return Message(html=texts("pace-ask-areas"), buttons=[*_pairs(offered), _back(texts)])


def _cities(now: Zone | None, texts: Texts, area: int, page: int) -> Message:
    known = areas()
    cities = zones_in(known[area] if area < len(known) else known[0])
    pages = -(-len(cities) // CITIES_A_PAGE)
    page = min(page, pages - 1)
    shown = cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    rows = _pairs([_city(zone, is_on=zone == now) for zone in shown])
    if pages > 1:
        before, after = (page - 1) % pages, (page + 1) % pages
        rows.append(
            [
                button("‹", taps.TurnPaceTap(PaceScreen.ZONES, area, before)),
                button(f"{page + 1} / {pages}", taps.NoTap()),
                button("›", taps.TurnPaceTap(PaceScreen.ZONES, area, after)),
            ]
        )
    to_areas = button(texts("button-back"), taps.TurnPaceTap(PaceScreen.AREAS, 0, 0))
    return Message(html=texts("pace-ask-zones"), buttons=[*rows, [to_areas]])


def _city(zone: Zone, *, is_on: bool) -> Button:
    return button(_ticked(zone.city, is_on=is_on), taps.ZoneTap(zone.name))


def _pairs(offered: list[Button]) -> Buttons:
    return [offered[start : start + 2] for start in range(0, len(offered), 2)]


def _back(texts: Texts) -> list[Button]:
    return [button(texts("button-back"), taps.TurnPaceTap(PaceScreen.MAIN, 0, 0))]


def _number(texts: Texts, what: str, number: int | None) -> str:
    return texts(f"pace-{what}-any") if number is None else texts(f"pace-{what}-number", {"n": number})


def _wanted(texts: Texts, *, wanted: bool) -> str:
    return texts("pace-announcements-yes" if wanted else "pace-announcements-no")


def _quiet(pace: Pace) -> tuple[int, int] | None:
    if pace.quiet_from is None or pace.quiet_until is None:
        return None
    return pace.quiet_from, pace.quiet_until


def _hours(texts: Texts, hours: tuple[int, int] | None) -> str:
    if hours is None:
        return texts("pace-quiet-never")
    begin, end = (clock_time(minute) for minute in hours)
    return texts("pace-quiet-hours", {"from": begin, "until": end})


def _digest(texts: Texts, minute: int | None) -> str:
    return (
        texts("pace-digest-none") if minute is None else texts("pace-digest-at", {"time": clock_time(minute)})
    )
