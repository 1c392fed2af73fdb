"""Carries out what an admin gave a reason for, or pressed on a project that they look at."""

from collections.abc import Callable

from crowd.errors import Conflict, NotFound
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project
from storage.tx import Tx
from usecases.governing.ask_reason import Deed, Reasoned, stop_asking_reason
from usecases.governing.banning.ban_end import BanEnd
from usecases.governing.banning.ban_person import ban_person
from usecases.governing.handle_reports import dismiss_reports
from usecases.governing.holding.cancel_any import cancel_any
from usecases.governing.holding.hold_project import hold_project
from usecases.governing.holding.release_project import release_project
from usecases.governing.overseeing.oversee import OverseeScreen, oversee
from usecases.terms import Terms


def ban_for_reason(
    tx: Tx, who: ContributorId, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> BanEnd:
    """Ban somebody for the reason that was asked for.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    stop_asking_reason(tx, by=by)
    return ban_person(tx, who, reason, by=by, terms=terms, at=at)


def stop_for_reason(
    tx: Tx, about: Reasoned, reason: str, *, by: ContributorId, terms: Terms, at: int
) -> Project | None:
    """Pause or cancel a project for the reason that was asked for; None if it has ended in the meantime.

    Raises:
        NotAdmin: The admin is none, or not any more.
    """
    stop_asking_reason(tx, by=by)
    stop = hold_project if about.deed is Deed.HOLD else cancel_any
    try:
        # Both refuse before they change anything.
        return stop(tx, ProjectId(about.ref), reason, by=by, terms=terms, at=at)
    except (Conflict, NotFound):
        return None


def release_in_place(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> bool:
    """Resume a project that is held, and show it in the message whose button was pressed; False if it is not held.

    Raises:
        NotAdmin: The admin is none, or not any more.
        NotFound: There is no such project.
    """
    return _in_place(tx, release_project, project_id, by=by, terms=terms, at=at)


def dismiss_in_place(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> bool:
    """Dismiss what is reported about a project, and show it in the message whose button was pressed.

    Return False if reports have paused it in the meantime, which the admin has not seen.

    Raises:
        NotAdmin: The admin is none, or not any more.
        NotFound: There is no such project.
    """
    return _in_place(tx, dismiss_reports, project_id, by=by, terms=terms, at=at)


def _in_place(
    tx: Tx,
    act: Callable[..., object],
    project_id: ProjectId,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> bool:
    try:
        # Each refuses before it changes anything.
        act(tx, project_id, by=by, terms=terms, at=at)
        done = True
    except Conflict:
        done = False
    screen = OverseeScreen.PROJECT
    oversee(tx, screen, ref=project_id, by=by, terms=terms, at=at)
    return done
