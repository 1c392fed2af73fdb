"""Lets requesters write to the people of a project, and admins to everybody: write, preview, send and stop."""

from dataclasses import dataclass

from crowd.announcing.announcements import (
    ANNOUNCEMENT_STEPS,
    MOST_TEXT,
    Announcement,
    AnnouncementState,
    RecipientState,
)
from crowd.announcing.fares import Fare
from crowd.errors import NotFound, StateConflict, ValueRefused
from crowd.ids import DAY, AnnouncementId, ContributorId, ProjectId
from crowd.states import step
from storage.announcing.announcements import (
    add_announcement,
    announced_since,
    announcement_spot,
    find_announcement,
    find_announcement_draft,
    move_announcement,
    set_announcement_state,
    set_announcement_text,
    set_fare,
    touch_announcement,
)
from storage.announcing.recipients import (
    add_recipients,
    count_audience,
    drop_waiting,
    find_recipient,
    queued_rows,
    set_recipient,
)
from storage.conversation.expecting import Expected, expect
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import Priority, add_out, prove_sent, stop_out
from storage.conversation.spots import pressed_spot, retire
from storage.people.paces import set_announcements
from storage.projects.projects import count_projects, list_launched
from storage.tx import Tx
from usecases.check_access import check_admin, check_not_held, check_requester, launched_project
from usecases.people.subscribe import Visitor, meet
from usecases.projects.report_agreement import Asked
from usecases.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody typed as an announcement.

    Attributes:
        html: The text, in Telegram's HTML.
        width: Its length as Telegram counts it: UTF-16 units without markup.
    """

    html: str
    width: int


def ask_audience(tx: Tx, *, by: ContributorId, terms: Terms, at: int) -> Asked:
    """Ask somebody whom they want to write to.

    Raises:
        NotRequester: They may not make announcements.
    """
    check_requester(tx, by, terms=terms)
    everybody = by in terms.admin_ids
    if not everybody and not list_launched(tx, by, limit=1):
        return Asked.NOT_LAUNCHED if count_projects(tx, by) else Asked.NONE
    body: dict[str, object] = {"choose": "announcement", "everybody": everybody}
    add_out(tx, OutKind.PROJECTS, by, body=body, priority=Priority.REPLY, due_at=at)
    return Asked.CHOICE


def begin_announcement(
    tx: Tx,
    project_id: ProjectId | None,
    *,
    by: Visitor,
    in_place: bool,
    terms: Terms,
    at: int,
) -> None:
    """Ask for the text of an announcement to a project's people, or to everybody (None); drop an earlier draft.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        NotLaunched: It was never launched.
        ProjectHeld: An admin paused it.
        NotAdmin: Only an admin may write to everybody.
    """
    if project_id is None:
        check_admin(by.id, terms=terms)
    else:
        check_not_held(launched_project(tx, project_id, by=by.id, terms=terms))
    before, spot = find_announcement_draft(tx, by.id), pressed_spot(tx, by.id) if in_place else None
    if before is not None:
        _move(tx, before, AnnouncementState.DROPPED, at=at)
        # The message may be about to show the new one.
        if announcement_spot(before) != spot:
            retire(tx, announcement_spot(before), at=at)
    # An admin may never have written before.
    meet(tx, by, at=at)
    announcement_id = add_announcement(tx, by.id, project_id, spot=spot, at=at)
    expect(tx, by.id, Expected.ANNOUNCEMENT, at=at)
    show_announcement(tx, announcement_id, by.id, at=at)


def is_writing(tx: Tx, author_id: ContributorId) -> bool:
    """Return whether somebody is writing an announcement, so that what they type is its text."""
    draft = find_announcement_draft(tx, author_id)
    return draft is not None and draft.text is None


def write_announcement(tx: Tx, written: Written, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Store what somebody typed as the text of their announcement, and show it as people will see it.

    Raises:
        NotFound: They are not writing an announcement.
        ValueRefused: It is too long.
    """
    check_requester(tx, by, terms=terms)
    draft = find_announcement_draft(tx, by)
    if draft is None or draft.text is not None:
        raise NotFound
    check_announcement(written)
    set_announcement_text(tx, draft.id, written.html)
    set_fare(tx, draft.id, Fare.FREE)
    # The preview is shown below what was typed.
    retire(tx, announcement_spot(draft), at=at)
    move_announcement(tx, draft.id, None)
    show_announcement(tx, draft.id, by, at=at)


def check_announcement(written: Written) -> None:
    """Check that a text can be sent as an announcement.

    Raises:
        ValueRefused: It is too long.
    """
    if written.width > MOST_TEXT:
        raise ValueRefused("text-too-long", {"found": written.width, "most": MOST_TEXT})


