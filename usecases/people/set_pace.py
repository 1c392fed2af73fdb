"""Stores how somebody wants to be asked: how much, how often and when, and in which time zone."""

from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.errors import InvalidInput
from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from crowd.people.pace import Activity, Pace, digest_after, wants_digest
from crowd.people.visitors import Visitor
from crowd.people.zones import Zone, find_zone, nearest_zone
from crowd.projects.topics import LANGUAGES, Tastes, Topic, toggled
from storage.announcing.digests import set_digest_due, set_digest_since
from storage.conversation.expecting import Expected, expect, expect_no_more, find_expecting
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.conversation.typed import Purpose, forget_typed
from storage.people.contributors import find_contributor
from storage.people.paces import find_pace, find_pause_until, set_pace, touch
from storage.projects.tastes import find_tastes, set_tastes
from storage.tx import Tx
from usecases.answering.show_card import pace_of
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.meet import meet
from usecases.people.subscribing.pause_until import pause_until
from usecases.terms import Terms

#: The choices; None is no limit.
TASKS_A_DAY: tuple[int | None, ...] = (5, 10, 20, 50, 100, None)
PUSHES_A_DAY: tuple[int | None, ...] = (0, 1, 2, 3, 6, 12)
#: Whether they want announcements.
ANNOUNCEMENTS: tuple[bool, ...] = (True, False)
#: The choices for a digest, in minutes after midnight; None is no digest.
DIGEST_HOURS: tuple[int | None, ...] = (
    *(hour * 60 for hour in (7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21)),
    None,
)
#: The choices for quiet hours, in minutes after midnight; None is none.
QUIET_HOURS: tuple[tuple[int, int] | None, ...] = (
    (20 * 60, 8 * 60),
    (21 * 60, 7 * 60),
    (22 * 60, 8 * 60),
    (23 * 60, 7 * 60),
    (23 * 60, 9 * 60),
    (0, 8 * 60),
    None,
)


class PaceScreen(StrEnum):
    """The screens of the message about somebody's pace."""

    MAIN = "m"
    TASKS = "t"
    PUSHES = "p"
    QUIET = "q"
    AREAS = "a"
    ZONES = "z"
    ANNOUNCEMENTS = "n"
    LANGUAGES = "l"
    TOPICS = "c"
    DIGEST = "d"
    PAUSED = "u"


#: Screens on which several things can be switched on and off.
_TOGGLES = frozenset({PaceScreen.LANGUAGES, PaceScreen.TOPICS})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceView:
    """Somebody's pace, for the message about it."""

    pace: Pace
    activity: Activity
    tastes: Tastes
    is_paused: bool = False
    paused_until: int | None = None  #: when a pause ends by itself


def show_pace(
    tx: Tx,
    visitor: Visitor,
    *,
    screen: PaceScreen = PaceScreen.MAIN,
    area: int = 0,
    page: int = 0,
    anew: bool = False,
    saved: bool = False,
    at: int,
) -> None:
    """Show somebody's pace, or one of its choices, in the message they pressed, or in a new one (`anew`).

    A new message replaces the older one; with `saved`, it says that what was typed is stored.
    """
    meet(tx, visitor, at=at)
    before, spot = find_expecting(tx, visitor.id), None if anew else pressed_spot(tx, visitor.id)
    if spot is None and before is not None:
        retire(tx, before.spot, at=at)
    expect(tx, visitor.id, Expected.PACE, part=screen, spot=spot, at=at)
    body: dict[str, object] = {"screen": screen, "area": area, "page": page, "saved": saved}
    add_out(tx, OutType.PACE, visitor.id, body=body, spot=spot, priority=Priority.REPLY, due_at=at)


def close_pace(tx: Tx, visitor: Visitor, *, at: int) -> None:
    """Show somebody's pace where it is shown already, and expect nothing about it any more."""
    asked = find_expecting(tx, visitor.id)
    if asked is not None and asked.spot is not None:
        body: dict[str, object] = {"screen": PaceScreen.MAIN, "area": 0, "page": 0, "saved": False}
        add_out(tx, OutType.PACE, visitor.id, body=body, spot=asked.spot, priority=Priority.REPLY, due_at=at)
    expect_no_more(tx, visitor.id, Expected.PACE)


def choose_pace(tx: Tx, visitor: Visitor, screen: PaceScreen, choice: int, *, at: int) -> None:
    """Store one of the choices of a screen, and show the overview again.

    Raises:
        InvalidInput: There is no such choice.
    """
    meet(tx, visitor, at=at)
    if screen in _TOGGLES:
        set_tastes(tx, visitor.id, _toggled(find_tastes(tx, visitor.id), screen, choice))
        # They may want to switch more: the screen stays.
        show_pace(tx, visitor, screen=screen, at=at)
        return
    forget_typed(tx, visitor.id, Purpose.PACE, part=screen)
    before, _ = find_pace(tx, visitor.id)
    pace = _chosen(before, screen, choice)
    keep_pace(tx, visitor, pace, before=before, at=at)
    # A digest comes at an hour of theirs, so their clock must be known.
    asks_zone = screen is PaceScreen.DIGEST and pace.digest_at is not None and pace.zone is None
    following = PaceScreen.AREAS if asks_zone else PaceScreen.MAIN
    show_pace(tx, visitor, screen=following, at=at)


