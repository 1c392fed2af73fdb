"""Lets an admin ban somebody, so that they can neither answer nor ask, and end a ban."""

from enum import StrEnum

from crowd.announcing.announcements import AnnouncementState
from crowd.errors import NotFound
from crowd.governing.task_reports import ReportState
from crowd.ids import ContributorId
from crowd.people.contributors import ContributorState
from crowd.projects.project import Hold
from storage.announcing.announcements import going_announcements
from storage.answering.cards import forget_panels
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.bans import Ban, add_ban, begin_discarding, end_ban, find_ban
from storage.governing.events import Event, EventType, add_event
from storage.governing.task_reports import reported_in
from storage.people.contributors import find_contributor
from storage.projects.projects import find_project, projects_to_hold, reopen_paused
from storage.tx import Spot, Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import check_admin
from usecases.governing.handle_reports import close_reports
from usecases.governing.hold_project import stop_asking
from usecases.governing.leave_asking import leave_asking
from usecases.people.subscribing.leave import end_subscription
from usecases.people.subscribing.let_back import let_back
from usecases.terms import Terms


class BanEnd(StrEnum):
    """What came of banning somebody, or of ending that."""

    BANNED = "BANNED"
    DISCARDING = "DISCARDING"  #: they are banned, and their answers no longer count
    BANNED_BEFORE = "BANNED_BEFORE"  #: nothing changed
    UNBANNED = "UNBANNED"
    NOT_BANNED = "NOT_BANNED"  #: there is no ban to end
    UNKNOWN = "UNKNOWN"  #: nobody with this id has ever written to the bot
    IS_SELF = "IS_SELF"  #: it is the admin's own id
    IS_ADMIN = "IS_ADMIN"  #: admins are named in the settings


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
    _tell(tx, who, "banned", reason, at=at)
    return discard_answers_of(tx, who, by=by, terms=terms, at=at) if discard else BanEnd.BANNED


def discard_answers_of(tx: Tx, who: ContributorId, *, by: ContributorId, terms: Terms, at: int) -> BanEnd:
    """Have a banned person's answers count no longer; a tick does it page by page.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    check_admin(by, terms=terms)
    ban = find_ban(tx, who)
    if ban is None:
        return BanEnd.NOT_BANNED
    if ban.discards:
        return BanEnd.BANNED_BEFORE
    begin_discarding(tx, who)
    add_event(tx, Event(at=at, actor_id=by, about_id=who, type=EventType.DISCARDED))
    return BanEnd.DISCARDING


def unban_person(
    tx: Tx, who: ContributorId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> BanEnd:
    """End a ban and tell the person. Their projects stay paused, and discarded answers stay out of the count.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    check_admin(by, terms=terms)
    ban, contributor = find_ban(tx, who), find_contributor(tx, who)
    if ban is None:
        return BanEnd.NOT_BANNED if contributor is not None else BanEnd.UNKNOWN
    end_ban(tx, who)
    if contributor is not None and contributor.state is ContributorState.BANNED:
        let_back(tx, contributor, ban.state_before, at=at)
    add_event(tx, Event(at=at, actor_id=by, about_id=who, type=EventType.UNBANNED, reason=reason))
    _tell(tx, who, "unbanned", reason, at=at)
    return BanEnd.UNBANNED


def requester_reported_in(tx: Tx, spot: Spot, *, by: ContributorId, terms: Terms) -> ContributorId:
    """Return the requester of the project whose reports an admin follows in a message of their chat.

    Raises:
        NotAdmin: The admin is none, or not any more.
        NotFound: It is another message.
    """
    check_admin(by, terms=terms)
    project_id = reported_in(tx, spot)
    project = None if project_id is None else find_project(tx, project_id)
    if project is None:
        raise NotFound
    return project.requester_id


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


def _tell(tx: Tx, who: ContributorId, key: str, reason: str, *, at: int) -> None:
    body: dict[str, object] = {"key": key, "args": {"reason": reason}}
    add_out(tx, OutType.TEXT, who, body=body, priority=Priority.REPORT, due_at=at)
