"""Closes a dialogue that a new file replaces, and says where its draft is kept."""

from crowd.ids import ContributorId
from crowd.projects.project import ProjectState
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import retire
from storage.drafting.dialogues import find_dialogue
from storage.projects.projects import find_project
from storage.tx import Tx


def put_aside(tx: Tx, who: ContributorId, *, at: int) -> None:
    """Remove the buttons from somebody's current dialogue, and say where what they said so far is kept."""
    draft = find_dialogue(tx, who)
    project = find_project(tx, draft.project_id) if draft else None
    if draft is None or project is None:
        return
    retire(tx, draft.spot, priority=Priority.REPLY, at=at)
    args = {"project": project.name, "launched": int(project.state is not ProjectState.DRAFT)}
    body: dict[str, object] = {"key": "put-aside", "args": args}
    add_out(tx, OutType.TEXT, who, body=body, priority=Priority.REPLY, due_at=at)
