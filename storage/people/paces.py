"""People's pace settings, what they did recently and what the bot sent them."""

from dataclasses import dataclass

from crowd.answering.pushing import KEEP, PUSH_BRINGS
from crowd.ids import ContributorId, ProjectId
from crowd.people.pace import Activity, Pace
from storage.tx import Record, Tx

#: Somebody is doing something: pushes no longer count as ignored, and a held push may go.
_TOUCH = """
    UPDATE contributor SET seen_at = :at, ignored_pushes = 0,
        looked_at = CASE WHEN looked_at > :at THEN :at ELSE looked_at END
"""


_COLUMNS = ", ".join(
    (
        *("zone", "quiet_from", "quiet_until", "tasks_a_day", "pushes_a_day", "announcements", "digest_at"),
        *("seen_at", "ignored_pushes", "day", "tasks_today", "pushes_today"),
        *("waiting_since", "last_project_id"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a message: in which language, and when they may be written to."""

    locale: str
    pace: Pace
    activity: Activity


def find_reader(tx: Tx, contributor_id: ContributorId) -> Reader | None:
    """Return who reads a message; None if they never wrote, or were forgotten since."""
    rows = tx.records(
        f"SELECT locale, {_COLUMNS} FROM contributor WHERE id = :id AND created_at > 0",
        {"id": contributor_id},
    )
    if not rows:
        return None
    pace, activity = _paced(rows[0])
    return Reader(locale=rows[0]["locale"], pace=pace, activity=activity)


def find_pace(tx: Tx, contributor_id: ContributorId) -> tuple[Pace, Activity]:
    """Return somebody's pace settings and recent activity; the defaults for somebody unknown."""
    rows = tx.records(f"SELECT {_COLUMNS} FROM contributor WHERE id = :id", {"id": contributor_id})
    return _paced(rows[0]) if rows else (Pace(), Activity())


def _paced(row: Record) -> tuple[Pace, Activity]:
    pace = Pace(
        zone=row["zone"],
        quiet_from=row["quiet_from"],
        quiet_until=row["quiet_until"],
        tasks_a_day=row["tasks_a_day"],
        pushes_a_day=row["pushes_a_day"],
        announcements=bool(row["announcements"]),
        digest_at=row["digest_at"],
    )
    activity = Activity(
        seen_at=row["seen_at"],
        ignored_pushes=row["ignored_pushes"],
        day=row["day"],
        tasks_today=row["tasks_today"],
        pushes_today=row["pushes_today"],
        waits=row["waiting_since"] is not None,
        last_project=None if row["last_project_id"] is None else ProjectId(row["last_project_id"]),
    )
    return pace, activity


def set_pace(tx: Tx, contributor_id: ContributorId, pace: Pace) -> None:
    """Store somebody's pace settings."""
    tx.execute(
        """
        UPDATE contributor SET zone = :zone, quiet_from = :quiet_from, quiet_until = :quiet_until,
            tasks_a_day = :tasks, pushes_a_day = :pushes, announcements = :announcements,
            digest_at = :digest WHERE id = :id
        """,
        {
            "id": contributor_id,
            "zone": pace.zone,
            "quiet_from": pace.quiet_from,
            "quiet_until": pace.quiet_until,
            "tasks": pace.tasks_a_day,
            "pushes": pace.pushes_a_day,
            "announcements": pace.announcements,
            "digest": pace.digest_at,
        },
    )


def set_announcements(tx: Tx, contributor_id: ContributorId, *, wanted: bool) -> None:
    """Store whether somebody wants announcements."""
    tx.execute(
        "UPDATE contributor SET announcements = :wanted WHERE id = :id",
        {"id": contributor_id, "wanted": wanted},
    )


def touch(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Store that somebody is doing something: pushes no longer count as ignored, and a held push may go."""
    tx.execute(f"{_TOUCH} WHERE id = :id", {"id": contributor_id, "at": at})


def count_push(tx: Tx, contributor_id: ContributorId, *, day: int, at: int) -> None:
    """Count a push on somebody's local day and for the statistics about what pushes to them bring."""
    tx.execute(
        """
        UPDATE contributor SET ignored_pushes = ignored_pushes + 1,
            pushes_today = CASE WHEN day = :day THEN pushes_today + 1 ELSE 1 END,
            tasks_today = CASE WHEN day = :day THEN tasks_today ELSE 0 END, day = :day,
            push_stops = push_stops * :keep + 1, push_brought = push_brought * :keep, pushed_at = :at
        WHERE id = :id
        """,
        {"id": contributor_id, "day": day, "keep": KEEP, "at": at},
    )


def uncount_push(tx: Tx, contributor_id: ContributorId) -> None:
    """Undo the count of the last push, because it was never sent."""
    tx.execute(
        """
        UPDATE contributor SET ignored_pushes = CASE WHEN ignored_pushes > 0 THEN ignored_pushes - 1 ELSE 0 END,
            pushes_today = CASE WHEN pushes_today > 0 THEN pushes_today - 1 ELSE 0 END,
            push_stops = CASE WHEN push_stops > 1 THEN push_stops - 1 ELSE 0 END, pushed_at = NULL
        WHERE id = :id
        """,
        {"id": contributor_id},
    )


def count_announcement(tx: Tx, contributor_id: ContributorId, *, day: int) -> None:
    """Count a message on somebody's local day that asks nothing of them, so it cannot be ignored."""
    tx.execute(
        """
        UPDATE contributor SET pushes_today = CASE WHEN day = :day THEN pushes_today + 1 ELSE 1 END,
            tasks_today = CASE WHEN day = :day THEN tasks_today ELSE 0 END, day = :day
        WHERE id = :id
        """,
        {"id": contributor_id, "day": day},
    )


def count_task(tx: Tx, contributor_id: ContributorId, *, day: int, at: int) -> tuple[Pace, Activity]:
    """Count an answer on somebody's local day and for the push that brought it, if any.

    Returns:
        Their pace settings, and their activity with this answer.
    """
    rows = tx.records(
        f"""
        {_TOUCH}, tasks_today = CASE WHEN day = :day THEN tasks_today + 1 ELSE 1 END,
            pushes_today = CASE WHEN day = :day THEN pushes_today ELSE 0 END, day = :day,
            push_brought = push_brought + CASE WHEN pushed_at > :since THEN 1 ELSE 0 END
        WHERE id = :id RETURNING {_COLUMNS}
        """,
        {"id": contributor_id, "day": day, "since": at - PUSH_BRINGS, "at": at},
    )
    return _paced(rows[0])


def count_no_stop(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Store that somebody came because of a push and did all the work there was: they did not stop."""
    tx.execute(
        """
        UPDATE contributor SET push_stops = CASE WHEN push_stops > 1 THEN push_stops - 1 ELSE 0 END, pushed_at = NULL
        WHERE id = :id AND pushed_at > :since
        """,
        {"id": contributor_id, "since": at - PUSH_BRINGS},
    )


def hold_push(tx: Tx, contributor_id: ContributorId, *, until: int) -> None:
    """Do not push to a waiting person before `until`."""
    tx.execute(
        "UPDATE contributor SET looked_at = :until WHERE id = :id", {"id": contributor_id, "until": until}
    )


def find_pause_until(tx: Tx, contributor_id: ContributorId) -> int | None:
    """Return when somebody's pause ends automatically; None if they end it themselves or have not paused."""
    row = tx.one("SELECT pause_until FROM contributor WHERE id = :id", {"id": contributor_id})
    return None if row is None else row["pause_until"]


def set_pause_until(tx: Tx, contributor_id: ContributorId, until: int | None) -> None:
    """Store when a pause ends automatically; None if the person ends it."""
    tx.execute(
        "UPDATE contributor SET pause_until = :until WHERE id = :id", {"id": contributor_id, "until": until}
    )


def ended_pauses(tx: Tx, *, now: int, limit: int) -> list[ContributorId]:
    """Return people whose pause is over."""
    rows = tx.execute(
        """
        SELECT id FROM contributor WHERE pause_until IS NOT NULL AND pause_until <= :now
        ORDER BY pause_until LIMIT :limit
        """,
        {"now": now, "limit": limit},
    )
    return [ContributorId(row["id"]) for row in rows]
