"""Files whose tasks are stored in pages: how far each of them is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from crowd.files.task_file import Contents
from crowd.ids import ContributorId, PendingFileId, ProjectId
from storage.tx import Row, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file whose tasks are stored in pages.

    Attributes:
        pending_id: The file.
        project_id: The hidden project that its tasks go to; None until the file has been read.
        first_rank: The rank of its first task.
        n_tasks: Its tasks.
        n_items: Its tasks, and the people named for each of them.
        n_stored: Items stored so far, in the file's order.
        attempts: How often it was begun since anything was last stored.
    """

    pending_id: PendingFileId
    requester_id: ContributorId
    project_id: ProjectId | None
    first_rank: int
    n_tasks: int
    n_items: int
    n_stored: int
    attempts: int


def add_import(tx: Tx, pending_id: PendingFileId, requester_id: ContributorId, *, at: int) -> None:
    """Queue a file; does nothing if it is queued."""
    tx.execute(
        """
        INSERT INTO import (pending_id, requester_id, due_at, queued_at) VALUES (:id, :requester, :at, :at)
        ON CONFLICT (pending_id) DO NOTHING
        """,
        {"id": pending_id, "requester": requester_id, "at": at},
    )


def find_import(tx: Tx, pending_id: PendingFileId) -> Import | None:
    """Return how far a file is; None if it is not queued, or not any more."""
    row = tx.one("SELECT * FROM import WHERE pending_id = :id", {"id": pending_id})
    return None if row is None else _import(row)


def imports_of(tx: Tx, requester_id: ContributorId) -> list[Import]:
    """Return somebody's files that are queued or being imported, oldest first."""
    rows = tx.execute(
        "SELECT * FROM import WHERE requester_id = :id ORDER BY queued_at, pending_id", {"id": requester_id}
    )
    return [_import(row) for row in rows]


def next_import(tx: Tx, *, busy: Collection[ContributorId], now: int) -> Import | None:
    """Return the file that has waited longest, of the requesters who have none in progress."""
    rows = tx.execute(
        "SELECT * FROM import WHERE due_at <= :now ORDER BY queued_at, pending_id", {"now": now}
    )
    return next((_import(row) for row in rows if row["requester_id"] not in busy), None)


def count_ahead(tx: Tx, pending_id: PendingFileId) -> int:
    """Return how many files were queued before this one."""
    row = tx.one(
        """
        SELECT count(*) FROM import i JOIN import mine ON mine.pending_id = :id
        WHERE i.queued_at < mine.queued_at OR (i.queued_at = mine.queued_at AND i.pending_id < mine.pending_id)
        """,
        {"id": pending_id},
    )
    return int(row[0]) if row else 0


def waiting_imports(tx: Tx, *, but: Collection[PendingFileId], limit: int) -> Sequence[PendingFileId]:
    """Return the files that wait for their turn, oldest first."""
    rows = tx.execute(
        "SELECT pending_id FROM import ORDER BY queued_at, pending_id LIMIT :limit",
        {"limit": limit + len(but)},
    )
    return [PendingFileId(row["pending_id"]) for row in rows if row["pending_id"] not in but][:limit]


def begin_attempt(tx: Tx, pending_id: PendingFileId) -> Import | None:
    """Count that a file is begun; None if it is not queued any more."""
    row = tx.one(
        "UPDATE import SET attempts = attempts + 1 WHERE pending_id = :id RETURNING *", {"id": pending_id}
    )
    return None if row is None else _import(row)


def put_off(tx: Tx, pending_id: PendingFileId, *, due_at: int) -> None:
    """Begin a file again at `due_at`; that it was stopped in an orderly way counts as no attempt."""
    tx.execute(
        "UPDATE import SET attempts = attempts - 1, due_at = :due WHERE pending_id = :id AND attempts > 0",
        {"id": pending_id, "due": due_at},
    )


def delay(tx: Tx, pending_id: PendingFileId, *, due_at: int) -> None:
    """Begin a file again at `due_at`; after some attempts it is given up."""
    tx.execute("UPDATE import SET due_at = :due WHERE pending_id = :id", {"id": pending_id, "due": due_at})


def set_target(
    tx: Tx, pending_id: PendingFileId, project_id: ProjectId, contents: Contents, *, first_rank: int
) -> None:
    """Store where the tasks of a file go."""
    tx.execute(
        """
        UPDATE import SET project_id = :project, n_tasks = :tasks, n_items = :items, first_rank = :rank, attempts = 0
        WHERE pending_id = :id
        """,
        {
            "id": pending_id,
            "project": project_id,
            "tasks": contents.n_tasks,
            "items": contents.n_items,
            "rank": first_rank,
        },
    )


def advance(tx: Tx, pending_id: PendingFileId, *, first: int, n: int) -> Import | None:
    """Count `n` items as stored if `first` are stored so far; None if that is not so, or it is not queued any more."""
    row = tx.one(
        """
        UPDATE import SET n_stored = n_stored + :n, attempts = 0
        WHERE pending_id = :id AND n_stored = :first RETURNING *
        """,
        {"id": pending_id, "first": first, "n": n},
    )
    return None if row is None else _import(row)


def end_import(tx: Tx, pending_id: PendingFileId) -> None:
    """Take a file out of the queue. What was stored of it is deleted, unless its project is shown."""
    tx.execute("DELETE FROM import WHERE pending_id = :id", {"id": pending_id})


def _import(row: Row) -> Import:
    project_id = row["project_id"]
    return Import(
        pending_id=PendingFileId(row["pending_id"]),
        requester_id=ContributorId(row["requester_id"]),
        project_id=None if project_id is None else ProjectId(project_id),
        first_rank=row["first_rank"],
        n_tasks=row["n_tasks"],
        n_items=row["n_items"],
        n_stored=row["n_stored"],
        attempts=row["attempts"],
    )
