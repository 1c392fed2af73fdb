"""Shows a requester a project's tasks as contributors will see them, one at a time in a single message."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.answering.tasks import first_task
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.drafting.previews import Preview, find_preview, put_preview
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.check_access import seen_project
from usecases.conversation.read_views import TaskView
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What a preview shows."""

    task: TaskView
    number: int  #: position of the task in the file, from 0
    total: int


def preview_task(
    tx: Tx,
    project_id: ProjectId,
    skip: int,
    *,
    by: ContributorId,
    in_place: bool = False,
    terms: Terms,
    at: int,
) -> None:
    """Show a task as contributors will see it: in the same message when a preview is turned, else in a new one.

    Raises:
        NotFound: The project does not exist, or it is somebody else's and they are not an admin.
    """
    seen_project(tx, project_id, by=by, terms=terms)
    body: dict[str, object] = {"skip": max(skip, 0)}
    spot = pressed_spot(tx, by) if in_place else None
    add_out(tx, OutType.PREVIEW, by, ref=project_id, body=body, spot=spot, priority=Priority.REPLY, due_at=at)


def read_preview(tx: Tx, project_id: ProjectId, skip: int) -> PreviewView | None:
    """Return one of a project's tasks as contributors will see it; the first one follows the last."""
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
        question=project.question.of_task(content, task=number),
        content=content,
    )
    return PreviewView(task=task, number=number, total=project.n_tasks)


def preview_shown(tx: Tx, preview: Preview, *, at: int) -> None:
    """Store which message shows the preview; an earlier one elsewhere in the chat loses its buttons."""
    old = find_preview(tx, preview.chat_id)
    if old is not None and old.spot != preview.spot:
        retire(tx, old.spot, priority=Priority.REPLY, at=at)
    put_preview(tx, preview)


def retire_preview(tx: Tx, chat_id: ContributorId, *, of: ProjectId, at: int) -> None:
    """Remove the buttons from a chat's preview, if it shows this project."""
    old = find_preview(tx, chat_id)
    if old is not None and old.project_id == of:
        retire(tx, old.spot, priority=Priority.REPLY, at=at)
