"""Ends a project before its tasks are done."""

from crowd.answering.assignments import AssignmentState
from crowd.deciding.policy import RULE_VERSION
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import PROJECT_STEPS, Project, ProjectState
from crowd.states import step
from storage.deciding.consensus import close_rest
from storage.drafting.dialogues import end_dialogue
from storage.governing.events import EventType
from storage.projects.ending import (
    Ending,
    begin_ending,
    drop_held,
    end_ending,
    find_ending,
    held_in,
    next_ending,
)
from storage.projects.projects import set_project_state
from storage.projects.questions import list_questions
from storage.tx import Tx
from usecases.answering.withdraw_offers import withdraw_offers
from usecases.check_access import own_project
from usecases.governing.keep_history import keep_history
from usecases.projects.show_project import show_panel
from usecases.terms import Terms

#: What is done in the transaction that cancels a project: larger ones are left to a tick.
TASKS_AT_ONCE = 2000
_OFFERS_AT_ONCE = 100
#: What a tick does in one transaction, so that it never holds the writer for long.
_TASKS_A_PAGE = 500
_OFFERS_A_PAGE = 25


def cancel_project(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Close every open task with the answers it has, and withdraw the offers people hold; of a large project, later.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It has ended already.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    end_project(tx, project, at=at)
    keep_history(tx, project, EventType.CANCELLED, by=by, at=at)
    show_panel(tx, project_id, by, at=at)


def end_project(tx: Tx, project: Project, *, at: int) -> None:
    """Cancel a project, whoever asked for that.

    Raises:
        StateConflict: It has ended already.
    """
    step(PROJECT_STEPS, project.state, ProjectState.CANCELLED)
    set_project_state(tx, project.id, ProjectState.CANCELLED, was=project.state, at=at)
    end_dialogue(tx, project.id)
    end_at_once(tx, find_ending(tx, project.id), at=at)


def end_at_once(tx: Tx, ending: Ending, *, at: int) -> None:
    """Close the tasks of a project that has just been cancelled; a tick goes on with a large one page by page."""
    if _end_page(tx, ending, offers=_OFFERS_AT_ONCE, tasks=TASKS_AT_ONCE, at=at):
        begin_ending(tx, ending.project_id)


def go_on_ending(tx: Tx, *, at: int) -> bool:
    """Withdraw some offers or close some tasks of a large project that was cancelled; False if none is left."""
    ending = next_ending(tx)
    if ending is None:
        return False
    if not _end_page(tx, ending, offers=_OFFERS_A_PAGE, tasks=_TASKS_A_PAGE, at=at):
        end_ending(tx, ending.project_id, at=at)
    return True


def _end_page(tx: Tx, ending: Ending, *, offers: int, tasks: int, at: int) -> bool:
    """Return whether there may be more to do."""
    held = held_in(tx, ending.project_id, limit=offers)
    withdraw_offers(tx, [(offer, who) for offer, _, who in held], AssignmentState.WITHDRAWN, at=at)
    drop_held(tx, ending.project_id, [task_id for _, task_id, _ in held])
    if len(held) == offers:
        return True
    if ending.is_deleted:
        return False
    questions = list_questions(tx, ending.project_id)
    closed = close_rest(tx, ending.project_id, questions, rule_version=RULE_VERSION, limit=tasks, at=at)
    return closed == tasks
