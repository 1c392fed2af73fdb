"""What waits for its time, when that time can no longer be trusted."""

from storage.tx import Tx


def look_at_all_now(tx: Tx, *, now: int) -> None:
    """Let everything that waits for a later time be looked at now; what still has a reason to wait is put off anew.

    A clock that was ahead and is turned back has left times behind that may be years away.
    """
    for sql in (
        "UPDATE outbox SET due_at = :now WHERE state = 'PENDING' AND due_at > :now",
        "UPDATE contributor SET looked_at = :now - 1 WHERE waiting_since IS NOT NULL AND looked_at >= :now",
        "UPDATE panel SET shown_at = :now - 1 WHERE shown_at >= :now",
    ):
        tx.execute(sql, {"now": now})
