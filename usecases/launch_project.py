"""Starts, pauses and goes on with a project."""

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.errors import ProjectIncomplete, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.policy import RULE_VERSION
from crowd.projects import PROJECT_STEPS, DraftStep, ProjectState
from crowd.states import step
from storage.gold import mix_in_gold
from storage.projects import end_draft, set_project_state
from storage.tasks import offer_all, tasks_for_nobody
from storage.tx import Tx
from usecases.check_access import check_requester, own_project
from usecases.close_exhausted import close_exhausted
from usecases.invite_people import send_invite
from usecases.show_project import open_panel, show_panel
from usecases.terms import Terms


def launch_project(
    tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, terms: Terms, at: int
) -> None:
    """Offer a project's tasks from now on.

    Raises:
        NotFound: It is not theirs.
        NotRequester: They were a requester and are no longer.
        ProjectIncomplete: The dialogue is not finished.
        ValueRefused: The time at which it ends is over.
        StateConflict: It was launched before.
    """
    check_requester(tx, by, terms=terms)
    project = own_project(tx, project_id, by=by)
    if project.state is ProjectState.DRAFT and project.draft_step is not DraftStep.READY:
        raise ProjectIncomplete(step=project.draft_step)
    if project.state is ProjectState.DRAFT and project.limits.reached(n_answers=0, at=at):
        raise ValueRefused("deadline-over")
    _move(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.DRAFT, at=at)
    end_draft(tx, project_id)
    offer_all(tx, project_id)
    mix_in_gold(
        tx,
        project_id,
        project.question_id,
        rule_version=RULE_VERSION,
        method=METHOD,
        method_version=VERSION,
        at=at,
    )
    for task_id in tasks_for_nobody(tx, project_id):
        # Their people left before the launch: nothing that happens later would close these.
        close_exhausted(tx, task_id, at=at)
    # The panel goes on below the link and its picture: it changes with each answer, and is to stay in sight.
    send_invite(tx, project_id, to=by, message_id=message_id, at=at)
    open_panel(tx, project_id, by=by, taken=message_id, at=at)


def pause_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, at: int) -> None:
    """Offer nothing of a project for now. Cards in people's hands can still be answered.

    Raises:
        NotFound: It is not theirs.
        StateConflict: It is not running.
    """
    project = own_project(tx, project_id, by=by)
    _move(tx, project_id, project.state, ProjectState.PAUSED, first=ProjectState.RUNNING, at=at)
    show_panel(tx, project_id, by, message_id=message_id, at=at)


def resume_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, at: int) -> None:
    """Offer a paused project's tasks again.

    Raises:
        NotFound: It is not theirs.
        StateConflict: It is not paused.
    """
    project = own_project(tx, project_id, by=by)
    _move(tx, project_id, project.state, ProjectState.RUNNING, first=ProjectState.PAUSED, at=at)
    show_panel(tx, project_id, by, message_id=message_id, at=at)


def _move(
    tx: Tx,
    project_id: ProjectId,
    state: ProjectState,
    wanted: ProjectState,
    *,
    first: ProjectState,
    at: int,
) -> None:
    """Take the step, which must begin at `first`: several states lead to RUNNING, one button to each."""
    step(PROJECT_STEPS if state is first else {state: set()}, state, wanted)
    set_project_state(tx, project_id, wanted, was=state, at=at)
