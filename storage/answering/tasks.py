"""Tasks, and whom they are for."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crowd.answering.tasks import Task, TaskState
from crowd.deciding.policy import CloseReason
from crowd.files.task_file import TaskRow
from crowd.ids import ContributorId, ProjectId, TaskId
from storage.answering.task_questions import TASK_QUESTION, task_questions_of
from storage.tx import Record, Tx

#: What `task_of` reads, of a task that is called t and of its rows in task_question, called b.
TASK = f"""
    t.id AS task_id, t.project_id, t.state AS task_state, t.named, t.mixed, t.offer, t.n_offered, t.level, t.rank,
        t.gold IS NOT NULL AS has_gold, {TASK_QUESTION}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task of a file, ready to be stored.

    Attributes:
        place: How many tasks of the file come before it.
        content: JSON object, column to text.
        named: Whether it is only for named people.
    """

    place: int
    row: int
    key: str
    content: str
    gold: str | None
    named: bool


def new_task(place: int, row: TaskRow) -> NewTask:
    """Return a row of a file, ready to be stored."""
    return NewTask(
        place=place,
        row=row.row,
        key=row.key,
        content=json.dumps(row.content, ensure_ascii=False),
        gold=row.gold,
        named=bool(row.contributors),
    )


def add_tasks(
    tx: Tx, project_id: ProjectId, tasks: Iterable[NewTask], *, level: int, first_rank: int
) -> None:
    """Store tasks from a file. They can be offered as soon as their project runs."""
    tx.many(
        """
        INSERT INTO task (project_id, key, row_number, content, gold, state, named, offer, level, rank)
        VALUES (:project, :key, :row, :content, :gold, 'OPEN', :named, TRUE, :level, :rank)
        """,
        (
            {
                "project": project_id,
                "key": task.key,
                "row": task.row,
                "content": task.content,
                "gold": task.gold,
                "named": task.named,
                "level": level,
                "rank": first_rank + task.place,
            }
            for task in tasks
        ),
    )


def add_audience(tx: Tx, project_id: ProjectId, key: str, contributors: Iterable[int]) -> None:
    """Store whom a task is for, besides those stored before."""
    task = tx.one(
        "SELECT id, level, rank FROM task WHERE project_id = :project AND key = :key",
        {"project": project_id, "key": key},
    )
    if task is None:
        raise LookupError(key)
    tx.many(
        """
        INSERT INTO audience (contributor_id, project_id, level, rank, task_id)
        VALUES (:contributor, :project, :level, :rank, :task)
        """,
        (
            {
                "contributor": contributor,
                "project": project_id,
                "level": task["level"],
                "rank": task["rank"],
                "task": task["id"],
            }
            for contributor in contributors
        ),
    )


def find_task(tx: Tx, task_id: TaskId) -> Task:
    """Return a task that must exist.

    Raises:
        LookupError: It does not exist.
    """
    # Leave out the content, which may be long.
    rows = tx.records(
        f"SELECT {TASK} FROM task t LEFT JOIN task_question b ON b.task_id = t.id WHERE t.id = :id",
        {"id": task_id},
    )
    if not rows:
        raise LookupError(task_id)
    return task_of(rows)


def task_of(rows: Sequence[Record]) -> Task:
    """Return a task from its rows with the columns of `TASK`, one for each of its questions."""
    row = rows[0]
    return Task(
        id=TaskId(row["task_id"]),
        project_id=ProjectId(row["project_id"]),
        state=TaskState(row["task_state"]),
        named=bool(row["named"]),
        mixed=bool(row["mixed"]),
        has_gold=bool(row["has_gold"]),
        offer=bool(row["offer"]),
        n_offered=row["n_offered"],
        level=row["level"],
        rank=row["rank"],
        questions=task_questions_of(rows),
    )


def task_content(tx: Tx, task_id: TaskId) -> dict[str, str]:
    """Return the content of a task, column by column."""
    row = tx.one("SELECT content FROM task WHERE id = :id", {"id": task_id})
    content: dict[str, str] = json.loads(row["content"]) if row else {}
    return content


def first_task(tx: Tx, project_id: ProjectId, *, skip: int = 0) -> dict[str, str] | None:
    """Return the content of a project's first task in the order of the file, after skipping `skip` tasks."""
    row = tx.one(
        "SELECT content FROM task WHERE project_id = :id ORDER BY row_number LIMIT 1 OFFSET :skip",
        {"id": project_id, "skip": skip},
    )
    content: dict[str, str] | None = None if row is None else json.loads(row["content"])
    return content


def place_of_task(tx: Tx, task_id: TaskId) -> int:
    """Return how many tasks come before one in the order of its project's file."""
    row = tx.one(
        """
        SELECT count(*) FROM task t JOIN task o ON o.project_id = t.project_id AND o.row_number < t.row_number
        WHERE t.id = :id
        """,
        {"id": task_id},
    )
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCounts:
    """A task's own counts after its questions were decided or an offer has ended."""

    state: TaskState
    offer: bool
    level: int
    rank: int
    n_offered: int
    n_skips_added: int


