"""Who is banned, why, and how far their answers have been taken out of the count."""

from dataclasses import dataclass

from crowd.ids import AssignmentId, ContributorId
from crowd.people.contributors import ContributorState
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A ban.

    Attributes:
        contributor_id: Who is banned.
        reason: Why, in the admin's words; the person reads it.
        banned_by: The admin.
        state_before: The person's state before.
        discards: Whether their answers no longer count.
    """

    contributor_id: ContributorId
    reason: str
    banned_by: ContributorId
    state_before: ContributorState
    discards: bool


def find_ban(tx: Tx, contributor_id: ContributorId) -> Ban | None:
    """Return somebody's ban; None if they are not banned."""
    row = tx.one("SELECT * FROM ban WHERE contributor_id = :id", {"id": contributor_id})
    if row is None:
        return None
    return Ban(
        contributor_id=ContributorId(row["contributor_id"]),
        reason=row["reason"],
        banned_by=ContributorId(row["banned_by"]),
        state_before=ContributorState(row["state_before"]),
        discards=bool(row["discards"]),
    )


def is_banned(tx: Tx, contributor_id: ContributorId) -> bool:
    """Tell whether somebody is banned."""
    return tx.one("SELECT 1 FROM ban WHERE contributor_id = :id", {"id": contributor_id}) is not None


def add_ban(tx: Tx, ban: Ban, *, at: int) -> None:
    """Store a ban."""
    tx.execute(
        """
        INSERT INTO ban (contributor_id, reason, banned_by, banned_at, state_before, discards)
        VALUES (:id, :reason, :by, :at, :before, FALSE)
        """,
        {
            "id": ban.contributor_id,
            "reason": ban.reason,
            "by": ban.banned_by,
            "before": ban.state_before,
            "at": at,
        },
    )


def end_ban(tx: Tx, contributor_id: ContributorId) -> None:
    """End somebody's ban."""
    tx.execute("DELETE FROM ban WHERE contributor_id = :id", {"id": contributor_id})


def begin_discarding(tx: Tx, contributor_id: ContributorId) -> None:
    """Store that a banned person's answers are to count no longer."""
    tx.execute(
        "UPDATE ban SET discards = TRUE, discard_after = 0 WHERE contributor_id = :id", {"id": contributor_id}
    )


def go_on_discarding(tx: Tx, contributor_id: ContributorId, after: AssignmentId | None) -> None:
    """Store up to which assignment the answers were handled; None when all were."""
    tx.execute(
        "UPDATE ban SET discard_after = :after WHERE contributor_id = :id",
        {"id": contributor_id, "after": after},
    )


def next_to_discard(tx: Tx) -> tuple[ContributorId, AssignmentId] | None:
    """Return somebody whose answers are still to be handled, and after which assignment to go on."""
    row = tx.one(
        "SELECT contributor_id, discard_after FROM ban WHERE discard_after IS NOT NULL ORDER BY contributor_id LIMIT 1"
    )
    return None if row is None else (ContributorId(row[0]), AssignmentId(row[1]))


def counted_assignments(
    tx: Tx, contributor_id: ContributorId, *, after: AssignmentId, limit: int
) -> list[AssignmentId]:
    """Return somebody's next assignments with an answer that counts."""
    rows = tx.execute(
        """
        SELECT a.id FROM assignment a
        WHERE a.contributor_id = :id AND a.state = 'ANSWERED' AND a.id > :after
            AND EXISTS (SELECT 1 FROM answer n WHERE n.assignment_id = a.id AND n.counted)
        ORDER BY a.id LIMIT :limit
        """,
        {"id": contributor_id, "after": after, "limit": limit},
    )
    return [AssignmentId(row["id"]) for row in rows]
