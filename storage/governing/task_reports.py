"""What contributors report to the admins, and the message in which each admin follows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from crowd.governing.task_reports import ReportReason, ReportState
from crowd.ids import ContributorId, ProjectId, TaskId
from storage.tx import Spot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is reported about a project and open.

    Attributes:
        people: How many people reported it.
        reasons: How many reports there are by reason.
        words: What the last of them added, newest first.
        task_id: The task that was reported most; None if nothing is open.
    """

    people: int
    reasons: Mapping[ReportReason, int]
    words: tuple[str, ...]
    task_id: TaskId | None


#: How many of the reporters' own words are shown.
WORDS_SHOWN = 3


def add_report(
    tx: Tx,
    project_id: ProjectId,
    task_id: TaskId,
    contributor_id: ContributorId,
    reason: ReportReason,
    *,
    at: int,
) -> int | None:
    """Store a report and return its id; None if this person has reported this task before."""
    row = tx.one(
        """
        INSERT INTO task_report (project_id, task_id, contributor_id, reason, state, reported_at)
        VALUES (:project, :task, :contributor, :reason, 'OPEN', :at)
        ON CONFLICT (task_id, contributor_id) DO NOTHING RETURNING id
        """,
        {"project": project_id, "task": task_id, "contributor": contributor_id, "reason": reason, "at": at},
    )
    return None if row is None else int(row["id"])


def count_reports_by(tx: Tx, contributor_id: ContributorId, *, since: int) -> int:
    """Return how many tasks somebody has reported since a time."""
    row = tx.one(
        "SELECT count(*) FROM task_report WHERE contributor_id = :id AND reported_at > :since",
        {"id": contributor_id, "since": since},
    )
    return int(row[0]) if row else 0


def has_reported(tx: Tx, task_id: TaskId, contributor_id: ContributorId) -> bool:
    """Tell whether somebody has reported a task."""
    params = {"task": task_id, "id": contributor_id}
    sql = "SELECT 1 FROM task_report WHERE task_id = :task AND contributor_id = :id"
    return tx.one(sql, params) is not None


def add_words(tx: Tx, report_id: int, contributor_id: ContributorId, words: str) -> ProjectId | None:
    """Add words to somebody's own open report and return its project; None if there is no such report."""
    row = tx.one(
        """
        UPDATE task_report SET words = :words WHERE id = :id AND contributor_id = :by AND state = 'OPEN'
        RETURNING project_id
        """,
        {"id": report_id, "by": contributor_id, "words": words},
    )
    return None if row is None else ProjectId(row["project_id"])


def is_open_report(tx: Tx, report_id: int, contributor_id: ContributorId) -> bool:
    """Tell whether a report is somebody's own and still open."""
    params = {"id": report_id, "by": contributor_id}
    sql = "SELECT 1 FROM task_report WHERE id = :id AND contributor_id = :by AND state = 'OPEN'"
    return tx.one(sql, params) is not None


def read_reported(tx: Tx, project_id: ProjectId) -> Reported:
    """Return what is reported about a project and open."""
    params = {"project": project_id}
    open_ones = "FROM task_report WHERE project_id = :project AND state = 'OPEN'"
    people = tx.execute(f"SELECT count(DISTINCT contributor_id) {open_ones}", params)[0][0]
    reasons = tx.execute(f"SELECT reason, count(*) AS n {open_ones} GROUP BY reason", params)
    words = tx.execute(
        f"SELECT words {open_ones} AND words <> '' ORDER BY id DESC LIMIT {WORDS_SHOWN}", params
    )
    task = tx.one(
        f"SELECT task_id {open_ones} GROUP BY task_id ORDER BY count(*) DESC, task_id LIMIT 1", params
    )
    return Reported(
        people=people,
        reasons={ReportReason(row["reason"]): row["n"] for row in reasons},
        words=tuple(row["words"] for row in words),
        task_id=None if task is None else TaskId(task["task_id"]),
    )


def count_reporters(tx: Tx, project_id: ProjectId) -> int:
    """Return how many people have an open report about a project that says more than that it is broken."""
    row = tx.one(
        """
        SELECT count(DISTINCT contributor_id) FROM task_report
        WHERE project_id = :project AND state = 'OPEN' AND reason <> 'BROKEN'
        """,
        {"project": project_id},
    )
    return int(row[0]) if row else 0


