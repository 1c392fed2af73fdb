"""When asking stops: the sentences about it, the screen with a button for each rule, and those that ask."""

from collections.abc import Mapping
from datetime import UTC, datetime

from crowd.ids import SECOND
from crowd.limits import NO_LIMIT
from crowd.policy import CloseReason
from crowd.projects import DraftStep, Project, ProjectState
from handlers import callbacks
from handlers.cut import cut
from handlers.messages import BUTTON_WIDTH, Button, Message, button, escaped
from handlers.texts import Args, Texts
from usecases.suggest_answers import suggest_rule

#: The buttons for the rules, row by row.
_ROWS = (
    (DraftStep.TARGET, DraftStep.MIN, DraftStep.MAX),
    (DraftStep.MARGIN, DraftStep.NOTHING, DraftStep.ENDS),
)
#: An option can be longer than is needed to know it again.
_OPTION_ROOM = 40


def rule_sentences(project: Project, texts: Texts) -> list[str]:
    """Return what its requester said of when asking stops, besides certainty and number of answers."""
    rule, limits = project.rule, project.limits
    lines = []
    if rule.margin is not None:
        lines.append(texts("panel-margin", {"margin": rule.margin}))
    if rule.nothing is not None:
        option = cut(project.options[rule.nothing.label], _OPTION_ROOM)
        lines.append(texts("panel-nothing", escaped({"run": rule.nothing.run, "option": option})))
    if limits.budget is not None or limits.deadline_at is not None:
        lines.append(texts("panel-limits", _limits(project)))
    return lines


def rule_numbers(project: Project) -> Args:
    """Return what is said of certainty and number of answers."""
    rule = project.rule
    return {"target": percent(rule.target), "min": rule.min_answers, "max": rule.max_answers}


def percent(share: float) -> float:
    """Return a share in percent, with one digit: 99.97 % must not read as certainty."""
    return round(min(share * 100, 99.9), 1) if share < 1 else 100.0


def reasons_sentence(closed_by: Mapping[CloseReason, int], texts: Texts) -> str | None:
    """Return why the closed tasks closed, the commonest reason first; None before the first has."""
    counted = sorted(closed_by.items(), key=lambda item: (-item[1], item[0]))
    reasons = [texts("panel-reason", {"reason": str(reason), "count": count}) for reason, count in counted]
    return texts("panel-reasons", {"reasons": ", ".join(reasons)}) if reasons else None


def rules_screen(project: Project, texts: Texts) -> Message:
    """Return when asking stops, with a button for each rule."""
    lines = [
        texts("rules-head", escaped({"name": project.name})),
        texts("panel-rule", rule_numbers(project)),
        *rule_sentences(project, texts),
        texts("rules-effect"),
    ]
    rows = [[_step_button(project, step, texts) for step in row] for row in _ROWS]
    return Message(html="\n".join(lines), buttons=[*rows, [_back(project, texts)]])


def aside_buttons(project: Project, texts: Texts) -> list[Button]:
    """Return the buttons for the rules that the dialogue asks nobody for."""
    return [_step_button(project, step, texts) for step in _ROWS[1]]


def ask_rule(project: Project, step: DraftStep, texts: Texts) -> Message:
    """Return the question for a rule, with likely answers."""
    if step is DraftStep.RUN and project.rule.nothing is None:
        # It was taken away meanwhile.
        step = DraftStep.NOTHING
    lines = [_question(project, step, texts)]
    if step is DraftStep.ENDS:
        known = project.limits.budget is not None or project.limits.deadline_at is not None
        lines.append(texts("panel-limits", _limits(project)) if known else texts("ends-never"))
        lines.append(texts("ends-how", {"answers": project.n_answers}))
    taps = [
        button(_label(text, step, texts), callbacks.DraftTap(project.id, step, number))
        for number, text in enumerate(suggest_rule(project, step))
    ]
    width = 1 if step is DraftStep.NOTHING else 3
    rows = [taps[start : start + width] for start in range(0, len(taps), width)]
    return Message(html="\n".join(lines), buttons=[*rows, [_back(project, texts)]])


def _question(project: Project, step: DraftStep, texts: Texts) -> str:
    if step is DraftStep.ENDS:
        return texts("ends-ask", escaped({"name": project.name}))
    if step is DraftStep.RUN and project.rule.nothing is not None:
        option = cut(project.options[project.rule.nothing.label], _OPTION_ROOM)
        return texts("draft-run", escaped({"option": option}))
    return texts(f"draft-{step.lower()}")


def _step_button(project: Project, step: DraftStep, texts: Texts) -> Button:
    return button(texts(f"button-edit-{step.lower()}"), callbacks.StepTap(project.id, step))


def _back(project: Project, texts: Texts) -> Button:
    if project.state is ProjectState.DRAFT:
        tap: callbacks.Tap = callbacks.StepTap(project.id, DraftStep.READY)
    else:
        tap = callbacks.ProjectTap(project.id, callbacks.ProjectAction.MAIN)
    return button(texts("button-back"), tap)


def _label(text: str, step: DraftStep, texts: Texts) -> str:
    if text == NO_LIMIT:
        return texts("button-ends-never" if step is DraftStep.ENDS else "button-rule-none")
    if step is not DraftStep.ENDS:
        return cut(text, BUTTON_WIDTH)
    if text.isdecimal():
        return texts("button-ends-answers", {"count": int(text)})
    return texts("button-ends-days", {"days": int(text.strip("+d"))})


def _limits(project: Project) -> Args:
    budget, deadline_at = project.limits.budget, project.limits.deadline_at
    if deadline_at is None:
        return {"kind": "budget", "answers": budget or 0, "time": ""}
    time = datetime.fromtimestamp(deadline_at / SECOND, UTC).strftime("%Y-%m-%d %H:%M")
    return {"kind": "deadline" if budget is None else "both", "answers": budget or 0, "time": time}
