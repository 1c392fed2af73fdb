"""Projects that wait for a full fit of all their answers before they are reported as done or their files are sent."""

from dataclasses import dataclass
from itertools import groupby

from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId, QuestionId
from crowd.kinds import Value
from storage.projects.questions import value_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A project that waits for a full fit, and whether it needs one."""

    project_id: ProjectId
    question_ids: tuple[QuestionId, ...]  #: in their order
    needs_fit: bool  #: answers were added or changed since a full fit last decided all tasks


def begin_settling(tx: Tx, project_id: ProjectId) -> None:
    """Store that all tasks of a project are closed but that it has not been reported as done yet."""
    tx.execute("UPDATE project SET settling = TRUE WHERE id = :id", {"id": project_id})


def end_settling(tx: Tx, project_id: ProjectId) -> bool:
    """Store that there is nothing left to report; False if there was nothing."""
    rows = tx.execute(
        "UPDATE project SET settling = FALSE WHERE id = :id AND settling RETURNING id", {"id": project_id}
    )
    return bool(rows)


def ask_files(tx: Tx, project_id: ProjectId, *, at: int) -> bool:
    """Store that somebody is waiting for a project's files; False if somebody already was."""
    rows = tx.execute(
        "UPDATE project SET files_asked_at = :at WHERE id = :id AND files_asked_at IS NULL RETURNING id",
        {"id": project_id, "at": at},
    )
    return bool(rows)


def end_asking(tx: Tx, project_id: ProjectId, *, through: int | None) -> bool:
    """Store that the files requested up to `through` (None for any time) are written; False if none were requested."""
    rows = tx.execute(
        """
        UPDATE project SET files_asked_at = NULL
        WHERE id = :id AND files_asked_at <= coalesce(:through, files_asked_at) RETURNING id
        """,
        {"id": project_id, "through": through},
    )
    return bool(rows)


def is_settled(tx: Tx, project_id: ProjectId) -> bool:
    """Tell whether a full fit of all answers has decided every task of a project, and none is still being closed."""
    row = tx.one(f"SELECT p.ending OR {_NEEDS_FIT} FROM project p WHERE p.id = :id", {"id": project_id})
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
        FROM project p JOIN question q ON q.project_id = p.id
        WHERE (p.settling OR p.files_asked_at IS NOT NULL) AND NOT p.ending ORDER BY p.n_answers, p.id, q.position
        """
    )
    return [
        Waiting(
            project_id=ProjectId(project_id),
            question_ids=tuple(QuestionId(row["question_id"]) for row in questions),
            needs_fit=bool(questions[0]["needs_fit"]),
        )
        for project_id, found in groupby(rows, lambda row: row["id"])
        if (questions := list(found))
    ]


def count_settled(tx: Tx, question_id: QuestionId, n_answers: int) -> None:
    """Store that a full fit has decided all tasks, having seen `n_answers` of the unsettled answers."""
    tx.execute(
        """
        UPDATE project SET n_unsettled = n_unsettled - :n
        WHERE id = (SELECT project_id FROM question WHERE id = :question)
        """,
        {"question": question_id, "n": n_answers},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTask:
    """A closed task, with the latest decision about one of its questions."""

    id: int
    value: Value | None
    confidence: float
    reason: CloseReason


def closed_tasks(
    tx: Tx, project_id: ProjectId, question_id: QuestionId, *, after: int, limit: int
) -> list[ClosedTask]:
    """Return a page of a project's closed tasks, as one of their questions was decided, in order of id."""
    rows = tx.execute(
        """
        SELECT t.id, b.label, b.value, b.confidence, b.reason
        FROM task t JOIN task_question b ON b.task_id = t.id AND b.question_id = :question
        WHERE t.project_id = :project AND t.state = 'CLOSED' AND t.id > :after ORDER BY t.id LIMIT :limit
        """,
        {"project": project_id, "question": question_id, "after": after, "limit": limit},
    )
    return [
        ClosedTask(
            id=row["id"],
            value=value_of(row["label"], row["value"]),
            confidence=row["confidence"],
            reason=CloseReason(row["reason"]),
        )
        for row in rows
    ]


#: An interrupted fit may have left some tasks unchanged.
_NEEDS_FIT = """
    (p.n_unsettled > 0 OR EXISTS (SELECT 1 FROM question f WHERE f.project_id = p.id AND f.fitting))
"""
