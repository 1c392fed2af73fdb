"""Projects' panels: what they show, and in which message."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.conversation.spots import message_at, spot_at
from storage.tx import Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The message that holds a project's panel, and which screen it shows."""

    project_id: ProjectId
    chat_id: ContributorId
    message_id: int | None
    screen: str

    @property
    def spot(self) -> Spot | None:
        """Where it is shown; None if it is not shown, or not known to be."""
        return spot_at(self.chat_id, self.message_id)


def find_panel(tx: Tx, project_id: ProjectId) -> Panel | None:
    """Return a project's panel."""
    row = tx.one("SELECT * FROM panel WHERE project_id = :id", {"id": project_id})
    if row is None:
        return None
    return Panel(
        project_id=project_id,
        chat_id=ContributorId(row["chat_id"]),
        message_id=row["message_id"],
        screen=row["screen"],
    )


def put_panel(
    tx: Tx, project_id: ProjectId, chat_id: ContributorId, *, screen: str, spot: Spot | None
) -> None:
    """Store where a project's panel is; without a spot, it is sent again."""
    tx.execute(
        """
        INSERT INTO panel (project_id, chat_id, message_id, screen, shown_at)
        VALUES (:project, :chat, :message, :screen, 0)
        ON CONFLICT (project_id) DO UPDATE SET
            chat_id = excluded.chat_id, message_id = excluded.message_id, screen = excluded.screen
        """,
        {
            "project": project_id,
            "chat": chat_id,
            "message": message_at(spot),
            "screen": screen,
        },
    )


def forget_panels(tx: Tx, chat_id: ContributorId) -> None:
    """Store that a chat has no panels on display: each is sent again on request."""
    tx.execute("UPDATE panel SET message_id = NULL WHERE chat_id = :chat", {"chat": chat_id})


def panel_lost(tx: Tx, project_id: ProjectId) -> None:
    """Store that a project's panel is gone because its message was deleted."""
    tx.execute("UPDATE panel SET message_id = NULL WHERE project_id = :id", {"id": project_id})


def panel_shown(tx: Tx, project_id: ProjectId, *, message_id: int, changed_at: int, at: int) -> None:
    """Store that a panel was shown at time `at`, with the project's state after the change at `changed_at`.

    If the project has changed since, its panel is still out of date.
    """
    tx.execute(
        """
        UPDATE panel SET message_id = :message, shown_at = (
            SELECT CASE WHEN p.changed_at = :changed THEN max(:at, p.changed_at) ELSE min(:at, p.changed_at - 1) END
            FROM project p WHERE p.id = :id)
        WHERE project_id = :id
        """,
        {"id": project_id, "message": message_id, "changed": changed_at, "at": at},
    )


def outdate_panels(tx: Tx) -> None:
    """Mark all panels as outdated."""
    tx.execute("UPDATE panel SET shown_at = 0")


def outdated_panels(tx: Tx, *, shown_before: int) -> list[Panel]:
    """Return the panels on display whose project has changed since and that were last updated before a time."""
    rows = tx.execute(
        """
        SELECT n.* FROM panel n JOIN project p ON p.id = n.project_id
        WHERE n.message_id IS NOT NULL AND p.changed_at > n.shown_at AND n.shown_at < :before
            AND (n.screen = 'MAIN' OR (n.screen = 'CANCEL' AND p.state IN ('COMPLETED', 'CANCELLED')))
        """,
        {"before": shown_before},
    )
    return [
        Panel(
            project_id=ProjectId(row["project_id"]),
            chat_id=ContributorId(row["chat_id"]),
            message_id=row["message_id"],
            screen=row["screen"],
        )
        for row in rows
    ]
