"""A summary of a project's results: how many tasks were decided as what, and which are least certain."""

import json
from dataclasses import dataclass

from crowd.ids import ProjectId
from crowd.kinds import Value
from storage.projects.questions import FIRST_QUESTION, value_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulTask:
    """A closed task that is not very certain."""

    key: str
    content: dict[str, str]
    value: Value
    confidence: float


def count_values(tx: Tx, project_id: ProjectId) -> list[tuple[Value, int]]:
    """Return how many closed tasks of a project were decided as each value, most common first."""
    rows = tx.execute(
        f"""
        SELECT c.label, c.value, count(*) AS n
        FROM task t JOIN question q ON q.project_id = t.project_id AND {FIRST_QUESTION}
        JOIN consensus c ON c.task_id = t.id AND c.question_id = q.id AND c.reopened_at IS NULL
        WHERE t.project_id = :id AND (c.label IS NOT NULL OR c.value IS NOT NULL)
        GROUP BY c.label, c.value ORDER BY n DESC, c.label, c.value
        """,
        {"id": project_id},
    )
    return [(value_of(row["label"], row["value"]), row["n"]) for row in rows]


def least_certain(tx: Tx, project_id: ProjectId, *, below: float, limit: int) -> list[DoubtfulTask]:
    """Return the closed tasks with the lowest confidence, below a bound; only tasks with answers, without gold."""
    rows = tx.execute(
        f"""
        SELECT t.key, t.content, c.label, c.value, c.confidence
        FROM task t JOIN question q ON q.project_id = t.project_id AND {FIRST_QUESTION}
        JOIN consensus c ON c.task_id = t.id AND c.question_id = q.id AND c.reopened_at IS NULL
        WHERE t.project_id = :id AND (c.label IS NOT NULL OR c.value IS NOT NULL)
            AND t.gold IS NULL AND c.n_answers > 0 AND c.confidence < :below
        ORDER BY c.confidence, t.row_number LIMIT :limit
        """,
        {"id": project_id, "below": below, "limit": limit},
    )
    return [
        DoubtfulTask(
            key=row["key"],
            content=json.loads(row["content"]),
            value=value_of(row["label"], row["value"]),
            confidence=row["confidence"],
        )
        for row in rows
    ]
