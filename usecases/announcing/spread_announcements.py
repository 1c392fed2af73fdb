"""Sends announcements to people, each as soon as they may be written to, and counts the outcomes."""

from crowd.announcing.announcements import (
    LOOK_AGAIN,
    STALE_AFTER,
    Announcement,
    AnnouncementState,
    RecipientState,
)
from crowd.announcing.fares import Fare
from crowd.ids import AnnouncementId, ContributorId
from crowd.people.contributors import ContributorState
from crowd.people.pace import local_day, write_from
from storage.announcing.announcements import (
    going_announcements,
    outdated_announcements,
    set_announcement_message,
    set_announcement_state,
    settle_announcement,
    touch_announcement,
)
from storage.announcing.recipients import (
    count_queued,
    drop_waiting,
    ended_rows,
    hold_recipient,
    is_anybody_left,
    set_recipient,
    set_recipients,
    waiting_recipients,
)
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.governing.events import NOBODY, EventType
from storage.people.contributors import find_contributor
from storage.people.paces import count_announcement
from storage.tx import Tx
from usecases.announcing.writing.stop_announcement import cut_short, end_announcement
from usecases.answering.show_card import pace_of
from usecases.check_access import is_requester
from usecases.governing.keep_history import keep_announced
from usecases.terms import Terms

#: The most outbox rows of one announcement at a time: enough for two seconds at Telegram's highest rate.
MOST_QUEUED = 2000
#: People handled in one transaction, so that a tick never holds the writer for long.
SPREAD_AT_ONCE = 50


def spread_announcements(tx: Tx, *, terms: Terms, at: int) -> bool:
    """Continue with every announcement that is being sent; return True while there is more to do at once."""
    # All of them, even after one has more to do: none waits until another is finished.
    for announcement in going_announcements(tx):
        if announcement.state is AnnouncementState.SENDING and not _may_announce(
            tx, announcement, terms=terms
        ):
            end_announcement(tx, announcement, by=NOBODY, at=at)
    has_more = [_go_on(tx, announcement, terms=terms, at=at) for announcement in going_announcements(tx)]
    return any(has_more)


def refresh_announcements(tx: Tx, *, every: int, terms: Terms, at: int) -> int:
    """Show authors how far their announcements have got, each at most once in `every` microseconds."""
    panels = outdated_announcements(tx, shown_before=at - every)
    for panel in panels:
        if not is_requester(tx, panel.chat_id, terms=terms):
            set_announcement_message(tx, panel.announcement_id, None)
            continue
        add_out(
            tx,
            OutType.ANNOUNCEMENT_PANEL,
            panel.chat_id,
            ref=panel.announcement_id,
            priority=Priority.REPORT,
            due_at=at,
        )
    return len(panels)


def end_announcements(tx: Tx, *, at: int) -> None:
    """Stop every announcement: after a restore, nobody knows who already has it."""
    for announcement in going_announcements(tx):
        if announcement.state is AnnouncementState.SENDING:
            set_announcement_state(
                tx, announcement.id, AnnouncementState.STOPPED, was=announcement.state, at=at
            )
            keep_announced(tx, announcement, EventType.ANNOUNCEMENT_STOPPED, by=NOBODY, at=at)
        cut_short(tx, announcement.id, at=at)


def _may_announce(tx: Tx, announcement: Announcement, *, terms: Terms) -> bool:
    """Return whether the author may still write to these people: their right may have been withdrawn since."""
    if announcement.project_id is None:
        return announcement.author_id in terms.admin_ids
    return is_requester(tx, announcement.author_id, terms=terms)


def _go_on(tx: Tx, announcement: Announcement, *, terms: Terms, at: int) -> bool:
    settled = _take_note(tx, announcement.id)
    if announcement.started_at is not None and at - announcement.started_at > STALE_AFTER:
        drop_waiting(tx, announcement.id)
    room = MOST_QUEUED - count_queued(tx, announcement.id)
    limit = max(min(room, SPREAD_AT_ONCE), 0)
    waiting = waiting_recipients(tx, announcement.id, now=at, limit=limit)
    for contributor_id in waiting:
        _send_or_hold(tx, announcement, contributor_id, terms=terms, at=at)
    if settled or waiting:
        touch_announcement(tx, announcement.id)
    _end(tx, announcement, at=at)
    return settled == SPREAD_AT_ONCE or (limit > 0 and len(waiting) == limit)


def _take_note(tx: Tx, announcement_id: AnnouncementId) -> int:
    """Store the outcomes that are known by now; return how many there are."""
    ended = ended_rows(tx, announcement_id, limit=SPREAD_AT_ONCE)
    found = [(contributor_id, _became(state, reason)) for contributor_id, state, reason in ended]
    set_recipients(tx, announcement_id, found)
    return len(found)


def _became(state: str | None, reason: str | None) -> RecipientState:
    match state, reason:
        case ("SENT", "nothing to show") | ("DEAD", "stopped"):
            return RecipientState.DROPPED
        case ("SENT", _):
            return RecipientState.SENT
        case ("DEAD", _):
            return RecipientState.FAILED
        case _:
            return RecipientState.UNKNOWN


def _send_or_hold(
    tx: Tx, announcement: Announcement, contributor_id: ContributorId, *, terms: Terms, at: int
) -> None:
    announcement_id = announcement.id
    contributor = find_contributor(tx, contributor_id)
    pace, activity = pace_of(tx, contributor_id, terms=terms)
    if contributor is None or contributor.state is not ContributorState.ACTIVE or not pace.announcements:
        set_recipient(tx, announcement_id, contributor_id, RecipientState.DROPPED)
        return
    allowed = write_from(pace, activity, at)
    if allowed > at:
        # Before then they may do something, or choose other hours.
        hold_recipient(tx, announcement_id, contributor_id, until=min(allowed, at + LOOK_AGAIN))
        return
    count_announcement(tx, contributor_id, day=local_day(pace.zone, at))
    row = add_out(
        tx,
        OutType.ANNOUNCEMENT,
        contributor_id,
        ref=announcement_id,
        priority=Priority.PAID if announcement.fare is Fare.PAID else Priority.REPORT,
        due_at=at,
    )
    set_recipient(tx, announcement_id, contributor_id, RecipientState.QUEUED, outbox_id=row)


def _end(tx: Tx, announcement: Announcement, *, at: int) -> None:
    if is_anybody_left(tx, announcement.id):
        return
    if announcement.state is AnnouncementState.SENDING:
        set_announcement_state(tx, announcement.id, AnnouncementState.DONE, was=announcement.state, at=at)
    settle_announcement(tx, announcement.id, at=at)
