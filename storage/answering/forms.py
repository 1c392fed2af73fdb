"""What a person has done with the questions of a task that asks several, and what those were decided as."""

from collections.abc import Mapping
from dataclasses import dataclass

from crowd.answering.assignments import SkipReason
from crowd.ids import AssignmentId, QuestionId, TaskId
from crowd.kinds import Value
from storage.answering.answers import NewAnswer, add_answer
from storage.projects.questions import value_of
from storage.tx import Tx

#: Stands where the reason of a skip does: a changed answer to an earlier question led past the question.
NOT_REACHED = "NOT_REACHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What somebody did with a question of their task.

    Attributes:
        value: Their answer; None if they skipped the question.
        counted: Whether it counts.
        update_id: The update that brought it.
    """

    value: Value | None
    counted: bool
    update_id: int | None


def own_answers(tx: Tx, assignment_id: AssignmentId) -> dict[int, Own]:
    """Return what somebody did with the questions of their task, by position; nothing of what was taken back."""
    rows = tx.execute(
        """
        SELECT q.position, n.label, n.value, n.counted, n.skipped, n.update_id
        FROM answer n JOIN question q ON q.id = n.question_id
        WHERE n.assignment_id = :id ORDER BY n.version
        """,
        {"id": assignment_id},
    )
    newest = {row["position"]: row for row in rows}
    return {
        position: Own(
            value=value_of(row["label"], row["value"]),
            counted=bool(row["counted"]),
            update_id=row["update_id"],
        )
        for position, row in sorted(newest.items())
        if row["skipped"] != NOT_REACHED
    }


def found_values(tx: Tx, task_id: TaskId) -> Mapping[QuestionId, Value | None]:
    """Return what the closed questions of a task were decided as, None for nothing."""
    rows = tx.execute(
        "SELECT question_id, label, value FROM task_question WHERE task_id = :id AND state = 'CLOSED'",
        {"id": task_id},
    )
    return {QuestionId(row["question_id"]): value_of(row["label"], row["value"]) for row in rows}


def skip_question(tx: Tx, answer: NewAnswer, reason: SkipReason, *, at: int) -> None:
    """Store that somebody has no answer to one of several questions."""
    _add_none(tx, answer, reason, at=at)


def take_back_answer(tx: Tx, answer: NewAnswer, *, at: int) -> None:
    """Store that somebody no longer comes to a question that they had answered."""
    _add_none(tx, answer, NOT_REACHED, at=at)


def _add_none(tx: Tx, answer: NewAnswer, why: str, *, at: int) -> None:
    version = add_answer(tx, answer, at=at)
    tx.execute(
        """
        UPDATE answer SET skipped = :why
        WHERE assignment_id = :assignment AND question_id = :question AND version = :version
        """,
        {
            "why": why,
            "assignment": answer.assignment_id,
            "question": answer.question.id,
            "version": version,
        },
    )
