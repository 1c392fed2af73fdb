"""Handles postponed work when its times can no longer be trusted."""

from storage.tx import Tx


def look_at_all_now(tx: Tx, *, now: int) -> None:
    """Make everything that is postponed due now; whatever still has a reason to wait is postponed again.

    If the clock was ahead and has been set back, these times may be years away.
    """
    for sql in (
        "UPDATE outbox SET due_at = :now WHERE state = 'PENDING' AND due_at > :now",
        "UPDATE contributor SET looked_at = :now - 1 WHERE waiting_since IS NOT NULL AND looked_at >= :now",
        "UPDATE panel SET shown_at = :now - 1 WHERE shown_at >= :now",
    ):
        tx.execute(sql, {"now": now})