def count_answerers(tx: Tx, project_id: ProjectId) -> int:
    """Return how many people have answered in a project."""
    row = tx.one("SELECT count(*) FROM pseudonym WHERE project_id = :project", {"project": project_id})
    return int(row[0]) if row else 0


def end_reports(tx: Tx, project_id: ProjectId, state: ReportState) -> list[ContributorId]:
    """Store what became of a project's open reports; return whose they are."""
    rows = tx.execute(
        """
        UPDATE task_report SET state = :state WHERE project_id = :project AND state = 'OPEN'
        RETURNING contributor_id
        """,
        {"project": project_id, "state": state},
    )
    return sorted({ContributorId(row["contributor_id"]) for row in rows})


def list_reported(tx: Tx, *, limit: int, offset: int) -> list[tuple[ProjectId, int]]:
    """Return a page of the projects with open reports and how many people reported each, most first."""
    rows = tx.execute(
        """
        SELECT project_id, count(DISTINCT contributor_id) AS n FROM task_report WHERE state = 'OPEN'
        GROUP BY project_id ORDER BY n DESC, project_id LIMIT :limit OFFSET :offset
        """,
        {"limit": limit, "offset": offset},
    )
    return [(ProjectId(row["project_id"]), row["n"]) for row in rows]


def count_reported(tx: Tx) -> int:
    """Return how many projects have open reports."""
    row = tx.one("SELECT count(DISTINCT project_id) FROM task_report WHERE state = 'OPEN'")
    return int(row[0]) if row else 0


def touch_report_panels(tx: Tx, project_id: ProjectId, admins: frozenset[int], *, anew: bool) -> None:
    """Store that every admin has something new to see about a project; with `anew`, in a new message."""
    tx.many(
        """
        INSERT INTO report_panel (project_id, admin_id, is_due) VALUES (:project, :admin, TRUE)
        ON CONFLICT (project_id, admin_id) DO UPDATE SET is_due = TRUE,
            message_id = CASE WHEN :anew THEN NULL ELSE report_panel.message_id END,
            asked_at = CASE WHEN :anew THEN 0 ELSE report_panel.asked_at END
        """,
        [{"project": project_id, "admin": admin, "anew": anew} for admin in sorted(admins)],
    )


def show_report_panels_now(tx: Tx, project_id: ProjectId) -> None:
    """Have the messages about a project that admins already have brought up to date at once."""
    tx.execute(
        """
        UPDATE report_panel SET is_due = TRUE, asked_at = 0
        WHERE project_id = :project AND message_id IS NOT NULL
        """,
        {"project": project_id},
    )


def take_due_panels(tx: Tx, *, asked_before: int, at: int) -> list[tuple[ProjectId, ContributorId]]:
    """Return the messages that are out of date and were not brought up to date since a time, and mark them as done."""
    rows = tx.execute(
        """
        UPDATE report_panel SET is_due = FALSE, asked_at = :at WHERE is_due AND asked_at < :before
        RETURNING project_id, admin_id
        """,
        {"before": asked_before, "at": at},
    )
    return [(ProjectId(row["project_id"]), ContributorId(row["admin_id"])) for row in rows]


def report_message(tx: Tx, project_id: ProjectId, admin_id: ContributorId) -> int | None:
    """Return the message in which an admin follows the reports of a project."""
    row = tx.one(
        "SELECT message_id FROM report_panel WHERE project_id = :project AND admin_id = :admin",
        {"project": project_id, "admin": admin_id},
    )
    return None if row is None else row["message_id"]


def set_report_message(
    tx: Tx, project_id: ProjectId, admin_id: ContributorId, message_id: int | None
) -> None:
    """Store the message in which an admin follows the reports of a project."""
    tx.execute(
        "UPDATE report_panel SET message_id = :message WHERE project_id = :project AND admin_id = :admin",
        {"project": project_id, "admin": admin_id, "message": message_id},
    )


def reported_in(tx: Tx, spot: Spot) -> ProjectId | None:
    """Return the project whose reports an admin follows in a message."""
    row = tx.one(
        "SELECT project_id FROM report_panel WHERE admin_id = :admin AND message_id = :message",
        {"admin": spot.chat_id, "message": spot.message_id},
    )
    return None if row is None else ProjectId(row["project_id"])
