"""What was done that somebody may have to answer for. Rows are only ever added; the database refuses anything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId, ProjectId
from storage.tx import Row, Tx

#: Stands for nobody, or for the bot itself. People who were made anonymous have this id or a lower one.
NOBODY = ContributorId(0)


class EventType(StrEnum):
    """What was done."""

    LINK_MADE = "LINK_MADE"  #: an admin made a link that makes somebody a requester
    GRANTED = "GRANTED"  #: somebody opened a link that made them a requester
    REVOKED = "REVOKED"  #: an admin made a requester one no longer
    BANNED = "BANNED"  #: an admin banned somebody
    DISCARDED = "DISCARDED"  #: an admin had somebody's answers no longer count
    UNBANNED = "UNBANNED"  #: an admin ended a ban
    LAUNCHED = "LAUNCHED"  #: a requester launched a project
    PAUSED = "PAUSED"  #: a requester paused it
    RESUMED = "RESUMED"  #: a requester resumed it
    CANCELLED = "CANCELLED"  #: a requester cancelled it
    RULE_CHANGED = "RULE_CHANGED"  #: a requester changed when to stop asking
    HELD = "HELD"  #: an admin paused somebody's project, or reports did
    RELEASED = "RELEASED"  #: an admin resumed it
    ENDED = "ENDED"  #: an admin cancelled it
    REPORTED = "REPORTED"  #: a contributor reported a task
    DISMISSED = "DISMISSED"  #: an admin found nothing wrong with what was reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done.

    Attributes:
        at: When.
        actor_id: Who did it; NOBODY for the bot itself.
        about_id: Whom it was done to; for a project, its requester; NOBODY if it was nobody.
        type: What it was; stored as `kind`.
        project_id: The project it was done to, if any.
        reason: Why, as far as somebody said; for a rule, which one.
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
    """Return what was done, newest first; with `of`, only what concerns the person or project with this id."""
    rows = tx.execute(
        f"SELECT * FROM event {_concerning(of)} ORDER BY seq DESC LIMIT :limit OFFSET :skip",
        {"of": of, "skip": skip, "limit": limit} if of is not None else {"skip": skip, "limit": limit},
    )
    return [_event(row) for row in rows]


def count_events(tx: Tx, *, of: int | None = None) -> int:
    """Return how much was done; with `of`, only what concerns the person or project with this id."""
    row = tx.one(f"SELECT count(*) FROM event {_concerning(of)}", {"of": of} if of is not None else {})
    return int(row[0]) if row else 0


def each_event(tx: Tx) -> Iterator[Event]:
    """Return everything that was done, oldest first."""
    return map(_event, tx.each("SELECT * FROM event ORDER BY seq"))


def _concerning(of: int | None) -> str:
    return "" if of is None else "WHERE (actor_id = :of OR about_id = :of OR project_id = :of)"


def _event(row: Row) -> Event:
    return Event(
        at=row["at"],
        actor_id=ContributorId(row["actor_id"]),
        about_id=ContributorId(row["about_id"]),
        type=EventType(row["kind"]),
        project_id=None if row["project_id"] is None else ProjectId(row["project_id"]),
        reason=row["body"],
    )
