"""The questions of each task: what its answers say so far, and whether it is closed.

A question of a task without a row is open and has no answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crowd.answering.tasks import TaskQuestion, TaskState
from crowd.deciding.policy import CloseReason
from crowd.ids import QuestionId, TaskId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.projects.questions import stored
from storage.tx import Record, Tx

#: What `task_questions_of` reads, of a row of this table that is called b.
TASK_QUESTION = "b.question_id AS answered_id, b.state AS question_state, b.reason, b.n_answers"


def task_questions_of(rows: Iterable[Record]) -> dict[QuestionId, TaskQuestion]:
    """Return how far the questions of a task are, from rows that have the columns of `TASK_QUESTION`."""
    return {
        QuestionId(row["answered_id"]): TaskQuestion(
            state=TaskState(row["question_state"]),
            reason=None if row["reason"] is None else CloseReason(row["reason"]),
            n_answers=row["n_answers"],
        )
        for row in rows
        if row["answered_id"] is not None
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the answers to one of a task's questions say after they were weighed, and whether that closes it."""

    question: Question
    state: TaskState
    reason: CloseReason | None
    value: Value | None
    confidence: float
    vote_share: float
    n_answers: int


def set_task_questions(tx: Tx, task_id: TaskId, decided: Iterable[Decided]) -> None:
    """Store what was decided about the questions of a task."""
    tx.many(
        """
        INSERT INTO task_question (task_id, question_id, state, reason, label, value, confidence, vote_share, n_answers)
        VALUES (:task, :question, :state, :reason, :label, :value, :confidence, :vote_share, :n_answers)
        ON CONFLICT (task_id, question_id) DO UPDATE SET state = excluded.state, reason = excluded.reason,
            label = excluded.label, value = excluded.value, confidence = excluded.confidence,
            vote_share = excluded.vote_share, n_answers = excluded.n_answers
        """,
        (
            {
                "task": task_id,
                "question": one.question.id,
                "state": one.state,
                "reason": one.reason,
                **stored(one.value, one.question.kind),
                "confidence": one.confidence,
                "vote_share": one.vote_share,
                "n_answers": one.n_answers,
            }
            for one in decided
        ),
    )


def close_questions(tx: Tx, question_id: QuestionId, task_ids: Iterable[TaskId], reason: CloseReason) -> None:
    """Store that a question of some tasks is closed, whatever their answers say."""
    tx.many(
        """
        INSERT INTO task_question (task_id, question_id, state, reason)
        VALUES (:task, :question, 'CLOSED', :reason)
        ON CONFLICT (task_id, question_id) DO UPDATE SET state = excluded.state, reason = excluded.reason
        """,
        ({"task": task_id, "question": question_id, "reason": reason} for task_id in task_ids),
    )
