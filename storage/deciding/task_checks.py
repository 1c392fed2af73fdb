"""Launched projects whose tasks are looked at page by page: gold to mix in, and named tasks whose people left."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.projects.project import ProjectState
from storage.projects.questions import FIRST_QUESTION
from storage.tx import Tx

_ENDED = "('LEFT', 'BLOCKED', 'BANNED')"
#: Whether somebody is left whom a task names.
_HAS_PEOPLE = f"""
    EXISTS (SELECT 1 FROM audience m LEFT JOIN contributor c ON c.id = m.contributor_id
        WHERE m.task_id = t.id AND (c.state IS NULL OR c.state NOT IN {_ENDED}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """A project whose tasks are looked at.

    Attributes:
        after: The row number after which its tasks are still to be looked at.
        is_preparing: Whether its gold is not mixed in yet.
    """

    project_id: ProjectId
    question_id: QuestionId
    state: ProjectState
    after: int
    is_preparing: bool


def begin_checking(tx: Tx, project_id: ProjectId, *, is_preparing: bool) -> None:
    """Look at all tasks of a project; if it is only being prepared, nothing of it is offered until that is done."""
    tx.execute(
        "UPDATE project SET check_after = -1, preparing = (preparing OR :preparing) WHERE id = :id",
        {"id": project_id, "preparing": is_preparing},
    )


def names_many(tx: Tx, contributor_id: ContributorId, *, more_than: int) -> bool:
    """Tell whether more tasks than that name somebody."""
    rows = tx.execute(
        "SELECT 1 FROM audience WHERE contributor_id = :id LIMIT :limit",
        {"id": contributor_id, "limit": more_than + 1},
    )
    return len(rows) > more_than


def check_projects_naming(tx: Tx, contributor_id: ContributorId) -> None:
    """Look at all tasks of the launched projects that name somebody."""
    tx.execute(
        """
        UPDATE project SET check_after = -1
        WHERE has_named AND state IN ('RUNNING', 'PAUSED', 'COMPLETED') AND EXISTS (
            SELECT 1 FROM audience m WHERE m.contributor_id = :id AND m.project_id = project.id)
        """,
        {"id": contributor_id},
    )


def next_to_check(tx: Tx) -> Checking | None:
    """Return a project whose tasks are to be looked at; those come first of which nothing is offered until then."""
    row = tx.one(
        f"""
        SELECT p.id, p.state, p.check_after, p.preparing, q.id AS question_id
        FROM project p JOIN question q ON q.project_id = p.id AND {FIRST_QUESTION}
        WHERE p.check_after IS NOT NULL ORDER BY p.preparing DESC, p.id LIMIT 1
        """
    )
    if row is None:
        return None
    return Checking(
        project_id=ProjectId(row["id"]),
        question_id=QuestionId(row["question_id"]),
        state=ProjectState(row["state"]),
        after=row["check_after"],
        is_preparing=bool(row["preparing"]),
    )


def go_on_checking(tx: Tx, checking: Checking, *, after: int | None, at: int) -> None:
    """Store after which row to go on; None if all were looked at: then its tasks are offered."""
    tx.execute(
        "UPDATE project SET check_after = :after WHERE id = :id", {"id": checking.project_id, "after": after}
    )
    if after is None and checking.is_preparing:
        tx.execute(
            """
            UPDATE project SET preparing = FALSE, changed_at = max(:at, changed_at + 1, coalesce(
                (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0))
            WHERE id = :id
            """,
            {"id": checking.project_id, "at": at},
        )


def last_row_of_page(tx: Tx, project_id: ProjectId, *, after: int, limit: int) -> int | None:
    """Return the last row number of a page of tasks; None if no task comes after the row."""
    row = tx.one(
        """
        SELECT max(row_number) AS last FROM (
            SELECT row_number FROM task WHERE project_id = :id AND row_number > :after
            ORDER BY row_number LIMIT :limit) AS page
        """,
        {"id": project_id, "after": after, "limit": limit},
    )
    return None if row is None else row["last"]


def turned_tasks(
    tx: Tx, project_id: ProjectId, *, after: int, last: int, limit: int
) -> list[tuple[TaskId, int]]:
    """Return named tasks of a page that are open for nobody, or closed for want of people who are there now.

    Each comes with its row number, in that order.
    """
    rows = tx.execute(
        f"""
        SELECT t.id, t.row_number FROM task t
        WHERE t.project_id = :id AND t.row_number > :after AND t.row_number <= :last AND t.named AND (
            (t.state = 'OPEN' AND NOT {_HAS_PEOPLE})
            OR (t.state = 'CLOSED' AND {_HAS_PEOPLE} AND EXISTS (SELECT 1 FROM task_question b
                WHERE b.task_id = t.id AND b.reason = 'nobody_left')))
        ORDER BY t.row_number LIMIT :limit
        """,
        {"id": project_id, "after": after, "last": last, "limit": limit},
    )
    return [(TaskId(row["id"]), row["row_number"]) for row in rows]
