"""Launches a project."""

from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.errors import ProjectIncomplete, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.conversation.spots import pressed_spot
from storage.drafting.dialogues import end_dialogue
from storage.drafting.drafts import find_draft, spread_draft
from storage.governing.events import EventType
from storage.tx import Tx
from usecases.announcing.invite_people import send_invite
from usecases.check_access import own_project
from usecases.deciding.check_tasks import prepare_tasks
from usecases.governing.keep_history import keep_history
from usecases.projects.running.move_project import move_project
from usecases.projects.show_project import open_panel
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
    move_project(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.DRAFT, at=at)
    if draft is not None:
        spread_draft(tx, project_id, draft, prior=DEFAULT_PRIOR)
    keep_history(tx, project, EventType.LAUNCHED, by=by, at=at)
    end_dialogue(tx, project_id)
    prepare_tasks(tx, project, at=at)
    # The panel moves below the link and its QR code: it changes with each answer and should stay in sight.
    spot = pressed_spot(tx, by)
    send_invite(tx, project_id, to=by, spot=spot, at=at)
    open_panel(tx, project_id, by=by, taken=spot, terms=terms, at=at)