def set_task(tx: Tx, task_id: TaskId, counts: TaskCounts) -> None:
    """Store the counts of a task."""
    tx.execute(
        """
        UPDATE task SET state = :state, offer = :offer, level = :level, rank = :rank, n_offered = :n_offered,
            n_skips = n_skips + :n_skips_added
        WHERE id = :id
        """,
        {
            "id": task_id,
            "state": counts.state,
            "offer": counts.offer,
            "level": counts.level,
            "rank": counts.rank,
            "n_offered": counts.n_offered,
            "n_skips_added": counts.n_skips_added,
        },
    )


def set_offer(tx: Tx, task_id: TaskId, *, n_offered: int, offer: bool, skips: int = 0) -> None:
    """Store how many offers of a task are in flight and whether one more may be made, and add to its skips."""
    tx.execute(
        "UPDATE task SET n_offered = :n_offered, offer = :offer, n_skips = n_skips + :skips WHERE id = :id",
        {"id": task_id, "n_offered": n_offered, "offer": offer, "skips": skips},
    )


def requeue_audience(tx: Tx, task_id: TaskId, *, level: int, rank: int) -> None:
    """Put a named task back in the queue of the people it names."""
    tx.execute(
        "UPDATE audience SET level = :level, rank = :rank WHERE task_id = :id",
        {"id": task_id, "level": level, "rank": rank},
    )


def count_may_answer(tx: Tx, task_id: TaskId) -> int:
    """Return how many people in a named task's audience have not had it and have not left."""
    row = tx.one(
        """
        SELECT count(*) FROM audience m LEFT JOIN contributor c ON c.id = m.contributor_id
        WHERE m.task_id = :id AND (c.state IS NULL OR c.state NOT IN ('LEFT', 'BLOCKED', 'BANNED'))
            AND NOT EXISTS (SELECT 1 FROM assignment a
                WHERE a.task_id = :id AND a.contributor_id = m.contributor_id AND a.state <> 'EXPIRED')
        """,
        {"id": task_id},
    )
    return int(row[0]) if row else 0


def open_tasks_for(tx: Tx, contributor_id: ContributorId) -> list[TaskId]:
    """Return the open tasks of running projects that name somebody."""
    rows = tx.execute(
        """
        SELECT t.id FROM audience m JOIN task t ON t.id = m.task_id JOIN project p ON p.id = m.project_id
        WHERE m.contributor_id = :id AND t.state = 'OPEN' AND p.state IN ('RUNNING', 'PAUSED')
        """,
        {"id": contributor_id},
    )
    return [TaskId(row["id"]) for row in rows]


def exhausted_tasks_for(tx: Tx, contributor_id: ContributorId) -> list[TaskId]:
    """Return the tasks naming somebody that closed because nobody was left to answer."""
    rows = tx.execute(
        """
        SELECT DISTINCT b.task_id FROM audience m JOIN task_question b ON b.task_id = m.task_id
        JOIN project p ON p.id = m.project_id
        WHERE m.contributor_id = :id AND b.reason = 'nobody_left' AND p.state IN ('RUNNING', 'PAUSED', 'COMPLETED')
        """,
        {"id": contributor_id},
    )
    return [TaskId(row["task_id"]) for row in rows]


def tasks_for_nobody(tx: Tx, project_id: ProjectId, *, limit: int) -> list[TaskId]:
    """Return up to `limit` of a project's open named tasks whose people have all left or blocked the bot."""
    rows = tx.execute(
        """
        SELECT t.id FROM task t WHERE t.project_id = :id AND t.state = 'OPEN' AND t.named AND NOT EXISTS (
            SELECT 1 FROM audience m LEFT JOIN contributor c ON c.id = m.contributor_id
            WHERE m.task_id = t.id AND (c.state IS NULL OR c.state NOT IN ('LEFT', 'BLOCKED', 'BANNED')))
        LIMIT :limit
        """,
        {"id": project_id, "limit": limit},
    )
    return [TaskId(row["id"]) for row in rows]


def open_task_ids(tx: Tx, project_id: ProjectId, *, after: int, limit: int, least: int = 1) -> list[TaskId]:
    """Return a page of a project's open tasks of which some question has at least `least` answers."""
    rows = tx.execute(
        """
        SELECT t.id FROM task t WHERE t.project_id = :project AND t.state = 'OPEN' AND t.id > :after
            AND (:least = 0 OR EXISTS (
                SELECT 1 FROM task_question b WHERE b.task_id = t.id AND b.n_answers >= :least))
        ORDER BY t.id LIMIT :limit
        """,
        {"project": project_id, "after": after, "limit": limit, "least": least},
    )
    return [TaskId(row["id"]) for row in rows]


def closed_by(
    tx: Tx, project_id: ProjectId, *reasons: CloseReason, after: int, limit: int
) -> tuple[list[TaskId], int | None]:
    """Return which of a page of closed tasks have a question that closed for these reasons, and where to continue.

    There is nowhere to continue (None) at the end.
    """
    wanted = ", ".join(f"'{reason}'" for reason in reasons)
    rows = tx.execute(
        f"""
        SELECT t.id, EXISTS (SELECT 1 FROM task_question b WHERE b.task_id = t.id AND b.reason IN ({wanted})) AS fits
        FROM task t WHERE t.project_id = :project AND t.state = 'CLOSED' AND t.id > :after ORDER BY t.id LIMIT :limit
        """,
        {"project": project_id, "after": after, "limit": limit},
    )
    fitting = [TaskId(row["id"]) for row in rows if row["fits"]]
    return fitting, rows[-1]["id"] if len(rows) == limit else None
