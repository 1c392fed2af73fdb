"""What is counted of a project: its answers, its offers and its closed tasks."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Amounts to add to a project's counts."""

    answers: int = 0
    unsettled: int = 0  #: new or changed answers that no full fit has seen
    offers: int = 0  #: in flight
    late: int = 0
    skips: int = 0
    closed: int = 0
    stated: int = 0
    confidence: float = 0.0
    abler: ContributorId | None = None  #: who has answered, if weak people have to wait for them


def add_counts(tx: Tx, project_id: ProjectId, counts: Counts, *, at: int) -> bool:
    """Add to a project's counts and mark its panel as out of date; True if every task is now closed."""
    row = tx.one(
        """
        UPDATE project SET n_answers = n_answers + :answers, n_late = n_late + :late, n_skips = n_skips + :skips,
            n_offered = n_offered + :offers, n_closed = n_closed + :closed, n_stated = n_stated + :stated,
            n_unsettled = n_unsettled + :unsettled,
            confidence_sum = confidence_sum + :confidence,
            abler_id = coalesce(:abler, abler_id),
            abler_at = CASE WHEN :abler IS NULL THEN abler_at ELSE :at END,
            changed_at = max(:at, changed_at + 1, coalesce(
                (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0))
        WHERE id = :id RETURNING n_closed >= n_tasks AS complete
        """,
        {
            "id": project_id,
            "answers": counts.answers,
            "unsettled": counts.unsettled,
            "offers": counts.offers,
            "late": counts.late,
            "skips": counts.skips,
            "closed": counts.closed,
            "stated": counts.stated,
            "confidence": counts.confidence,
            "abler": counts.abler,
            "at": at,
        },
    )
    return row is not None and bool(row["complete"])


def add_offered(tx: Tx, project_id: ProjectId, count: int) -> None:
    """Add to a project's count of offers in flight."""
    tx.execute(
        "UPDATE project SET n_offered = n_offered + :count WHERE id = :id", {"id": project_id, "count": count}
    )


def set_task_counts(
    tx: Tx, project_id: ProjectId, *, n_tasks: int, n_gold: int, has_open: bool, has_named: bool
) -> None:
    """Store how many tasks a project has and whom they are for."""
    tx.execute(
        """
        UPDATE project SET n_tasks = :tasks, n_gold = :gold, has_open = :open, has_named = :named WHERE id = :id
        """,
        {"id": project_id, "tasks": n_tasks, "gold": n_gold, "open": has_open, "named": has_named},
    )


def next_ranks(tx: Tx, project_id: ProjectId, count: int) -> int:
    """Take `count` ranks from the project's counter and return the first."""
    row = tx.one(
        "UPDATE project SET next_rank = next_rank + :count WHERE id = :id RETURNING next_rank - :count AS first",
        {"id": project_id, "count": count},
    )
    if row is None:
        raise LookupError(project_id)
    return int(row["first"])
