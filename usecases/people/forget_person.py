"""Forgets somebody: on request, asked twice, or because they left long ago."""

from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.announcing.announcements import AnnouncementState
from crowd.ids import MINUTE, ContributorId
from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from crowd.projects.project import ProjectState
from storage.announcing.announcements import going_announcements
from storage.answering.cards import find_card
from storage.conversation.hints import drop_hint, find_hint_here, put_hint_here
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.governing.events import NOBODY, Event, EventType, Forget, add_event
from storage.people.contributors import find_contributor
from storage.people.forgetting import count_stored, forget_at_once, is_known, people_gone, unfinished_projects
from storage.projects.ending import find_ending
from storage.projects.projects import set_project_state
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import end_announcement
from usecases.check_access import is_requester
from usecases.governing.keep_history import keep_of_project
from usecases.governing.leave_asking import leave_asking
from usecases.people.subscribing.leave import end_subscription
from usecases.projects.cancel_project import end_at_once
from usecases.terms import Terms

#: How long the second question may be answered. A button from long ago asks again first.
SURE_FOR = 10 * MINUTE
#: Under this name, what was asked twice, and when, stands among the hints.
_SURE = "forget"


class ForgetScreen(StrEnum):
    """The screens of the question whether to forget somebody."""

    FIRST = "f"  #: what is deleted and what stays
    SURELY = "s"  #: asks once more
    KEPT = "k"  #: they changed their mind


class Forgot(StrEnum):
    """What came of the answer to the second question."""

    FORGOTTEN = "FORGOTTEN"
    ASKED_AGAIN = "ASKED_AGAIN"  #: it was asked too long ago, or never
    NOTHING = "NOTHING"  #: nothing is stored about them


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetView:
    """What somebody who wants to be forgotten should know.

    Attributes:
        n_answers: How many tasks they have answered.
        n_projects: How many projects of theirs are deleted.
        n_unfinished: How many of those are running or paused.
        gets_results: Whether they may still download the results of those.
        is_admin: Whether they run the bot, and stay named in its settings.
    """

    n_answers: int
    n_projects: int
    n_unfinished: int
    gets_results: bool
    is_admin: bool


def ask_to_forget(tx: Tx, visitor: Visitor, *, at: int) -> bool:
    """Ask somebody whether they want to be forgotten; return False if nothing is stored about them."""
    if not is_known(tx, visitor.id):
        return False
    _show(tx, visitor, ForgetScreen.FIRST, at=at)
    return True


def ask_surely(tx: Tx, visitor: Visitor, *, at: int) -> bool:
    """Ask once more, in the same message; return False if nothing is stored about them."""
    if not is_known(tx, visitor.id):
        return False
    put_hint_here(tx, visitor.id, _SURE, at=at)
    _show(tx, visitor, ForgetScreen.SURELY, at=at)
    return True


def keep_after_all(tx: Tx, visitor: Visitor, *, at: int) -> bool:
    """Store that somebody does not want to be forgotten; return False if nothing is stored about them."""
    if not is_known(tx, visitor.id):
        return False
    drop_hint(tx, visitor.id, _SURE)
    _show(tx, visitor, ForgetScreen.KEPT, at=at)
    return True


def forget_me(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Forgot:
    """Forget somebody who has said so twice within ten minutes, under the same message."""
    if not is_known(tx, visitor.id):
        return Forgot.NOTHING
    asked_at = find_hint_here(tx, visitor.id, _SURE)
    if asked_at is None or not asked_at <= at <= asked_at + SURE_FOR:
        ask_surely(tx, visitor, at=at)
        return Forgot.ASKED_AGAIN
    card = find_card(tx, visitor.id)
    forget_person(tx, visitor.id, terms=terms, at=at)
    # Their buttons lead nowhere now. These rows come after what was forgotten, and are deleted once they are sent.
    for spot in {pressed_spot(tx, visitor.id), card.spot if card else None}:
        retire(tx, spot, priority=Priority.REPLY, at=at)
    return Forgot.FORGOTTEN


def forget_person(
    tx: Tx, contributor_id: ContributorId, *, why: Forget = Forget.ASKED, terms: Terms, at: int
) -> None:
    """End whatever somebody has begun, and forget them; `go_on_forgetting` does the rest page by page.

    The history keeps that somebody was forgotten, and why, but nothing about whom.

    Others get the tasks they held. Their projects are cancelled, then deleted, because nobody could read the results.
    """
    contributor = find_contributor(tx, contributor_id)
    if contributor is not None and contributor.state in {ContributorState.ACTIVE, ContributorState.PAUSED}:
        end_subscription(tx, contributor, ContributorState.LEFT, terms=terms, at=at)
    leave_asking(tx, contributor_id, at=at)
    for announcement in going_announcements(tx):
        if announcement.author_id == contributor_id and announcement.state is AnnouncementState.SENDING:
            end_announcement(tx, announcement, by=contributor_id, at=at)
    for project_id, state in unfinished_projects(tx, contributor_id):
        set_project_state(tx, project_id, ProjectState.CANCELLED, was=state, at=at)
        keep_of_project(tx, project_id, contributor_id, EventType.CANCELLED, by=contributor_id, at=at)
        end_at_once(tx, replace(find_ending(tx, project_id), is_deleted=True), at=at)
    forget_at_once(tx, contributor_id, at=at)
    add_event(tx, Event(at=at, actor_id=NOBODY, about_id=NOBODY, type=EventType.FORGOTTEN, reason=why))


def forget_people_gone(tx: Tx, *, limit: int, terms: Terms, at: int) -> int:
    """Forget people who left so long ago that the settings say so; return how many. They are told nothing."""
    if terms.retention is None:
        return 0
    gone = people_gone(tx, before=at - terms.retention, limit=limit + len(terms.admin_ids))
    due = [contributor_id for contributor_id in gone if contributor_id not in terms.admin_ids][:limit]
    for contributor_id in due:
        forget_person(tx, contributor_id, why=Forget.LEFT, terms=terms, at=at)
    return len(due)


def read_forgetting(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> ForgetView:
    """Return what somebody who wants to be forgotten should know."""
    stored = count_stored(tx, contributor_id)
    return ForgetView(
        n_answers=stored.n_answers,
        n_projects=stored.n_projects,
        n_unfinished=len(unfinished_projects(tx, contributor_id)),
        gets_results=is_requester(tx, contributor_id, terms=terms),
        is_admin=contributor_id in terms.admin_ids,
    )


def _show(tx: Tx, visitor: Visitor, screen: ForgetScreen, *, at: int) -> None:
    body: dict[str, object] = {"screen": screen, "locale": visitor.locale}
    spot = pressed_spot(tx, visitor.id)
    add_out(tx, OutType.FORGET, visitor.id, body=body, spot=spot, priority=Priority.REPLY, due_at=at)
