"""Picks the next task for somebody, without looking at history."""

from collections.abc import Sequence

from crowd.deciding.policy import N_LEVELS
from crowd.ids import ContributorId, ProjectId, TaskId
from storage.tx import Tx

#: Rows to look at in one statement of a pick, and statements per pick, so that it never blocks the writer for long.
PICK_ROWS = 500

PICK_STATEMENTS = 4

_FEW_ROWS = 10

#: A person never gets a task twice, unless their offer expired.
_UNSEEN = """
    NOT EXISTS (SELECT 1 FROM assignment a
        WHERE a.task_id = t.id AND a.contributor_id = :contributor AND a.state <> 'EXPIRED')
"""

PICK_OPEN = f"""
    SELECT t.id, t.rank, {_UNSEEN} AS fits FROM task t
    WHERE t.project_id = :project AND t.level = :level AND t.rank > :rank AND t.offer AND NOT t.named
    ORDER BY t.rank LIMIT :limit
"""

PICK_NAMED = f"""
    SELECT t.id, m.rank, (t.offer AND {_UNSEEN}) AS fits FROM audience m JOIN task t ON t.id = m.task_id
    WHERE m.contributor_id = :contributor AND m.project_id = :project AND m.level = :level AND m.rank > :rank
    ORDER BY m.rank LIMIT :limit
"""

#: The next rank at every level, NULL if there is none: one statement instead of one per level.
_NEXT_OPEN = "SELECT min(rank) FROM task WHERE project_id = :project AND offer AND NOT named"

_NEXT_NAMED = "SELECT min(rank) FROM audience WHERE contributor_id = :contributor AND project_id = :project"

AHEAD_OPEN, AHEAD_NAMED = (
    "SELECT "
    + ", ".join(f"({next_rank} AND level = {level} AND rank > :rank{level})" for level in range(N_LEVELS))
    for next_rank in (_NEXT_OPEN, _NEXT_NAMED)
)


def pick_task(
    tx: Tx,
    contributor_id: ContributorId,
    project_id: ProjectId,
    *,
    named: bool,
    order: Sequence[int] = tuple(range(N_LEVELS)),
) -> TaskId | None:
    """Find a project's next task that a person has not had, and remember how far the search got.

    Looks at the levels in the given order.

    Looks at each (person, task, level) about once ever, so a pick costs the same however many answers there are.
    Looks at a limited number of rows, so None may mean "not found yet".
    """
    person: dict[str, object] = {"contributor": contributor_id, "project": project_id}
    cursors = cursors_of(tx, contributor_id, project_id, named=named)
    ahead = levels_ahead(tx, person, cursors, named=named)
    for level in sorted(ahead, key=order.index):
        start = cursors.get(level, 0)
        found, reached = _scan(tx, PICK_NAMED if named else PICK_OPEN, {**person, "level": level}, start)
        if reached > start:
            _set_cursor(tx, contributor_id, project_id, named=named, level=level, rank=reached)
        if found is not None:
            return found
    return None


def pick_in_order(
    tx: Tx, sql: str, contributor_id: ContributorId, project_id: ProjectId, *, cursor: int
) -> TaskId | None:
    """Find the next task in one queue that fits a person, and remember how far the search got.

    Looks at a limited number of rows, so None may mean "not found yet".
    """
    start = cursors_of(tx, contributor_id, project_id, named=False).get(cursor, 0)
    found, reached = _scan(tx, sql, {"contributor": contributor_id, "project": project_id}, start)
    if reached > start:
        _set_cursor(tx, contributor_id, project_id, named=False, level=cursor, rank=reached)
    return found


def levels_ahead(tx: Tx, person: dict[str, object], cursors: dict[int, int], *, named: bool) -> list[int]:
    """Return the levels with tasks beyond a person's cursor."""
    ranks = {f"rank{level}": cursors.get(level, 0) for level in range(N_LEVELS)}
    ahead = tx.execute(AHEAD_NAMED if named else AHEAD_OPEN, {**person, **ranks})[0]
    return [level for level in range(N_LEVELS) if ahead[level] is not None]


def _scan(tx: Tx, sql: str, params: dict[str, object], start: int) -> tuple[TaskId | None, int]:
    reached = start
    for _ in range(PICK_STATEMENTS):
        # The first row nearly always fits, or the next after the task they had last, so try few before many.
        for limit in (1, _FEW_ROWS, PICK_ROWS) if reached == start else (PICK_ROWS,):
            rows = tx.execute(sql, {**params, "rank": reached, "limit": limit})
            for place, row in enumerate(rows):
                if row["fits"]:
                    # Without rows to pass over next time, the search need not be remembered.
                    return TaskId(row["id"]), row["rank"] - 1 if place else reached
            if len(rows) < limit:
                return None, rows[-1]["rank"] if rows else reached
            reached = rows[-1]["rank"]
    return None, reached


def cursors_of(
    tx: Tx, contributor_id: ContributorId, project_id: ProjectId, *, named: bool
) -> dict[int, int]:
    """Return how far a person's search got at each level."""
    rows = tx.execute(
        """
        SELECT level, rank FROM seen_cursor
        WHERE contributor_id = :contributor AND project_id = :project AND named = :named
        """,
        {"contributor": contributor_id, "project": project_id, "named": named},
    )
    return {row["level"]: row["rank"] for row in rows}


def _set_cursor(
    tx: Tx,
    contributor_id: ContributorId,
    project_id: ProjectId,
    *,
    named: bool,
    level: int,
    rank: int,
) -> None:
    tx.execute(
        """
        INSERT INTO seen_cursor (contributor_id, project_id, named, level, rank)
        VALUES (:contributor, :project, :named, :level, :rank)
        ON CONFLICT (contributor_id, project_id, named, level) DO UPDATE SET rank = excluded.rank
        """,
        {
            "contributor": contributor_id,
            "project": project_id,
            "named": named,
            "level": level,
            "rank": rank,
        },
    )
