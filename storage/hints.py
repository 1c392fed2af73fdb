"""Recent hints about messages that match nothing, so that people don't get the same hint each time."""

from storage.tx import Tx


def hint_is_due(tx: Tx, chat_id: int, about: str, *, ref: int = 0, quiet_for: int, at: int) -> bool:
    """Record that a chat gets a hint now; False if it got the same one less than `quiet_for` ago."""
    row = tx.one(
        """
        INSERT INTO hint (chat_id, about, ref, hinted_at) VALUES (:chat, :about, :ref, :at)
        ON CONFLICT (chat_id, about) DO UPDATE SET ref = excluded.ref, hinted_at = excluded.hinted_at
            WHERE hint.ref <> excluded.ref OR hint.hinted_at <= :before
        RETURNING chat_id
        """,
        {"chat": chat_id, "about": about, "ref": ref, "at": at, "before": at - quiet_for},
    )
    return row is not None


def forget_hints(tx: Tx, *, hinted_before: int, limit: int) -> int:
    """Delete old hints. Returns how many there were."""
    gone = tx.execute(
        """
        DELETE FROM hint WHERE (chat_id, about) IN (
            SELECT chat_id, about FROM hint WHERE hinted_at < :before ORDER BY hinted_at LIMIT :limit)
        RETURNING 1
        """,
        {"before": hinted_before, "limit": limit},
    )
    return len(gone)
