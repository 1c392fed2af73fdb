"""Shows a requester tasks of a project as contributors will see them, all in one message."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.outbox import OutKind, Priority, add_out
from storage.previews import Preview, find_preview, put_preview
from storage.projects import find_project
from storage.tasks import first_task
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.read_views import TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What a preview shows."""

    task: TaskView
    number: int  #: which task of the file, from 0
    total: int


def preview_task(
    tx: Tx, project_id: ProjectId, skip: int, *, by: ContributorId, message_id: int | None = None, at: int
) -> None:
    """Show a task as contributors will see it: in the message of a preview that is turned, else in a new one.

    Raises:
        NotFound: It is not theirs.
    """
    own_project(tx, project_id, by=by)
    body: dict[str, object] = {"skip": max(skip, 0), "message_id": message_id}
    add_out(tx, OutKind.PREVIEW, by, ref=project_id, body=body, priority=Priority.REPLY, due_at=at)


def read_preview(tx: Tx, project_id: ProjectId, skip: int) -> PreviewView | None:
    """Return one of a project's tasks as contributors will see it; past the last comes the first again."""
    project = find_project(tx, project_id)
    if project is None or project.n_tasks == 0:
        return None
    number = skip % project.n_tasks
    content = first_task(tx, project_id, skip=number)
    if content is None:
        return None
    task = TaskView(
        assignment_id=None,
        project=project.name,
        question=project.question,
        content=content,
        options=project.options,
    )
    return PreviewView(task=task, number=number, total=project.n_tasks)


def preview_shown(tx: Tx, chat_id: ContributorId, preview: Preview, *, at: int) -> None:
    """Store where a preview stands; an earlier one elsewhere in the chat loses its buttons."""
    retire_preview(tx, chat_id, but=preview.message_id, at=at)
    put_preview(tx, chat_id, preview)


def retire_preview(
    tx: Tx, chat_id: ContributorId, *, of: ProjectId | None = None, but: int | None = None, at: int
) -> None:
    """Take the buttons off the preview of a chat, unless it is of another project than `of` or in the message `but`."""
    old = find_preview(tx, chat_id)
    if old is None or old.message_id == but or (of is not None and old.project_id != of):
        return
    add_out(tx, OutKind.RETIRE, chat_id, ref=old.message_id, priority=Priority.REPLY, due_at=at)
