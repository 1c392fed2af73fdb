"""Reads what an announcement shows its author, and what it shows those who get it."""

import math
from dataclasses import dataclass

from crowd.announcing.announcements import Announcement, AnnouncementState, RecipientState
from crowd.announcing.fares import FareOffer
from crowd.ids import AnnouncementId, ContributorId
from crowd.people.contributors import ContributorState
from crowd.people.pace import quiet_ends
from storage.announcing.announcements import find_announcement
from storage.announcing.recipients import count_audience, count_recipients
from storage.people.contributors import find_contributor
from storage.people.paces import find_pace
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.announcing.paying.offer_fare import offer_fare
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementView:
    """An announcement as its author sees it.

    Attributes:
        announcement: The announcement.
        project: The name of the project whose people get it; None for everybody.
        audience: How many people it would go to now.
        counts: People by how far it has got for each of them, once it is being sent.
        fare: What sending it fast would cost; None if that is not offered.
        free_s: Seconds it takes free of charge, at least.
        paid_s: Seconds it takes for Stars, at least.
    """

    announcement: Announcement
    project: str | None
    audience: int
    counts: dict[RecipientState, int]
    fare: FareOffer | None = None
    free_s: int = 0
    paid_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """An announcement as a recipient gets it; it must not be sent before `quiet_until`."""

    announcement_id: AnnouncementId
    project: str | None
    text: str
    quiet_until: int


def read_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, terms: Terms, at: int
) -> AnnouncementView | None:
    """Return an announcement as its author sees it."""
    announcement = find_announcement(tx, announcement_id)
    if announcement is None:
        return None
    project = _project_name(tx, announcement)
    if announcement.state is not AnnouncementState.DRAFT:
        counts = count_recipients(tx, announcement_id)
        return AnnouncementView(announcement=announcement, project=project, audience=0, counts=counts)
    audience = count_audience(tx, announcement.project_id, author_id=announcement.author_id)
    return AnnouncementView(
        announcement=announcement,
        project=project,
        audience=audience,
        counts={},
        fare=offer_fare(tx, announcement, audience=audience, terms=terms, at=at),
        free_s=math.ceil(audience / terms.pushes_per_s),
        paid_s=math.ceil(audience / terms.paid_per_s),
    )


def read_news(
    tx: Tx, announcement_id: AnnouncementId, contributor_id: ContributorId, *, at: int
) -> NewsView | None:
    """Return an announcement as a recipient gets it; None if it should no longer be sent to them."""
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
