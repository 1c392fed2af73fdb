"""What decides whether somebody has to wait for others in a project."""

from crowd.deciding.going_last import Standing
from crowd.ids import ContributorId, ProjectId
from storage.tx import Tx


def find_standing(tx: Tx, contributor_id: ContributorId, project_id: ProjectId, *, at: int) -> Standing:
    """Return somebody's current standing in a project.

    The person who answered last only counts as working while they hold a task: they may have paused or be finished.
    """
    row = tx.one(
        """
        SELECT p.deadline_at,
            CASE WHEN EXISTS (SELECT 1 FROM contributor c WHERE c.id = p.abler_id AND c.id <> :contributor
                AND c.state = 'ACTIVE' AND c.waiting_since IS NULL) THEN p.abler_at END AS abler_at,
            (SELECT a.ended_at FROM assignment a JOIN task t ON t.id = a.task_id
                WHERE a.contributor_id = :contributor AND a.state = 'ANSWERED' AND t.project_id = p.id
                ORDER BY a.ended_at DESC LIMIT 1) AS own_at
        FROM project p WHERE p.id = :project
        """,
        {"contributor": contributor_id, "project": project_id},
    )
    if row is None:
        raise LookupError(project_id)
    return Standing(
        since_abler=None if row["abler_at"] is None else at - row["abler_at"],
        since_own=None if row["own_at"] is None else at - row["own_at"],
        time_left=None if row["deadline_at"] is None else row["deadline_at"] - at,
    )
