"""Lets an admin ban somebody, so that they can neither answer nor ask."""

from crowd.announcing.announcements import AnnouncementState
from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from crowd.projects.project import Hold
from storage.announcing.announcements import going_announcements
from storage.governing.bans import Ban, add_ban, find_ban
from storage.governing.events import Event, EventType, add_event
from storage.people.contributors import find_contributor
from storage.projects.panels import forget_panels
from storage.projects.projects import projects_to_hold, reopen_paused
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import check_admin
from usecases.governing.banning.ban_end import BanEnd
from usecases.governing.banning.begin_discarding import discard_answers_of
from usecases.governing.banning.tell_banned import tell_banned
from usecases.governing.handle_reports import close_reports
from usecases.governing.holding.stop_asking import stop_asking
from usecases.governing.leave_asking import leave_asking
from usecases.people.subscribing.leave import end_subscription
from usecases.terms import Terms


def ban_person(
    tx: Tx,
    who: ContributorId,
    reason: str,
    *,
    discard: bool = False,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> BanEnd:
    """Ban somebody: take their tasks back, hold their projects, stop their announcements, and tell them why.

    Their answers count as before, unless `discard` is set. Somebody who is banned already can still have their answers
    discarded.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    check_admin(by, terms=terms)
    if who in terms.admin_ids:
        return BanEnd.IS_SELF if who == by else BanEnd.IS_ADMIN
    contributor = find_contributor(tx, who)
    if contributor is None:
        return BanEnd.UNKNOWN
    if find_ban(tx, who) is not None:
        return discard_answers_of(tx, who, by=by, terms=terms, at=at) if discard else BanEnd.BANNED_BEFORE
    before = contributor.state
    if before in {ContributorState.BLOCKED, ContributorState.BANNED}:
        before = contributor.state_before or ContributorState.NEW
    add_ban(
        tx, Ban(contributor_id=who, reason=reason, banned_by=by, state_before=before, discards=False), at=at
    )
    if contributor.state is not ContributorState.BANNED:
        end_subscription(tx, contributor, ContributorState.BANNED, terms=terms, at=at)
    _stop_asking(tx, who, reason, by=by, at=at)
    add_event(tx, Event(at=at, actor_id=by, about_id=who, type=EventType.BANNED, reason=reason))
    tell_banned(tx, who, "banned", reason, at=at)
    return discard_answers_of(tx, who, by=by, terms=terms, at=at) if discard else BanEnd.BANNED


def _stop_asking(tx: Tx, who: ContributorId, reason: str, *, by: ContributorId, at: int) -> None:
    leave_asking(tx, who, at=at)
    for project in projects_to_hold(tx, who):
        if project.held is not Hold.ADMIN:
            stop_asking(tx, project, Hold.ADMIN, reason, by=by, at=at)
        close_reports(tx, project, ReportState.ACTED, at=at)
    reopen_paused(tx, who)
    forget_panels(tx, who)
    for announcement in going_announcements(tx):
        if announcement.author_id == who and announcement.state is AnnouncementState.SENDING:
            end_announcement(tx, announcement, by=by, at=at)
