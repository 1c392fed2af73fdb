"""Sends an announcement to its whole audience."""

from crowd.announcing.announcements import AnnouncementState
from crowd.announcing.fares import Fare
from crowd.errors import NotFound, ValueRefused
from crowd.ids import DAY, AnnouncementId, ContributorId
from storage.announcing.announcements import announced_since, set_fare
from storage.announcing.recipients import add_recipients, count_audience
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import move, own_announcement, show_announcement
from usecases.check_access import check_admin, check_not_held, launched_project
from usecases.governing.keep_history import keep_announced
from usecases.terms import Terms


def send_announcement(
    tx: Tx,
    announcement_id: AnnouncementId,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> int:
    """Send an announcement to its whole audience; return how many people that is.

    Raises:
        NotFound: It does not exist, is somebody else's, or has no text yet.
        StateConflict: It was sent or dropped already.
        ProjectHeld: An admin paused its project.
        ValueRefused: They have used up today's announcements.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    if announcement.text is None:
        raise NotFound
    if announcement.project_id is None:
        check_admin(by, terms=terms)
    else:
        check_not_held(launched_project(tx, announcement.project_id, by=by, terms=terms))
    most = terms.announcements_a_day
    if by not in terms.admin_ids and announced_since(tx, by, at - DAY) >= most:
        raise ValueRefused("too-many-announcements", {"most": most})
    move(tx, announcement, AnnouncementState.SENDING, at=at)
    if announcement.fare is Fare.ASKED:
        set_fare(tx, announcement_id, Fare.FREE)
    add_recipients(tx, announcement_id, announcement.project_id, author_id=by, at=at)
    show_announcement(tx, announcement_id, by, at=at)
    people = count_audience(tx, announcement.project_id, author_id=by)
    keep_announced(tx, announcement, EventType.ANNOUNCED, by=by, reason=str(people), at=at)
    return people
