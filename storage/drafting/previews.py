"""The preview in each requester's chat: its project and its message."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.tx import Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview in a chat."""

    chat_id: ContributorId
    project_id: ProjectId
    message_id: int

    @property
    def spot(self) -> Spot:
        """Where it is shown."""
        return Spot(self.chat_id, self.message_id)


def find_preview(tx: Tx, chat_id: ContributorId) -> Preview | None:
    """Return a chat's newest preview."""
    row = tx.one("SELECT project_id, message_id FROM preview WHERE chat_id = :chat", {"chat": chat_id})
    return (
        None
        if row is None
        else Preview(chat_id=chat_id, project_id=ProjectId(row["project_id"]), message_id=row["message_id"])
    )


def put_preview(tx: Tx, preview: Preview) -> None:
    """Store a chat's newest preview, replacing the previous one."""
    tx.execute(
        """
        INSERT INTO preview (chat_id, project_id, message_id) VALUES (:chat, :project, :message)
        ON CONFLICT (chat_id) DO UPDATE SET project_id = excluded.project_id, message_id = excluded.message_id
        """,
        {"chat": preview.chat_id, "project": preview.project_id, "message": preview.message_id},
    )
