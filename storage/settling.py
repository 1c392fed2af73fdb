"""Which projects wait for a full fit over all of their answers: to be announced as done, or for their files."""

from dataclasses import dataclass

from crowd.ids import ProjectId, QuestionId
from crowd.policy import CloseReason
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A project that waits for a full fit, and whether one is needed."""

    project_id: ProjectId
    question_id: QuestionId
    needs_fit: bool  #: answers came, or were changed, since all tasks were decided by one


def begin_settling(tx: Tx, project_id: ProjectId) -> None:
    """Store that all tasks of a project are closed, and that this is still to be announced."""
    tx.execute("UPDATE project SET settling = TRUE WHERE id = :id", {"id": project_id})


def end_settling(tx: Tx, project_id: ProjectId) -> bool:
    """Store that nothing is to be announced any more; False when nothing was."""
    rows = tx.execute(
        "UPDATE project SET settling = FALSE WHERE id = :id AND settling RETURNING id", {"id": project_id}
    )
    return bool(rows)


def ask_files(tx: Tx, project_id: ProjectId, *, at: int) -> bool:
    """Store that a project's files are waited for; False when they were before."""
    rows = tx.execute(
        "UPDATE project SET files_asked_at = :at WHERE id = :id AND files_asked_at IS NULL RETURNING id",
        {"id": project_id, "at": at},
    )
    return bool(rows)


def end_asking(tx: Tx, project_id: ProjectId, *, through: int | None) -> bool:
    """Store that files asked for by `through` (None: whenever) are written; False when none were asked for."""
    rows = tx.execute(
        """
        UPDATE project SET files_asked_at = NULL
        WHERE id = :id AND files_asked_at <= coalesce(:through, files_asked_at) RETURNING id
        """,
        {"id": project_id, "through": through},
    )
    return bool(rows)


def is_settled(tx: Tx, project_id: ProjectId) -> bool:
    """Tell whether all tasks of a project are decided by a full fit over all of its answers."""
    row = tx.one(f"SELECT {_NEEDS_FIT} FROM project p WHERE p.id = :id", {"id": project_id})
    return row is not None and not row[0]


def is_complete(tx: Tx, project_id: ProjectId) -> bool:
    """Tell whether every task of a project is closed."""
    row = tx.one("SELECT n_closed >= n_tasks FROM project WHERE id = :id", {"id": project_id})
    return row is not None and bool(row[0])


def waiting_projects(tx: Tx) -> list[Waiting]:
    """Return the projects that wait for a full fit, those with the fewest answers first."""
    rows = tx.execute(
        f"""
        SELECT p.id, q.id AS question_id, {_NEEDS_FIT} AS needs_fit
        FROM project p JOIN question q ON q.project_id = p.id AND q.position = 0
        WHERE p.settling OR p.files_asked_at IS NOT NULL ORDER BY p.n_answers, p.id
        """
    )
    return [
        Waiting(
            project_id=ProjectId(row["id"]),
            question_id=QuestionId(row["question_id"]),
            needs_fit=bool(row["needs_fit"]),
        )
        for row in rows
    ]


def count_settled(tx: Tx, question_id: QuestionId, n_answers: int) -> None:
    """Store that all tasks are decided by a full fit that saw so many of the answers that were unsettled."""
    tx.execute(
        """
        UPDATE project SET n_unsettled = n_unsettled - :n
        WHERE id = (SELECT project_id FROM question WHERE id = :question)
        """,
        {"question": question_id, "n": n_answers},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTask:
    """A closed task as it was decided last."""

    id: int
    label: int | None
    confidence: float
    reason: CloseReason


def closed_tasks(tx: Tx, project_id: ProjectId, *, after: int, limit: int) -> list[ClosedTask]:
    """Return a page of a project's closed tasks, in the order of their ids."""
    rows = tx.execute(
        """
        SELECT t.id, t.label, t.confidence, c.reason
        FROM task t JOIN consensus c ON c.task_id = t.id AND c.reopened_at IS NULL
        WHERE t.project_id = :project AND t.state = 'CLOSED' AND t.id > :after ORDER BY t.id LIMIT :limit
        """,
        {"project": project_id, "after": after, "limit": limit},
    )
    return [
        ClosedTask(
            id=row["id"],
            label=row["label"],
            confidence=row["confidence"],
            reason=CloseReason(row["reason"]),
        )
        for row in rows
    ]


#: A fit that was cut short may have left some tasks as they were.
_NEEDS_FIT = """
    (p.n_unsettled > 0 OR EXISTS (SELECT 1 FROM question f WHERE f.project_id = p.id AND f.fitting))
"""
