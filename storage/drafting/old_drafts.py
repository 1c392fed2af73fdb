"""Drafts that nobody has touched for long."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import read_draft
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDraft:
    """A draft that nobody has touched for long."""

    id: ProjectId
    requester_id: ContributorId
    name: str


def touch_project(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Store that a requester has just looked at or changed a project."""
    tx.execute(
        "UPDATE project SET touched_at = :at, expiry_told_at = NULL WHERE id = :id AND state = 'DRAFT'",
        {"id": project_id, "at": at},
    )


def drafts_to_warn(tx: Tx, *, touched_before: int, limit: int) -> list[OldDraft]:
    """Return drafts that were last touched before a time, and whose requesters have not been told that they expire."""
    return _drafts(tx, "expiry_told_at IS NULL", {"touched": touched_before, "limit": limit})


def expired_drafts(tx: Tx, *, touched_before: int, told_before: int, limit: int) -> list[OldDraft]:
    """Return drafts that were last touched before a time, and whose requesters were told so long enough ago."""
    params: dict[str, object] = {"touched": touched_before, "told": told_before, "limit": limit}
    return _drafts(tx, "expiry_told_at <= :told", params)


def set_told(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    """Store when a requester was, or will be, told that a draft expires."""
    tx.execute("UPDATE project SET expiry_told_at = :at WHERE id = :id", {"id": project_id, "at": at})


def _drafts(tx: Tx, told: str, params: dict[str, object]) -> list[OldDraft]:
    rows = tx.execute(
        f"""
        SELECT id, requester_id, draft FROM project
        WHERE state = 'DRAFT' AND deleted_at IS NULL AND touched_at < :touched AND {told}
        ORDER BY touched_at LIMIT :limit
        """,
        params,
    )
    return [
        OldDraft(
            id=ProjectId(row["id"]),
            requester_id=ContributorId(row["requester_id"]),
            name=read_draft(row["draft"]).name,
        )
        for row in rows
    ]
