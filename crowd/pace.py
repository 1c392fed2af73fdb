"""When somebody may be written to, and how much they may be asked: pure rules over their own clock.

Times are microseconds since 1970 UTC; the person's own time comes from their IANA time zone, so that daylight saving
is right. Nobody is woken: who has not said where they are is written to only shortly after they did something.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crowd.ids import HOUR, SECOND

#: Minutes after midnight between which nobody is written to unless they say otherwise: 22:00 to 8:00.
QUIET_FROM, QUIET_UNTIL = 22 * 60, 8 * 60
#: Without a time zone somebody is taken to be awake this long after they did something.
AWAKE = 3 * HOUR
#: After so many pushes without an answer the bot writes no more until the person does.
MOST_IGNORED = 3
#: No push is due before the person does something.
NEVER = 2**62

_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What somebody wants of the bot.

    Attributes:
        zone: IANA name of their time zone; None while they have not said.
        quiet_from: Minutes after local midnight from which they are not written to; None for no quiet hours.
        quiet_until: Minutes after local midnight until which they are not.
        tasks_a_day: Most answers on one of their days; None for no limit.
        pushes_a_day: Most messages that nobody waits for on one of their days; None for no limit, 0 for none at all.
        digest_at: Minutes after local midnight at which they want one message a day in place of pushes; None for none.
        announcements: Whether they want what requesters and admins have to say to all.
    """

    zone: str | None = None
    quiet_from: int | None = QUIET_FROM
    quiet_until: int | None = QUIET_UNTIL
    tasks_a_day: int | None = None
    pushes_a_day: int | None = None
    announcements: bool = True
    digest_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What somebody did and was sent lately.

    Attributes:
        seen_at: When they last did something.
        ignored_pushes: Pushes since then.
        day: Their own day (as `local_day` counts) that the counts are of; on any other they are 0.
        tasks_today: Answers given on it.
        pushes_today: Pushes sent on it.
    """

    seen_at: int = 0
    ignored_pushes: int = 0
    day: int = 0
    tasks_today: int = 0
    pushes_today: int = 0


def local_time(zone: str | None, at: int) -> datetime:
    """The time on somebody's own clock; UTC where their zone is not known."""
    moment = datetime.fromtimestamp(at / SECOND, UTC)
    return moment.astimezone(ZoneInfo(zone)) if zone else moment


def local_day(zone: str | None, at: int) -> int:
    """A number for somebody's own day, the same from midnight to midnight."""
    return local_time(zone, at).toordinal()


def is_quiet(pace: Pace, at: int) -> bool:
    """Whether somebody is not to be written to now; never, where their zone is not known."""
    if pace.zone is None or pace.quiet_from is None or pace.quiet_until is None:
        return False
    now = local_time(pace.zone, at)
    minute = now.hour * 60 + now.minute
    if pace.quiet_from <= pace.quiet_until:
        return pace.quiet_from <= minute < pace.quiet_until
    return minute >= pace.quiet_from or minute < pace.quiet_until


def quiet_ends(pace: Pace, at: int) -> int:
    """When somebody may be written to again: `at` itself outside quiet hours.

    On the day that the clock changes the wall's time counts, not the hours that pass.
    """
    while is_quiet(pace, at):
        now = local_time(pace.zone, at)
        minutes = ((pace.quiet_until or 0) - now.hour * 60 - now.minute) % _DAY_MIN or _DAY_MIN
        # In small steps: in between the clock may jump over the end, or back before it.
        step = timedelta(minutes=min(minutes, 30))
        at = _microseconds(now.astimezone(UTC).replace(second=0, microsecond=0) + step)
    return at


def next_day(zone: str | None, at: int) -> int:
    """The beginning of somebody's next day."""
    now = local_time(zone, at)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0) + timedelta(days=1)
    return _microseconds(midnight.astimezone(UTC))


def tasks_left(pace: Pace, activity: Activity, at: int) -> int | None:
    """How many more answers somebody wants to give today; None for no limit."""
    if pace.tasks_a_day is None:
        return None
    given = activity.tasks_today if activity.day == local_day(pace.zone, at) else 0
    return max(pace.tasks_a_day - given, 0)


def write_from(pace: Pace, activity: Activity, at: int) -> int:
    """From when somebody may be written to first: `at` for at once, `NEVER` for not before they do something."""
    if pace.pushes_a_day == 0 or activity.ignored_pushes >= MOST_IGNORED:
        return NEVER
    if pace.zone is None and at > activity.seen_at + AWAKE:
        return NEVER
    today = activity.day == local_day(pace.zone, at)
    sent = activity.pushes_today if today else 0
    if pace.pushes_a_day is not None and sent >= pace.pushes_a_day:
        at = next_day(pace.zone, at)
    return quiet_ends(pace, at)


def push_from(pace: Pace, activity: Activity, at: int) -> int:
    """From when somebody may be pushed a task: as `write_from`, and not while they have answered enough for today.

    Never, where they want a digest instead.
    """
    if wants_digest(pace):
        return NEVER
    allowed = write_from(pace, activity, at)
    if allowed < NEVER and tasks_left(pace, activity, at) == 0:
        return max(allowed, quiet_ends(pace, next_day(pace.zone, at)))
    return allowed


def wants_digest(pace: Pace) -> bool:
    """Whether somebody gets one message a day in place of pushes: their clock must be known."""
    return pace.digest_at is not None and pace.zone is not None


def digest_after(pace: Pace, at: int) -> int | None:
    """When somebody's next digest is due, later than `at` and outside quiet hours; None where they get none."""
    if pace.digest_at is None or pace.zone is None:
        return None
    hour, minute = divmod(pace.digest_at, 60)
    wall = local_time(pace.zone, at).replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    due = _microseconds(wall.astimezone(UTC))
    if due <= at:
        due = _microseconds((wall + timedelta(days=1)).astimezone(UTC))
    return quiet_ends(pace, due)


def _microseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * SECOND
