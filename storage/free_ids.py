"""Ids for buttons, which are never reused, even after a restore from an older backup.

A backup does not know what was created after it, but the chats do: their buttons hold ids that the restored database
would otherwise give to something else. So a restore leaves a gap.
"""

from typing import Literal

from storage.facts import set_fact
from storage.tx import Tx

#: More ids than are created between a backup and its restore.
_GAP = 1_000_000

Table = Literal["assignment", "project", "announcement", "pending_file"]

_TABLES: tuple[Table, ...] = ("assignment", "project", "announcement", "pending_file")

_NEXT = {
    table: f"""
        SELECT 1 + CASE WHEN newest > below THEN newest ELSE below END FROM (
            SELECT (SELECT coalesce(max(id), 0) FROM {table}) AS newest, coalesce((SELECT CAST(value AS BIGINT)
                FROM fact WHERE name = 'no {table} up to'), 0) AS below) AS known
    """
    for table in _TABLES
}


def free_id(tx: Tx, table: Table) -> int:
    """Return an id that no button in any chat has."""
    return int(tx.execute(_NEXT[table])[0][0])


def next_id(table: Table) -> str:
    """Return the SQL for such an id, for the statement that uses it."""
    return f"({_NEXT[table]})"


def keep_used(tx: Tx, table: Table, used: int) -> None:
    """Let an id whose row is deleted never be given out again, even if it was the newest."""
    if used >= free_id(tx, table) - 1:
        set_fact(tx, f"no {table} up to", str(used))


def leave_gap(tx: Tx) -> None:
    """Skip all ids that may have been used after a backup was made."""
    for table in _TABLES:
        set_fact(tx, f"no {table} up to", str(free_id(tx, table) - 1 + _GAP))
