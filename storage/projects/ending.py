"""Cancelled projects whose tasks are still being closed, a page at a time."""

from dataclasses import dataclass

from crowd.ids import AssignmentId, ContributorId, ProjectId, TaskId
from storage.tx import Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A cancelled project with tasks that are still open or held; nobody needs the tasks of one that is deleted."""

    project_id: ProjectId
    is_deleted: bool


def begin_ending(tx: Tx, project_id: ProjectId) -> None:
    """Store that there is more to close in a cancelled project."""
    tx.execute("UPDATE project SET ending = TRUE WHERE id = :id", {"id": project_id})


def find_ending(tx: Tx, project_id: ProjectId) -> Ending:
    """Return what is needed to close a project.

    Raises:
        LookupError: There is no such project.
    """
    row = tx.one(_ENDING + "WHERE p.id = :id", {"id": project_id})
    if row is None:
        raise LookupError(project_id)
    return _ending(row)


def next_ending(tx: Tx) -> Ending | None:
    """Return a project in which there is more to close."""
    row = tx.one(_ENDING + "WHERE p.ending ORDER BY p.id LIMIT 1")
    return None if row is None else _ending(row)


_ENDING = "SELECT p.id, p.deleted_at FROM project p "


def _ending(row: Row) -> Ending:
    return Ending(
        project_id=ProjectId(row["id"]),
        is_deleted=row["deleted_at"] is not None,
    )


def end_ending(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Store that everything in a cancelled project is closed, and mark its panel as out of date."""
    tx.execute(
        """
        UPDATE project SET ending = FALSE, changed_at = max(:at, changed_at + 1, coalesce(
            (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0))
        WHERE id = :id
        """,
        {"id": project_id, "at": at},
    )


def held_in(tx: Tx, project_id: ProjectId, *, limit: int) -> list[tuple[AssignmentId, TaskId, ContributorId]]:
    """Return some of a project's offers in flight, their tasks and who holds them.

    Everybody holds one task at most, so this looks at everybody's offers: that is less than at all tasks of a project.
    """
    rows = tx.execute(
        """
        SELECT a.id, a.task_id, a.contributor_id FROM assignment a CROSS JOIN task t
        WHERE a.state = 'OFFERED' AND t.id = a.task_id AND t.project_id = :id LIMIT :limit
        """,
        {"id": project_id, "limit": limit},
    )
    return [
        (AssignmentId(row["id"]), TaskId(row["task_id"]), ContributorId(row["contributor_id"]))
        for row in rows
    ]


def drop_held(tx: Tx, project_id: ProjectId, tasks: list[TaskId]) -> None:
    """Store that one person fewer holds each of some tasks, which nobody is offered any more."""
    tx.many(
        "UPDATE task SET n_offered = n_offered - 1, offer = FALSE WHERE id = :id",
        [{"id": id_} for id_ in tasks],
    )
    tx.execute(
        "UPDATE project SET n_offered = n_offered - :n WHERE id = :id", {"id": project_id, "n": len(tasks)}
    )