def rewrite_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Ask for the text again.

    Raises:
        NotFound: The announcement does not exist or is somebody else's.
        StateConflict: It was sent already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    if announcement.state is not AnnouncementState.DRAFT:
        raise StateConflict(state=announcement.state, wanted=AnnouncementState.DRAFT)
    set_announcement_text(tx, announcement_id, None)
    expect(tx, by, Expected.ANNOUNCEMENT, at=at)
    show_announcement(tx, announcement_id, by, at=at)


def drop_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Drop an announcement instead of sending it.

    Raises:
        NotFound: The announcement does not exist or is somebody else's.
        StateConflict: It was sent already.
    """
    announcement = own_announcement(tx, announcement_id, by=by, terms=terms)
    _move(tx, announcement, AnnouncementState.DROPPED, at=at)
    show_announcement(tx, announcement_id, by, at=at)


def give_up_announcement(tx: Tx, announcement: Announcement, *, at: int) -> None:
    """Drop an announcement whose author says so by other means than its button."""
    _move(tx, announcement, AnnouncementState.DROPPED, at=at)
    retire(tx, announcement_spot(announcement), at=at)
    move_announcement(tx, announcement.id, None)


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
    _move(tx, announcement, AnnouncementState.SENDING, at=at)
    if announcement.fare is Fare.ASKED:
        set_fare(tx, announcement_id, Fare.FREE)
    add_recipients(tx, announcement_id, announcement.project_id, author_id=by, at=at)
    show_announcement(tx, announcement_id, by, at=at)
    return count_audience(tx, announcement.project_id, author_id=by)


def stop_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms, at: int
) -> None:
    """Stop sending an announcement: those who do not have it yet do not get it.

    Raises:
        NotFound: It does not exist or is somebody else's.
        StateConflict: It is not being sent.
    """
    end_announcement(tx, own_announcement(tx, announcement_id, by=by, terms=terms), at=at)


def end_announcement(tx: Tx, announcement: Announcement, *, at: int) -> None:
    """Stop an announcement, whoever asked for that.

    Raises:
        StateConflict: It is not being sent.
    """
    _move(tx, announcement, AnnouncementState.STOPPED, at=at)
    cut_short(tx, announcement.id, at=at)
    show_announcement(tx, announcement.id, announcement.author_id, at=at)


def cut_short(tx: Tx, announcement_id: AnnouncementId, *, at: int) -> None:
    """Remove an announcement's unsent messages from the queue, except those being sent right now."""
    drop_waiting(tx, announcement_id)
    stop_out(tx, queued_rows(tx, announcement_id), at=at)
    touch_announcement(tx, announcement_id)


def mute(tx: Tx, visitor: Visitor, announcement_id: AnnouncementId, *, at: int) -> None:
    """Stop sending announcements to somebody; /pace turns them back on.

    Raises:
        NotFound: This announcement was not sent to them.
    """
    meet(tx, visitor, at=at)
    state = find_recipient(tx, announcement_id, visitor.id)
    if state is None:
        raise NotFound
    if state is RecipientState.UNKNOWN:
        # The press proves that it arrived.
        prove_sent(tx, OutKind.ANNOUNCEMENT, visitor.id)
        set_recipient(tx, announcement_id, visitor.id, RecipientState.SENT)
        touch_announcement(tx, announcement_id)
    set_announcements(tx, visitor.id, wanted=False)
    retire(tx, pressed_spot(tx, visitor.id), at=at)


def own_announcement(
    tx: Tx, announcement_id: AnnouncementId, *, by: ContributorId, terms: Terms
) -> Announcement:
    """Return an announcement to its author, who pressed one of its buttons and still is a requester.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: It does not exist or is somebody else's.
    """
    check_requester(tx, by, terms=terms)
    announcement = find_announcement(tx, announcement_id)
    if announcement is None or announcement.author_id != by:
        raise NotFound
    # From now on it lives in the message whose button was pressed.
    if spot := pressed_spot(tx, by):
        move_announcement(tx, announcement_id, spot)
    return announcement


def _move(tx: Tx, announcement: Announcement, state: AnnouncementState, *, at: int) -> None:
    step(ANNOUNCEMENT_STEPS, announcement.state, state)
    set_announcement_state(tx, announcement.id, state, was=announcement.state, at=at)


def show_announcement(tx: Tx, announcement_id: AnnouncementId, by: ContributorId, *, at: int) -> None:
    """Show an announcement to its author as it is now."""
    add_out(tx, OutKind.ANNOUNCEMENT_PANEL, by, ref=announcement_id, priority=Priority.REPLY, due_at=at)
