"""Links that invite people to a project, and who came through them."""

from dataclasses import dataclass

from crowd.ids import ContributorId, ProjectId
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How far the people who opened a project's link got.

    Attributes:
        opened: How many people opened it.
        subscribed: How many of them have agreed to be asked.
        answered: How many of them have answered in the project.
    """

    opened: int
    subscribed: int
    answered: int


#: If nobody has opened the link.
NOBODY_CAME = Arrivals(opened=0, subscribed=0, answered=0)


def add_invite(tx: Tx, project_id: ProjectId, token: str, *, at: int) -> None:
    """Store a project's token; the first one stays."""
    tx.execute(
        """
        INSERT INTO invite (project_id, token, created_at) VALUES (:project, :token, :at)
        ON CONFLICT (project_id) DO NOTHING
        """,
        {"project": project_id, "token": token, "at": at},
    )


def find_invite(tx: Tx, project_id: ProjectId) -> str | None:
    """Return the token of a project's link; None if there is none yet."""
    row = tx.one("SELECT token FROM invite WHERE project_id = :project", {"project": project_id})
    return None if row is None else str(row["token"])


def invited_to(tx: Tx, token: str) -> ProjectId | None:
    """Return the project for a link's token; None if the token is unknown."""
    row = tx.one("SELECT project_id FROM invite WHERE token = :token", {"token": token})
    return None if row is None else ProjectId(row["project_id"])


def add_arrival(tx: Tx, project_id: ProjectId, contributor_id: ContributorId, *, at: int) -> bool:
    """Store that somebody opened a project's link; False if they had opened it before."""
    rows = tx.execute(
        """
        INSERT INTO arrival (project_id, contributor_id, came_at) VALUES (:project, :contributor, :at)
        ON CONFLICT (project_id, contributor_id) DO NOTHING RETURNING came_at
        """,
        {"project": project_id, "contributor": contributor_id, "at": at},
    )
    return bool(rows)


def count_arrivals(tx: Tx, project_id: ProjectId) -> Arrivals:
    """Return how far the people who opened a project's link got."""
    row = tx.execute(
        """
        SELECT count(*) AS opened,
            coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM consent c
                WHERE c.contributor_id = a.contributor_id) THEN 1 ELSE 0 END), 0) AS subscribed,
            coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM pseudonym p
                WHERE p.contributor_id = a.contributor_id AND p.project_id = a.project_id)
                THEN 1 ELSE 0 END), 0) AS answered
        FROM arrival a WHERE a.project_id = :project
        """,
        {"project": project_id},
    )[0]
    return Arrivals(opened=row["opened"], subscribed=row["subscribed"], answered=row["answered"])
