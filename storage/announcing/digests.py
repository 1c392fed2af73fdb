"""Digests: when they are due and what they report."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.answering.picking import PICK_NAMED, PICK_OPEN, PICK_ROWS, cursors_of, levels_ahead
from storage.projects.questions import QUESTION, question_of, value_of
from storage.tx import Row, Tx

#: How many of a person's newest answers to look at.
ANSWERS_SEEN = 500


def due_digests(tx: Tx, *, now: int, limit: int) -> list[ContributorId]:
    """Return people whose digest is due, longest due first."""
    rows = tx.execute(
        """
        SELECT id FROM contributor WHERE digest_due IS NOT NULL AND digest_due <= :now
        ORDER BY digest_due LIMIT :limit
        """,
        {"now": now, "limit": limit},
    )
    return [ContributorId(row["id"]) for row in rows]


def set_digest_due(tx: Tx, contributor_id: ContributorId, due: int | None) -> None:
    """Store when somebody's next digest is due; None for none."""
    tx.execute("UPDATE contributor SET digest_due = :due WHERE id = :id", {"id": contributor_id, "due": due})


def find_digest_since(tx: Tx, contributor_id: ContributorId) -> int:
    """Return the time up to which somebody's last digest reported on their answers."""
    row = tx.one("SELECT digest_since FROM contributor WHERE id = :id", {"id": contributor_id})
    return int(row["digest_since"]) if row else 0


def set_digest_since(tx: Tx, contributor_id: ContributorId, since: int) -> None:
    """Store the time up to which somebody's digests have reported on their answers."""
    tx.execute(
        "UPDATE contributor SET digest_since = :since WHERE id = :id", {"id": contributor_id, "since": since}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What happened to somebody's answers in a period."""

    answered: int = 0  #: answers they gave in it
    decided: int = 0  #: tasks they answered that closed in it
    agreed: int = 0  #: how many of those the crowd decided as they did


def what_became(tx: Tx, contributor_id: ContributorId, *, since: int, until: int) -> Became:
    """Return what happened to somebody's newest answers after `since`.

    Gold does not count as decided, because nobody must learn which tasks are gold.
    """
    rows = tx.execute(
        f"""
        SELECT newest.ended_at, c.task_id IS NOT NULL AS is_decided, n.label, n.value, b.label AS now_label,
            b.value AS now_value, {QUESTION}
        FROM (SELECT id, task_id, ended_at FROM assignment WHERE contributor_id = :id AND state = 'ANSWERED'
            ORDER BY ended_at DESC LIMIT :limit) newest
        LEFT JOIN answer n ON n.assignment_id = newest.id AND n.counted
        LEFT JOIN question q ON q.id = n.question_id
        LEFT JOIN task_question b ON b.task_id = newest.task_id AND b.question_id = n.question_id
        LEFT JOIN consensus c ON c.task_id = newest.task_id AND c.question_id = n.question_id
            AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.task_id = newest.task_id)
            AND c.reopened_at IS NULL AND c.closed_at > :since AND c.closed_at <= :until
        """,
        {"id": contributor_id, "since": since, "until": until, "limit": ANSWERS_SEEN},
    )
    decided = [row for row in rows if row["is_decided"]]
    return Became(
        answered=sum(row["ended_at"] > since for row in rows),
        decided=len(decided),
        agreed=sum(map(_is_agreed, decided)),
    )


def _is_agreed(row: Row) -> bool:
    """Whether an answer says the same as what its task was decided as."""
    question = question_of(row)
    given, found = value_of(row["label"], row["value"]), value_of(row["now_label"], row["now_value"])
    return found is not None and question.kind.is_alike(given, found, question.config)


def count_ahead(
    tx: Tx, contributor_id: ContributorId, project_id: ProjectId, *, named: bool, most: int
) -> int:
    """Return how many of a project's tasks could be offered to a person now, counted up to `most`.

    Like a pick, this looks at a limited number of rows, so it may find too few if the person has had very many.
    """
    person: dict[str, object] = {"contributor": contributor_id, "project": project_id}
    cursors = cursors_of(tx, contributor_id, project_id, named=named)
    sql, found = PICK_NAMED if named else PICK_OPEN, 0
    for level in levels_ahead(tx, person, cursors, named=named):
        params = {**person, "level": level, "rank": cursors.get(level, 0), "limit": PICK_ROWS}
        found += sum(bool(row["fits"]) for row in tx.execute(sql, params))
    return min(found, most)
