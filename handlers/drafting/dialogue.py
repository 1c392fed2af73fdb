"""The dialogue that sets up a project: a step, the summary with its one Launch button, and all settings."""

from crowd.projects.efforts import EFFORTS, Effort, effort_of
from crowd.projects.project import (
    ASIDES,
    DRAFT_ORDER,
    FIRST_STEP,
    SUBJECT_STEPS,
    DraftStep,
    Project,
    ProjectState,
)
from handlers import callbacks
from handlers.callbacks import ProjectAction
from handlers.cut import cut
from handlers.drafting.foreseen import foreseen
from handlers.message import BUTTON_WIDTH, Buttons, Message, button, escaped
from handlers.projects.rules import SEPARATOR, ask_rule, percent, rule_sentences, step_button
from handlers.projects.topics import ask_subject, subject_lines
from handlers.texts import Args, Texts
from usecases.conversation.read_views import DialogueView
from usecases.drafting.suggest_answers import suggest_answers

#: Fifty options can be longer than a message; a preview's buttons show them too.
OPTIONS_ROOM = 1500

#: All settings, row by row.
_MORE_ROWS = (
    (DraftStep.NAME,),
    (DraftStep.QUESTION, DraftStep.OPTIONS),
    (DraftStep.TARGET,),
    (DraftStep.MIN, DraftStep.MAX),
    (DraftStep.MARGIN,),
    (DraftStep.NOTHING,),
    (DraftStep.ENDS,),
    (DraftStep.LANGUAGE, DraftStep.TOPIC),
)


def dialogue(view: DialogueView, texts: Texts) -> Message:
    """Return the dialogue as it looks now."""
    project, step = view.project, view.step
    if step is DraftStep.READY:
        return _ready(view, texts)
    if step is DraftStep.MORE:
        return _more(view, texts)
    if step in SUBJECT_STEPS:
        return ask_subject(project, step, texts)
    if step in ASIDES or project.state is not ProjectState.DRAFT:
        return ask_rule(project, step, view.zone, texts)
    return _asked(view, texts)


def option_presets(texts: Texts) -> list[str]:
    """Return common sets of options, with one option a line."""
    return [
        f"{texts('option-yes')}\n{texts('option-no')}",
        f"{texts('option-positive')}\n{texts('option-neutral')}\n{texts('option-negative')}",
        "\n".join(str(number) for number in range(1, 6)),
    ]


def _asked(view: DialogueView, texts: Texts) -> Message:
    project, step = view.project, view.step
    html = texts(f"draft-{step.lower()}")
    if project.draft_step is not DraftStep.READY and step is not DraftStep.NAME:
        steps = DRAFT_ORDER[DRAFT_ORDER.index(FIRST_STEP) : -1]
        head: Args = {"number": steps.index(step) + 1, "total": len(steps), "name": project.name}
        html = f"<i>{texts('draft-head', escaped(head))}</i>\n{html}"
    choices = suggest_answers(view, option_presets(texts))
    rows: Buttons = [
        [
            button(
                cut(SEPARATOR.join(text.split("\n")), BUTTON_WIDTH),
                callbacks.DraftTap(project.id, step, choice),
            )
        ]
        for choice, text in enumerate(choices)
    ]
    if step is FIRST_STEP and project.draft_step is FIRST_STEP:
        rows.append([step_button(project, DraftStep.NAME, view.zone, texts)])
    return Message(html=html, buttons=rows + _step_back(project, step, texts))


def _ready(view: DialogueView, texts: Texts) -> Message:
    project = view.project
    args: Args = {
        "name": project.name,
        "question": project.question.text,
        "options": cut(SEPARATOR.join(project.options), OPTIONS_ROOM),
        "tasks": project.n_tasks,
    }
    chosen = effort_of(project.rule)
    lines = [
        texts("draft-ready", escaped(args)),
        *subject_lines(project, texts),
        *rule_sentences(project, view.zone, texts),
        "",
        texts("effort-head"),
        *(_effort_line(view, effort, chosen, texts) for effort in Effort),
        *([_effort_line(view, None, chosen, texts)] if chosen is None else []),
        f"<i>{texts('effort-foot')}</i>",
    ]
    efforts = [
        button(
            _mark(texts("effort-name", {"effort": effort}), is_chosen=effort is chosen),
            callbacks.DraftTap(project.id, DraftStep.READY, number),
        )
        for number, effort in enumerate(Effort)
    ]
    launch = button(texts("button-launch"), callbacks.ProjectTap(project.id, ProjectAction.LAUNCH))
    preview = button(texts("button-preview"), callbacks.PreviewTap(project.id, 0))
    more = step_button(project, DraftStep.MORE, view.zone, texts)
    return Message(html="\n".join(lines), buttons=[efforts, [launch], [preview, more]])


def _effort_line(view: DialogueView, effort: Effort | None, chosen: Effort | None, texts: Texts) -> str:
    rule = view.project.rule
    if effort is None:
        name, target, fewest, most = "own", rule.target, rule.min_answers, rule.max_answers
    else:
        overlap = EFFORTS[effort]
        name, target, fewest, most = str(effort), overlap.target, overlap.fewest, overlap.most
    line = texts(
        "effort-line",
        {
            "name": texts("effort-name", {"effort": name}),
            "target": percent(target),
            "min": fewest,
            "max": most,
            "fixed": int(fewest == most),
            "cost": _cost(view, effort, fewest, most, texts, is_chosen=effort is chosen),
        },
    )
    return f"<b>{_mark(line, is_chosen=True)}</b>" if effort is chosen else line


def _cost(
    view: DialogueView, effort: Effort | None, fewest: int, most: int, texts: Texts, *, is_chosen: bool
) -> str:
    """Return how many answers an effort takes: a forecast, with a range for the chosen one, or what it allows."""
    forecast = view.forecasts.get(effort)
    if forecast is not None:
        args = foreseen(forecast)
        return texts("effort-cost", args if is_chosen else {**args, "exact": 1})
    n_open = view.project.n_asked
    return texts("effort-range", {"low": n_open * fewest, "high": n_open * most})


def _mark(text: str, *, is_chosen: bool) -> str:
    return f"✅ {text}" if is_chosen else text


def _more(view: DialogueView, texts: Texts) -> Message:
    project = view.project
    rows = [[step_button(project, step, view.zone, texts) for step in row] for row in _MORE_ROWS]
    delete = button(texts("button-delete"), callbacks.ProjectTap(project.id, ProjectAction.DELETE))
    back = button(texts("button-back"), callbacks.StepTap(project.id, DraftStep.READY))
    return Message(
        html=texts("draft-more", escaped({"name": project.name})), buttons=[*rows, [delete], [back]]
    )


def _step_back(project: Project, step: DraftStep, texts: Texts) -> Buttons:
    before = DRAFT_ORDER[max(DRAFT_ORDER.index(step) - 1, 0)]
    if project.draft_step is DraftStep.READY:
        # People who correct one setting came from the screen with all of them.
        back = DraftStep.MORE
    elif step is DraftStep.NAME:
        back = project.draft_step
    else:
        back = step if step is FIRST_STEP else before
    return [] if back is step else [[button(texts("button-back"), callbacks.StepTap(project.id, back))]]
