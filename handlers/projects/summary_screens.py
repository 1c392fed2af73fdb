"""A project's results in a few lines, and the tasks that people skip as broken."""

from collections.abc import Mapping
from html import escape

from crowd.answering.assignments import SkipReason
from handlers import taps
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds import face_of
from handlers.message import Message, button, escaped
from handlers.texts import Args, Texts
from storage.projects.summaries import DoubtfulTask
from usecases.conversation.read_views import PanelView
from usecases.projects.read_summary import SummaryView

#: How much of a task to show: enough to recognise it.
_EXCERPT_ROOM = 60
_OPTION_ROOM = 40


def summary(view: SummaryView, texts: Texts) -> Message:
    """Return a project's results in a few lines."""
    project = view.project
    known = sum(count for _, count in view.values)
    counted: Args = {"known": known, "tasks": project.n_tasks, "cut_off": project.n_cut_off}
    lines = [
        texts("summary-head", escaped({"name": project.name})),
        texts("summary-known", counted),
        *(
            escape(line, quote=False)
            for line in face_of(project.question).spread(project.question, view.values, texts)
        ),
    ]
    if project.mean_confidence is not None:
        lines += ["", texts("panel-confidence", {"percent": percent(project.mean_confidence)})]
    if view.doubts:
        lines += [texts("summary-doubts"), *(_doubt(view, doubt, texts) for doubt in view.doubts)]
    broken, unclear = (view.troubled.get(reason, 0) for reason in (SkipReason.BROKEN, SkipReason.UNCLEAR))
    if broken or unclear:
        lines += ["", texts("summary-skips", {"broken": broken, "unclear": unclear})]
    return Message(html="\n".join(lines), buttons=[])


def _doubt(view: SummaryView, doubt: DoubtfulTask, texts: Texts) -> str:
    question = view.project.question.of_task(doubt.content)
    args: Args = {
        "percent": percent(doubt.confidence),
        "value": cut(question.write(doubt.value), _OPTION_ROOM),
        "text": excerpt(doubt.content),
        "key": cut(doubt.key, _OPTION_ROOM),
    }
    return texts("summary-doubt", escaped(args))


def skips_sentence(skips: Mapping[SkipReason, int], texts: Texts) -> str:
    """Return how often people skipped, and why, the most common reason first."""
    counted = sorted(skips.items(), key=lambda item: (-item[1], item[0]))
    reasons = [texts("skip-count", {"reason": reason.lower(), "count": count}) for reason, count in counted]
    return texts("panel-skips", {"total": sum(skips.values()), "reasons": ", ".join(reasons)})


def skipped_screen(view: PanelView, texts: Texts) -> Message:
    """Return the tasks that people skip as broken or unclear, the worst first."""
    lines = [texts("skipped-head", escaped({"name": view.project.name})), skips_sentence(view.skips, texts)]
    if not view.troubled:
        lines.append(texts("skipped-none"))
    for task in view.troubled:
        counted = {reason: count for reason, count in task.skips.items() if reason in _TROUBLE}
        reasons = ", ".join(
            texts("skip-count", {"reason": reason.lower(), "count": counted[reason]})
            for reason in _TROUBLE
            if reason in counted
        )
        args: Args = {"reasons": reasons, "text": excerpt(task.content), "key": cut(task.key, _OPTION_ROOM)}
        lines.append(texts("skipped-task", escaped(args)))
    lines += ["", texts("skipped-foot")]
    main = taps.ProjectTap(view.project.id, taps.ProjectAction.MAIN)
    return Message(html="\n".join(lines), buttons=[[button(texts("button-back"), main)]])


#: Reasons to skip that are the task's fault and not the person's; the worse first.
_TROUBLE = (SkipReason.BROKEN, SkipReason.UNCLEAR)


def excerpt(content: Mapping[str, str]) -> str:
    """Return the beginning of what a task shows, in one line."""
    text = next((text for text in content.values() if text.strip()), "")
    return cut(" ".join(text.split()), _EXCERPT_ROOM)
