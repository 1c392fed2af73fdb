"""When a project ends at the latest: the sentence about it, and the screen that asks."""

from datetime import UTC, datetime
from html import escape

from telegram import InlineKeyboardButton

from crowd.ids import SECOND, ProjectId
from crowd.limits import NO_LIMIT
from crowd.projects import DraftStep, Project, ProjectState
from handlers import callbacks
from handlers.messages import Message, button
from handlers.texts import Args, Texts
from usecases.suggest_answers import suggest_limits


def limits_sentence(project: Project, texts: Texts) -> str | None:
    """Return when a project ends at the latest; None where nothing says so."""
    limits = project.limits
    if limits.budget is None and limits.deadline_at is None:
        return None
    return texts("panel-limits", _limits(project))


def ask_limits(project: Project, texts: Texts) -> Message:
    """Return the question when a project ends at the latest, with likely answers."""
    lines = [
        texts("ends-ask", {"name": escape(project.name, quote=False)}),
        limits_sentence(project, texts) or texts("ends-never"),
        texts("ends-how", {"answers": project.n_answers}),
    ]
    choices = suggest_limits(project)
    taps = [_choice(project.id, number, text, texts) for number, text in enumerate(choices)]
    rows = [taps[start : start + 3] for start in range(0, len(taps), 3)]
    if project.state is ProjectState.DRAFT:
        back: callbacks.Tap = callbacks.StepTap(project.id, DraftStep.READY)
    else:
        back = callbacks.ProjectTap(project.id, callbacks.ProjectAction.MAIN)
    return Message(html="\n".join(lines), buttons=[*rows, [button(texts("button-back"), back)]])


def _choice(project_id: ProjectId, number: int, text: str, texts: Texts) -> InlineKeyboardButton:
    if text == NO_LIMIT:
        label = texts("button-ends-never")
    elif text.isdecimal():
        label = texts("button-ends-answers", {"count": int(text)})
    else:
        label = texts("button-ends-days", {"days": int(text.strip("+d"))})
    return button(label, callbacks.DraftTap(project_id, DraftStep.ENDS, number))


def _limits(project: Project) -> Args:
    budget, deadline_at = project.limits.budget, project.limits.deadline_at
    if deadline_at is None:
        return {"kind": "budget", "answers": budget or 0, "time": ""}
    time = datetime.fromtimestamp(deadline_at / SECOND, UTC).strftime("%Y-%m-%d %H:%M")
    return {"kind": "deadline" if budget is None else "both", "answers": budget or 0, "time": time}
