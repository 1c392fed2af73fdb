"""Builds the database that our bot starts from: people, a project with its tasks, and old answers."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from crowd.deciding.skill import DEFAULT_PRIOR
from storage.upgrade import upgrade

PROJECT = 1
FIRST_PERSON = 100_000_001
_TEXT = json.dumps({"text": "A man in red rides a bicycle along the river and sings."})
#: Distance between the people who gave old answers to a task, so that nobody gave two.
_STRIDE = 101


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The size of the database.

    Attributes:
        people: Subscribers, including those who gave the old answers.
        tasks: Tasks open to everybody, without answers yet.
        closed: Tasks closed by their answers.
        answers_each: Answers per closed task.
        messages: Texts waiting to be sent, one each to people in turn.
        fitted: Whether the last full fit saw all answers; otherwise one is due at once.
        announced: Whether the first person, an admin, has just started a paid announcement to all others.
    """

    people: int
    tasks: int
    closed: int = 0
    answers_each: int = 10
    messages: int = 0
    announced: bool = False
    fitted: bool = True

    @property
    def ids(self) -> range:
        """The ids of all people."""
        return range(FIRST_PERSON, FIRST_PERSON + self.people)

    @property
    def answers(self) -> int:
        """Number of stored answers."""
        return self.closed * self.answers_each


def build(path: Path, stock: Stock) -> None:
    """Write the database."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        upgrade(connection)
        connection.execute("BEGIN")
        for statement in _STATEMENTS:
            connection.execute(f"{_NUMBERS} {statement}", _values(stock))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    finally:
        connection.close()


def _values(stock: Stock) -> dict[str, object]:
    return {
        "first": FIRST_PERSON,
        "project": PROJECT,
        "people": stock.people,
        "tasks": stock.tasks,
        "closed": stock.closed,
        "each": stock.answers_each,
        "answers": stock.answers,
        "messages": stock.messages,
        "announced": stock.announced,
        "fitted": stock.answers if stock.fitted else stock.answers // 2,
        "most": max(stock.people, stock.tasks, stock.closed, stock.messages) + 1,
        "text": _TEXT,
        "right": DEFAULT_PRIOR.right,
        "wrong": DEFAULT_PRIOR.wrong,
    }


_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most)"
_TASK = "INSERT INTO task (project_id, key, row_number, content, state, named, offer, level, rank)"
_EACH = (
    "(WITH RECURSIVE e(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM e WHERE n < :each - 1) SELECT n FROM e)"
)
_OLD = f"""
    FROM task t CROSS JOIN {_EACH} k CROSS JOIN contributor c ON c.id = :first + (t.id * 7 + k.n * {_STRIDE}) % :people
    WHERE t.state = 'CLOSED'
"""
_STATEMENTS = (
    """
    INSERT INTO contributor (id, state, locale, created_at, last_project_id)
    SELECT :first + n, 'ACTIVE', 'en', 1, :project FROM numbers WHERE n < :people
    """,
    """
    INSERT INTO consent (contributor_id, version, text_hash, locale, given_at)
    SELECT :first + n, 1, 'hash', 'en', 1 FROM numbers WHERE n < :people
    """,
    """
    INSERT INTO project (id, requester_id, name, state, content_columns, has_keys, next_rank,
        has_open, n_tasks, n_closed, n_answers, created_at, changed_at)
    SELECT :project, :first, 'Movies', 'RUNNING', '["text"]', FALSE, :tasks + :closed + 1, TRUE,
        :tasks + :closed, :closed, :answers, 1, 1
    """,
    """
    INSERT INTO question (id, project_id, position, kind, text, config, target, min_answers, max_answers, prior_right,
        prior_wrong, n_fitted, fitted_through)
    SELECT :project, :project, 0, 'one_of', 'Does one follow from the other?', '{"options": ["Yes", "No"]}', 0.95,
        3, 10, :right, :wrong, :fitted, 1
    """,
    f"""
    {_TASK}
    SELECT :project, 't' || n, n, :text, 'CLOSED', FALSE, FALSE, 0, n + 1
    FROM numbers WHERE n < :closed
    """,
    f"""
    {_TASK}
    SELECT :project, 't' || (:closed + n), :closed + n, :text, 'OPEN', FALSE, TRUE, 0, :closed + n + 1
    FROM numbers WHERE n < :tasks
    """,
    f"""
    INSERT INTO assignment (task_id, contributor_id, state, lease_id, lease_until, offered_at, ended_at)
    SELECT t.id, c.id, 'ANSWERED', 1, 1, 1, 1 {_OLD} ORDER BY t.id
    """,
    """
    INSERT INTO answer (assignment_id, question_id, version, task_id, contributor_id, label, counted, credit,
        instruction_version, consent_version, answered_at)
    SELECT id, :project, 1, task_id, contributor_id, id % 7 = 0, TRUE, 0.9, 1, 1, 1 FROM assignment
    """,
    """
    INSERT INTO task_question (task_id, question_id, state, reason, label, confidence, vote_share, n_answers)
    SELECT id, :project, 'CLOSED', 'target', 0, 0.97, 0.9, :each FROM task WHERE state = 'CLOSED'
    """,
    """
    INSERT INTO consensus (task_id, question_id, version, label, confidence, vote_share, n_answers, reason,
        rule_version, method, method_version, numbers, closed_at)
    SELECT id, :project, 1, 0, 0.97, 0.9, :each, 'target', 1, 'askmany', 2, '{}', 1 FROM task WHERE state = 'CLOSED'
    """,
    """
    INSERT INTO skill (question_id, contributor_id, "right", answered)
    SELECT question_id, contributor_id, sum(credit), count(*) FROM answer GROUP BY 1, 2
    """,
    """
    INSERT INTO outbox (kind, chat_id, body, priority, state, due_at)
    SELECT 'TEXT', :first + n % :people, '{"key": "card-idle", "args": {}, "locale": "en"}', 2, 'PENDING', 1
    FROM numbers WHERE n < :messages
    """,
    # Everybody is in UTC without quiet hours, so the bot may write to all of them at once.
    "UPDATE contributor SET zone = 'UTC' WHERE :announced",
    """
    INSERT INTO announcement (author_id, text, state, fare, created_at, started_at)
    SELECT :first, 'The bot rests tonight.', 'SENDING', 'PAID', now, now
    FROM (SELECT unixepoch() * 1000000 AS now) WHERE :announced
    """,
    """
    INSERT INTO recipient (announcement_id, contributor_id, state, not_before)
    SELECT a.id, c.id, 'WAITING', 1 FROM announcement a JOIN contributor c ON c.id <> a.author_id
    """,
)
