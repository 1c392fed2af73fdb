"""Reads everybody's projects for an admin: what is asked, but never the answers."""

from dataclasses import dataclass

from crowd.ids import ProjectId
from crowd.projects.project import Project
from storage.answering.tasks import place_of_task
from storage.governing.task_reports import (
    Reported,
    count_answerers,
    count_reported,
    list_reported,
    read_reported,
)
from storage.projects.projects import count_all_launched, find_project, list_all_launched
from storage.tx import Tx
from usecases.governing.overseeing.pages import page_within

#: Projects on a page of the lists, and events on a page of /audit.
LISTED_A_PAGE = 8


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


def read_all_projects(tx: Tx, page: int) -> ListView:
    """Return a page of everybody's launched projects; a page past the end gives the last one."""
    total = count_all_launched(tx)
    page, pages = page_within(page, total, LISTED_A_PAGE)
    projects = list_all_launched(tx, limit=LISTED_A_PAGE, offset=page * LISTED_A_PAGE)
    found = [(project, read_reported(tx, project.id).people) for project in projects]
    return ListView(projects=found, page=page, pages=pages, total=total)


def read_reports(tx: Tx, page: int) -> ListView:
    """Return a page of the projects that are reported, those that most people reported first."""
    total = count_reported(tx)
    page, pages = page_within(page, total, LISTED_A_PAGE)
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
