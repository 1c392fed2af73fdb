"""Lets a requester change when to stop asking for a launched project."""

from crowd.deciding.limits import change_limits
from crowd.errors import Conflict
from crowd.governing.task_reports import MOST_REASON
from crowd.ids import ContributorId, ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import (
    Project,
    ProjectState,
)
from crowd.projects.steps import RULE_STEPS, asks, change_rule
from storage.conversation.expecting import Expected, expect
from storage.conversation.spots import pressed_spot
from storage.deciding.rules import set_limits, set_rule
from storage.drafting.dialogues import Dialogue, put_dialogue
from storage.governing.events import EventType
from storage.people.paces import find_pace
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.governing.keep_history import keep_history
from usecases.projects.show_project import PanelScreen, open_panel, show_panel
from usecases.terms import Terms


def ask_rule(
    tx: Tx,
    project_id: ProjectId,
    step: str,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Ask for a rule on the panel of a launched project; what is typed next is the answer.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        Conflict: It was not launched, or was cancelled; or this can no longer be changed.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.state in {ProjectState.DRAFT, ProjectState.CANCELLED} or step not in RULE_STEPS:
        raise Conflict
    if not asks(project.question.kind, step):
        raise Conflict
    if step is DraftStep.RUN and project.rule.nothing is None:
        raise Conflict
    put_dialogue(tx, by, Dialogue(project_id=project_id, step=step, spot=None))
    expect(tx, by, Expected.STEP, at=at)
    turn_to(tx, project_id, PanelScreen(step), by=by, terms=terms, at=at)


def turn_to(
    tx: Tx,
    project_id: ProjectId,
    screen: PanelScreen,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Turn the panel in the message whose button was pressed, or send a new one below what was typed."""
    if pressed_spot(tx, by) is None:
        open_panel(tx, project_id, by=by, screen=screen, terms=terms, at=at)
    else:
        show_panel(tx, project_id, by, screen=screen, at=at)


def store_rule(tx: Tx, project: Project, step: str, text: str, *, at: int) -> None:
    """Store a rule of a launched project as its requester wrote it.

    Raises:
        Conflict: The project was cancelled.
        ValueRefused: The text cannot be read, or the limit is reached already.
    """
    if project.state is ProjectState.CANCELLED:
        raise Conflict
    if step == DraftStep.ENDS:
        zone = find_pace(tx, project.requester_id)[0].zone
        limits = change_limits(project.limits, text, n_answers=project.n_answers, zone=zone, at=at)
        set_limits(tx, project.id, limits, at=at)
    else:
        set_rule(tx, project.question.id, change_rule(project.rule, step, text, project.question), at=at)
    typed = f"{step} {' '.join(text.split())}"[:MOST_REASON]
    keep_history(tx, project, EventType.RULE_CHANGED, by=project.requester_id, reason=typed, at=at)
