"""Updates as they came, stored before Telegram is told that they arrived."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update as it came.

    Attributes:
        id: Its id.
        deed: What was done, the same under whatever id it comes; None where nothing tells.
        body: The update itself, as JSON.
    """

    id: int
    deed: str | None = None
    body: str


def add_updates(tx: Tx, updates: Sequence[NewUpdate], *, at: int) -> list[int]:
    """Store updates that were not seen before, by their ids and by what was done, and return the ids of those."""
    fresh = []
    for update in updates:
        row = tx.one(
            """
            INSERT INTO inbox (update_id, deed, received_at, body, state)
            VALUES (:id, :deed, :at, :body, 'PENDING')
            ON CONFLICT DO NOTHING RETURNING update_id
            """,
            {"id": update.id, "deed": update.deed, "at": at, "body": update.body},
        )
        if row is not None:
            fresh.append(update.id)
    return fresh


def deed_of(tx: Tx, update_id: int) -> str | None:
    """Return what was done with the update that has this id; None where nothing tells, or there is none."""
    row = tx.one("SELECT deed FROM inbox WHERE update_id = :id", {"id": update_id})
    return None if row is None else row["deed"]


def pending_updates(tx: Tx) -> list[str]:
    """Return the bodies of updates that have not taken effect and may be handled, oldest first."""
    rows = tx.execute("SELECT body FROM inbox WHERE state = 'PENDING' ORDER BY update_id")
    return [row["body"] for row in rows]


def begin_update(tx: Tx, update_id: int) -> None:
    """Count that an update is begun which was left by an earlier process."""
    tx.execute("UPDATE inbox SET begun = begun + 1 WHERE update_id = :id", {"id": update_id})


def leave_begun(tx: Tx) -> None:
    """Forget what was begun: the process ends in good order, so no update ended it."""
    tx.execute("UPDATE inbox SET begun = 0 WHERE state = 'PENDING' AND begun > 0")


def set_aside(tx: Tx) -> list[tuple[int, bool]]:
    """Set aside the updates during which the process ended a second time; give those up that did so again.

    Returns:
        The id of each, and whether it is given up.
    """
    rows = tx.execute(
        """
        UPDATE inbox SET state = CASE WHEN begun > 1 THEN 'DEAD' ELSE 'ASIDE' END
        WHERE state = 'PENDING' AND begun > 0 RETURNING update_id, state
        """
    )
    return [(row["update_id"], row["state"] == "DEAD") for row in rows]


def take_back_aside(tx: Tx) -> list[str]:
    """Let the updates be handled that were set aside, and return their bodies, oldest first."""
    rows = tx.execute("UPDATE inbox SET state = 'PENDING' WHERE state = 'ASIDE' RETURNING update_id, body")
    return [row["body"] for row in sorted(rows, key=lambda row: row["update_id"])]


def end_update(tx: Tx, update_id: int) -> bool:
    """Mark an update as having taken effect; False when it had before (or was never stored)."""
    row = tx.one(
        "UPDATE inbox SET state = 'DONE' WHERE update_id = :id AND state = 'PENDING' RETURNING update_id",
        {"id": update_id},
    )
    return row is not None


def fail_update(tx: Tx, update_id: int, *, most_attempts: int) -> bool:
    """Count a failed attempt; True when it was the last and the update is given up as DEAD."""
    row = tx.one(
        """
        UPDATE inbox SET attempts = attempts + 1,
            state = CASE WHEN attempts + 1 >= :most THEN 'DEAD' ELSE state END
        WHERE update_id = :id AND state = 'PENDING' RETURNING state
        """,
        {"id": update_id, "most": most_attempts},
    )
    return row is None or row["state"] == "DEAD"


def forget_updates(tx: Tx, *, received_before: int, limit: int) -> None:
    """Delete old updates that are done: ids restart at random, and a raw update is personal data."""
    tx.execute(
        """
        DELETE FROM inbox WHERE update_id IN (SELECT update_id FROM inbox
            WHERE state <> 'PENDING' AND state IN ('DONE', 'DEAD') AND received_at < :before
            ORDER BY received_at LIMIT :limit)
        """,
        {"before": received_before, "limit": limit},
    )
