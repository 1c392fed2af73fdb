"""How tasks were closed: as what, when and why."""

import json
from dataclasses import dataclass

from crowd.deciding.policy import CloseReason
from crowd.ids import ProjectId, QuestionId, TaskId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.deciding.rules import add_closed_by
from storage.projects.questions import stored
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The value that closes a task, and the data behind the decision."""

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
    """Store that a task was closed."""
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


def reason_closed(tx: Tx, task_id: TaskId, question_id: QuestionId) -> CloseReason | None:
    """Return why a task is closed; None if it is open."""
    row = tx.one(
        "SELECT reason FROM consensus WHERE task_id = :task AND question_id = :question AND reopened_at IS NULL",
        {"task": task_id, "question": question_id},
    )
    return None if row is None else CloseReason(row["reason"])


def end_consensus(tx: Tx, task_id: TaskId, question_id: QuestionId, *, at: int) -> Closed | None:
    """Mark a task's current consensus as reopened and return it; None if there is none."""
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
    tx: Tx,
    project_id: ProjectId,
    question_id: QuestionId,
    *,
    rule_version: int,
    method: str,
    method_version: int,
    limit: int,
    at: int,
) -> int:
    """Close up to `limit` open tasks of a project as cancelled, as what their answers say so far; return how many."""
    found = tx.execute(
        "SELECT id FROM task WHERE project_id = :project AND state = 'OPEN' ORDER BY id LIMIT :limit",
        {"project": project_id, "limit": limit},
    )
    if not found:
        return 0
    page = {"project": project_id, "first": found[0]["id"], "last": found[-1]["id"]}
    tx.execute(
        f"""
        INSERT INTO consensus (task_id, question_id, version, label, value, confidence, vote_share, n_answers, reason,
            rule_version, method, method_version, numbers, closed_at)
        SELECT t.id, :question,
            1 + coalesce((SELECT max(version) FROM consensus c WHERE c.task_id = t.id), 0),
            coalesce(g.label, t.label), coalesce(g.value, t.value),
            CASE WHEN g.task_id IS NULL THEN t.confidence ELSE 1.0 END, t.vote_share,
            t.n_answers, :reason, :rule, :method, :method_version, '{{}}', :at
        FROM task t LEFT JOIN gold g ON g.task_id = t.id AND g.question_id = :question WHERE {_REST}
        """,
        {
            **page,
            "question": question_id,
            "reason": CloseReason.CANCELLED,
            "rule": rule_version,
            "method": method,
            "method_version": method_version,
            "at": at,
        },
    )
    tx.execute(
        f"""
        UPDATE project SET
            n_stated = n_stated + (SELECT count(*) FROM task t WHERE {_REST} AND t.gold IS NULL AND t.n_answers > 0),
            confidence_sum = confidence_sum
                + coalesce((SELECT sum(t.confidence) FROM task t WHERE {_REST} AND t.gold IS NULL), 0),
            n_closed = n_closed + :closed
        WHERE id = :project
        """,
        {**page, "closed": len(found)},
    )
    add_closed_by(tx, project_id, [(CloseReason.CANCELLED, len(found))])
    tx.execute(f"UPDATE task AS t SET state = 'CLOSED', offer = FALSE WHERE {_REST}", page)
    return len(found)


#: The tasks of a page that are still open.
_REST = "t.project_id = :project AND t.state = 'OPEN' AND t.id BETWEEN :first AND :last"
