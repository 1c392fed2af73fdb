"""Shows a requester their projects: the list, a project's panel, and its result files."""

from enum import StrEnum

from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project, ProjectState
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.deciding.settling import ask_files, is_settled
from storage.drafting.dialogues import end_dialogue
from storage.drafting.old_drafts import touch_project
from storage.governing.events import FINAL, EventType
from storage.projects.panels import find_panel, outdated_panels, panel_lost, put_panel
from storage.projects.projects import find_project
from storage.projects.questions import list_questions
from storage.tx import Spot, Tx
from usecases.check_access import check_requester, is_requester, launched_project, own_project
from usecases.governing.keep_history import keep_history
from usecases.terms import Terms


class PanelScreen(StrEnum):
    """The screens of a panel."""

    MAIN = "MAIN"
    CANCEL = "CANCEL"  #: asks to confirm cancelling
    DELETE = "DELETE"  #: asks to confirm deleting a draft
    SKIPPED = "SKIPPED"  #: which tasks do people find broken?
    RULES = "RULES"  #: when to stop asking, with a button for each rule
    #: One a rule of which a launched project is asked, by the name of its step in the dialogue.
    TARGET = "TARGET"
    MIN = "MIN"
    MAX = "MAX"
    MARGIN = "MARGIN"
    NOTHING = "NOTHING"
    RUN = "RUN"
    ENDS = "ENDS"


class ReportFile(StrEnum):
    """The files that a requester gets."""

    RESULTS = "RESULTS"
    ANSWERS = "ANSWERS"


#: In a row of the outbox, the file that a kind of question adds; the row also names the question.
SHEET_FILE = "SHEET"


class Sent(StrEnum):
    """The outcome of asking for a project's files."""

    SENT = "SENT"
    CHECKING = "CHECKING"  #: they follow once a full fit has covered all answers


#: States in which nothing is asked any more.
_OVER = frozenset({ProjectState.COMPLETED, ProjectState.CANCELLED})
#: Where a screen of the panel has nothing to ask any more, or not yet.
_NOT_FOR = {
    PanelScreen.CANCEL: _OVER,
    PanelScreen.RULES: {ProjectState.CANCELLED, ProjectState.DRAFT},
}


def list_own_projects(tx: Tx, page: int, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Show a page of somebody's projects, in place if a button asked for it.

    Raises:
        NotRequester: They may not have projects.
    """
    check_requester(tx, by, terms=terms)
    body: dict[str, object] = {"page": max(page, 0)}
    spot = pressed_spot(tx, by)
    add_out(tx, OutType.PROJECTS, by, body=body, spot=spot, priority=Priority.REPLY, due_at=at)


def open_panel(
    tx: Tx,
    project_id: ProjectId,
    *,
    by: ContributorId,
    screen: PanelScreen = PanelScreen.MAIN,
    taken: Spot | None = None,
    terms: Terms,
    at: int,
) -> None:
    """Show a project's panel as a new message; the old one loses its buttons, unless something else has `taken` it.

    Raises:
        NotFound: The project does not exist or is somebody else's.
    """
    own_project(tx, project_id, by=by, terms=terms)
    touch_project(tx, project_id, at=at)
    panel = find_panel(tx, project_id)
    if panel is not None and panel.spot != taken:
        retire(tx, panel.spot, at=at)
    put_panel(tx, project_id, by, screen=screen, spot=None)
    add_out(tx, OutType.PANEL, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def show_panel(
    tx: Tx,
    project_id: ProjectId,
    by: ContributorId,
    *,
    screen: PanelScreen = PanelScreen.MAIN,
    at: int,
) -> None:
    """Show a screen of the panel: where a button was pressed, which is the panel from now on, or else where it is."""
    panel, pressed = find_panel(tx, project_id), pressed_spot(tx, by)
    spot = panel.spot if panel is not None else None
    if pressed is not None and pressed != spot:
        retire(tx, spot, at=at)
    put_panel(tx, project_id, by, screen=screen, spot=pressed or spot)
    add_out(tx, OutType.PANEL, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def apt_screen(project: Project, screen: PanelScreen) -> PanelScreen:
    """Return a screen of a project's panel, or the main one where this one has nothing to ask."""
    if project.state in _NOT_FOR.get(screen, ()) or (project.launched_at and screen is PanelScreen.DELETE):
        return PanelScreen.MAIN
    return screen


def turn_panel(
    tx: Tx,
    project_id: ProjectId,
    screen: PanelScreen,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Turn a panel to another of its screens.

    Raises:
        NotFound: The project does not exist or is somebody else's.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.launched_at is None and screen is PanelScreen.CANCEL:
        # It has already ended, so there is nothing to cancel.
        screen = PanelScreen.DELETE
    screen = apt_screen(project, screen)
    if project.state is not ProjectState.DRAFT:
        # Whoever turns a launched project's panel answers no longer when it ends.
        end_dialogue(tx, project_id)
    show_panel(tx, project_id, by, screen=screen, at=at)


def send_results(tx: Tx, project_id: ProjectId, *, by: ContributorId, terms: Terms, at: int) -> Sent:
    """Send a project's two result files, or have them follow once all answers have been checked.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        NotLaunched: It was never launched.
    """
    launched_project(tx, project_id, by=by, terms=terms)
    if not is_settled(tx, project_id):
        ask_files(tx, project_id, at=at)
        return Sent.CHECKING
    send_files(tx, project_id, to=by, at=at)
    return Sent.SENT


def send_files(tx: Tx, project_id: ProjectId, *, to: ContributorId, at: int) -> None:
    """Send what a project's results come to, its two result files, and those that its kinds of question add."""
    add_out(tx, OutType.SUMMARY, to, ref=project_id, priority=Priority.REPORT, due_at=at)
    bodies: list[dict[str, object]] = [
        {"file": ReportFile.RESULTS},
        {"file": ReportFile.ANSWERS},
        *(
            {"file": SHEET_FILE, "question": question.position}
            for question in list_questions(tx, project_id)
            if question.kind.sheet
        ),
    ]
    for body in bodies:
        add_out(tx, OutType.DOCUMENT, to, ref=project_id, body=body, priority=Priority.REPORT, due_at=at)
    project = find_project(tx, project_id)
    if project is not None:
        final = FINAL if project.state in _OVER else ""
        keep_history(tx, project, EventType.HANDED_OUT, by=to, reason=final, at=at)


def refresh_panels(tx: Tx, *, every: int, terms: Terms, at: int) -> int:
    """Update the panels of projects that have changed, each at most once in `every` microseconds."""
    panels = outdated_panels(tx, shown_before=at - every)
    for panel in panels:
        if not is_requester(tx, panel.chat_id, terms=terms):
            # They lost the right since; if they get it back, /projects shows the panel again.
            panel_lost(tx, panel.project_id)
            continue
        add_out(
            tx,
            OutType.PANEL,
            panel.chat_id,
            ref=panel.project_id,
            priority=Priority.REPORT,
            due_at=at,
        )
    return len(panels)
