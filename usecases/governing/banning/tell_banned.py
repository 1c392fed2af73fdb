"""Tells somebody that they are banned, or no longer are."""

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx


def tell_banned(tx: Tx, who: ContributorId, key: str, reason: str, *, at: int) -> None:
    """Send somebody the sentence `key` about their ban, with the reason."""
    body: dict[str, object] = {"key": key, "args": {"reason": reason}}
    add_out(tx, OutType.TEXT, who, body=body, priority=Priority.REPORT, due_at=at)
