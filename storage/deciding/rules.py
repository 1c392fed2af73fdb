"""The stopping rules of each question, and how many tasks of a project each rule has closed."""

from collections.abc import Sequence
from functools import lru_cache

from crowd.deciding.limits import Limits
from crowd.deciding.policy import CloseReason, NothingHere, StopRule
from crowd.ids import ProjectId, QuestionId
from storage.tx import Record, Row, Tx

#: What `rule_of` reads, of a question that is called q.
RULE = "q.target, q.min_answers, q.max_answers, q.margin, q.nothing_code, q.nothing_run"


def rule_of(row: Row | Record) -> StopRule:
    """Return the stopping rule from a row with the columns of `RULE`."""
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
    """Build a rule; cached, because every answer needs its question's rule several times, and most are the same."""
    nothing = None if nothing_code is None else NothingHere(label=nothing_code, run=run)
    return StopRule(target=target, min_answers=fewest, max_answers=most, margin=margin, nothing=nothing)


def limits_of(row: Row | Record) -> Limits:
    """Return a project's limits from a row with its columns."""
    return _limits(row["budget"], row["deadline_at"])


@lru_cache(maxsize=1024)
def _limits(budget: int | None, deadline_at: int | None) -> Limits:
    return Limits(budget=budget, deadline_at=deadline_at)


def set_rule(tx: Tx, question_id: QuestionId, rule: StopRule, *, at: int) -> None:
    """Store when asking a question stops, and mark the tasks of a launched project for another check."""
    tx.execute(
        f"""
        UPDATE question SET target = :target, min_answers = :min, max_answers = :max, margin = :margin,
            nothing_code = :nothing, nothing_run = :run, {_MARKED} WHERE id = :id
        """,
        {
            "id": question_id,
            "target": rule.target,
            "min": rule.min_answers,
            "max": rule.max_answers,
            "margin": rule.margin,
            "nothing": rule.nothing.label if rule.nothing else None,
            "run": rule.nothing.run if rule.nothing else None,
        },
    )
    tx.execute(
        f"UPDATE project SET {_CHANGED_AT} WHERE id = (SELECT project_id FROM question WHERE id = :id)",
        {"id": question_id, "at": at},
    )


def set_limits(tx: Tx, project_id: ProjectId, limits: Limits, *, at: int) -> None:
    """Store at what the whole project ends, and mark the tasks of a launched project for another check."""
    tx.execute(
        f"UPDATE project SET budget = :budget, deadline_at = :deadline, {_CHANGED_AT} WHERE id = :id",
        {"id": project_id, "budget": limits.budget, "deadline": limits.deadline_at, "at": at},
    )
    tx.execute(f"UPDATE question SET {_MARKED} WHERE project_id = :id", {"id": project_id})


_LAUNCHED = "EXISTS (SELECT 1 FROM project p WHERE p.id = question.project_id AND p.launched_at IS NOT NULL)"
_MARKED = f"""
    reopening = {_LAUNCHED}, n_rule_changes = n_rule_changes + CASE WHEN {_LAUNCHED} THEN 1 ELSE 0 END
"""
_CHANGED_AT = """
    changed_at = max(:at, changed_at + 1, coalesce((SELECT shown_at + 1 FROM panel WHERE project_id = project.id), 0))
"""


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
    """Return the projects whose tasks have not been checked since a rule or limit changed, and how often one did."""
    rows = tx.execute(
        """
        SELECT project_id, sum(n_rule_changes) AS n FROM question
        WHERE project_id IN (SELECT project_id FROM question WHERE reopening) GROUP BY project_id
        """
    )
    return [(ProjectId(row["project_id"]), row["n"]) for row in rows]


def end_change(tx: Tx, project_id: ProjectId, n_changes: int) -> None:
    """Store that all tasks were checked after `n_changes` changes; later changes still need a check."""
    tx.execute(
        """
        UPDATE question SET reopening = FALSE WHERE project_id = :id
            AND (SELECT sum(q.n_rule_changes) FROM question q WHERE q.project_id = :id) = :changes
        """,
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
