"""The recipients of an announcement, and what happened to it for each of them."""

from collections.abc import Sequence

from crowd.announcing.announcements import RecipientState
from crowd.ids import AnnouncementId, ContributorId, ProjectId
from storage.tx import Tx

#: All subscribers who want announcements, except the author; for a project, only those who have answered in it.
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
    """Store the recipients of an announcement."""
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
    """Return the recipients to handle now."""
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
    """Do not handle a recipient before `until`."""
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
    """Store what happened to an announcement for somebody, or which row of the outbox holds it."""
    tx.execute(
        """
        UPDATE recipient SET state = :state, outbox_id = coalesce(:outbox, outbox_id)
        WHERE announcement_id = :id AND contributor_id = :contributor
        """,
        {"id": announcement_id, "contributor": contributor_id, "state": state, "outbox": outbox_id},
    )


def drop_waiting(tx: Tx, announcement_id: AnnouncementId) -> None:
    """Send an announcement to nobody else who is still waiting for it."""
    tx.execute(
        "UPDATE recipient SET state = 'DROPPED' WHERE announcement_id = :id AND state = 'WAITING'",
        {"id": announcement_id},
    )


def queued_rows(tx: Tx, announcement_id: AnnouncementId) -> list[int]:
    """Return the rows of the outbox that hold an announcement and are not known to have ended."""
    rows = tx.execute(
        "SELECT outbox_id FROM recipient WHERE announcement_id = :id AND state = 'QUEUED'",
        {"id": announcement_id},
    )
    return [row["outbox_id"] for row in rows]


def change_lane(tx: Tx, announcement_id: AnnouncementId, *, before: int, after: int) -> None:
    """Change the priority of an announcement's unfinished rows in the outbox."""
    tx.execute(
        """
        UPDATE outbox SET priority = :after WHERE priority = :before AND state IN ('PENDING', 'SENDING')
            AND id IN (SELECT outbox_id FROM recipient WHERE announcement_id = :id AND state = 'QUEUED')
        """,
        {"id": announcement_id, "before": before, "after": after},
    )


def count_queued(tx: Tx, announcement_id: AnnouncementId) -> int:
    """Return how many people an announcement is about to be sent to."""
    row = tx.one(
        "SELECT count(*) FROM recipient WHERE announcement_id = :id AND state = 'QUEUED'",
        {"id": announcement_id},
    )
    return int(row[0]) if row else 0


def is_anybody_left(tx: Tx, announcement_id: AnnouncementId) -> bool:
    """Tell whether an announcement's outcome is still unknown for anybody."""
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
    """Return people whose row in the outbox has ended, with its state and reason; None if it was deleted since."""
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
    """Store what happened to an announcement for several people."""
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
    """Return what happened to an announcement for somebody; None if they are not a recipient."""
    row = tx.one(
        "SELECT state FROM recipient WHERE announcement_id = :id AND contributor_id = :contributor",
        {"id": announcement_id, "contributor": contributor_id},
    )
    return None if row is None else RecipientState(row["state"])


def count_recipients(tx: Tx, announcement_id: AnnouncementId) -> dict[RecipientState, int]:
    """Return the number of recipients by what happened to it for them."""
    rows = tx.execute(
        "SELECT state, count(*) AS n FROM recipient WHERE announcement_id = :id GROUP BY state",
        {"id": announcement_id},
    )
    return {RecipientState(row["state"]): row["n"] for row in rows}
