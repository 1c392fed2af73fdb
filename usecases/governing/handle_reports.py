"""Brings reports to the admins, lets them dismiss them, and tells those who reported what became of it."""

from crowd.errors import StateConflict
from crowd.governing.task_reports import ReportState
from crowd.ids import MINUTE, ContributorId, ProjectId
from crowd.people.contributors import ContributorState
from crowd.people.pace import quiet_ends
from crowd.projects.project import Hold, Project, ProjectState
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import EventType
from storage.governing.task_reports import end_reports, show_report_panels_now, take_due_panels
from storage.people.contributors import find_contributor
from storage.people.paces import find_pace
from storage.tx import Tx
from usecases.check_access import any_launched
from usecases.governing.keep_history import keep_history
from usecases.terms import Terms

#: The shortest time between two edits of the message about a project's reports.
REPORT_PANEL_EVERY = MINUTE


def close_reports(tx: Tx, project: Project, state: ReportState, *, at: int) -> bool:
    """Store what became of a project's open reports, and tell those who made them; False if there are none."""
    reporters = end_reports(tx, project.id, state)
    key = "report-dismissed" if state is ReportState.DISMISSED else "report-acted"
    for contributor_id in reporters:
        _tell(tx, contributor_id, key, project, at=at)
    show_report_panels_now(tx, project.id)
    return bool(reporters)


def dismiss_reports(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> bool:
    """Store that an admin found nothing wrong with a project that runs on; False if nothing is reported.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project.
        StateConflict: Reports have paused it in the meantime, which the admin has not seen.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    if project.held is Hold.REPORTS:
        raise StateConflict(state=project.state, wanted=ProjectState.RUNNING)
    if not close_reports(tx, project, ReportState.DISMISSED, at=at):
        return False
    keep_history(tx, project, EventType.DISMISSED, by=by, at=at)
    return True


def refresh_report_panels(tx: Tx, *, terms: Terms, at: int) -> int:
    """Send or edit the messages about reports that are out of date, each at most once in a minute."""
    due = take_due_panels(tx, asked_before=at - REPORT_PANEL_EVERY, at=at)
    for project_id, admin_id in due:
        if admin_id in terms.admin_ids:
            add_out(
                tx,
                OutType.REPORTED,
                admin_id,
                ref=project_id,
                priority=Priority.REPORT,
                due_at=at,
            )
    return len(due)


def _tell(tx: Tx, contributor_id: ContributorId, key: str, project: Project, *, at: int) -> None:
    """Tell somebody what became of what they reported, but not at night, and not if they want nothing from the bot."""
    contributor = find_contributor(tx, contributor_id)
    if contributor is None or contributor.state is not ContributorState.ACTIVE:
        return
    add_out(
        tx,
        OutType.TEXT,
        contributor_id,
        ref=project.id,
        body={"key": key, "args": {"project": project.name}},
        priority=Priority.REPORT,
        due_at=max(at, quiet_ends(find_pace(tx, contributor_id)[0], at)),
    )
