"""Recounts every counter in a database, for every project, task and skill, from the rows."""

from dataclasses import dataclass

from storage.tx import Tx

#: Sums of probabilities are updated by adding and subtracting; smaller differences than this are rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Miscount:
    """A counter that differs from the rows it counts.

    Attributes:
        counter: The counter, as `table.column`.
        rows: Number of rows in which it differs.
        example: The id of the project, task or contributor in one of them.
        stored: The counter's value there.
        counted: The value counted from the rows.
    """

    counter: str
    rows: int
    example: int
    stored: float
    counted: float


def recount(tx: Tx) -> list[Miscount]:
    """Return every counter that is wrong; none if the database is correct or empty."""
    found = [_compare(tx, counter, sql) for counter, sql in _COUNTERS.items()]
    return [miscount for miscount in found if miscount is not None]


def counters() -> list[str]:
    """Return the names of all counters that are recounted."""
    return list(_COUNTERS)


def _compare(tx: Tx, counter: str, sql: str) -> Miscount | None:
    row = tx.execute(
        f"""
        SELECT count(*) AS n, min(id) AS example, stored, counted FROM ({sql})
        WHERE abs(stored - counted) > :rounding
        """,
        {"rounding": _ROUNDING},
    )[0]
    if not row["n"]:
        return None
    return Miscount(
        counter=counter,
        rows=row["n"],
        example=row["example"],
        stored=row["stored"],
        counted=row["counted"],
    )


def _of_projects(column: str, counted: str) -> str:
    """Compare a counter of projects with (project_id, n) rows, ignoring projects that are being deleted."""
    return f"""
        SELECT p.id, p.{column} AS stored, coalesce(k.n, 0) AS counted
        FROM project p LEFT JOIN ({counted}) k ON k.project_id = p.id WHERE p.deleted_at IS NULL
    """


def _of_tasks(column: str, counted: str) -> str:
    """Compare a counter of tasks with (task_id, n) rows."""
    return f"""
        SELECT t.id, t.{column} AS stored, coalesce(k.n, 0) AS counted
        FROM task t LEFT JOIN ({counted}) k ON k.task_id = t.id
    """


def _tasks_where(condition: str) -> str:
    return f"SELECT project_id, count(*) AS n FROM task WHERE {condition} GROUP BY project_id"


def _answers_where(condition: str) -> str:
    return f"""
        SELECT project_id, count(*) AS n FROM (
            SELECT DISTINCT t.project_id, n.assignment_id, n.question_id FROM answer n JOIN task t ON t.id = n.task_id
            WHERE {condition}) AS given GROUP BY project_id
    """


def _assignments_in(state: str) -> str:
    return f"SELECT task_id, count(*) AS n FROM assignment WHERE state = '{state}' GROUP BY task_id"


def _closings(value: str) -> str:
    """The closings whose confidence comes from the crowd: not for gold, and with answers."""
    return f"""
        SELECT t.project_id, {value} AS n FROM consensus c JOIN task t ON t.id = c.task_id
        WHERE c.reopened_at IS NULL AND c.n_answers > 0 AND c.reason <> 'not_applicable' AND NOT t.mixed
            AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.task_id = c.task_id AND g.question_id = c.question_id)
        GROUP BY t.project_id
    """


def _skills(column: str, value: str) -> str:
    return f"""
        SELECT s.contributor_id AS id, s.{column} AS stored, coalesce(k.n, 0) AS counted FROM skill s
        LEFT JOIN (SELECT question_id, contributor_id, {value} AS n FROM answer
            WHERE counted AND credit IS NOT NULL GROUP BY question_id, contributor_id) k
        ON k.question_id = s.question_id AND k.contributor_id = s.contributor_id
    """


#: An answer is late when no version of it counts, unless it was taken back.
_LATE = """
    NOT EXISTS (SELECT 1 FROM answer m
        WHERE m.assignment_id = n.assignment_id AND m.question_id = n.question_id
            AND (m.counted OR (m.skipped IS NOT NULL AND m.version > n.version)))
"""

_COUNTERS = {
    "star_day.reserved": """
        SELECT d.day AS id, d.reserved AS stored, count(o.id) AS counted FROM star_day d
        LEFT JOIN outbox o ON o.stars_day = d.day AND o.state = 'SENDING' GROUP BY d.day, d.reserved
    """,
    "project.n_tasks": _of_projects("n_tasks", _tasks_where("TRUE")),
    "project.n_gold": _of_projects("n_gold", _tasks_where("gold IS NOT NULL")),
    "project.n_closed": _of_projects("n_closed", _tasks_where("state = 'CLOSED'")),
    "project.n_answers": _of_projects("n_answers", _answers_where("n.counted")),
    "project.n_late": _of_projects(
        "n_late", _answers_where(f"NOT n.counted AND n.skipped IS NULL AND {_LATE}")
    ),
    "project.n_offered": _of_projects(
        "n_offered",
        """
        SELECT t.project_id, count(*) AS n FROM assignment a JOIN task t ON t.id = a.task_id
        WHERE a.state = 'OFFERED' GROUP BY t.project_id
        """,
    ),
    "project.n_skips": _of_projects(
        "n_skips", "SELECT project_id, sum(n_skips) AS n FROM task GROUP BY project_id"
    ),
    "project.n_stated": _of_projects("n_stated", _closings("count(*)")),
    "project.confidence_sum": _of_projects("confidence_sum", _closings("sum(c.confidence)")),
    "closed_by.n": """
        SELECT project_id AS id, sum(stored) AS stored, sum(counted) AS counted FROM (
            SELECT project_id, reason, n AS stored, 0 AS counted FROM closed_by
            UNION ALL SELECT t.project_id, c.reason, 0 AS stored, count(*) AS counted
            FROM consensus c JOIN task t ON t.id = c.task_id
            WHERE c.reopened_at IS NULL GROUP BY t.project_id, c.reason) AS both
        GROUP BY project_id, reason
    """,
    "task_question.n_answers": """
        SELECT task_id AS id, sum(stored) AS stored, sum(counted) AS counted FROM (
            SELECT task_id, question_id, n_answers AS stored, 0 AS counted FROM task_question
            UNION ALL SELECT task_id, question_id, 0 AS stored, count(*) AS counted FROM answer
            WHERE counted GROUP BY task_id, question_id) AS both
        GROUP BY task_id, question_id
    """,
    "task.n_offered": _of_tasks("n_offered", _assignments_in("OFFERED")),
    "task.n_skips": _of_tasks("n_skips", _assignments_in("SKIPPED")),
    "skipped.n": """
        SELECT task_id AS id, sum(stored) AS stored, sum(counted) AS counted FROM (
            SELECT task_id, reason, n AS stored, 0 AS counted FROM skipped
            UNION ALL SELECT task_id, skip_reason, 0 AS stored, count(*) AS counted FROM assignment
            WHERE state = 'SKIPPED' AND skip_reason IS NOT NULL GROUP BY task_id, skip_reason) AS both
        GROUP BY task_id, reason
    """,
    "skill.right": _skills('"right"', "sum(credit)"),
    "skill.answered": _skills("answered", "count(*)"),
}
