"""When to stop asking: the sentences about it, the screen with a button for each rule, and a screen for each rule."""

from collections.abc import Callable, Mapping, Sequence

from crowd.deciding.limits import clock_of
from crowd.deciding.policy import CloseReason
from crowd.people.zones import find_zone
from crowd.projects.draft import DraftStep, read_step
from crowd.projects.project import Project, ProjectState
from crowd.projects.steps import asks
from crowd.typed.nothing import NO_LIMIT
from handlers import taps
from handlers.cut import cut
from handlers.figures import percent
from handlers.kinds import face_of
from handlers.message import BUTTON_WIDTH, Button, Buttons, Message, button, escaped
from handlers.packing import Small, Step, Tap
from handlers.projects.topics import subject_name
from handlers.texts import Args, Texts
from usecases.drafting.suggest_answers import suggest_rule

#: The buttons for the rules, row by row.
_ROWS = (
    (DraftStep.TARGET,),
    (DraftStep.MIN, DraftStep.MAX),
    (DraftStep.MARGIN,),
    (DraftStep.NOTHING,),
    (DraftStep.ENDS,),
)
#: Separates options in one line, since they may contain commas.
SEPARATOR = " · "
#: How much of an option to show: enough to recognise it.
_OPTION_ROOM = 40
#: How much a button shows of the text that it changes.
_VALUE_ROOM = 24
#: In these states, the panel warns if a project needs more answers than its limit allows.
_GOES_ON = frozenset({ProjectState.DRAFT, ProjectState.RUNNING, ProjectState.PAUSED})


def rule_sentences(project: Project, zone: str | None, texts: Texts) -> list[str]:
    """Return the requester's rules for when to stop asking, besides certainty and number of answers."""
    rule, limits = project.rule, project.limits
    lines = []
    if rule.margin is not None:
        lines.append(texts("panel-margin", {"margin": rule.margin}))
    if rule.nothing is not None:
        option = cut(project.options[rule.nothing.label], _OPTION_ROOM)
        lines.append(texts("panel-nothing", escaped({"run": rule.nothing.run, "option": option})))
    if limits.budget is not None or limits.deadline_at is not None:
        lines.append(texts("panel-limits", _limits(project, zone, texts)))
    if limits.deadline_at is not None and zone is None:
        lines.append(texts("zone-unknown"))
    needed = project.n_asked * rule.fewest
    if limits.budget is not None and limits.budget < needed and project.state in _GOES_ON:
        args = {"answers": limits.budget, "tasks": project.n_asked, "fewest": rule.fewest, "needed": needed}
        lines.append(texts("panel-budget-short", args))
    return lines


def rule_numbers(project: Project) -> Args:
    """Return the arguments about certainty and number of answers."""
    rule = project.rule
    fewest, most = rule.min_answers, rule.max_answers
    return {"target": percent(rule.target), "min": fewest, "max": most, "fixed": int(fewest == most)}


def reasons_sentence(closed_by: Mapping[CloseReason, int], texts: Texts) -> str | None:
    """Return why tasks closed, the most common reason first; None if none has closed yet."""
    counted = sorted(closed_by.items(), key=lambda item: (-item[1], item[0]))
    reasons = [texts("panel-reason", {"reason": str(reason), "count": count}) for reason, count in counted]
    return texts("panel-reasons", {"reasons": ", ".join(reasons)}) if reasons else None


def rules_screen(project: Project, zone: str | None, texts: Texts) -> Message:
    """Return the screen about when to stop asking, with a button for each rule."""
    lines = [
        texts("rules-head", escaped({"name": project.name})),
        texts("panel-rule", rule_numbers(project)),
        *rule_sentences(project, zone, texts),
        texts("rules-effect"),
    ]
    rows = step_buttons(project, _ROWS, zone, texts)
    return Message(html="\n".join(lines), buttons=[*rows, [_back(project, texts)]])


def ask_rule(project: Project, step: str, zone: str | None, texts: Texts) -> Message:
    """Return the screen that asks for a rule, with likely values."""
    if step is DraftStep.RUN and project.rule.nothing is None:
        # It was removed in the meantime.
        step = DraftStep.NOTHING
    lines = [_question(project, step, texts)]
    if step is DraftStep.ENDS:
        known = project.limits.budget is not None or project.limits.deadline_at is not None
        lines.append(texts("panel-limits", _limits(project, zone, texts)) if known else texts("ends-never"))
        lines.append(texts("ends-how", {"answers": project.n_answers}))
        lines.append(texts("zone-unknown") if zone is None else texts("zone-known", {"city": _city(zone)}))
    offered = [
        button(_label(text, step, texts), taps.DraftTap(project.id, Step(step), Small(number)))
        for number, text in enumerate(suggest_rule(project, step))
    ]
    width = 1 if step is DraftStep.NOTHING else 3
    rows = [offered[start : start + width] for start in range(0, len(offered), width)]
    return Message(html="\n".join(lines), buttons=[*rows, [_back(project, texts)]])


