"""Removes deleted projects from the database, a limited number of tasks at a time."""

from crowd.ids import ProjectId
from storage.free_ids import keep_used
from storage.tx import Tx

#: Tables that refer to a project's tasks, besides those whom the tasks are for, in an order that leaves no dangling
#: references.
_OF_TASKS = ("gold", "consensus", "task_question", "task_report", "assignment")
#: A task of a project that ran has a dozen rows for each one of a draft's.
_TASKS_OF_LAUNCHED = 50
#: Tables that refer to the project itself, in an order that leaves no dangling references.
_OF_PROJECT = (
    "DELETE FROM recipient WHERE announcement_id IN (SELECT id FROM announcement WHERE project_id = :project)",
    "DELETE FROM announcement WHERE project_id = :project",
    "DELETE FROM skill WHERE question_id IN (SELECT id FROM question WHERE project_id = :project)",
    "DELETE FROM question WHERE project_id = :project",
    "DELETE FROM closed_by WHERE project_id = :project",
    "DELETE FROM arrival WHERE project_id = :project",
    "DELETE FROM report_panel WHERE project_id = :project",
    "DELETE FROM skipped WHERE project_id = :project",
    "DELETE FROM pseudonym WHERE project_id = :project",
    "DELETE FROM seen_cursor WHERE project_id = :project",
    "DELETE FROM preview WHERE project_id = :project",
    "DELETE FROM invite WHERE project_id = :project",
    "DELETE FROM panel WHERE project_id = :project",
    "DELETE FROM dialogue WHERE project_id = :project",
    "DELETE FROM project WHERE id = :project",
)


def forget_drafts(tx: Tx, *, limit: int) -> bool:
    """Delete up to `limit` tasks of a deleted project and people named for them, or the rest; False if none is left.

    Requesters delete drafts. A launched project goes, with everybody's answers, when its requester is forgotten.
    A project that a file is still being imported into is hidden like a deleted one, but it is not deleted. From people
    who still hold its tasks they are taken first.
    """
    row = tx.one(
        """
        SELECT id, launched_at FROM project WHERE deleted_at IS NOT NULL AND NOT ending
            AND NOT EXISTS (SELECT 1 FROM import i WHERE i.project_id = project.id)
        ORDER BY id LIMIT 1
        """
    )
    if row is None:
        return False
    project = {"project": row["id"]}
    if row["launched_at"] is not None:
        limit = min(limit, _TASKS_OF_LAUNCHED)
    tasks = [
        {"task": task["id"]}
        for task in tx.execute(
            "SELECT id FROM task WHERE project_id = :project LIMIT :limit", {**project, "limit": limit}
        )
    ]
    if tasks:
        _delete_tasks(tx, _without_people(tx, tasks, limit=limit), project)
    else:
        _keep_ids(tx, ProjectId(row["id"]))
        for statement in _OF_PROJECT:
            tx.execute(statement, project)
    return True


def _without_people(tx: Tx, tasks: list[dict[str, int]], *, limit: int) -> list[dict[str, int]]:
    """Delete people named for some tasks, up to a limit: one task may name thousands; return the tasks without any."""
    gone = []
    for task in tasks:
        named = tx.execute(
            """
            DELETE FROM audience WHERE task_id = :task AND contributor_id IN (
                SELECT contributor_id FROM audience WHERE task_id = :task ORDER BY contributor_id LIMIT :limit)
            RETURNING 1
            """,
            {**task, "limit": limit},
        )
        if len(named) == limit:
            break
        limit -= len(named)
        gone.append(task)
    return gone


def _delete_tasks(tx: Tx, tasks: list[dict[str, int]], project: dict[str, int]) -> None:
    _keep_assignment_ids(tx, tasks)
    tx.many(
        "DELETE FROM skipped WHERE project_id = :project AND task_id = :task",
        [{**project, **task} for task in tasks],
    )
    tx.many(
        "DELETE FROM answer WHERE assignment_id IN (SELECT id FROM assignment WHERE task_id = :task)",
        tasks,
    )
    for table in _OF_TASKS:
        tx.many(f"DELETE FROM {table} WHERE task_id = :task", tasks)
    tx.many("DELETE FROM task WHERE id = :task", tasks)


def _keep_assignment_ids(tx: Tx, tasks: list[dict[str, int]]) -> None:
    """Let buttons under deleted tasks lead nowhere."""
    newest = 0
    for task in tasks:
        row = tx.one("SELECT max(id) AS newest FROM assignment WHERE task_id = :task", task)
        newest = max(newest, (row["newest"] if row else None) or 0)
    if newest:
        keep_used(tx, "assignment", newest)


def _keep_ids(tx: Tx, project_id: ProjectId) -> None:
    """Let buttons and messages of a deleted draft lead nowhere, and not to what is made next."""
    keep_used(tx, "project", project_id)
    # Older versions let drafts be announced.
    row = tx.one("SELECT max(id) AS newest FROM announcement WHERE project_id = :id", {"id": project_id})
    if row is not None and row["newest"] is not None:
        keep_used(tx, "announcement", row["newest"])
