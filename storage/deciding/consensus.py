"""How the questions of tasks were closed: as what, when and why."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId, QuestionId, TaskId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.task_questions import close_questions
from storage.deciding.rules import add_closed_by
from storage.projects.questions import stored
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The value that closes a question of a task, and the data behind the decision."""

    value: Value | None
    confidence: float
    vote_share: float
    n_answers: int
    reason: CloseReason
    rule_version: int
    method: str
    method_version: int
    numbers: dict[str, object]


def add_consensus(tx: Tx, task_id: TaskId, question: Question, closing: Closing, *, at: int) -> None:
    """Store that a question of a task was closed."""
    tx.execute(
        """
        INSERT INTO consensus (task_id, question_id, version, label, value, confidence, vote_share, n_answers, reason,
            rule_version, method, method_version, numbers, closed_at)
        SELECT :task, :question,
            1 + coalesce((SELECT max(version) FROM consensus
                WHERE task_id = :task AND question_id = :question), 0),
            :label, :value, :confidence, :vote_share, :n_answers, :reason, :rule, :method, :method_version, :numbers,
            :at
        """,
        {
            "task": task_id,
            "question": question.id,
            **stored(closing.value, question.kind),
            "confidence": closing.confidence,
            "vote_share": closing.vote_share,
            "n_answers": closing.n_answers,
            "reason": closing.reason,
            "rule": closing.rule_version,
            "method": closing.method,
            "method_version": closing.method_version,
            "numbers": json.dumps(closing.numbers),
            "at": at,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What a project counts for a consensus."""

    confidence: float
    n_answers: int
    reason: CloseReason


def end_consensus(tx: Tx, task_id: TaskId, question_id: QuestionId, *, at: int) -> Closed | None:
    """Mark the current consensus on a question of a task as reopened and return it; None if there is none."""
    row = tx.one(
        """
        UPDATE consensus SET reopened_at = :at
        WHERE task_id = :task AND question_id = :question AND reopened_at IS NULL
        RETURNING confidence, n_answers, reason
        """,
        {"task": task_id, "question": question_id, "at": at},
    )
    if row is None:
        return None
    return Closed(confidence=row["confidence"], n_answers=row["n_answers"], reason=CloseReason(row["reason"]))


def close_rest(
    tx: Tx, project_id: ProjectId, questions: Iterable[Question], *, rule_version: int, limit: int, at: int
) -> int:
    """Close up to `limit` open tasks of a project as cancelled, as what their answers say so far; return how many."""
    found = tx.execute(
        "SELECT id FROM task WHERE project_id = :project AND state = 'OPEN' ORDER BY id LIMIT :limit",
        {"project": project_id, "limit": limit},
    )
    if not found:
        return 0
    page: dict[str, object] = {"project": project_id, "first": found[0]["id"], "last": found[-1]["id"]}
    for question in questions:
        _close_question(tx, project_id, question, page, rule_version=rule_version, at=at)
    tx.execute(
        "UPDATE project SET n_closed = n_closed + :closed WHERE id = :id",
        {"id": project_id, "closed": len(found)},
    )
    tx.execute(f"UPDATE task AS t SET state = 'CLOSED', offer = FALSE WHERE {_REST}", page)
    return len(found)


#: The tasks of a page that are still open.
_REST = "t.project_id = :project AND t.state = 'OPEN' AND t.id BETWEEN :first AND :last"
#: A question of these that is still open, with what is stored about it.
_REST_OF_QUESTION = f"""
    FROM task t LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = :question
    LEFT JOIN gold g ON g.task_id = t.id AND g.question_id = :question
    WHERE {_REST} AND coalesce(b.state, 'OPEN') = 'OPEN'
"""


def _close_question(
    tx: Tx,
    project_id: ProjectId,
    question: Question,
    page: Mapping[str, object],
    *,
    rule_version: int,
    at: int,
) -> None:
    """Close one of the questions of a page of tasks."""
    method, method_version = question.kind.method
    of_page = {**page, "question": question.id}
    tx.execute(
        f"""
        UPDATE project SET n_stated = n_stated + k.n, confidence_sum = confidence_sum + k.confidence
        FROM (SELECT coalesce(sum(CASE WHEN b.n_answers > 0 THEN 1 ELSE 0 END), 0) AS n,
            coalesce(sum(b.confidence), 0) AS confidence {_REST_OF_QUESTION} AND g.task_id IS NULL) AS k
        WHERE id = :project
        """,
        of_page,
    )
    closed = tx.execute(
        f"""
        INSERT INTO consensus (task_id, question_id, version, label, value, confidence, vote_share, n_answers, reason,
            rule_version, method, method_version, numbers, closed_at)
        SELECT t.id, :question,
            1 + coalesce((SELECT max(version) FROM consensus c
                WHERE c.task_id = t.id AND c.question_id = :question), 0),
            coalesce(g.label, b.label), coalesce(g.value, b.value),
            CASE WHEN g.task_id IS NULL THEN coalesce(b.confidence, 0.0) ELSE 1.0 END, coalesce(b.vote_share, 0.0),
            coalesce(b.n_answers, 0), :reason, :rule, :method, :method_version, '{{}}', :at
        {_REST_OF_QUESTION} RETURNING task_id
        """,
        {
            **of_page,
            "reason": CloseReason.CANCELLED,
            "rule": rule_version,
            "method": method,
            "method_version": method_version,
            "at": at,
        },
    )
    close_questions(tx, question.id, [row["task_id"] for row in closed], CloseReason.CANCELLED)
    if closed:
        add_closed_by(tx, project_id, [(CloseReason.CANCELLED, len(closed))])
