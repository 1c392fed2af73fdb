"""The dialogue that each requester is in: about a draft, or about a rule of a launched project."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import read_step
from storage.conversation.spots import message_at, spot_at
from storage.tx import Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """The dialogue a requester is in.

    Attributes:
        project_id: Its project.
        step: What is asked now.
        spot: Where it is shown; None if it is not, or not known to be.
        version: Grows each time something is asked; `put_dialogue` counts.
    """

    project_id: ProjectId
    step: str
    spot: Spot | None
    version: int = 1


def find_dialogue(tx: Tx, requester_id: ContributorId) -> Dialogue | None:
    """Return the dialogue a requester is in."""
    row = tx.one("SELECT * FROM dialogue WHERE requester_id = :id", {"id": requester_id})
    if row is None:
        return None
    return Dialogue(
        project_id=ProjectId(row["project_id"]),
        step=read_step(row["step"]),
        spot=spot_at(requester_id, row["message_id"]),
        version=row["version"],
    )


def put_dialogue(tx: Tx, requester_id: ContributorId, dialogue: Dialogue) -> None:
    """Store the dialogue a requester is in, replacing any other."""
    tx.execute(
        """
        INSERT INTO dialogue (requester_id, project_id, step, message_id) VALUES (:id, :project, :step, :message)
        ON CONFLICT (requester_id) DO UPDATE SET
            project_id = excluded.project_id, step = excluded.step, message_id = excluded.message_id,
            version = dialogue.version + 1
        """,
        {
            "id": requester_id,
            "project": dialogue.project_id,
            "step": dialogue.step,
            "message": message_at(dialogue.spot),
        },
    )


def set_dialogue_message(
    tx: Tx, requester_id: ContributorId, project_id: ProjectId, message_id: int, *, version: int
) -> bool:
    """Store which message now shows a version of the dialogue; False if it asks something else by now."""
    changed = tx.execute(
        """
        UPDATE dialogue SET message_id = :message
        WHERE requester_id = :id AND project_id = :project AND version = :version RETURNING 1
        """,
        {"id": requester_id, "project": project_id, "message": message_id, "version": version},
    )
    return bool(changed)


def end_dialogue(tx: Tx, project_id: ProjectId) -> None:
    """End the dialogue about a project."""
    tx.execute("DELETE FROM dialogue WHERE project_id = :project", {"project": project_id})
