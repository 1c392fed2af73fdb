"""Decides what a contributor's card shows, and has it sent or edited."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from crowd.people.contributors import ContributorState
from crowd.people.pace import Activity, Pace, local_day, push_from, tasks_left
from storage.answering.cards import Card, find_card, put_card, set_card_message
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out, waits_as
from storage.conversation.spots import retire
from storage.people.contributors import find_contributor, set_waiting
from storage.people.paces import count_no_stop, count_push, find_pace, hold_push, uncount_push
from storage.tx import Tx
from usecases.answering.offer_task import Source, offer_task
from usecases.terms import Terms


class Screen(StrEnum):
    """The screens of a card."""

    TASK = "TASK"  #: the open task, with a page of its options
    MORE = "MORE"  #: a page of a task's content that did not fit
    SKIP = "SKIP"  #: asks for the reason to skip
    CHANGE = "CHANGE"  #: the previous task, to be answered again
    CHANGE_MORE = "CHANGE_MORE"  #: a page of the previous task's content that did not fit
    IDLE = "IDLE"  #: no task for now
    ENOUGH = "ENOUGH"  #: they have given as many answers as they want to give today
    EXPIRED = "EXPIRED"  #: the time for the open task is up; others may have it now
    SETTLED = (
        "SETTLED"  #: the open task has all its answers, and its time is up or they asked for the next one
    )
    ENDED = "ENDED"  #: the requester ended the open task's project, or it reached its limit
    PAUSED = "PAUSED"  #: the contributor is taking a break
    LEFT = "LEFT"  #: unsubscribed
    HELD = "HELD"  #: an admin, or reports, paused the open task's project
    BANNED = "BANNED"  #: an admin banned them
    REPORT = "REPORT"  #: asks for the reason to report the open task


#: Screens that show the task of the last answer instead of the open one.
OF_PREVIOUS = frozenset({Screen.CHANGE, Screen.CHANGE_MORE})
#: Screens of a card whose open task has run out of time.
TIME_IS_UP = frozenset({Screen.EXPIRED, Screen.SETTLED})


def show_card(
    tx: Tx,
    chat_id: ContributorId,
    *,
    screen: Screen,
    page: int = 0,
    assignment_id: AssignmentId | None = None,
    previous: AssignmentId | None = None,
    partial: Value | None = None,
    position: int = 0,
    priority: Priority = Priority.CARD,
    at: int,
) -> None:
    """Store what a card shows, and have it sent or edited. A half-made answer that is not given again is gone."""
    put_card(
        tx,
        chat_id,
        screen=screen,
        page=page,
        assignment_id=assignment_id,
        previous_assignment_id=previous,
        partial=partial,
        position=position,
        at=at,
    )
    add_out(tx, OutType.CARD, chat_id, priority=priority, due_at=at)


def kept_on(card: Card, screen: Screen) -> Value | None:
    """Return the half-made answer that stays when a card turns to a screen: that of this screen, and no other."""
    return card.partial if card.screen == screen else None


def show_card_again(tx: Tx, card: Card | None, *, priority: Priority = Priority.CARD, at: int) -> None:
    """Have a card shown as it is, sooner than it was due."""
    if card is not None:
        show_card(
            tx,
            card.chat_id,
            screen=Screen(card.screen),
            page=card.page,
            assignment_id=card.assignment_id,
            previous=card.previous_assignment_id,
            partial=card.partial,
            position=card.position,
            priority=priority,
            at=at,
        )


def deal_next(
    tx: Tx,
    contributor_id: ContributorId,
    *,
    previous: AssignmentId | None,
    nothing: Screen = Screen.IDLE,
    paced: tuple[Pace, Activity] | None = None,
    terms: Terms,
    at: int,
) -> bool:
    """Show the next task; if there is none for now, show the screen `nothing` and return False.

    `paced` is the person's pace and activity, if that is known already.
    """
    pace, activity = paced or find_pace(tx, contributor_id)
    enough, dealt = tasks_left(pace, activity, at) == 0, None
    if not enough:
        dealt = offer_task(tx, contributor_id, last=activity.last_project, terms=terms, at=at)
    if dealt is None or activity.waits:
        set_waiting(tx, contributor_id, since=None if dealt else at)
    if dealt is None and not enough:
        count_no_stop(tx, contributor_id, at=at)
    without = Screen.ENOUGH if enough else nothing
    show_card(
        tx,
        contributor_id,
        screen=Screen.TASK if dealt else without,
        assignment_id=dealt.assignment_id if dealt else None,
        previous=previous,
        position=dealt.position if dealt else 0,
        at=at,
    )
    return dealt is not None


def push_next(
    tx: Tx, contributor_id: ContributorId, *, among: Sequence[Source] | None = None, terms: Terms, at: int
) -> bool:
    """Write to somebody who waits if there is a task for them by now, limited to certain kinds if given.

    The person has been away, so the card comes as a new message, which notifies; the old one loses its buttons.
    """
    contributor = find_contributor(tx, contributor_id)
    if contributor is None or contributor.state is not ContributorState.ACTIVE:
        set_waiting(tx, contributor_id, since=None)
        return False
    pace, activity = pace_of(tx, contributor_id, terms=terms)
    allowed = push_from(pace, activity, at)
    if allowed > at:
        hold_push(tx, contributor_id, until=allowed)
        return False
    dealt = offer_task(tx, contributor_id, last=activity.last_project, among=among, terms=terms, at=at)
    if dealt is None:
        return False
    set_waiting(tx, contributor_id, since=None)
    count_push(tx, contributor_id, day=local_day(pace.zone, at), at=at)
    card = find_card(tx, contributor_id)
    retire_card(tx, card, at=at)
    show_card(
        tx,
        contributor_id,
        screen=Screen.TASK,
        assignment_id=dealt.assignment_id,
        previous=card.previous_assignment_id if card else None,
        position=dealt.position,
        priority=Priority.PUSH,
        at=at,
    )
    return True


def pace_of(tx: Tx, contributor_id: ContributorId, *, terms: Terms) -> tuple[Pace, Activity]:
    """Return somebody's pace, with the settings' defaults where they chose nothing, and what they did lately."""
    pace, activity = find_pace(tx, contributor_id)
    if pace.pushes_a_day is None:
        pace = replace(pace, pushes_a_day=terms.pushes_a_day)
    return pace, activity


def retire_card(tx: Tx, card: Card | None, *, at: int) -> None:
    """Have the card sent as a new message; the old one loses its buttons, so that only one keyboard is live."""
    if card is None or card.spot is None:
        return
    set_card_message(tx, card.chat_id, None)
    retire(tx, card.spot, at=at)


def take_back(tx: Tx, card: Card, *, screen: Screen, priority: Priority, at: int) -> bool:
    """Show on a card what happened to its task; return True, and send nothing, if the card was never shown.

    That is a push still waiting for its turn or for the person's morning: it would be about nothing.
    """
    is_new = card.spot is None
    unseen = is_new and waits_as(tx, OutType.CARD, card.chat_id) is Priority.PUSH
    if unseen:
        uncount_push(tx, card.chat_id)
    show_card(
        tx,
        card.chat_id,
        screen=screen,
        previous=card.previous_assignment_id,
        priority=Priority.PUSH if is_new else priority,
        at=at,
    )
    return unseen
