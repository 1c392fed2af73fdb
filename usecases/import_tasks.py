"""Turns a file of tasks into a draft project, and begins the dialogue about it."""

from crowd.efforts import FIRST_EFFORT
from crowd.errors import ValueRefused
from crowd.files.task_file import TaskFile
from crowd.ids import ProjectId
from crowd.projects import FIRST_STEP, MAX_NAME
from crowd.skill import DEFAULT_PRIOR
from storage.expecting import Expected, expect
from storage.outbox import OutKind, Priority, add_out
from storage.projects import Draft, add_project, next_ranks, put_draft, set_task_counts
from storage.tasks import add_tasks
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.put_aside import put_aside
from usecases.subscribe import Visitor, meet
from usecases.terms import Terms


def import_tasks(tx: Tx, file: TaskFile, *, name: str, by: Visitor, terms: Terms, at: int) -> ProjectId:
    """Store all tasks of a file, or none, and begin the dialogue about the rest.

    Raises:
        NotRequester: The sender may not ask people.
        ValueRefused: There are more tasks than this bot accepts.
    """
    check_requester(tx, by.id, terms=terms)
    if len(file.rows) > terms.most_tasks:
        raise ValueRefused("tasks-too-many", {"found": len(file.rows), "most": terms.most_tasks})
    meet(tx, by, at=at)
    project_id, _ = add_project(
        tx,
        by.id,
        name=name_from_file(name),
        content_columns=file.content_columns,
        has_keys=file.has_id,
        target=FIRST_EFFORT.target,
        min_answers=FIRST_EFFORT.fewest,
        max_answers=FIRST_EFFORT.most,
        prior=DEFAULT_PRIOR,
        at=at,
    )
    first_rank = next_ranks(tx, project_id, len(file.rows))
    add_tasks(tx, project_id, file.rows, level=0, first_rank=first_rank)
    set_task_counts(
        tx,
        project_id,
        n_tasks=len(file.rows),
        n_gold=sum(row.gold is not None for row in file.rows),
        has_open=any(not row.contributors for row in file.rows),
        has_named=file.has_contributors,
    )
    put_aside(tx, by.id, at=at)
    put_draft(tx, by.id, Draft(project_id=project_id, step=FIRST_STEP, message_id=None))
    expect(tx, by.id, Expected.STEP, at=at)
    # The first task as it will look, then the first step of the dialogue.
    preview: dict[str, object] = {"skip": 0}
    add_out(tx, OutKind.PREVIEW, by.id, ref=project_id, body=preview, priority=Priority.REPLY, due_at=at)
    add_out(tx, OutKind.DIALOGUE, by.id, ref=project_id, priority=Priority.REPLY, due_at=at)
    return project_id


def name_from_file(name: str) -> str:
    """Return a first name for a project: its file's name, without folders and extension."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").split())[:MAX_NAME] or "tasks"
