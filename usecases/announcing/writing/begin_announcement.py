"""Begins an announcement to the people of a project, or to everybody."""

from crowd.announcing.announcements import AnnouncementState
from crowd.ids import ProjectId
from crowd.people.visitors import Visitor
from storage.announcing.announcements import add_announcement, announcement_spot, find_announcement_draft
from storage.conversation.expecting import Expected, expect
from storage.conversation.spots import pressed_spot, retire
from storage.tx import Tx
from usecases.announcing.writing.own_announcement import move, show_announcement
from usecases.check_access import check_admin, check_not_held, launched_project
from usecases.people.subscribing.meet import meet
from usecases.terms import Terms


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
        move(tx, before, AnnouncementState.DROPPED, at=at)
        # The message may be about to show the new one.
        if announcement_spot(before) != spot:
            retire(tx, announcement_spot(before), at=at)
    # An admin may never have written before.
    meet(tx, by, at=at)
    announcement_id = add_announcement(tx, by.id, project_id, spot=spot, at=at)
    expect(tx, by.id, Expected.ANNOUNCEMENT, at=at)
    show_announcement(tx, announcement_id, by.id, at=at)
