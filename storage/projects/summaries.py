"""A summary of a project's results: how many tasks have each label, and which labels are least certain."""

import json
from dataclasses import dataclass

from crowd.ids import ProjectId
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulTask:
    """A closed task whose label is not very certain."""

    key: str
    content: dict[str, str]
    option: str
    confidence: float


def count_labels(tx: Tx, project_id: ProjectId) -> list[tuple[str, int]]:
    """Return how many closed tasks of a project have each option, most common first, without unused options."""
    rows = tx.execute(
        """
        SELECT o.key, count(*) AS n
        FROM task t JOIN question q ON q.project_id = t.project_id AND q.position = 0
        JOIN consensus c ON c.task_id = t.id AND c.question_id = q.id AND c.reopened_at IS NULL
        JOIN option o ON o.question_id = q.id AND o.code = c.label
        WHERE t.project_id = :id GROUP BY o.key, o.code ORDER BY n DESC, o.code
        """,
        {"id": project_id},
    )
    return [(row["key"], row["n"]) for row in rows]


def least_certain(tx: Tx, project_id: ProjectId, *, below: float, limit: int) -> list[DoubtfulTask]:
    """Return the closed tasks with the lowest confidence, below a bound; only tasks with answers, without gold."""
    rows = tx.execute(
        """
        SELECT t.key, t.content, o.key AS option, c.confidence
        FROM task t JOIN question q ON q.project_id = t.project_id AND q.position = 0
        JOIN consensus c ON c.task_id = t.id AND c.question_id = q.id AND c.reopened_at IS NULL
        JOIN option o ON o.question_id = q.id AND o.code = c.label
        WHERE t.project_id = :id AND t.gold IS NULL AND c.n_answers > 0 AND c.confidence < :below
        ORDER BY c.confidence, t.row_number LIMIT :limit
        """,
        {"id": project_id, "below": below, "limit": limit},
    )
    return [
        DoubtfulTask(
            key=row["key"],
            content=json.loads(row["content"]),
            option=row["option"],
            confidence=row["confidence"],
        )
        for row in rows
    ]
