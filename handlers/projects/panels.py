"""The messages about projects: a project's panel and the list of projects."""

from collections.abc import Sequence
from html import escape

from crowd.ids import ProjectId
from crowd.projects.draft import DraftStep
from crowd.projects.project import Project, ProjectState
from handlers import taps
from handlers.announcing.invite_screens import arrival_counts
from handlers.answering.screens import task_preview
from handlers.cut import cut
from handlers.drafting.foreseen import foreseen
from handlers.figures import percent
from handlers.governing.oversight_screens import state_of
from handlers.message import Button, Buttons, Message, button, escaped
from handlers.packing import Step
from handlers.projects.rules import (
    ask_rule,
    reasons_sentence,
    rule_numbers,
    rule_sentences,
    rules_screen,
)
from handlers.projects.summary_screens import skipped_screen, skips_sentence
from handlers.projects.topics import subject_lines
from handlers.taps import ProjectAction
from handlers.texts import Args, Texts
from usecases.conversation.read_views import PanelView, ProjectsView
from usecases.drafting.preview_task import PreviewView
from usecases.projects.show_project import PanelScreen

#: Cells of the progress bar, which is as wide as a message on a phone.
BAR_CELLS = 12


def panel(view: PanelView, texts: Texts) -> Message:
    """Return a project's panel."""
    project = view.project
    match view.screen:
        case PanelScreen.MAIN:
            return _main_screen(view, texts)
        case PanelScreen.CANCEL:
            return _sure_screen(project, "cancel", ProjectAction.CANCEL_SURELY, texts)
        case PanelScreen.DELETE:
            return _sure_screen(project, "delete", ProjectAction.DELETE_SURELY, texts)
        case PanelScreen.SKIPPED:
            return skipped_screen(view, texts)
        case PanelScreen.RULES:
            return rules_screen(project, view.zone, texts)
        case asked:
            return ask_rule(project, DraftStep(asked), view.zone, texts)


def _main_screen(view: PanelView, texts: Texts) -> Message:
    project = view.project
    lines = [
        f"<b>{escape(project.name, quote=False)}</b>",
        texts("panel-state", {"state": state_of(project)}),
    ]
    if project.held_reason and project.state is ProjectState.PAUSED:
        lines.append(texts("panel-held", escaped({"reason": project.held_reason})))
    if project.state is ProjectState.DRAFT:
        lines.append(texts("panel-tasks", {"tasks": project.n_tasks}))
    else:
        lines += [_closed_line(project, texts), texts("panel-answers", _answer_counts(project))]
    if view.skips:
        lines.append(skips_sentence(view.skips, texts))
    if project.mean_confidence is not None:
        lines.append(texts("panel-confidence", {"percent": percent(project.mean_confidence)}))
    reasons = reasons_sentence(view.closed_by, texts)
    if reasons is not None:
        lines.append(reasons)
    lines += [texts("panel-rule", rule_numbers(project)), *rule_sentences(project, view.zone, texts)]
    lines += subject_lines(project, texts)
    if view.arrivals.opened:
        lines.append(texts("panel-invited", arrival_counts(view.arrivals)))
    if view.forecast is not None:
        lines.append(texts("panel-forecast", foreseen(view.forecast)))
    if project.state is ProjectState.DRAFT and project.draft_step is not DraftStep.READY:
        lines.append(texts("panel-unfinished"))
    buttons = _panel_buttons(project, texts)
    if view.skips:
        skipped = taps.ProjectTap(project.id, ProjectAction.SKIPPED)
        buttons.append([button(texts("button-skipped"), skipped)])
    return Message(html="\n".join(lines), buttons=buttons)


def projects(view: ProjectsView, texts: Texts) -> Message:
    """Return a page of a requester's projects, with one button per project."""
    if not view.projects:
        return Message(html=texts("projects-none"), buttons=[])
    rows = [
        [button(project_line(project, texts), taps.ProjectTap(project.id, ProjectAction.OPEN))]
        for project in view.projects
    ]
    if view.pages > 1:
        before, after = (view.page - 1) % view.pages, (view.page + 1) % view.pages
        rows.append(
            [
                button("‹", taps.ProjectsTap(before)),
                button(f"{view.page + 1} / {view.pages}", taps.NoTap()),
                button("›", taps.ProjectsTap(after)),
            ]
        )
    return Message(html=texts("projects-head"), buttons=rows)


def choose_agreement(launched: Sequence[Project], texts: Texts) -> Message:
    """Ask which project's agreement to show, with one button per project."""
    rows = [
        [button(project_line(project, texts), taps.ProjectTap(project.id, ProjectAction.AGREEMENT))]
        for project in launched
    ]
    return Message(html=texts("agreement-choose"), buttons=rows)


