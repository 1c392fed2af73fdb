"""Removes deleted drafts from the database, a limited number of tasks at a time."""

from crowd.ids import ProjectId
from storage.free_ids import keep_used
from storage.tx import Tx

#: Tables that refer to a draft's tasks.
_OF_TASKS = ("gold", "audience", "consensus")
#: Tables that refer to the project itself, in an order that leaves no dangling references.
_OF_PROJECT = (
    "DELETE FROM recipient WHERE announcement_id IN (SELECT id FROM announcement WHERE project_id = :project)",
    "DELETE FROM announcement WHERE project_id = :project",
    "DELETE FROM option WHERE question_id IN (SELECT id FROM question WHERE project_id = :project)",
    "DELETE FROM question WHERE project_id = :project",
    "DELETE FROM closed_by WHERE project_id = :project",
    "DELETE FROM invite WHERE project_id = :project",
    "DELETE FROM panel WHERE project_id = :project",
    "DELETE FROM draft WHERE project_id = :project",
    "DELETE FROM project WHERE id = :project",
)


def forget_drafts(tx: Tx, *, limit: int) -> bool:
    """Delete up to `limit` tasks of a deleted draft, or the rest of it; False if there is none."""
    row = tx.one("SELECT id FROM project WHERE deleted_at IS NOT NULL ORDER BY id LIMIT 1")
    if row is None:
        return False
    project = {"project": row["id"]}
    tasks = [
        {"task": task["id"]}
        for task in tx.execute(
            "SELECT id FROM task WHERE project_id = :project LIMIT :limit", {**project, "limit": limit}
        )
    ]
    if tasks:
        for table in _OF_TASKS:
            tx.many(f"DELETE FROM {table} WHERE task_id = :task", tasks)
        tx.many("DELETE FROM task WHERE id = :task", tasks)
    else:
        _keep_ids(tx, ProjectId(row["id"]))
        for statement in _OF_PROJECT:
            tx.execute(statement, project)
    return True


def _keep_ids(tx: Tx, project_id: ProjectId) -> None:
    """Let buttons and messages of a deleted draft lead nowhere, and not to what is made next."""
    keep_used(tx, "project", project_id)
    # Older versions let drafts be announced.
    row = tx.one("SELECT max(id) AS newest FROM announcement WHERE project_id = :id", {"id": project_id})
    if row is not None and row["newest"] is not None:
        keep_used(tx, "announcement", row["newest"])
