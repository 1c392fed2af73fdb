"""The history: what was done that somebody may have to answer for.

Rows are only ever added, in the transaction that does it; the database refuses anything else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId, ProjectId
from storage.tx import Row, Tx

#: Stands for nobody, or for the bot itself. People who were made anonymous have this id or a lower one.
NOBODY = ContributorId(0)


class EventType(StrEnum):
    """What was done. Where the bot did it by itself, nobody did."""

    SUBSCRIBED = "SUBSCRIBED"  #: somebody agreed to the terms; the reason is their version
    BREAK_BEGUN = "BREAK_BEGUN"  #: a contributor wants no tasks for now
    BREAK_ENDED = "BREAK_ENDED"  #: they want tasks again, or their break was over
    UNSUBSCRIBED = "UNSUBSCRIBED"  #: a contributor left
    BLOCKED = "BLOCKED"  #: somebody blocked the bot
    UNBLOCKED = "UNBLOCKED"  #: and unblocked it
    FORGOTTEN = "FORGOTTEN"  #: somebody was forgotten; the reason is one of `Forget`, and nothing says who
    LINK_MADE = "LINK_MADE"  #: an admin made a link that makes somebody a requester
    GRANTED = "GRANTED"  #: somebody opened a link that made them a requester
    ADMIN_ADDED = "ADMIN_ADDED"  #: the settings name somebody as an admin since this start of the bot
    ADMIN_REMOVED = "ADMIN_REMOVED"  #: and no longer do
    REVOKED = "REVOKED"  #: an admin made a requester one no longer
    BANNED = "BANNED"  #: an admin banned somebody
    DISCARDED = "DISCARDED"  #: an admin had somebody's answers no longer count
    UNBANNED = "UNBANNED"  #: an admin ended a ban
    IMPORTED = "IMPORTED"  #: a requester's file became a project; the reason is how many tasks it has
    DELETED = "DELETED"  #: a requester deleted a draft, or it was deleted because nobody touched it
    LAUNCHED = "LAUNCHED"  #: a requester launched a project
    PAUSED = "PAUSED"  #: a requester paused it, or lost the right to ask
    RESUMED = "RESUMED"  #: a requester resumed it
    CANCELLED = "CANCELLED"  #: a requester cancelled it
    RULE_CHANGED = (
        "RULE_CHANGED"  #: a requester changed a rule; the reason is which one, then what they typed
    )
    COMPLETED = "COMPLETED"  #: a project ended; the reason is the limit that ended it, if one did
    REOPENED = "REOPENED"  #: a task of a completed project is open again
    HANDED_OUT = "HANDED_OUT"  #: a requester got the results; the reason is FINAL if all is closed
    HELD = "HELD"  #: an admin paused somebody's project, or reports did
    RELEASED = "RELEASED"  #: an admin resumed it
    ENDED = "ENDED"  #: an admin cancelled it
    REPORTED = "REPORTED"  #: a contributor reported a task
    DISMISSED = "DISMISSED"  #: an admin found nothing wrong with what was reported
    ANNOUNCED = "ANNOUNCED"  #: somebody sent an announcement; the reason is to how many people
    ANNOUNCEMENT_STOPPED = "ANNOUNCEMENT_STOPPED"  #: those who did not have it yet do not get it
    PAYING_BEGUN = "PAYING_BEGUN"  #: an admin pays for one; the reason is how many tenths of a Star at most
    RESTORED = (
        "RESTORED"  #: a backup took the place of the database: what was done after it was made is missing
    )
    PAYING_ENDED = "PAYING_ENDED"  #: it is no longer paid for; the reason is one of `FareEnd`


class Forget(StrEnum):
    """Why somebody was forgotten."""

    ASKED = "asked"  #: they asked for it
    LEFT = "left"  #: they left long ago


#: What the reason of HANDED_OUT is if the results won't change any more.
FINAL = "final"
#: Contributors coming and going. There are so many of these that they would hide what was done to people and projects.
COMINGS = frozenset(
    {
        EventType.SUBSCRIBED,
        EventType.BREAK_BEGUN,
        EventType.BREAK_ENDED,
        EventType.UNSUBSCRIBED,
        EventType.BLOCKED,
        EventType.UNBLOCKED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done.

    Attributes:
        at: When.
        actor_id: Who did it; NOBODY for the bot itself.
        about_id: Whom it was done to; for a project, its requester; NOBODY if it was nobody.
        type: What it was; stored as `kind`.
        project_id: The project it was done to, if any.
        reason: Why, as far as somebody said; or what the type says it is. Empty once somebody in the row was forgotten.
    """

    at: int
    actor_id: ContributorId
    about_id: ContributorId
    type: EventType
    project_id: ProjectId | None = None
    reason: str = ""


def add_event(tx: Tx, event: Event) -> None:
    """Store something that was done."""
    tx.execute(
        """
        INSERT INTO event (at, actor_id, about_id, kind, project_id, body)
        VALUES (:at, :actor, :about, :kind, :project, :body)
        """,
        {
            "at": event.at,
            "actor": event.actor_id,
            "about": event.about_id,
            "kind": event.type,
            "project": event.project_id,
            "body": event.reason,
        },
    )


def list_events(tx: Tx, *, of: int | None = None, skip: int, limit: int) -> list[Event]:
    """Return what was done, newest first.

    With `of`, this is everything that concerns the person or project with this id; without, it leaves out `COMINGS`.
    """
    rows = tx.execute(
        f"SELECT * FROM event {_concerning(of)} ORDER BY seq DESC LIMIT :limit OFFSET :skip",
        {"of": of, "skip": skip, "limit": limit} if of is not None else {"skip": skip, "limit": limit},
    )
    return [_event(row) for row in rows]


def noted_admins(tx: Tx) -> set[ContributorId]:
    """Return the admins as far as the history knows: reads all of it."""
    noted: set[ContributorId] = set()
    for row in tx.each(
        "SELECT about_id, kind FROM event WHERE kind IN (:added, :removed) AND about_id > 0 ORDER BY seq",
        {"added": EventType.ADMIN_ADDED, "removed": EventType.ADMIN_REMOVED},
    ):
        (noted.add if row["kind"] == EventType.ADMIN_ADDED else noted.discard)(ContributorId(row["about_id"]))
    return noted


def count_events(tx: Tx, *, of: int | None = None) -> int:
    """Return how many events `list_events` can return."""
    row = tx.one(f"SELECT count(*) FROM event {_concerning(of)}", {"of": of} if of is not None else {})
    return int(row[0]) if row else 0


def each_event(tx: Tx) -> Iterator[Event]:
    """Return everything that was done, oldest first."""
    return map(_event, tx.each("SELECT * FROM event ORDER BY seq"))


def _concerning(of: int | None) -> str:
    if of is None:
        return f"WHERE kind NOT IN ({_COMINGS})"
    return "WHERE (actor_id = :of OR about_id = :of OR project_id = :of)"


_COMINGS = ", ".join(f"'{kind}'" for kind in sorted(COMINGS))


def _event(row: Row) -> Event:
    return Event(
        at=row["at"],
        actor_id=ContributorId(row["actor_id"]),
        about_id=ContributorId(row["about_id"]),
        type=EventType(row["kind"]),
        project_id=None if row["project_id"] is None else ProjectId(row["project_id"]),
        reason=row["body"],
    )
