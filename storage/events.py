"""What was done that somebody may have to answer for. Rows are only ever added."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import ContributorId
from storage.tx import Tx


class EventKind(StrEnum):
    """What was done."""

    GRANTED = "GRANTED"  #: somebody opened a link that made them a requester
    REVOKED = "REVOKED"  #: an admin made a requester one no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done.

    Attributes:
        at: When.
        actor_id: Who did it.
        about_id: Whom it was done to.
        kind: What it was.
        reason: Why, as far as somebody said.
    """

    at: int
    actor_id: ContributorId
    about_id: ContributorId
    kind: EventKind
    reason: str = ""


def add_event(tx: Tx, event: Event) -> None:
    """Store something that was done."""
    tx.execute(
        "INSERT INTO event (at, actor_id, about_id, kind, body) VALUES (:at, :actor, :about, :kind, :body)",
        {
            "at": event.at,
            "actor": event.actor_id,
            "about": event.about_id,
            "kind": event.kind,
            "body": event.reason,
        },
    )


def list_events(tx: Tx, *, skip: int, limit: int) -> list[Event]:
    """Return what was done, newest first."""
    rows = tx.execute(
        "SELECT * FROM event ORDER BY seq DESC LIMIT :limit OFFSET :skip", {"skip": skip, "limit": limit}
    )
    return [
        Event(
            at=row["at"],
            actor_id=ContributorId(row["actor_id"]),
            about_id=ContributorId(row["about_id"]),
            kind=EventKind(row["kind"]),
            reason=row["body"],
        )
        for row in rows
    ]
