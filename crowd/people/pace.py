"""When the bot may write to somebody and how much it may ask them: pure rules based on their own clock.

Times are microseconds since 1970 UTC. A person's local time comes from their IANA time zone, so that daylight saving
is right. The bot wakes nobody: if you haven't set a time zone, it only writes shortly after you did something.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crowd.ids import HOUR, SECOND, ProjectId

#: Default quiet hours, in minutes after midnight: 22:00 to 8:00.
QUIET_FROM, QUIET_UNTIL = 22 * 60, 8 * 60
#: Without a time zone, people count as awake this long after they did something.
AWAKE = 3 * HOUR
#: After this many pushes without an answer, the bot stops writing until the person does.
MOST_IGNORED = 3
#: No push is due before the person does something.
NEVER = 2**62

_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often and when somebody wants to hear from the bot.

    Attributes:
        zone: IANA name of their time zone; None until they set one.
        quiet_from: Start of quiet hours, in minutes after local midnight; None for no quiet hours.
        quiet_until: End of quiet hours, in minutes after local midnight.
        tasks_a_day: Most answers per local day; None for no limit.
        pushes_a_day: Most unrequested messages per local day; None for no limit, 0 for none at all.
        digest_at: When they want one daily message instead of pushes, in minutes after local midnight; None for never.
        announcements: Whether they want announcements from requesters and admins.
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
    """What somebody did recently and what the bot sent them.

    Attributes:
        seen_at: When they last did something.
        ignored_pushes: Number of pushes since then.
        day: The local day (see `local_day`) of the following counts; on any other day they are 0.
        tasks_today: Answers given on that day.
        pushes_today: Pushes sent on that day.
        waits: Whether they wait for a task.
        last_project: The project of the last task that they were given.
    """

    seen_at: int = 0
    ignored_pushes: int = 0
    day: int = 0
    tasks_today: int = 0
    pushes_today: int = 0
    waits: bool = False
    last_project: ProjectId | None = None


def local_time(zone: str | None, at: int) -> datetime:
    """The time on somebody's own clock; UTC if their zone is unknown."""
    moment = datetime.fromtimestamp(at / SECOND, UTC)
    return moment.astimezone(ZoneInfo(zone)) if zone else moment


def local_day(zone: str | None, at: int) -> int:
    """A number for somebody's local day, the same from midnight to midnight."""
    return local_time(zone, at).toordinal()


def is_quiet(pace: Pace, at: int) -> bool:
    """Whether it is somebody's quiet hours now; never, if their zone is unknown."""
    if pace.zone is None or pace.quiet_from is None or pace.quiet_until is None:
        return False
    now = local_time(pace.zone, at)
    minute = now.hour * 60 + now.minute
    if pace.quiet_from <= pace.quiet_until:
        return pace.quiet_from <= minute < pace.quiet_until
    return minute >= pace.quiet_from or minute < pace.quiet_until


def quiet_ends(pace: Pace, at: int) -> int:
    """When somebody's quiet hours end: `at` itself outside quiet hours.

    On days when the clocks change, the time shown counts, not the hours that pass.
    """
    while is_quiet(pace, at):
        now = local_time(pace.zone, at)
        minutes = ((pace.quiet_until or 0) - now.hour * 60 - now.minute) % _DAY_MIN or _DAY_MIN
        # Go in small steps, because the clock may jump over the end, or back before it.
        step = timedelta(minutes=min(minutes, 30))
        at = _microseconds(now.astimezone(UTC).replace(second=0, microsecond=0) + step)
    return at


def next_day(zone: str | None, at: int) -> int:
    """The start of somebody's next local day."""
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
    """The earliest time the bot may write to somebody: `at` for now, `NEVER` for not before they do something."""
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
    """The earliest time to push somebody a task: like `write_from`, but not once they have answered enough for today.

    `NEVER` if they want a digest instead.
    """
    if wants_digest(pace):
        return NEVER
    allowed = write_from(pace, activity, at)
    if allowed < NEVER and tasks_left(pace, activity, at) == 0:
        return max(allowed, quiet_ends(pace, next_day(pace.zone, at)))
    return allowed


def wants_digest(pace: Pace) -> bool:
    """Whether somebody gets one message a day instead of pushes; their time zone must be known."""
    return pace.digest_at is not None and pace.zone is not None


def digest_after(pace: Pace, at: int) -> int | None:
    """When somebody's next digest is due, later than `at` and outside quiet hours; None if they get none."""
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
