"""Lets an admin pause, resume and cancel anybody's project; its requester is told why, but not by whom."""

from crowd.announcing.announcements import AnnouncementState
from crowd.answering.assignments import AssignmentState
from crowd.errors import StateConflict
from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import PROJECT_STEPS, Hold, Project, ProjectState
from crowd.states import step
from storage.announcing.announcements import going_announcements
from storage.answering.assignments import find_offer
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import NOBODY, EventType
from storage.projects.ending import held_in
from storage.projects.projects import find_project, held_with_offers, set_held, set_project_state
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import Screen
from usecases.answering.withdraw_offers import free_hands
from usecases.check_access import any_launched
from usecases.governing.handle_reports import close_reports
from usecases.governing.keep_history import keep_history
from usecases.projects.cancel_project import end_project
from usecases.terms import Terms

#: Offers taken back in one transaction, so that a tick never holds the writer for long.
TAKE_BACK_AT_ONCE = 50


def hold_project(
    tx: Tx, project_id: ProjectId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Project:
    """Pause somebody's project until an admin resumes it, and tell its requester why.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project, or it was never launched.
        StateConflict: It has ended, or an admin paused it already.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    if project.held is Hold.ADMIN:
        raise StateConflict(state=project.state, wanted=ProjectState.PAUSED)
    stop_asking(tx, project, Hold.ADMIN, reason, by=by, at=at)
    close_reports(tx, project, ReportState.ACTED, at=at)
    _tell(tx, project, "project-held", reason, at=at)
    return project


def stop_asking(
    tx: Tx, project: Project, hold: Hold, reason: str = "", *, by: ContributorId = NOBODY, at: int
) -> None:
    """Pause a project so that only an admin can resume it. A tick takes its tasks back from those who hold them.

    Raises:
        StateConflict: It has ended.
    """
    if project.state is not ProjectState.PAUSED:
        step(PROJECT_STEPS, project.state, ProjectState.PAUSED)
        if project.state is not ProjectState.RUNNING:
            raise StateConflict(state=project.state, wanted=ProjectState.PAUSED)
        set_project_state(tx, project.id, ProjectState.PAUSED, was=project.state, at=at)
    set_held(tx, project.id, hold, reason)
    for announcement in going_announcements(tx):
        if announcement.project_id == project.id and announcement.state is AnnouncementState.SENDING:
            end_announcement(tx, announcement, by=by, at=at)
    keep_history(tx, project, EventType.HELD, by=by, reason=reason, at=at)


def release_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> Project:
    """Resume a project that an admin or reports paused; if it has ended in the meantime, only lift the hold.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project.
        StateConflict: No admin paused it.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    if project.held is None or project.state is ProjectState.CANCELLED:
        raise StateConflict(state=project.state, wanted=ProjectState.RUNNING)
    set_held(tx, project.id, None)
    if project.state is ProjectState.PAUSED:
        set_project_state(tx, project.id, ProjectState.RUNNING, was=ProjectState.PAUSED, at=at)
    keep_history(tx, project, EventType.RELEASED, by=by, at=at)
    close_reports(tx, project, ReportState.DISMISSED, at=at)
    _tell(tx, project, "project-released", at=at)
    return project


def cancel_any(
    tx: Tx, project_id: ProjectId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Project:
    """Cancel somebody's project for good, and tell its requester why.

    Raises:
        NotAdmin: They are not an admin, or not any more.
        NotFound: There is no such project, or it was never launched.
        StateConflict: It has ended already.
    """
    project = any_launched(tx, project_id, by=by, terms=terms)
    end_project(tx, project, at=at)
    set_held(tx, project.id, None)
    keep_history(tx, project, EventType.ENDED, by=by, reason=reason, at=at)
    close_reports(tx, project, ReportState.ACTED, at=at)
    _tell(tx, project, "project-ended-admin", reason, at=at)
    return project


def take_back_held(tx: Tx, *, at: int) -> int:
    """End some of the offers of projects that an admin or reports paused; return how many."""
    taken = 0
    for project_id in held_with_offers(tx):
        for assignment_id, _, contributor_id in held_in(tx, project_id, limit=TAKE_BACK_AT_ONCE - taken):
            offer = find_offer(tx, assignment_id)
            if offer is not None:
                end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
                free_hands(tx, assignment_id, contributor_id, screen=Screen.HELD, at=at)
            taken += 1
        if taken >= TAKE_BACK_AT_ONCE:
            break
    return taken


def pause_by_reports(tx: Tx, project_id: ProjectId, *, at: int) -> bool:
    """Pause a project that several people reported until an admin has looked at it; False if it does not run."""
    project = find_project(tx, project_id)
    if project is None or project.state is not ProjectState.RUNNING:
        return False
    stop_asking(tx, project, Hold.REPORTS, at=at)
    _tell(tx, project, "project-held-reports", at=at)
    return True


def _tell(tx: Tx, project: Project, key: str, reason: str = "", *, at: int) -> None:
    add_out(
        tx,
        OutType.TEXT,
        project.requester_id,
        ref=project.id,
        body={"key": key, "args": {"project": project.name, "reason": reason}},
        priority=Priority.REPORT,
        due_at=at,
    )
