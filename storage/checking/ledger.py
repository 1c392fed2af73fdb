"""Recounts a database from its rows, while a bot may be writing to it."""

from dataclasses import dataclass
from pathlib import Path

from storage.file.read_only import opened_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Totals for the newest project of a database, counted from its rows."""

    n_tasks: int
    n_closed: int
    n_answers: int  #: assignments with an answer
    counted: int  #: answers that count
    counter: int  #: the project's own counter of these
    tasks_off: int  #: tasks whose counters differ from their rows
    skills_off: float  #: largest difference between a skill and the sum of its answers
    n_offered: int
    closed_by: dict[str, int]
    integrity: str


def read_ledger(path: Path) -> Ledger:
    """Count the newest project of the database at `path`, without changing it."""
    with opened_to_read(path) as connection:
        project = connection.execute("SELECT max(id) FROM project").fetchone()[0]

        def one(sql: str) -> int:
            row = connection.execute(sql, {"id": project}).fetchone()
            return int((row[0] if row else 0) or 0)  # without a project, there is nothing to count

        return Ledger(
            n_tasks=one("SELECT count(*) FROM task WHERE project_id = :id"),
            n_closed=one("SELECT count(*) FROM task WHERE project_id = :id AND state = 'CLOSED'"),
            n_answers=one(_ANSWERED),
            counted=one(_COUNTED),
            counter=one("SELECT n_answers FROM project WHERE id = :id"),
            tasks_off=one(_TASKS_OFF),
            skills_off=float(connection.execute(_SKILLS_OFF, {"id": project}).fetchone()[0] or 0.0),
            n_offered=one("SELECT sum(n_offered) FROM task WHERE project_id = :id"),
            closed_by=dict(connection.execute(_CLOSED_BY, {"id": project}).fetchall()),
            integrity=str(connection.execute("PRAGMA integrity_check").fetchone()[0]),
        )


def count_unsettled(path: Path) -> int:
    """Return the newest project's open tasks plus waiting offers, plus 1 each for a running fit and a pending end.

    Both of these may reopen tasks.

    Does not change the database.
    """
    with opened_to_read(path) as connection:
        return int(connection.execute(_UNSETTLED).fetchone()[0])


def count_old_panels(path: Path) -> int:
    """Return 1 if the newest project's panel is out of date, else 0. Does not change the database."""
    with opened_to_read(path) as connection:
        return int(connection.execute(_OLD_PANELS).fetchone()[0])


_OLD_PANELS = """
    SELECT count(*) FROM panel n JOIN project p ON p.id = n.project_id
    WHERE p.id = (SELECT max(id) FROM project) AND p.changed_at > n.shown_at
"""
_UNSETTLED = """
    SELECT (SELECT coalesce(sum(n_offered + (state = 'OPEN')), 0) FROM task WHERE project_id = p.id)
        + (SELECT count(*) FROM question WHERE project_id = p.id AND fitting) + p.settling
    FROM project p WHERE p.id = (SELECT max(id) FROM project)
"""
_ANSWERED = """
    SELECT count(DISTINCT n.assignment_id) FROM answer n JOIN task t ON t.id = n.task_id WHERE t.project_id = :id
"""
_COUNTED = """
    SELECT count(*) FROM answer n JOIN task t ON t.id = n.task_id WHERE t.project_id = :id AND n.counted
"""
_TASKS_OFF = """
    SELECT count(*) FROM task t WHERE t.project_id = :id AND (
        coalesce((SELECT sum(b.n_answers) FROM task_question b WHERE b.task_id = t.id), 0)
            <> (SELECT count(*) FROM answer n WHERE n.task_id = t.id AND n.counted)
        OR t.n_offered <> (SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.state = 'OFFERED'))
"""
_SKILLS_OFF = """
    SELECT max(abs(s."right" - (SELECT sum(n.credit) FROM answer n
        WHERE n.question_id = s.question_id AND n.contributor_id = s.contributor_id AND n.counted)))
    FROM skill s JOIN question q ON q.id = s.question_id WHERE q.project_id = :id
"""
_CLOSED_BY = """
    SELECT c.reason, count(*) FROM consensus c JOIN task t ON t.id = c.task_id
    WHERE t.project_id = :id AND c.reopened_at IS NULL GROUP BY c.reason
"""
