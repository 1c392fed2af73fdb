"""Lets something be said that is already put in words."""

from crowd.ids import ContributorId
from storage.contributors import find_contributor
from storage.outbox import OutKind, Priority, add_out
from storage.tx import Tx


def say_html(tx: Tx, to: ContributorId, html: str, *, at: int) -> None:
    """Let a message be sent."""
    add_out(tx, OutKind.TEXT, to, body={"html": html}, priority=Priority.REPLY, due_at=at)


def send_file(tx: Tx, to: ContributorId, name: str, text: str, *, at: int) -> None:
    """Let a small text file be sent."""
    body: dict[str, object] = {"name": name, "text": text}
    add_out(tx, OutKind.DOCUMENT, to, body=body, priority=Priority.REPLY, due_at=at)


def apologize(tx: Tx, to: ContributorId, query_id: str | None, *, at: int) -> None:
    """Tell somebody that what they did could not be handled, in answer to their press or as a message."""
    if find_contributor(tx, to) is None:
        return
    body: dict[str, object] = {"key": "went-wrong"}
    kind = OutKind.TEXT
    if query_id is not None:
        kind, body = OutKind.CALLBACK, {**body, "query": query_id, "alert": True}
    add_out(tx, kind, to, body=body, priority=Priority.REPLY, due_at=at)
