"""The data for a requester's result files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crowd.answering.assignments import SkipReason
from crowd.ids import ProjectId, QuestionId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.skips import BY_REASON, skips_of
from storage.projects.questions import FIRST_QUESTION, value_of
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """What one of the questions of a task was decided as, as shown in the result file."""

    value: Value | None
    confidence: float | None
    vote_share: float
    agreement: (
        float | None
    )  #: share of the pairs of answers that say the same; None with fewer than two answers
    n_answers: int
    reason: str | None
    closed_at: int | None
    method: str | None
    method_version: int | None
    rule_version: int | None
    numbers: str  #: what else the decision was made of, as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A task as shown in the result file."""

    key: str
    content: dict[str, str]
    gold: str | None
    contributors: str
    state: str
    n_skips: int
    skips: Mapping[SkipReason, int]  #: by reason
    results: tuple[QuestionResult, ...]  #: of its questions, in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A version of an answer as shown in the file of raw answers."""

    key: str
    contributor: str
    question_id: QuestionId
    value: Value | None
    version: int
    counted: bool
    offered_at: int
    answered_at: int


def result_rows(tx: Tx, project_id: ProjectId, questions: Sequence[Question]) -> Iterator[ResultRow]:
    """Yield every task of a project, in the order of the file, with what its questions were decided as."""
    tasks = tx.each(
        f"""
        SELECT s.*, t.key, t.content, t.gold, t.state, t.n_skips,
            (SELECT group_concat(m.contributor_id, ' ') FROM audience m
                WHERE m.task_id = t.id AND m.contributor_id > 0) AS contributors -- those forgotten have lower numbers
        FROM task t
        LEFT JOIN (SELECT task_id, {BY_REASON} FROM skipped WHERE project_id = :id GROUP BY task_id) AS s
            ON s.task_id = t.id
        WHERE t.project_id = :id ORDER BY t.row_number, t.id
        """,
        {"id": project_id},
    )
    results = [_question_results(tx, project_id, question) for question in questions]
    for row, *of_task in zip(tasks, *results, strict=True):
        yield ResultRow(
            key=row["key"],
            content=json.loads(row["content"]),
            gold=row["gold"],
            contributors=row["contributors"] or "",
            state=row["state"],
            n_skips=row["n_skips"],
            skips=skips_of(row),
            results=tuple(of_task),
        )


def _question_results(tx: Tx, project_id: ProjectId, question: Question) -> Iterator[QuestionResult]:
    """Yield what a question was decided as for every task of a project, in the order of the file."""
    rows = tx.each(
        """
        SELECT coalesce(b.n_answers, 0) AS n_answers, coalesce(b.vote_share, 0.0) AS vote_share,
            b.confidence AS now_confidence, b.label AS now_label, b.value AS now_value, c.label, c.value, c.confidence,
            c.reason, c.closed_at, c.method, c.method_version, c.rule_version, c.numbers,
            (SELECT '[' || group_concat(coalesce(n.value, n.label), ',') || ']' FROM answer n
                WHERE n.task_id = t.id AND n.question_id = :question AND n.counted) AS given
        FROM task t LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = :question
        LEFT JOIN consensus c ON c.task_id = t.id AND c.question_id = :question AND c.reopened_at IS NULL
        WHERE t.project_id = :id ORDER BY t.row_number, t.id
        """,
        {"id": project_id, "question": question.id},
    )
    for row in rows:
        closed = row["closed_at"] is not None
        yield QuestionResult(
            value=value_of(row["label"], row["value"])
            if closed
            else value_of(row["now_label"], row["now_value"]),
            confidence=(row["confidence"] if closed else row["now_confidence"]) or None,
            vote_share=row["vote_share"],
            agreement=_agreement(json.loads(row["given"] or "[]"), question),
            n_answers=row["n_answers"],
            reason=row["reason"],
            closed_at=row["closed_at"],
            method=row["method"],
            method_version=row["method_version"],
            rule_version=row["rule_version"],
            numbers=row["numbers"] or "{}",
        )


def _agreement(given: Sequence[Value], question: Question) -> float | None:
    """Return the share of the pairs of answers to a task that say the same; None without a pair."""
    pairs = [question.kind.is_alike(one, other, question.config) for one, other in combinations(given, 2)]
    return sum(pairs) / len(pairs) if pairs else None


def answer_rows(tx: Tx, project_id: ProjectId) -> Iterator[AnswerRow]:
    """Yield every version of every answer in a project, with the project's pseudonyms."""
    rows = tx.each(
        """
        SELECT t.key, n.question_id, n.label, n.value,
            CASE WHEN EXISTS (SELECT 1 FROM audience m
                WHERE m.contributor_id = n.contributor_id AND m.project_id = t.project_id AND m.task_id = t.id)
                THEN y.named_key ELSE y.key END AS contributor,
            n.version, n.counted, a.offered_at, n.answered_at
        FROM task t JOIN answer n ON n.task_id = t.id JOIN assignment a ON a.id = n.assignment_id
        LEFT JOIN pseudonym y ON y.contributor_id = n.contributor_id AND y.project_id = t.project_id
        WHERE t.project_id = :id AND n.skipped IS NULL
        ORDER BY t.row_number, n.answered_at, n.assignment_id, n.version, n.question_id
        """,
        {"id": project_id},
    )
    for row in rows:
        yield AnswerRow(
            key=row["key"],
            contributor=row["contributor"] or "",
            question_id=QuestionId(row["question_id"]),
            value=value_of(row["label"], row["value"]),
            version=row["version"],
            counted=bool(row["counted"]),
            offered_at=row["offered_at"],
            answered_at=row["answered_at"],
        )


def counted_answers(tx: Tx, project_id: ProjectId) -> Iterator[tuple[int, int, Value, str]]:
    """Yield (task id, contributor id, answer, contributor's language) for each answer in a project that counts."""
    rows = tx.each(
        f"""
        SELECT n.task_id, n.contributor_id, n.label, n.value, c.locale
        FROM task t JOIN question q ON q.project_id = t.project_id AND {FIRST_QUESTION}
        JOIN answer n ON n.task_id = t.id AND n.question_id = q.id
        JOIN contributor c ON c.id = n.contributor_id
        WHERE t.project_id = :id AND n.counted
        """,
        {"id": project_id},
    )
    return ((row[0], row[1], value_of(row[2], row[3]), row[4]) for row in rows)


def answers_beside_tasks(
    tx: Tx, project_id: ProjectId, question_id: QuestionId
) -> Iterator[tuple[dict[str, str], Value]]:
    """Yield what a task shows, by column, with an answer, for each answer to a question that counts."""
    rows = tx.each(
        """
        SELECT t.id, t.content, n.label, n.value FROM task t JOIN answer n ON n.task_id = t.id
        WHERE t.project_id = :id AND n.question_id = :question AND n.counted ORDER BY t.id
        """,
        {"id": project_id, "question": question_id},
    )
    task, content = None, {}
    for row in rows:
        if row["id"] != task:
            task, content = row["id"], json.loads(row["content"])
        yield content, value_of(row["label"], row["value"])
