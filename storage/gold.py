"""Gold: tasks with a known answer, which are closed from launch and mixed in with the others."""

from crowd.ids import ContributorId, ProjectId, QuestionId, TaskId
from crowd.names import look_of
from crowd.policy import N_LEVELS, CloseReason
from storage.projects import next_ranks
from storage.rules import add_closed_by
from storage.tasks import pick_in_order
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


def mix_in_gold(
    tx: Tx,
    project_id: ProjectId,
    question_id: QuestionId,
    *,
    rule_version: int,
    method: str,
    method_version: int,
    at: int,
) -> None:
    """Close a project's gold with the known answers, to be mixed in from now on.

    Does nothing if all tasks are gold: there is nothing to mix it into, so it is asked like any other task.
    """
    is_gold = "SELECT g.task_id FROM gold g JOIN task t ON t.id = g.task_id WHERE t.project_id = :project"
    counts = tx.execute(
        f"""
        SELECT (SELECT count(*) FROM ({is_gold}) AS known) AS gold,
            (SELECT count(*) FROM task WHERE project_id = :project) AS tasks
        """,
        {"project": project_id},
    )[0]
    if counts["gold"] in {0, counts["tasks"]}:
        return
    tx.execute(
        """
        INSERT INTO consensus (task_id, question_id, version, label, confidence, vote_share, n_answers, reason,
            rule_version, method, method_version, numbers, closed_at)
        SELECT t.id, :question, 1, g.label, 1.0, 0.0, 0, :reason, :rule, :method, :method_version, '{}', :at
        FROM task t JOIN gold g ON g.task_id = t.id AND g.question_id = :question WHERE t.project_id = :project
        """,
        {
            "project": project_id,
            "question": question_id,
            "reason": CloseReason.KNOWN,
            "rule": rule_version,
            "method": method,
            "method_version": method_version,
            "at": at,
        },
    )
    tx.execute(
        f"UPDATE task SET state = 'CLOSED', offer = FALSE, mixed = TRUE WHERE id IN ({is_gold})",
        {"project": project_id},
    )
    tx.execute(
        "UPDATE project SET n_closed = n_closed + :gold WHERE id = :project",
        {"project": project_id, "gold": counts["gold"]},
    )
    add_closed_by(tx, project_id, [(CloseReason.KNOWN, counts["gold"])])


def pick_gold(tx: Tx, contributor_id: ContributorId, project_id: ProjectId) -> TaskId | None:
    """Find a gold task of a project that a person was never offered; None if they have had them all.

    The task found goes to the end of the queue, so all gold is asked equally often, in a different order for everybody.
    """
    task_id = pick_in_order(tx, _PICK_GOLD, contributor_id, project_id, cursor=_CURSOR_LEVEL)
    if task_id is not None:
        rank = next_ranks(tx, project_id, 1)
        tx.execute("UPDATE task SET rank = :rank WHERE id = :id", {"rank": rank, "id": task_id})
    return task_id


def gold_label(tx: Tx, task_id: TaskId, question_id: QuestionId) -> int | None:
    """Return the known label of a gold task."""
    row = tx.one(
        "SELECT label FROM gold WHERE task_id = :task AND question_id = :question",
        {"task": task_id, "question": question_id},
    )
    return None if row is None else int(row["label"])


def gold_texts(tx: Tx, project_id: ProjectId) -> list[tuple[int, str]]:
    """Return (row number, gold text) of the project's gold tasks, in the file's order."""
    rows = tx.execute(
        "SELECT row_number, gold FROM task WHERE project_id = :id AND gold IS NOT NULL ORDER BY row_number",
        {"id": project_id},
    )
    return [(row["row_number"], row["gold"]) for row in rows]


def set_gold(tx: Tx, project_id: ProjectId, question_id: QuestionId) -> None:
    """Turn the gold texts of a project's tasks into labels of the options that look the same."""
    tx.execute("DELETE FROM gold WHERE question_id = :question", {"question": question_id})
    options = tx.execute("SELECT code, key FROM option WHERE question_id = :id", {"id": question_id})
    code_of = {look_of(option["key"]): option["code"] for option in options}
    for text in gold_examples(tx, project_id):
        label = code_of.get(look_of(text))
        if label is None:
            continue
        tx.execute(
            """
            INSERT INTO gold (task_id, question_id, label)
            SELECT id, :question, :label FROM task WHERE project_id = :project AND gold = :text
            """,
            {"project": project_id, "question": question_id, "label": label, "text": text},
        )


def gold_examples(tx: Tx, project_id: ProjectId) -> list[str]:
    """Return the distinct gold labels of a project's file, sorted."""
    rows = tx.execute(
        "SELECT DISTINCT gold FROM task WHERE project_id = :id AND gold IS NOT NULL ORDER BY gold",
        {"id": project_id},
    )
    return [row["gold"] for row in rows]
