"""Tells a requester what became of their project."""

from crowd.projects.project import Project
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx


def tell_requester(tx: Tx, project: Project, key: str, reason: str = "", *, at: int) -> None:
    """Send the requester of a project the sentence `key` about it, with the reason if there is one."""
    add_out(
        tx,
        OutType.TEXT,
        project.requester_id,
        ref=project.id,
        body={"key": key, "args": {"project": project.name, "reason": reason}},
        priority=Priority.REPORT,
        due_at=at,
    )
