"""Updates as received, stored before the bot confirms them to Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update as received.

    Attributes:
        id: Its id.
        deed: Identifies the user's action, even if it arrives under another id; None if unknown.
        body: The update itself, as JSON.
    """

    id: int
    deed: str | None = None
    body: str


def add_updates(tx: Tx, updates: Sequence[NewUpdate], *, at: int) -> list[int]:
    """Store the updates whose ids and deeds are new, and return their ids."""
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
    """Return the deed of the update with this id; None if it is unknown or there is no such update."""
    row = tx.one("SELECT deed FROM inbox WHERE update_id = :id", {"id": update_id})
    return None if row is None else row["deed"]


def pending_updates(tx: Tx, *, after: int = -1, limit: int = 2**31) -> list[str]:
    """Return the bodies of updates that have not taken effect and are ready to handle, by their ids.

    Only those with ids above `after`, and at most `limit`.
    """
    rows = tx.execute(
        "SELECT body FROM inbox WHERE state = 'PENDING' AND update_id > :after ORDER BY update_id LIMIT :limit",
        {"after": after, "limit": limit},
    )
    return [row["body"] for row in rows]


def bodies_of(tx: Tx, update_ids: Sequence[int]) -> list[str]:
    """Return the bodies of those of these updates that have not taken effect, in the order given."""
    sql = "SELECT body FROM inbox WHERE update_id = :id AND state = 'PENDING'"
    rows = [tx.one(sql, {"id": update_id}) for update_id in update_ids]
    return [row["body"] for row in rows if row is not None]


def begin_update(tx: Tx, update_id: int) -> None:
    """Count an attempt at an update left over from an earlier process."""
    tx.execute("UPDATE inbox SET begun = begun + 1 WHERE update_id = :id", {"id": update_id})


def leave_begun(tx: Tx) -> None:
    """Forget the attempts in progress: the process is ending normally, so no update killed it."""
    tx.execute("UPDATE inbox SET begun = 0 WHERE state = 'PENDING' AND begun > 0")


def set_aside(tx: Tx) -> list[tuple[int, bool]]:
    """Set aside updates during which the process has ended twice; give up those that do it again.

    Returns:
        The id of each, and whether it was given up.
    """
    rows = tx.execute(
        """
        UPDATE inbox SET state = CASE WHEN begun > 1 THEN 'DEAD' ELSE 'ASIDE' END
        WHERE state = 'PENDING' AND begun > 0 RETURNING update_id, state
        """
    )
    return [(row["update_id"], row["state"] == "DEAD") for row in rows]


def take_back_aside(tx: Tx) -> list[str]:
    """Release the updates that were set aside, and return their bodies, oldest first."""
    rows = tx.execute("UPDATE inbox SET state = 'PENDING' WHERE state = 'ASIDE' RETURNING update_id, body")
    return [row["body"] for row in sorted(rows, key=lambda row: row["update_id"])]


def end_update(tx: Tx, update_id: int) -> bool:
    """Mark an update as done; False if it already was, or was never stored."""
    row = tx.one(
        "UPDATE inbox SET state = 'DONE', body = '' WHERE update_id = :id AND state = 'PENDING' RETURNING update_id",
        {"id": update_id},
    )
    return row is not None


def fail_update(tx: Tx, update_id: int, *, most_attempts: int) -> bool:
    """Count a failed attempt; True if it was the last one, so that the update is now DEAD."""
    row = tx.one(
        """
        UPDATE inbox SET attempts = attempts + 1,
            state = CASE WHEN attempts + 1 >= :most THEN 'DEAD' ELSE state END
        WHERE update_id = :id AND state = 'PENDING' RETURNING state
        """,
        {"id": update_id, "most": most_attempts},
    )
    return row is None or row["state"] == "DEAD"


def forget_updates(tx: Tx, *, received_before: int, limit: int) -> int:
    """Delete old updates that are done, because ids restart at random and raw updates are personal data.

    Returns how many there were.
    """
    gone = tx.execute(
        """
        DELETE FROM inbox WHERE update_id IN (SELECT update_id FROM inbox
            WHERE state <> 'PENDING' AND state IN ('DONE', 'DEAD') AND received_at < :before
            ORDER BY received_at LIMIT :limit)
        RETURNING 1
        """,
        {"before": received_before, "limit": limit},
    )
    return len(gone)
