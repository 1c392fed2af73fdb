"""Gold: tasks with a known answer, which are closed from launch and mixed in with the others."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crowd.deciding.policy import N_LEVELS, CloseReason
from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.picking import pick_in_order
from storage.answering.task_questions import close_questions
from storage.deciding.rules import add_closed_by
from storage.projects.counts import next_ranks
from storage.projects.questions import stored, value_of
from storage.tx import Tx

#: The level under which a person's cursor over a project's gold is stored, next to those of the real levels.
_CURSOR_LEVEL = N_LEVELS

#: Gold for named people is only for them.
_PICK_GOLD = """
    SELECT t.id, t.rank,
        NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.contributor_id = :contributor)
        AND (NOT t.named OR EXISTS (SELECT 1 FROM audience m
            WHERE m.task_id = t.id AND m.contributor_id = :contributor)) AS fits
    FROM task t WHERE t.project_id = :project AND t.rank > :rank AND t.mixed
    ORDER BY t.rank LIMIT :limit
"""


#: A file with more gold than this is prepared by a tick, page by page, once its project is launched.
GOLD_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of a file, by their numbers."""

    after: int
    last: int


def _page(project_id: ProjectId, question_id: QuestionId, rows: Rows | None) -> tuple[dict[str, int], str]:
    """Return parameters, and the SQL for the gold in some rows of a project's file; None for all of them."""
    params = {"project": project_id, "question": question_id}
    where = "t.project_id = :project AND t.gold IS NOT NULL"
    if rows is None:
        return params, where
    # Not in the order of the labels: there may be much more gold than in these rows.
    where = f"{where} AND t.row_number > :after AND t.row_number <= :last"
    return {**params, "after": rows.after, "last": rows.last}, where


def mix_in_gold(
    tx: Tx,
    project_id: ProjectId,
    question_id: QuestionId,
    *,
    rows: Rows | None = None,
    rule_version: int,
    method: str,
    method_version: int,
    at: int,
) -> None:
    """Close a project's gold in some rows of its file with the known answers, to be mixed in from now on.

    The caller sees to it that there are other tasks too: if all are gold, it is asked like any other task.
    """
    page, where = _page(project_id, question_id, rows)
    mixed = tx.execute(
        f"""
        INSERT INTO consensus (task_id, question_id, version, label, value, confidence, vote_share, n_answers, reason,
            rule_version, method, method_version, numbers, closed_at)
        SELECT t.id, :question, 1, g.label, g.value, 1.0, 0.0, 0, :reason, :rule, :method, :method_version, '{{}}', :at
        FROM task t JOIN gold g ON g.task_id = t.id AND g.question_id = :question
        WHERE {where} AND NOT t.mixed AND t.state = 'OPEN'
        RETURNING task_id
        """,
        {
            **page,
            "reason": CloseReason.KNOWN,
            "rule": rule_version,
            "method": method,
            "method_version": method_version,
            "at": at,
        },
    )
    close_questions(tx, question_id, [row["task_id"] for row in mixed], CloseReason.KNOWN)
    tx.many(
        "UPDATE task SET state = 'CLOSED', offer = FALSE, mixed = TRUE WHERE id = :id",
        [{"id": row["task_id"]} for row in mixed],
    )
    tx.execute(
        "UPDATE project SET n_closed = n_closed + :gold WHERE id = :project",
        {"project": project_id, "gold": len(mixed)},
    )
    if mixed:
        add_closed_by(tx, project_id, [(CloseReason.KNOWN, len(mixed))])


def pick_gold(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> TaskId | None:
    """Find a gold task of a project that a person was never offered; None if they have had them all.

    The task found goes to the end of the queue, so all gold is asked equally often, in a different order for everybody.
    """
    task_id = pick_in_order(tx, _PICK_GOLD, contributor_id, project_id, cursor=_CURSOR_LEVEL)
    if task_id is not None:
        rank = next_ranks(tx, project_id, 1)
        tx.execute("UPDATE task SET rank = :rank WHERE id = :id", {"rank": rank, "id": task_id})
    return task_id


def gold_value(tx: Tx, task_id: TaskId, question_id: QuestionId) -> Value | None:
    """Return the known value of a gold task."""
    row = tx.one(
        "SELECT label, value FROM gold WHERE task_id = :task AND question_id = :question",
        {"task": task_id, "question": question_id},
    )
    return None if row is None else value_of(row["label"], row["value"])


def gold_texts(tx: Tx, project_id: ProjectId) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield (row number, gold text, content) of the project's gold tasks, in the file's order."""
    rows = tx.each(
        """
        SELECT row_number, gold, content FROM task
        WHERE project_id = :id AND gold IS NOT NULL ORDER BY row_number
        """,
        {"id": project_id},
    )
    return ((row["row_number"], row["gold"], json.loads(row["content"])) for row in rows)


def set_gold(tx: Tx, project_id: ProjectId, question: Question, *, rows: Rows | None = None) -> None:
    """Turn the gold texts of some rows of a project's file into answers to its question."""
    values = _values(tx, project_id, question)
    page, where = _page(project_id, question.id, rows)
    tx.execute(
        f"""
        DELETE FROM gold WHERE question_id = :question AND task_id IN (
            SELECT t.id FROM task t WHERE {where})
        """,
        page,
    )
    found = tx.execute(f"SELECT t.id, t.gold, t.content FROM task t WHERE {where}", page)
    known = ((row["id"], _read(row["gold"], row["content"], values, question)) for row in found)
    tx.many(
        "INSERT INTO gold (task_id, question_id, label, value) VALUES (:task, :question, :label, :value)",
        [
            {"task": task, "question": question.id, **stored(value, question.kind)}
            for task, value in known
            if value is not None
        ],
    )


def _read(gold: str, content: str, values: Mapping[str, Value], question: Question) -> Value | None:
    """Return what the gold text of a task means; it may only mean something beside what the task shows."""
    known = values.get(gold)
    return question.of_task(json.loads(content)).read_cell(gold) if known is None else known


def _values(tx: Tx, project_id: ProjectId, question: Question) -> dict[str, Value]:
    """Return what the gold texts mean that are possible answers."""
    read = {text: question.read_cell(text) for text in gold_examples(tx, project_id)}
    return {text: value for text, value in read.items() if value is not None}


def gold_examples(tx: Tx, project_id: ProjectId) -> list[str]:
    """Return the distinct gold labels of a project's file, sorted."""
    rows = tx.execute(
        # From each text straight to the next one: the same few stand in many rows.
        """
        WITH RECURSIVE seen (gold) AS (
            SELECT min(gold) FROM task WHERE project_id = :id AND gold IS NOT NULL
            UNION ALL
            SELECT (SELECT min(t.gold) FROM task t
                WHERE t.project_id = :id AND t.gold IS NOT NULL AND t.gold > seen.gold)
            FROM seen WHERE seen.gold IS NOT NULL)
        SELECT gold FROM seen WHERE gold IS NOT NULL ORDER BY gold
        """,
        {"id": project_id},
    )
    return [row["gold"] for row in rows]
