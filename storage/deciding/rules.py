"""The stopping rules of each project, and how many of its tasks each rule has closed."""

from collections.abc import Sequence
from functools import lru_cache

from crowd.deciding.limits import Limits
from crowd.deciding.policy import CloseReason, NothingHere, StopRule
from crowd.ids import ProjectId
from storage.tx import Row, Tx


def rule_of(row: Row) -> StopRule:
    """Return the stopping rule from a row with the columns of a project."""
    return _rule(
        row["target"],
        row["min_answers"],
        row["max_answers"],
        row["margin"],
        row["nothing_code"],
        row["nothing_run"],
    )


@lru_cache(maxsize=1024)
def _rule(
    target: float, fewest: int, most: int, margin: int | None, nothing_code: int | None, run: int
) -> StopRule:
    """Build a rule; cached, because every answer needs its project's rule several times, and most are the same."""
    nothing = None if nothing_code is None else NothingHere(label=nothing_code, run=run)
    return StopRule(target=target, min_answers=fewest, max_answers=most, margin=margin, nothing=nothing)


def limits_of(row: Row) -> Limits:
    """Return a project's limits from a row with its columns."""
    return _limits(row["budget"], row["deadline_at"])


@lru_cache(maxsize=1024)
def _limits(budget: int | None, deadline_at: int | None) -> Limits:
    return Limits(budget=budget, deadline_at=deadline_at)


def set_rule(tx: Tx, project_id: ProjectId, rule: StopRule, limits: Limits, *, at: int) -> None:
    """Store when asking stops, and mark the tasks of a launched project for another check."""
    tx.execute(
        """
        UPDATE project SET target = :target, min_answers = :min, max_answers = :max, margin = :margin,
            nothing_code = :nothing, nothing_run = :run, budget = :budget, deadline_at = :deadline,
            reopening = (launched_at IS NOT NULL),
            n_rule_changes = n_rule_changes + CASE WHEN launched_at IS NULL THEN 0 ELSE 1 END,
            changed_at = max(:at, changed_at + 1, coalesce(
                (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0))
        WHERE id = :id
        """,
        {
            "id": project_id,
            "target": rule.target,
            "min": rule.min_answers,
            "max": rule.max_answers,
            "margin": rule.margin,
            "nothing": rule.nothing.label if rule.nothing else None,
            "run": rule.nothing.run if rule.nothing else None,
            "budget": limits.budget,
            "deadline": limits.deadline_at,
            "at": at,
        },
    )


def projects_at_limit(tx: Tx, *, at: int) -> list[ProjectId]:
    """Return the launched projects that have reached a limit but have not ended, or whose tasks are still held."""
    rows = tx.execute(
        """
        SELECT id FROM project
        WHERE ended_at IS NULL AND (budget IS NOT NULL OR deadline_at IS NOT NULL)
            AND state IN ('RUNNING', 'PAUSED') AND (n_answers >= budget OR deadline_at <= :at)
        UNION ALL SELECT id FROM project
        WHERE ended_at IS NOT NULL AND n_offered > 0 AND (n_answers >= budget OR deadline_at <= :at)
        """,
        {"at": at},
    )
    return [ProjectId(row["id"]) for row in rows]


def changed_projects(tx: Tx) -> list[tuple[ProjectId, int]]:
    """Return the projects whose tasks have not been checked since a rule changed, with the number of changes."""
    rows = tx.execute("SELECT id, n_rule_changes FROM project WHERE reopening")
    return [(ProjectId(row["id"]), row["n_rule_changes"]) for row in rows]


def end_change(tx: Tx, project_id: ProjectId, n_changes: int) -> None:
    """Store that all tasks were checked after `n_changes` changes; later changes still need a check."""
    tx.execute(
        "UPDATE project SET reopening = FALSE WHERE id = :id AND n_rule_changes = :changes",
        {"id": project_id, "changes": n_changes},
    )


def count_closed_by(tx: Tx, project_id: ProjectId) -> dict[CloseReason, int]:
    """Return how many tasks of a project are closed, by reason."""
    rows = tx.execute("SELECT reason, n FROM closed_by WHERE project_id = :id AND n > 0", {"id": project_id})
    return {CloseReason(row["reason"]): row["n"] for row in rows}


def add_closed_by(tx: Tx, project_id: ProjectId, changes: Sequence[tuple[CloseReason, int]]) -> None:
    """Count tasks that closed for each reason, or reopened (negative)."""
    if not changes:
        return
    tx.many(
        """
        INSERT INTO closed_by (project_id, reason, n) VALUES (:project, :reason, :n)
        ON CONFLICT (project_id, reason) DO UPDATE SET n = closed_by.n + excluded.n
        """,
        [{"project": project_id, "reason": reason, "n": n} for reason, n in changes],
    )