def _question(project: Project, step: str, texts: Texts) -> str:
    if step is DraftStep.ENDS:
        return texts("ends-ask", escaped({"name": project.name}))
    if step is DraftStep.RUN and project.rule.nothing is not None:
        option = cut(project.options[project.rule.nothing.label], _OPTION_ROOM)
        return texts("draft-run", escaped({"option": option}))
    return texts(f"draft-{step.lower()}")


def step_buttons(project: Project, rows: Sequence[Sequence[str]], zone: str | None, texts: Texts) -> Buttons:
    """Return a button for each step that means anything for the project's question, row by row."""
    asked = [[step for step in row if asks(project.question.kind, step)] for row in rows]
    return [[step_button(project, step, zone, texts) for step in row] for row in asked if row]


def step_button(project: Project, step: str, zone: str | None, texts: Texts) -> Button:
    """Return the button for a step, labelled with what it sets and the current value."""
    label = texts(f"button-edit-{step.lower()}", _value(project, step, zone, texts))
    return button(cut(label, BUTTON_WIDTH), taps.StepTap(project.id, Step(step)))


def _value(project: Project, step: str, zone: str | None, texts: Texts) -> Args:
    """Return what is set at a step, for its button."""
    if step in project.question.kind.steps:
        value = face_of(project.question).value(project.question, step, texts)
        return {"value": cut(value, _VALUE_ROOM)}
    return _VALUES[read_step(step)](project, zone, texts)


def _back(project: Project, texts: Texts) -> Button:
    if project.state is ProjectState.DRAFT:
        tap: Tap = taps.StepTap(project.id, Step(DraftStep.MORE))
    else:
        tap = taps.ProjectTap(project.id, taps.ProjectAction.MAIN)
    return button(texts("button-back"), tap)


def _label(text: str, step: str, texts: Texts) -> str:
    if text == NO_LIMIT:
        return texts("button-ends-never" if step is DraftStep.ENDS else "button-rule-none")
    if step is not DraftStep.ENDS:
        return cut(text, BUTTON_WIDTH)
    if text.isdecimal():
        return texts("button-ends-answers", {"count": int(text)})
    return texts("button-ends-days", {"days": int(text.strip("+d"))})


def _limits(project: Project, zone: str | None, texts: Texts) -> Args:
    budget, deadline_at = project.limits.budget, project.limits.deadline_at
    names = {(False, False): "none", (True, False): "budget", (False, True): "deadline", (True, True): "both"}
    which = names[budget is not None, deadline_at is not None]
    time = "" if deadline_at is None else clock_of(deadline_at, zone).strftime("%Y-%m-%d %H:%M")
    return {"which": which, "answers": budget or 0, "time": time, "zone": _zone(zone, texts)}


def _zone(zone: str | None, texts: Texts) -> str:
    return "UTC" if zone is None else texts("zone-of-city", {"city": _city(zone)})


def _city(zone: str) -> str:
    found = find_zone(zone)
    return found.city if found else zone


def _nothing(project: Project) -> Args:
    nothing = project.rule.nothing
    option = "" if nothing is None else cut(project.options[nothing.label], _VALUE_ROOM)
    return {"known": int(nothing is not None), "value": option}


#: The arguments for a step's button that give the current value.
_VALUES: Mapping[str, Callable[[Project, str | None, Texts], Args]] = {
    DraftStep.NAME: lambda project, *_: {"value": cut(project.name, _OPTION_ROOM)},
    DraftStep.QUESTION: lambda project, *_: {"value": cut(project.question.text, _VALUE_ROOM)},
    DraftStep.KIND: lambda project, _, texts: {"value": texts(f"kind-of-{project.question.kind.name}")},
    DraftStep.MORE: lambda *_: {},
    DraftStep.TARGET: lambda project, *_: {"value": percent(project.rule.target)},
    DraftStep.MIN: lambda project, *_: {"value": project.rule.min_answers},
    DraftStep.MAX: lambda project, *_: {"value": project.rule.max_answers},
    DraftStep.MARGIN: lambda project, *_: {"value": project.rule.margin or 0},
    DraftStep.NOTHING: lambda project, *_: _nothing(project),
    DraftStep.ENDS: _limits,
    DraftStep.LANGUAGE: lambda project, _, texts: {"value": subject_name(project, DraftStep.LANGUAGE, texts)},
    DraftStep.TOPIC: lambda project, _, texts: {"value": subject_name(project, DraftStep.TOPIC, texts)},
}
