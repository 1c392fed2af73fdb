"""The messages that only admins see: everybody's projects, what is reported, and what was done."""

from datetime import UTC, datetime
from html import escape

from crowd.ids import SECOND
from crowd.projects.project import Hold, Project, ProjectState
from handlers.cut import cut
from handlers.governing.history_words import told
from handlers.kinds import face_of
from handlers.message import Buttons, Message, button, escaped
from handlers.taps import BanTap, NoTap, OverseeAction, OverseeActTap, OverseeTap, PreviewTap
from handlers.texts import Args, Texts
from storage.governing.events import Event
from usecases.governing.overseeing.oversee import OverseeScreen
from usecases.governing.overseeing.read_audit import AuditView
from usecases.governing.overseeing.read_projects import ListView, OneView

#: How much of a name, a question, its set-up and a reason is shown among others; a question may have fifty options.
_NAME, _QUESTION, _SET_UP, _REASON = 30, 500, 500, 100
#: Projects that still take answers, or may again.
_GOING = frozenset({ProjectState.RUNNING, ProjectState.PAUSED})


def project_list(view: ListView, texts: Texts) -> Message:
    """Return a page of everybody's projects, with one button per project."""
    if not view.projects:
        return Message(html=texts("oversee-none"), buttons=[])
    head = texts("oversee-head", {"total": view.total})
    return Message(html=_lines(head, view, texts), buttons=_list_buttons(view, OverseeScreen.PROJECTS, texts))


def report_list(view: ListView, texts: Texts) -> Message:
    """Return a page of the projects that are reported, with one button per project."""
    if not view.projects:
        return Message(html=texts("reports-none"), buttons=[])
    head = texts("reports-head", {"total": view.total})
    return Message(html=_lines(head, view, texts), buttons=_list_buttons(view, OverseeScreen.REPORTS, texts))


def project_overseen(view: OneView, texts: Texts, *, alert: bool = False) -> Message:
    """Return a project as an admin sees it: what is asked, how far it is, and what is reported, but no answers.

    With `alert`, it says first that something was reported.
    """
    project = view.project
    shown: Args = {
        "id": str(project.id),
        "name": project.name,
        "requester": str(project.requester_id),
        "state": state_of(project),
        "question": cut(project.question.text, _QUESTION),
        "set_up": cut(face_of(project.question).summary(project.question, texts), _SET_UP),
        "closed": project.n_closed,
        "tasks": project.n_tasks,
        "people": view.people,
    }
    parts = [texts("oversee-project", escaped(shown))]
    if project.held is Hold.ADMIN and project.held_reason:
        parts.append(texts("oversee-why", escaped({"reason": project.held_reason})))
    if view.reported.people:
        parts.append(_reported(view, texts))
    elif alert:
        parts.append(texts("oversee-handled"))
    return Message(html="\n\n".join(parts), buttons=_actions(view, texts))


def audit_page(view: AuditView, texts: Texts) -> Message:
    """Return a page of what was done, newest first."""
    if not view.events:
        return Message(html=texts("audit-none"), buttons=[])
    lines = [_line(event, texts) for event in view.events]
    head = texts("audit", {"page": view.page + 1, "pages": view.pages})
    return Message(
        html="\n".join([head, *lines]),
        buttons=_turns(OverseeScreen.AUDIT, view.of or 0, view.page, view.pages),
    )


def state_of(project: Project) -> str:
    """Return the word for a project's state that the sentences choose by."""
    if project.is_ending:
        return "ending"
    if project.is_preparing and project.state is ProjectState.RUNNING:
        return "preparing"
    if project.held is None or project.state is not ProjectState.PAUSED:
        return project.state.lower()
    return "held" if project.held is Hold.ADMIN else "reported"


def _line(event: Event, texts: Texts) -> str:
    time = datetime.fromtimestamp(event.at / SECOND, UTC).strftime("%Y-%m-%d %H:%M")
    return f"{time} {escape(told(event, texts), quote=False)}"


def _reported(view: OneView, texts: Texts) -> str:
    reasons = [
        texts("report-count", {"reason": reason.lower(), "count": count})
        for reason, count in view.reported.reasons.items()
    ]
    lines = [texts("oversee-reported", {"people": view.reported.people, "reasons": ", ".join(reasons)})]
    lines += [f"• {escape(cut(words, 2 * _REASON), quote=False)}" for words in view.reported.words]
    return "\n".join(lines)


def _actions(view: OneView, texts: Texts) -> Buttons:
    project = view.project

    def act(key: str, action: OverseeAction) -> Buttons:
        return [[button(texts(key), OverseeActTap(project.id, action))]]

    buttons = [[button(texts("button-show-task"), PreviewTap(project.id, view.reported_at))]]
    if project.held is not None:
        buttons += act("button-release", OverseeAction.RELEASE)
    if project.state in _GOING:
        if project.held is not Hold.ADMIN:
            buttons += act("button-hold", OverseeAction.HOLD)
        buttons += act("button-end", OverseeAction.END)
    buttons.append([button(texts("button-ban-requester"), BanTap(int(project.requester_id)))])
    if view.reported.people and project.held is not Hold.REPORTS:
        buttons += act("button-dismiss", OverseeAction.DISMISS)
    return buttons


def _lines(head: str, view: ListView, texts: Texts) -> str:
    lines = [
        texts(
            "oversee-line",
            escaped(
                {
                    "id": str(project.id),
                    "name": cut(project.name, _NAME),
                    "requester": str(project.requester_id),
                    "state": state_of(project),
                    "closed": project.n_closed,
                    "tasks": project.n_tasks,
                    "people": people,
                }
            ),
        )
        for project, people in view.projects
    ]
    return "\n".join([head, *lines])


def _list_buttons(view: ListView, screen: OverseeScreen, texts: Texts) -> Buttons:
    opens = [
        button(
            texts("button-oversee", {"id": str(project.id)}), OverseeTap(OverseeScreen.PROJECT, project.id, 0)
        )
        for project, _ in view.projects
    ]
    rows = [opens[first : first + 2] for first in range(0, len(opens), 2)]
    return [*rows, *_turns(screen, 0, view.page, view.pages)]


def _turns(screen: OverseeScreen, ref: int, page: int, pages: int) -> Buttons:
    if pages == 1:
        return []
    before, after = (page - 1) % pages, (page + 1) % pages
    return [
        [
            button("‹", OverseeTap(screen, ref, before)),
            button(f"{page + 1} / {pages}", NoTap()),
            button("›", OverseeTap(screen, ref, after)),
        ]
    ]
