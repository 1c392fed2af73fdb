"""Why people skip tasks, counted by task, so that requesters see which are broken."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from crowd.answering.assignments import SkipReason
from crowd.ids import ProjectId, TaskId
from storage.tx import Row, Tx

#: The skips of a task by reason, as columns named after the reasons.
BY_REASON = ", ".join(
    f"sum(CASE WHEN reason = '{reason}' THEN n ELSE 0 END) AS {reason.lower()}" for reason in SkipReason
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedTask:
    """A task that people skipped."""

    key: str
    content: dict[str, str]
    skips: Mapping[SkipReason, int]


def add_skip(tx: Tx, project_id: ProjectId, task_id: TaskId, reason: SkipReason) -> None:
    """Count one more skip of a task."""
    tx.execute(
        """
        INSERT INTO skipped (project_id, task_id, reason, n) VALUES (:project, :task, :reason, 1)
        ON CONFLICT (project_id, task_id, reason) DO UPDATE SET n = skipped.n + 1
        """,
        {"project": project_id, "task": task_id, "reason": reason},
    )


def count_skips(tx: Tx, project_id: ProjectId) -> dict[SkipReason, int]:
    """Return how often the tasks of a project were skipped, by reason."""
    rows = tx.execute(
        "SELECT reason, sum(n) AS n FROM skipped WHERE project_id = :id GROUP BY reason", {"id": project_id}
    )
    return {SkipReason(row["reason"]): row["n"] for row in rows}


def count_troubled(tx: Tx, project_id: ProjectId) -> dict[SkipReason, int]:
    """Return how many tasks of a project were skipped at least once, by reason."""
    rows = tx.execute(
        "SELECT reason, count(*) AS n FROM skipped WHERE project_id = :id GROUP BY reason", {"id": project_id}
    )
    return {SkipReason(row["reason"]): row["n"] for row in rows}


def worst_skipped(tx: Tx, project_id: ProjectId, *, limit: int) -> list[SkippedTask]:
    """Return the tasks that people called broken or unclear, most often broken first."""
    rows = tx.execute(
        f"""
        SELECT t.key, t.content, s.* FROM (
            SELECT task_id, {BY_REASON} FROM skipped WHERE project_id = :id GROUP BY task_id
        ) AS s JOIN task t ON t.id = s.task_id
        WHERE s.broken + s.unclear > 0
        ORDER BY s.broken DESC, s.unclear DESC, t.row_number LIMIT :limit
        """,
        {"id": project_id, "limit": limit},
    )
    return [
        SkippedTask(key=row["key"], content=json.loads(row["content"]), skips=skips_of(row)) for row in rows
    ]


def skips_of(row: Row) -> dict[SkipReason, int]:
    """Return the skips from a row with the columns of `BY_REASON`, without zeros."""
    return {reason: row[reason.lower()] for reason in SkipReason if row[reason.lower()]}
