"""Shows admins everybody's projects, what is reported, and what was done: what is asked, but never the answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from crowd.files.result_file import write_csv
from crowd.ids import SECOND, ContributorId, ProjectId
from crowd.projects.project import Project
from storage.answering.tasks import place_of_task
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot
from storage.governing.events import NOBODY, Event, EventType, count_events, each_event, list_events
from storage.governing.task_reports import (
    Reported,
    count_answerers,
    count_reported,
    list_reported,
    read_reported,
)
from storage.projects.projects import count_all_launched, find_project, list_all_launched
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.terms import Terms

#: Projects on a page of the lists, and events on a page of /audit.
LISTED_A_PAGE = 8
EVENTS_A_PAGE = 15
#: What the row of the outbox says that sends the whole audit as a file.
AUDIT_FILE = "AUDIT"
_AUDIT_COLUMNS = ("at", "kind", "actor", "about", "project", "reason", "told")


class OverseeScreen(StrEnum):
    """What an admin looks at."""

    PROJECTS = "p"  #: a page of everybody's launched projects
    PROJECT = "o"  #: one of them
    REPORTS = "r"  #: a page of those that are reported
    AUDIT = "a"  #: a page of what was done


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A page of projects, each with how many people reported it; the first page is 0."""

    projects: list[tuple[Project, int]]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneView:
    """A project as an admin sees it.

    Attributes:
        project: The project.
        people: How many people have answered in it.
        reported: What is reported about it and open.
        reported_at: How many of its tasks come before the one that was reported most.
    """

    project: Project
    people: int
    reported: Reported
    reported_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """A page of what was done, newest first; the first page is 0. `of` is the person or project it is limited to."""

    events: list[Event]
    page: int
    pages: int
    of: int | None


def oversee(
    tx: Tx,
    screen: OverseeScreen,
    *,
    ref: int = 0,
    page: int = 0,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Show an admin a page, in place if a button asked for it. `ref` is the project, or whom the audit is limited to.

    Raises:
        NotAdmin: They are not an admin, or not any more.
    """
    check_admin(by, terms=terms)
    body: dict[str, object] = {"screen": screen, "page": page}
    spot = pressed_spot(tx, by)
    add_out(tx, OutType.OVERSIGHT, by, ref=ref, body=body, spot=spot, priority=Priority.REPLY, due_at=at)


def send_audit(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Send an admin everything that was done, as a file.

    Raises:
        NotAdmin: They are not an admin, or not any more.
    """
    check_admin(by, terms=terms)
    body: dict[str, object] = {"file": AUDIT_FILE}
    add_out(tx, OutType.DOCUMENT, by, body=body, priority=Priority.REPORT, due_at=at)


def read_all_projects(tx: Tx, page: int) -> ListView:
    """Return a page of everybody's launched projects; a page past the end gives the last one."""
    total = count_all_launched(tx)
    page, pages = _page(page, total, LISTED_A_PAGE)
    projects = list_all_launched(tx, limit=LISTED_A_PAGE, offset=page * LISTED_A_PAGE)
    found = [(project, read_reported(tx, project.id).people) for project in projects]
    return ListView(projects=found, page=page, pages=pages, total=total)


def read_reports(tx: Tx, page: int) -> ListView:
    """Return a page of the projects that are reported, those that most people reported first."""
    total = count_reported(tx)
    page, pages = _page(page, total, LISTED_A_PAGE)
    listed = list_reported(tx, limit=LISTED_A_PAGE, offset=page * LISTED_A_PAGE)
    found = [(find_project(tx, project_id), people) for project_id, people in listed]
    projects = [(project, people) for project, people in found if project is not None]
    return ListView(projects=projects, page=page, pages=pages, total=total)


def read_one(tx: Tx, project_id: ProjectId) -> OneView | None:
    """Return a project as an admin sees it; None if there is none or it was never launched."""
    project = find_project(tx, project_id)
    if project is None or project.launched_at is None:
        return None
    reported = read_reported(tx, project_id)
    return OneView(
        project=project,
        people=count_answerers(tx, project_id),
        reported=reported,
        reported_at=0 if reported.task_id is None else place_of_task(tx, reported.task_id),
    )


def read_audit(tx: Tx, page: int, *, of: int | None, by: ContributorId) -> AuditView:
    """Return a page of what was done. A requester who is an admin does not see who reported their project."""
    page, pages = _page(page, count_events(tx, of=of), EVENTS_A_PAGE)
    events = list_events(tx, of=of, skip=page * EVENTS_A_PAGE, limit=EVENTS_A_PAGE)
    seen = [event for event in events if not (_is_hidden(event, by) and of == event.actor_id)]
    return AuditView(events=[_veiled(event, by) for event in seen], page=page, pages=pages, of=of)


def write_audit(tx: Tx, by: ContributorId, tell: Callable[[Event], str]) -> tuple[str, bytes]:
    """Return the name and content of a file with everything that was done, oldest first; `tell` says it in words."""
    return "audit.csv", b"".join(write_csv(_AUDIT_COLUMNS, _audit_rows(tx, by, tell)))


def _audit_rows(tx: Tx, by: ContributorId, tell: Callable[[Event], str]) -> Iterator[list[str]]:
    for event in each_event(tx):
        seen = _veiled(event, by)
        yield [
            datetime.fromtimestamp(seen.at / SECOND, UTC).isoformat(timespec="seconds"),
            seen.type.lower(),
            _id(seen.actor_id),
            _id(seen.about_id),
            "" if seen.project_id is None else str(seen.project_id),
            seen.reason,
            tell(seen),
        ]


def _id(person: ContributorId) -> str:
    return str(person) if person > 0 else ""


def _is_hidden(event: Event, by: ContributorId) -> bool:
    return event.type is EventType.REPORTED and event.about_id == by


def _veiled(event: Event, by: ContributorId) -> Event:
    """Return an event without its actor, if that is somebody who reported a project of the admin who looks."""
    if not _is_hidden(event, by):
        return event
    return replace(event, actor_id=NOBODY)


def _page(page: int, total: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-total // size))
    return min(max(page, 0), pages - 1), pages
