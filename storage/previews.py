"""The preview in each requester's chat: of which project, and in which message."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview that stands in a chat."""

    project_id: ProjectId
    message_id: int


def find_preview(tx: Tx, chat_id: ContributorId) -> Preview | None:
    """Return the newest preview of a chat."""
    row = tx.one("SELECT project_id, message_id FROM preview WHERE chat_id = :chat", {"chat": chat_id})
    return (
        None
        if row is None
        else Preview(project_id=ProjectId(row["project_id"]), message_id=row["message_id"])
    )


def put_preview(tx: Tx, chat_id: ContributorId, preview: Preview) -> None:
    """Store the newest preview of a chat, in place of another."""
    tx.execute(
        """
        INSERT INTO preview (chat_id, project_id, message_id) VALUES (:chat, :project, :message)
        ON CONFLICT (chat_id) DO UPDATE SET project_id = excluded.project_id, message_id = excluded.message_id
        """,
        {"chat": chat_id, "project": preview.project_id, "message": preview.message_id},
    )