def preview(project_id: ProjectId, view: PreviewView, texts: Texts) -> Message:
    """Return a task as contributors will see it, with buttons that only look like theirs, and two to turn pages."""
    message = task_preview(view.task, view.number, view.total, texts)
    if view.total == 1:
        return message
    before, after = (view.number - 1) % view.total, (view.number + 1) % view.total
    turn = [
        button("‹", taps.TurnPreviewTap(project_id, before)),
        button(f"{view.number + 1} / {view.total}", taps.NoTap()),
        button("›", taps.TurnPreviewTap(project_id, after)),
    ]
    return Message(html=message.html, buttons=[*message.buttons, turn])


def grant_link(texts: Texts, link: str) -> Message:
    """Return a one-use link with a button that copies it."""
    copy = Button(texts("button-copy"), copies=link)
    return Message(html=texts("grant-link", escaped({"link": link})), buttons=[[copy]])


def _sure_screen(project: Project, what: str, action: ProjectAction, texts: Texts) -> Message:
    """Ask for confirmation of something that cannot be undone."""
    sure = button(texts(f"button-{what}-surely"), taps.ProjectTap(project.id, action))
    back = button(texts("button-back"), taps.ProjectTap(project.id, ProjectAction.MAIN))
    html = texts(f"panel-{what}", escaped({"name": project.name}))
    return Message(html=html, buttons=[[sure], [back]])


def _panel_buttons(project: Project, texts: Texts) -> Buttons:
    def act(key: str, action: ProjectAction) -> Button:
        return button(texts(key), taps.ProjectTap(project.id, action))

    preview = button(texts("button-preview"), taps.PreviewTap(project.id, 0))
    cancel = act("button-cancel", ProjectAction.CANCEL)
    delete = act("button-delete", ProjectAction.DELETE)
    results = act("button-results", ProjectAction.RESULTS)
    agreement = act("button-agreement", ProjectAction.AGREEMENT)
    rules = act("button-rules", ProjectAction.RULES)
    announce = button(texts("button-announce"), taps.AnnounceTap(project.id, 0))
    invite = act("button-invite", ProjectAction.INVITE)
    match project.state:
        case ProjectState.DRAFT if project.draft_step is not DraftStep.READY:
            go_on = button(texts("button-go-on"), taps.StepTap(project.id, Step(project.draft_step)))
            return [[go_on], [preview, delete]]
        case ProjectState.DRAFT:
            edit = button(texts("button-edit"), taps.StepTap(project.id, Step(DraftStep.READY)))
            return [[act("button-launch", ProjectAction.LAUNCH)], [preview, edit], [delete]]
        case ProjectState.RUNNING:
            pause = act("button-pause", ProjectAction.PAUSE)
            return [[pause, results], [preview, agreement], [invite, announce], [rules, cancel]]
        case ProjectState.PAUSED if project.held is not None:
            # Only an admin resumes it; until then nobody is invited to it or written to about it.
            return [[preview, results], [agreement, rules], [cancel]]
        case ProjectState.PAUSED:
            resume = act("button-resume-project", ProjectAction.RESUME)
            return [[resume, results], [preview, agreement], [invite, announce], [rules, cancel]]
        case ProjectState.COMPLETED:
            # A project that a rule ended continues when the rule is changed.
            return [[preview, results], [agreement, announce], [rules]]
        case ProjectState.CANCELLED if project.launched_at is None:
            # An older version cancelled drafts too.
            return [[preview, delete]]
        case ProjectState.CANCELLED:
            return [[preview, results], [agreement, announce]]


def project_line(project: Project, texts: Texts) -> str:
    """Return a project as one line of a list: its name, its state and, once launched, its progress."""
    state = texts("state-name", {"state": project.state.lower()})
    if project.state is ProjectState.DRAFT:
        return f"{cut(project.name, 36)} · {state}"
    share = round(100 * project.n_decided / project.n_tasks) if project.n_tasks else 0
    return f"{cut(project.name, 36)} · {state} · {share} %"


def _answer_counts(project: Project) -> dict[str, str | int | float]:
    per_task = project.n_answers / project.n_tasks if project.n_tasks else 0
    return {
        "answers": project.n_answers,
        "per_task": round(per_task, 1),
        "late": project.n_late,
    }


def _closed_line(project: Project, texts: Texts) -> str:
    """Return how many tasks are decided, and how many were still open when their project ended."""
    args: Args = {
        "closed": project.n_decided,
        "tasks": project.n_tasks,
        "cut_off": project.n_cut_off,
        "how": "cancelled" if project.state is ProjectState.CANCELLED else "ended",
    }
    return f"{_bar(project)} {texts('panel-closed', args)}"


def _bar(project: Project) -> str:
    share = project.n_decided / project.n_tasks if project.n_tasks else 0
    full = int(share * BAR_CELLS)
    return "▓" * full + "░" * (BAR_CELLS - full)
