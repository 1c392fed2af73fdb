"""Answers with their versions, and the skills of the people who gave them."""

from collections.abc import Iterable
from dataclasses import dataclass

from crowd.deciding.skill import Skill, SkillPrior
from crowd.ids import AssignmentId, ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds import Value, WeighedAnswer
from crowd.kinds.question import Question
from storage.projects.questions import FIRST_QUESTION, stored, value_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """An answer to store."""

    assignment_id: AssignmentId
    question: Question
    task_id: TaskId
    contributor_id: ContributorId
    value: Value | None  #: None if they say that they have none
    counted: bool
    update_id: int | None
    instruction_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnswer(WeighedAnswer):
    """An answer that counts, with what is stored about its author's skill at the question."""

    assignment_id: AssignmentId
    version: int
    contributor_id: ContributorId


def add_answer(tx: Tx, answer: NewAnswer, *, at: int) -> int:
    """Store an answer as its assignment's newest version and return the version number, starting at 1."""
    row = tx.one(
        """
        INSERT INTO answer (assignment_id, question_id, version, task_id, contributor_id, label, value, counted,
            update_id, instruction_version, consent_version, answered_at)
        SELECT :assignment, :question,
            1 + coalesce((SELECT max(version) FROM answer
                WHERE assignment_id = :assignment AND question_id = :question), 0),
            :task, :contributor, :label, :value, :counted, :update, :instruction,
            (SELECT max(version) FROM consent WHERE contributor_id = :contributor AND revoked_at IS NULL), :at
        RETURNING version
        """,
        {
            "assignment": answer.assignment_id,
            "question": answer.question.id,
            "task": answer.task_id,
            "contributor": answer.contributor_id,
            **stored(answer.value, answer.question.kind),
            "counted": answer.counted,
            "update": answer.update_id,
            "instruction": answer.instruction_version,
            "at": at,
        },
    )
    if row is None:
        raise LookupError(answer.assignment_id)
    return int(row["version"])


def newest_value(tx: Tx, assignment_id: AssignmentId, question_id: QuestionId) -> Value | None:
    """Return the newest version of an assignment's answer to a question."""
    row = tx.one(
        """
        SELECT label, value FROM answer WHERE assignment_id = :id AND question_id = :question
        ORDER BY version DESC LIMIT 1
        """,
        {"id": assignment_id, "question": question_id},
    )
    return None if row is None else value_of(row["label"], row["value"])


def updates_of(tx: Tx, assignment_id: AssignmentId, question_id: QuestionId) -> list[int | None]:
    """Return the updates that contained the versions of an assignment's answer to a question, newest first."""
    rows = tx.execute(
        """
        SELECT update_id FROM answer WHERE assignment_id = :id AND question_id = :question ORDER BY version DESC
        """,
        {"id": assignment_id, "question": question_id},
    )
    return [row["update_id"] for row in rows]


def supersede(tx: Tx, assignment_id: AssignmentId, question_id: QuestionId) -> float | None:
    """Stop counting an assignment's answer; return its credit, or None if none counted."""
    row = tx.one(
        """
        UPDATE answer SET counted = FALSE WHERE assignment_id = :assignment AND question_id = :question AND counted
        RETURNING credit
        """,
        {"assignment": assignment_id, "question": question_id},
    )
    if row is None:
        return None
    return 0.0 if row["credit"] is None else float(row["credit"])


def find_skill(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> Skill | None:
    """Return somebody's skill at a project's question; None before their first answer."""
    row = tx.one(
        f"""
        SELECT s."right", s.answered, q.prior_right, q.prior_wrong
        FROM question q JOIN skill s ON s.question_id = q.id AND s.contributor_id = :contributor
        WHERE q.project_id = :project AND {FIRST_QUESTION}
        """,
        {"contributor": contributor_id, "project": project_id},
    )
    if row is None:
        return None
    prior = SkillPrior(right=row["prior_right"], wrong=row["prior_wrong"])
    return Skill(right=row["right"], answered=row["answered"], prior=prior)


def answers_of_task(tx: Tx, task_id: TaskId, question_id: QuestionId) -> list[CountedAnswer]:
    """Return the answers to a task that count, in the order of their assignments."""
    rows = tx.execute(
        """
        SELECT n.assignment_id, n.version, n.contributor_id, n.label, n.value, n.credit,
            coalesce(s."right", 0.0) AS "right", coalesce(s.answered, 0.0) AS answered, s.matched,
            CASE WHEN n.answered_at <= q.fitted_through THEN b.belief END AS belief
        FROM answer n JOIN question q ON q.id = n.question_id
        LEFT JOIN task_question b ON b.task_id = n.task_id AND b.question_id = n.question_id
        LEFT JOIN skill s ON s.question_id = n.question_id AND s.contributor_id = n.contributor_id
        WHERE n.task_id = :task AND n.question_id = :question AND n.counted
        ORDER BY n.assignment_id
        """,
        {"task": task_id, "question": question_id},
    )
    return [
        CountedAnswer(
            assignment_id=AssignmentId(row["assignment_id"]),
            version=row["version"],
            contributor_id=ContributorId(row["contributor_id"]),
            value=value_of(row["label"], row["value"]),
            credit=row["credit"],
            right=row["right"],
            answered=row["answered"],
            learnt=row["matched"],
            belief=row["belief"],
        )
        for row in rows
    ]


def set_credits(tx: Tx, question_id: QuestionId, changes: Iterable[tuple[AssignmentId, int, float]]) -> None:
    """Store how much each answer (assignment, version) adds to its author's expected right answers."""
    tx.many(
        """
        UPDATE answer SET credit = :credit
        WHERE assignment_id = :assignment AND question_id = :question AND version = :version
        """,
        [
            {"assignment": assignment, "version": version, "credit": credit, "question": question_id}
            for assignment, version, credit in changes
        ],
    )


def add_skills(
    tx: Tx, question_id: QuestionId, changes: Iterable[tuple[ContributorId, float, float]]
) -> None:
    """Add (expected right answers, answers) to people's totals at a question."""
    tx.many(
        """
        INSERT INTO skill (question_id, contributor_id, "right", answered)
        VALUES (:question, :contributor, :right, :answered)
        ON CONFLICT (question_id, contributor_id) DO UPDATE SET
            "right" = skill."right" + excluded."right", answered = skill.answered + excluded.answered
        """,
        [
            {"question": question_id, "contributor": contributor, "right": right, "answered": answered}
            for contributor, right, answered in changes
        ],
    )
