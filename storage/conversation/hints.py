"""Recent hints about messages that match nothing, so that people don't get the same hint each time."""

from crowd.ids import ContributorId
from storage.conversation.spots import message_at, pressed_spot
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


def put_hint(tx: Tx, chat_id: int, about: str, *, ref: int, at: int) -> None:
    """Store what a chat was told or asked just now."""
    tx.execute(
        """
        INSERT INTO hint (chat_id, about, ref, hinted_at) VALUES (:chat, :about, :ref, :at)
        ON CONFLICT (chat_id, about) DO UPDATE SET ref = excluded.ref, hinted_at = excluded.hinted_at
        """,
        {"chat": chat_id, "about": about, "ref": ref, "at": at},
    )


def find_hint(tx: Tx, chat_id: int, about: str, *, ref: int) -> int | None:
    """Return when a chat was told or asked this."""
    row = tx.one(
        "SELECT hinted_at FROM hint WHERE chat_id = :chat AND about = :about AND ref = :ref",
        {"chat": chat_id, "about": about, "ref": ref},
    )
    return None if row is None else int(row["hinted_at"])


def put_hint_here(tx: Tx, chat_id: ContributorId, about: str, *, at: int) -> None:
    """Store what a chat is asked in the pressed message."""
    put_hint(tx, chat_id, about, ref=message_at(pressed_spot(tx, chat_id)) or 0, at=at)


def find_hint_here(tx: Tx, chat_id: ContributorId, about: str) -> int | None:
    """Return when a chat was asked this in the pressed message."""
    return find_hint(tx, chat_id, about, ref=message_at(pressed_spot(tx, chat_id)) or 0)


def drop_hint(tx: Tx, chat_id: int, about: str) -> None:
    """Forget that a chat was told or asked this."""
    tx.execute("DELETE FROM hint WHERE chat_id = :chat AND about = :about", {"chat": chat_id, "about": about})


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
