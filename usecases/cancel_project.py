"""Ends a project before its tasks are done."""

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.assignments import AssignmentState
from crowd.ids import ContributorId, ProjectId
from crowd.policy import RULE_VERSION
from crowd.projects import PROJECT_STEPS, Project, ProjectState
from crowd.states import step
from storage.assignments import offers_in
from storage.consensus import close_rest
from storage.events import EventKind
from storage.projects import end_draft, set_project_state
from storage.tasks import forget_offers
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.keep_history import keep_history
from usecases.show_project import show_panel
from usecases.terms import Terms
from usecases.withdraw_offers import withdraw_offers


def cancel_project(
    tx: Tx, project_id: ProjectId, *, by: ContributorId, message_id: int, terms: Terms, at: int
) -> None:
    """Close every open task with the answers it has, and withdraw the offers people hold.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        StateConflict: It has ended already.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    end_project(tx, project, at=at)
    keep_history(tx, project, EventKind.CANCELLED, by=by, at=at)
    show_panel(tx, project_id, by, message_id=message_id, at=at)


def end_project(tx: Tx, project: Project, *, at: int) -> None:
    """Cancel a project, whoever asked for that.

    Raises:
        StateConflict: It has ended already.
    """
    step(PROJECT_STEPS, project.state, ProjectState.CANCELLED)
    set_project_state(tx, project.id, ProjectState.CANCELLED, was=project.state, at=at)
    end_draft(tx, project.id)
    withdraw_offers(tx, offers_in(tx, project.id), AssignmentState.WITHDRAWN, at=at)
    forget_offers(tx, project.id)
    close_rest(
        tx,
        project.id,
        project.question_id,
        rule_version=RULE_VERSION,
        method=METHOD,
        method_version=VERSION,
        at=at,
    )
