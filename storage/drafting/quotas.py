"""How much of the bot a requester uses."""

from crowd.ids import ContributorId
from storage.tx import Tx

#: A project is hidden while a file is imported into it, or once it is deleted.
_THERE = """
    (p.deleted_at IS NULL OR EXISTS (SELECT 1 FROM import i WHERE i.project_id = p.id))
"""


def count_open_tasks(tx: Tx, requester_id: ContributorId) -> int:
    """Return how many tasks a requester has in projects that have not ended, drafts and imports included."""
    row = tx.one(
        f"""
        SELECT coalesce(sum(p.n_tasks), 0) FROM project p
        WHERE p.requester_id = :id AND p.ended_at IS NULL AND {_THERE}
        """,
        {"id": requester_id},
    )
    return int(row[0]) if row else 0


def count_drafts(tx: Tx, requester_id: ContributorId) -> int:
    """Return how many projects a requester has that were never launched, imports included."""
    row = tx.one(
        f"""
        SELECT count(*) FROM project p
        WHERE p.requester_id = :id AND p.launched_at IS NULL AND p.ended_at IS NULL AND {_THERE}
        """,
        {"id": requester_id},
    )
    return int(row[0]) if row else 0
