"""Builds a database that looks as if people had answered for years: closed tasks, and a few that need offers."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from crowd.deciding.skill import DEFAULT_PRIOR
from storage.upgrade import upgrade

#: Answers per closed task, and the number of people who gave them; nobody had the same task twice.
ANSWERS_A_TASK = 10
N_VETERANS = 1_000
#: Tasks that need offers in each of the two projects, however long the history is.
N_OFFERABLE = 1_000
#: People named in the tasks that are not open to everybody: each of them may get every such task.
N_NAMED = 40
FIRST_VETERAN, FIRST_NAMED, FIRST_FRESH = 1, 1_000_001, 2_000_001
#: People who have had every task that needs offers.
N_EXHAUSTED = 20
FIRST_EXHAUSTED = 3_000_001
OPEN, NAMED = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The size of the database to build."""

    n_answers: int
    n_fresh: int

    @property
    def n_closed(self) -> int:
        """Number of closed tasks in each of the two projects."""
        return self.n_answers // (2 * ANSWERS_A_TASK)


def build(path: Path, shape: Shape) -> None:
    """Write a database, with half of the answers in a project open to everybody and half in one for named people."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        upgrade(connection)
        connection.execute("BEGIN")
        _people(connection, shape)
        for project_id in (OPEN, NAMED):
            _project(connection, shape, project_id)
        _skills(connection)
        _exhausted(connection)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    finally:
        connection.close()


def _people(connection: sqlite3.Connection, shape: Shape) -> None:
    ranges = (
        (FIRST_VETERAN, N_VETERANS),
        (FIRST_NAMED, N_NAMED),
        (FIRST_FRESH, shape.n_fresh),
        (FIRST_EXHAUSTED, N_EXHAUSTED),
    )
    for first, count in ranges:
        _fill(
            connection,
            "INSERT INTO contributor (id, state, locale, created_at) SELECT :first + n, 'ACTIVE', 'en', 1",
            first=first,
            count=count,
        )
    connection.execute(
        "INSERT INTO consent (contributor_id, version, text_hash, locale, given_at) "
        "SELECT id, 1, 'hash', 'en', 1 FROM contributor"
    )


def _project(connection: sqlite3.Connection, shape: Shape, project_id: int) -> None:
    """Add a project with its question, closed tasks with everything their answers left behind, and offerable tasks."""
    n_tasks = shape.n_closed + N_OFFERABLE
    values = {
        "project": project_id,
        "named": project_id == NAMED,
        "tasks": n_tasks,
        "closed": shape.n_closed,
        "answers": shape.n_closed * ANSWERS_A_TASK,
        "right": DEFAULT_PRIOR.right,
        "wrong": DEFAULT_PRIOR.wrong,
    }
    connection.execute(
        "INSERT INTO project (id, requester_id, name, state, content_columns, has_keys, next_rank, "
        "has_open, has_named, n_tasks, n_closed, n_answers, created_at, changed_at) "
        "VALUES (:project, 1, 'Names', 'RUNNING', '[\"text\"]', FALSE, "
        ":tasks + 1, NOT :named, :named, :tasks, :closed, :answers, 1, 1)",
        values,
    )
    connection.execute(
        "INSERT INTO question (id, project_id, position, kind, text, config, target, min_answers, max_answers, "
        "prior_right, prior_wrong) VALUES (:project, :project, 0, 'one_of', 'Is it so?', "
        f'\'{{"options": ["Yes", "No"]}}\', 0.95, 3, {ANSWERS_A_TASK}, :right, :wrong)',
        values,
    )
    _tasks(connection, shape, project_id)
    _answers(connection, shape, project_id)
    if project_id == NAMED:
        _audience(connection)


def _tasks(connection: sqlite3.Connection, shape: Shape, project_id: int) -> None:
    """Add the closed tasks, then those that need offers; their ids and ranks increase together."""
    text = '{"text": "A man in red rides a bicycle along the river and sings."}'
    common = {"project": project_id, "text": text, "named": project_id == NAMED}
    columns = "project_id, key, row_number, content, state, named, offer, level, rank"
    _fill(
        connection,
        f"INSERT INTO task ({columns}) SELECT :project, 't' || n, n, :text, 'CLOSED', :named, FALSE, 0, n + 1",
        count=shape.n_closed,
        **common,
    )
    _fill(
        connection,
        f"INSERT INTO task ({columns}) SELECT :project, 't' || (:first + n), :first + n, :text, 'OPEN', :named, "
        "TRUE, 0, :first + n + 1",
        count=N_OFFERABLE,
        first=shape.n_closed,
        **common,
    )


def _answers(connection: sqlite3.Connection, shape: Shape, project_id: int) -> None:
    """Add what the answers to the closed tasks left behind; every person had each task at most once."""
    # 101 and 1,000 have no common factor, so the ten people of a task are all different.
    person = f"{FIRST_VETERAN} + (t.id * 7 + k.n * 101) % {N_VETERANS}"
    tens = (
        "(WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k "
        f"WHERE n < {ANSWERS_A_TASK - 1}) SELECT n FROM k)"
    )
    which = {"project": project_id}
    connection.execute(
        "INSERT INTO assignment (task_id, contributor_id, state, lease_id, lease_until, offered_at, ended_at) "
        f"SELECT t.id, {person}, 'ANSWERED', 1, 1, 1, 1 FROM task t CROSS JOIN {tens} k "
        "WHERE t.project_id = :project AND t.state = 'CLOSED' ORDER BY t.id",
        which,
    )
    connection.execute(
        "INSERT INTO answer (assignment_id, question_id, version, task_id, contributor_id, label, counted, credit, "
        "instruction_version, consent_version, answered_at) "
        "SELECT a.id, :project, 1, a.task_id, a.contributor_id, a.id % 7 = 0, TRUE, 0.9, 1, 1, 1 "
        "FROM task t CROSS JOIN assignment a ON a.task_id = t.id "
        "WHERE t.project_id = :project AND t.state = 'CLOSED'",
        which,
    )
    connection.execute(
        "INSERT INTO task_question (task_id, question_id, state, reason, label, confidence, vote_share, n_answers) "
        f"SELECT id, :project, 'CLOSED', 'target', 0, 0.97, 0.9, {ANSWERS_A_TASK} "
        "FROM task WHERE project_id = :project AND state = 'CLOSED'",
        which,
    )
    connection.execute(
        "INSERT INTO consensus (task_id, question_id, version, label, confidence, vote_share, n_answers, reason, "
        "rule_version, method, method_version, numbers, closed_at) "
        f"SELECT id, :project, 1, 0, 0.97, 0.9, {ANSWERS_A_TASK}, 'target', 1, 'one_coin', 1, '{{}}', 1 "
        "FROM task WHERE project_id = :project AND state = 'CLOSED'",
        which,
    )
    if shape.n_closed and project_id == NAMED:
        connection.execute(
            "INSERT INTO audience (contributor_id, project_id, level, rank, task_id) "
            "SELECT a.contributor_id, :project, t.level, t.rank, t.id FROM task t "
            "CROSS JOIN assignment a ON a.task_id = t.id WHERE t.project_id = :project AND t.state = 'CLOSED'",
            which,
        )


def _audience(connection: sqlite3.Connection) -> None:
    """Let every named person have every task of the project that needs offers."""
    connection.execute(
        "INSERT INTO audience (contributor_id, project_id, level, rank, task_id) "
        "SELECT c.id, t.project_id, t.level, t.rank, t.id FROM task t CROSS JOIN contributor c "
        "WHERE t.project_id = :project AND t.offer AND c.id >= :first AND c.id < :first + :count",
        {"project": NAMED, "first": FIRST_NAMED, "count": N_NAMED},
    )


def _skills(connection: sqlite3.Connection) -> None:
    connection.execute(
        'INSERT INTO skill (question_id, contributor_id, "right", answered) '
        "SELECT question_id, contributor_id, sum(credit), count(*) FROM answer GROUP BY 1, 2"
    )


def _exhausted(connection: sqlite3.Connection) -> None:
    """Add people who skipped every task open to everybody: there is nothing for them, however often they ask."""
    connection.execute(
        "INSERT INTO assignment (task_id, contributor_id, state, lease_id, lease_until, offered_at, ended_at) "
        "SELECT t.id, c.id, 'SKIPPED', 1, 1, 1, 1 FROM task t CROSS JOIN contributor c "
        "WHERE t.project_id = :project AND t.offer AND c.id >= :first AND c.id < :first + :count",
        {"project": OPEN, "first": FIRST_EXHAUSTED, "count": N_EXHAUSTED},
    )


def _fill(connection: sqlite3.Connection, insert: str, *, count: int, **values: object) -> None:
    """Run an INSERT ... SELECT for every n from 0 to `count` - 1."""
    if count:
        connection.execute(
            f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count - 1) "
            f"{insert} FROM numbers",
            {"count": count, **values},
        )
