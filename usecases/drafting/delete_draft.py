"""Deletes a project that was never launched."""

from crowd.errors import StateConflict
from crowd.ids import ContributorId, ProjectId
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import Priority, add_out
from storage.projects.projects import end_draft, find_draft, set_deleted
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.drafting.preview_task import retire_preview
from usecases.terms import Terms


def delete_draft(
    tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, terms: Terms, at: int
) -> str:
    """Delete a draft with all of its tasks and return its name; a tick deletes the rows bit by bit afterwards.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It was launched: people's answers are not deleted this way.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.launched_at is not None:
        raise StateConflict(state=project.state, wanted="deleted")
    draft = find_draft(tx, by)
    shown = {message_id}
    if draft is not None and draft.project_id == project_id and draft.message_id is not None:
        shown.add(draft.message_id)
    hide_draft(tx, project_id, by=by, shown=shown, at=at)
    return project.name


def hide_draft(tx: Tx, project_id: ProjectId, *, by: ContributorId, shown: set[int], at: int) -> None:
    """Hide a draft and end what is shown of it.

    Args:
        tx: The transaction.
        project_id: The draft.
        by: Its requester.
        shown: Messages about it that have buttons.
        at: The time.
    """
    for one in sorted(shown):
        add_out(tx, OutKind.RETIRE, by, ref=one, priority=Priority.REPLY, due_at=at)
    retire_preview(tx, by, of=project_id, at=at)
    end_draft(tx, project_id)
    set_deleted(tx, project_id, at=at)
