"""Deletes a project that was never launched."""

from crowd.errors import StateConflict
from crowd.ids import ContributorId, ProjectId
from storage.conversation.outbox import Priority
from storage.conversation.spots import pressed_spot, retire
from storage.drafting.dialogues import end_dialogue, find_dialogue
from storage.governing.events import EventType
from storage.projects.projects import set_deleted
from storage.tx import Spot, Tx
from usecases.check_access import own_project
from usecases.drafting.preview_task import retire_preview
from usecases.governing.keep_history import keep_of_project
from usecases.terms import Terms


def delete_draft(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> str:
    """Delete a draft with all of its tasks and return its name; a tick deletes the rows bit by bit afterwards.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It was launched: people's answers are not deleted this way.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.launched_at is not None:
        raise StateConflict(state=project.state, wanted="deleted")
    draft = find_dialogue(tx, by)
    shown = {pressed_spot(tx, by)}
    if draft is not None and draft.project_id == project_id:
        shown.add(draft.spot)
    hide_draft(tx, project_id, of=by, by=by, shown=shown, at=at)
    return project.name


def hide_draft(
    tx: Tx,
    project_id: ProjectId,
    *,
    of: ContributorId,
    by: ContributorId,
    shown: set[Spot | None],
    at: int,
) -> None:
    """Hide a draft and end what is shown of it.

    Args:
        tx: The transaction.
        project_id: The draft.
        of: Its requester.
        by: Who wants that; NOBODY if it expired.
        shown: Where it is shown with buttons.
        at: The time.
    """
    for spot in shown:
        retire(tx, spot, priority=Priority.REPLY, at=at)
    retire_preview(tx, of, of=project_id, at=at)
    end_dialogue(tx, project_id)
    set_deleted(tx, project_id, at=at)
    keep_of_project(tx, project_id, of, EventType.DELETED, by=by, at=at)
