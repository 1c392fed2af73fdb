"""Sends messages whose words are already chosen."""

from crowd.ids import ContributorId
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.people.contributors import find_contributor
from storage.tx import Tx


def send_file(tx: Tx, to: ContributorId, name: str, text: str, *, at: int) -> None:
    """Send a small text file."""
    body: dict[str, object] = {"name": name, "text": text}
    add_out(tx, OutType.DOCUMENT, to, body=body, priority=Priority.REPLY, due_at=at)


def apologize(tx: Tx, to: ContributorId, *, at: int) -> None:
    """Tell somebody in a message that something went wrong, if they are known."""
    if find_contributor(tx, to) is not None:
        add_out(tx, OutType.TEXT, to, body={"key": "went-wrong"}, priority=Priority.REPLY, due_at=at)
