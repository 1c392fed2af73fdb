"""Launches, pauses and resumes a project."""

from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.errors import ProjectIncomplete, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import PROJECT_STEPS, ProjectState
from crowd.states import step
from storage.conversation.spots import pressed_spot
from storage.drafting.dialogues import end_dialogue
from storage.drafting.drafts import find_draft, spread_draft
from storage.governing.events import EventType
from storage.projects.projects import set_project_state
from storage.tx import Tx
from usecases.announcing.invite_people import send_invite
from usecases.check_access import check_not_held, own_project
from usecases.deciding.check_tasks import prepare_tasks
from usecases.governing.keep_history import keep_history
from usecases.projects.show_project import open_panel, show_panel
from usecases.terms import Terms


def launch_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Offer a project's tasks from now on.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        NotRequester: They are no longer a requester.
        ProjectIncomplete: The dialogue is not finished.
        ValueRefused: Its deadline is in the past.
        StateConflict: It was launched before.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.state is ProjectState.DRAFT and project.draft_step != DraftStep.READY:
        raise ProjectIncomplete(step=project.draft_step)
    if project.state is ProjectState.DRAFT and project.limits.reached(n_answers=0, at=at):
        raise ValueRefused("deadline-over")
    draft = find_draft(tx, project_id)
    _move(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.DRAFT, at=at)
    if draft is not None:
        spread_draft(tx, project_id, draft, prior=DEFAULT_PRIOR)
    keep_history(tx, project, EventType.LAUNCHED, by=by, at=at)
    end_dialogue(tx, project_id)
    prepare_tasks(tx, project, at=at)
    # The panel moves below the link and its QR code: it changes with each answer and should stay in sight.
    spot = pressed_spot(tx, by)
    send_invite(tx, project_id, to=by, spot=spot, at=at)
    open_panel(tx, project_id, by=by, taken=spot, terms=terms, at=at)


def pause_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Stop offering a project's tasks for now. People can still answer those they hold.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It is not running.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    _move(tx, project_id, project.state, ProjectState.PAUSED, first=ProjectState.RUNNING, at=at)
    keep_history(tx, project, EventType.PAUSED, by=by, at=at)
    show_panel(tx, project_id, by, at=at)


def resume_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Offer a paused project's tasks again.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It is not paused.
        ProjectHeld: An admin paused it.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    check_not_held(project)
    _move(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.PAUSED, at=at)
    keep_history(tx, project, EventType.RESUMED, by=by, at=at)
    show_panel(tx, project_id, by, at=at)


def _move(
    tx: Tx,
    project_id: ProjectId,
    state: ProjectState,
    wanted: ProjectState,
    *,
    first: ProjectState,
    at: int,
) -> None:
    """Move a project from state `first`: several states lead to RUNNING, and each has a button of its own."""
    step(PROJECT_STEPS if state is first else {state: set()}, state, wanted)
    set_project_state(tx, project_id, wanted, was=state, at=at)
