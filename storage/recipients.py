"""Whom an announcement goes to, and what became of it for each of them."""

from collections.abc import Sequence

from crowd.announcements import RecipientState
from crowd.ids import AnnouncementId, ContributorId, ProjectId
from storage.tx import Tx

#: Everybody who is subscribed and wants announcements, but the author; of a project, who has answered in it.
_ALL = "c.state = 'ACTIVE' AND c.announcements AND c.id <> :author"
_OF_PROJECT = f"""
    FROM question q JOIN skill s ON s.question_id = q.id JOIN contributor c ON c.id = s.contributor_id
    WHERE q.project_id = :project AND {_ALL}
"""
_OF_ALL = f"FROM contributor c WHERE {_ALL}"


def count_audience(tx: Tx, project_id: ProjectId | None, *, author_id: ContributorId) -> int:
    """Return how many people an announcement would go to now."""
    source = _OF_ALL if project_id is None else _OF_PROJECT
    row = tx.one(
        f"SELECT count(DISTINCT c.id) {source}",
        {"project": project_id, "author": author_id},
    )
    return int(row[0]) if row else 0


def add_recipients(
    tx: Tx,
    announcement_id: AnnouncementId,
    project_id: ProjectId | None,
    *,
    author_id: ContributorId,
    at: int,
) -> None:
    """Store everybody whom an announcement goes to."""
    source = _OF_ALL if project_id is None else _OF_PROJECT
    tx.execute(
        f"""
        INSERT INTO recipient (announcement_id, contributor_id, state, not_before)
        SELECT DISTINCT :id, c.id, 'WAITING', :at {source}
        """,
        {"id": announcement_id, "project": project_id, "author": author_id, "at": at},
    )


def waiting_recipients(
    tx: Tx, announcement_id: AnnouncementId, *, now: int, limit: int
) -> list[ContributorId]:
    """Return people who are to be looked after now."""
    rows = tx.execute(
        """
        SELECT contributor_id FROM recipient
        WHERE announcement_id = :id AND state = 'WAITING' AND not_before <= :now
        ORDER BY not_before, contributor_id LIMIT :limit
        """,
        {"id": announcement_id, "now": now, "limit": limit},
    )
    return [ContributorId(row["contributor_id"]) for row in rows]


def hold_recipient(
    tx: Tx, announcement_id: AnnouncementId, contributor_id: ContributorId, *, until: int
) -> None:
    """Look after somebody no sooner than at `until`."""
    tx.execute(
        """
        UPDATE recipient SET not_before = :until
        WHERE announcement_id = :id AND contributor_id = :contributor AND state = 'WAITING'
        """,
        {"id": announcement_id, "contributor": contributor_id, "until": until},
    )


def set_recipient(
    tx: Tx,
    announcement_id: AnnouncementId,
    contributor_id: ContributorId,
    state: RecipientState,
    *,
    outbox_id: int | None = None,
) -> None:
    """Store what became of an announcement for somebody, or which row of the outbox carries it."""
    tx.execute(
        """
        UPDATE recipient SET state = :state, outbox_id = coalesce(:outbox, outbox_id)
        WHERE announcement_id = :id AND contributor_id = :contributor
        """,
        {"id": announcement_id, "contributor": contributor_id, "state": state, "outbox": outbox_id},
    )


def drop_waiting(tx: Tx, announcement_id: AnnouncementId) -> None:
    """Let an announcement go to nobody who has not had it."""
    tx.execute(
        "UPDATE recipient SET state = 'DROPPED' WHERE announcement_id = :id AND state = 'WAITING'",
        {"id": announcement_id},
    )


def queued_rows(tx: Tx, announcement_id: AnnouncementId) -> list[int]:
    """Return the rows of the outbox that carry an announcement and are not known to have ended."""
    rows = tx.execute(
        "SELECT outbox_id FROM recipient WHERE announcement_id = :id AND state = 'QUEUED'",
        {"id": announcement_id},
    )
    return [row["outbox_id"] for row in rows]


def change_lane(tx: Tx, announcement_id: AnnouncementId, *, before: int, after: int) -> None:
    """Let what carries an announcement and has not ended go with another priority."""
    tx.execute(
        """
        UPDATE outbox SET priority = :after WHERE priority = :before AND state IN ('PENDING', 'SENDING')
            AND id IN (SELECT outbox_id FROM recipient WHERE announcement_id = :id AND state = 'QUEUED')
        """,
        {"id": announcement_id, "before": before, "after": after},
    )


def count_queued(tx: Tx, announcement_id: AnnouncementId) -> int:
    """Return for how many people an announcement is about to be sent."""
    row = tx.one(
        "SELECT count(*) FROM recipient WHERE announcement_id = :id AND state = 'QUEUED'",
        {"id": announcement_id},
    )
    return int(row[0]) if row else 0


def is_anybody_left(tx: Tx, announcement_id: AnnouncementId) -> bool:
    """Tell whether there is somebody for whom it is not known what became of an announcement."""
    row = tx.one(
        """
        SELECT EXISTS (SELECT 1 FROM recipient WHERE announcement_id = :id AND state = 'WAITING')
            OR EXISTS (SELECT 1 FROM recipient WHERE announcement_id = :id AND state = 'QUEUED')
        """,
        {"id": announcement_id},
    )
    return row is not None and bool(row[0])


def ended_rows(
    tx: Tx, announcement_id: AnnouncementId, *, limit: int
) -> list[tuple[ContributorId, str | None, str | None]]:
    """Return people whose row of the outbox has ended, with its state and reason; None for one deleted since."""
    rows = tx.execute(
        """
        SELECT r.contributor_id, o.state, o.reason FROM recipient r LEFT JOIN outbox o ON o.id = r.outbox_id
        WHERE r.announcement_id = :id AND r.state = 'QUEUED' AND (o.id IS NULL OR o.ended_at IS NOT NULL)
        LIMIT :limit
        """,
        {"id": announcement_id, "limit": limit},
    )
    return [(ContributorId(row["contributor_id"]), row["state"], row["reason"]) for row in rows]


def set_recipients(
    tx: Tx, announcement_id: AnnouncementId, found: Sequence[tuple[ContributorId, RecipientState]]
) -> None:
    """Store what became of an announcement for several people."""
    tx.many(
        "UPDATE recipient SET state = :state WHERE announcement_id = :id AND contributor_id = :contributor",
        [
            {"id": announcement_id, "contributor": contributor_id, "state": state}
            for contributor_id, state in found
        ],
    )


def find_recipient(
    tx: Tx, announcement_id: AnnouncementId, contributor_id: ContributorId
) -> RecipientState | None:
    """Return what became of an announcement for somebody; None when it was not for them."""
    row = tx.one(
        "SELECT state FROM recipient WHERE announcement_id = :id AND contributor_id = :contributor",
        {"id": announcement_id, "contributor": contributor_id},
    )
    return None if row is None else RecipientState(row["state"])


def count_recipients(tx: Tx, announcement_id: AnnouncementId) -> dict[RecipientState, int]:
    """Return how many people there are by what became of it for them."""
    rows = tx.execute(
        "SELECT state, count(*) AS n FROM recipient WHERE announcement_id = :id GROUP BY state",
        {"id": announcement_id},
    )
    return {RecipientState(row["state"]): row["n"] for row in rows}