def keep_pace(tx: Tx, visitor: Visitor, pace: Pace, *, before: Pace, at: int) -> None:
    """Store a pace, and when the next digest is due according to it."""
    set_pace(tx, visitor.id, pace)
    if not wants_digest(before) and wants_digest(pace):
        set_digest_since(tx, visitor.id, at)
    set_digest_due(tx, visitor.id, digest_after(pace, at))


def _toggled(tastes: Tastes, screen: PaceScreen, choice: int) -> Tastes:
    try:
        if screen is PaceScreen.LANGUAGES:
            return replace(tastes, unread=toggled(tastes.unread, choice, tuple(LANGUAGES)))
        return replace(tastes, unwanted=toggled(tastes.unwanted, choice, tuple(Topic)))
    except IndexError:
        raise InvalidInput from None


def _chosen(pace: Pace, screen: PaceScreen, choice: int) -> Pace:
    try:
        match screen:
            case PaceScreen.TASKS:
                return replace(pace, tasks_a_day=TASKS_A_DAY[choice])
            case PaceScreen.PUSHES:
                return replace(pace, pushes_a_day=PUSHES_A_DAY[choice])
            case PaceScreen.ANNOUNCEMENTS:
                return replace(pace, announcements=ANNOUNCEMENTS[choice])
            case PaceScreen.DIGEST:
                return replace(pace, digest_at=DIGEST_HOURS[choice])
            case PaceScreen.QUIET:
                quiet = QUIET_HOURS[choice]
                return replace(
                    pace, quiet_from=quiet[0] if quiet else None, quiet_until=quiet[1] if quiet else None
                )
            case _:
                raise InvalidInput
    except IndexError:
        raise InvalidInput from None


def choose_zone(tx: Tx, visitor: Visitor, name: str, *, at: int) -> None:
    """Store a time zone by its name.

    Raises:
        InvalidInput: There is no such zone.
    """
    if find_zone(name) is None:
        raise InvalidInput
    forget_typed(tx, visitor.id, Purpose.PACE, part=PaceScreen.AREAS)
    set_zone(tx, visitor, name, at=at)
    show_pace(tx, visitor, at=at)


def write_city(tx: Tx, visitor: Visitor, zone: Zone, *, at: int) -> Greeting:
    """Store the time zone of a city that somebody typed; people who have not subscribed also get the welcome."""
    set_zone(tx, visitor, zone.name, at=at)
    contributor = find_contributor(tx, visitor.id)
    if contributor is None or contributor.state in {ContributorState.NEW, ContributorState.LEFT}:
        return Greeting.WELCOME
    show_pace(tx, visitor, saved=True, at=at)
    return Greeting.CARD


def keep_zone(tx: Tx, visitor: Visitor, latitude: float, longitude: float, *, at: int) -> Zone:
    """Store the time zone of a location that somebody sent in the middle of something else; return it."""
    zone = nearest_zone(latitude, longitude)
    set_zone(tx, visitor, zone.name, at=at)
    return zone


def share_place(tx: Tx, visitor: Visitor, latitude: float, longitude: float, *, at: int) -> Greeting:
    """Store the time zone of a location that somebody sent, as `write_city` does; the location itself is not kept."""
    return write_city(tx, visitor, nearest_zone(latitude, longitude), at=at)


def set_zone(tx: Tx, visitor: Visitor, name: str, *, at: int) -> None:
    """Store somebody's time zone."""
    meet(tx, visitor, at=at)
    pace, _ = find_pace(tx, visitor.id)
    keep_pace(tx, visitor, replace(pace, zone=name), before=pace, at=at)
    # Look again at what was held back because the zone was unknown.
    touch(tx, visitor.id, at=at)


def choose_pause(tx: Tx, visitor: Visitor, *, days: int, at: int) -> bool:
    """Store how long a pause lasts (see `pause_until`), and show it in the message whose button was pressed."""
    done = pause_until(tx, visitor, days=days, at=at)
    show_pace(tx, visitor, screen=PaceScreen.PAUSED, at=at)
    return done


def read_pace(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> PaceView:
    """Return somebody's pace."""
    pace, activity = pace_of(tx, contributor_id, terms=terms)
    contributor = find_contributor(tx, contributor_id)
    return PaceView(
        pace=pace,
        activity=activity,
        tastes=find_tastes(tx, contributor_id),
        is_paused=contributor is not None and contributor.state is ContributorState.PAUSED,
        paused_until=find_pause_until(tx, contributor_id),
    )
