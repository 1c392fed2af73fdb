"""Reads what an announcement shows: to its author, and to those who get it."""

from dataclasses import dataclass

from crowd.announcements import Announcement, AnnouncementState, RecipientState
from crowd.contributors import ContributorState
from crowd.ids import AnnouncementId, ContributorId
from crowd.pace import quiet_ends
from storage.announcements import find_announcement
from storage.contributors import find_contributor
from storage.paces import find_pace
from storage.projects import find_project
from storage.recipients import count_audience, count_recipients
from storage.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementView:
    """An announcement as its author sees it.

    Attributes:
        announcement: It.
        project: The name of the project whose people get it; None for everybody.
        audience: How many people it would go to now.
        counts: People by what became of it for them, once it was let go.
    """

    announcement: Announcement
    project: str | None
    audience: int
    counts: dict[RecipientState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """An announcement as somebody gets it; `quiet_until` tells before when it is not to be sent."""

    announcement_id: AnnouncementId
    project: str | None
    text: str
    quiet_until: int


def read_announcement(tx: Tx, announcement_id: AnnouncementId) -> AnnouncementView | None:
    """Return an announcement as its author sees it."""
    announcement = find_announcement(tx, announcement_id)
    if announcement is None:
        return None
    is_draft = announcement.state is AnnouncementState.DRAFT
    return AnnouncementView(
        announcement=announcement,
        project=_project_name(tx, announcement),
        audience=count_audience(tx, announcement.project_id, author_id=announcement.author_id)
        if is_draft
        else 0,
        counts={} if is_draft else count_recipients(tx, announcement_id),
    )


def read_news(
    tx: Tx, announcement_id: AnnouncementId, contributor_id: ContributorId, *, at: int
) -> NewsView | None:
    """Return an announcement as somebody gets it; None when it is not to be sent to them any more."""
    announcement, contributor = find_announcement(tx, announcement_id), find_contributor(tx, contributor_id)
    if announcement is None or announcement.text is None or contributor is None:
        return None
    pace, _ = find_pace(tx, contributor_id)
    if (
        announcement.state is AnnouncementState.STOPPED
        or contributor.state is not ContributorState.ACTIVE
        or not pace.announcements
    ):
        return None
    return NewsView(
        announcement_id=announcement_id,
        project=_project_name(tx, announcement),
        text=announcement.text,
        quiet_until=quiet_ends(pace, at),
    )


def _project_name(tx: Tx, announcement: Announcement) -> str | None:
    if announcement.project_id is None:
        return None
    project = find_project(tx, announcement.project_id)
    return None if project is None else project.name
