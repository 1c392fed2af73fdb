"""The dialogue that sets up a project: a step, the summary with its one Launch button, and all settings."""

from crowd.kinds import all_kinds
from crowd.projects.draft import FIRST_STEP, DraftStep, draft_order
from crowd.projects.efforts import Effort, effort_of, overlap_of
from crowd.projects.project import Project, ProjectState
from crowd.projects.steps import ASIDES, SUBJECT_STEPS
from handlers import taps
from handlers.cut import cut
from handlers.drafting.foreseen import foreseen
from handlers.figures import percent
from handlers.kinds import face_of, presets_at
from handlers.message import BUTTON_WIDTH, Buttons, Message, button, escaped
from handlers.packing import Small, Step
from handlers.projects.rules import SEPARATOR, ask_rule, rule_sentences, step_button, step_buttons
from handlers.projects.topics import ask_subject, subject_lines
from handlers.taps import ProjectAction
from handlers.texts import Args, Texts
from usecases.conversation.read_views import DialogueView
from usecases.drafting.suggest_answers import suggest_answers

#: The settings beside those of the question, row by row.
_MORE_ROWS = (
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
    if (step in ASIDES and step is not DraftStep.KIND) or project.state is not ProjectState.DRAFT:
        return ask_rule(project, step, view.zone, texts)
    return _asked(view, texts)


def _asked(view: DialogueView, texts: Texts) -> Message:
    project, step = view.project, view.step
    html = texts(f"draft-{step.lower()}")
    if project.draft_step is not DraftStep.READY and step is not DraftStep.NAME:
        order = draft_order(project.question.kind)
        steps = [*order[order.index(FIRST_STEP) : -1]]
        # The kind is asked beside its first step.
        number = steps.index(project.question.kind.steps[0] if step is DraftStep.KIND else step) + 1
        head: Args = {"number": number, "total": len(steps), "name": project.name}
        html = f"<i>{texts('draft-head', escaped(head))}</i>\n{html}"
    choices = suggest_answers(view, presets_at(step, texts))
    rows: Buttons = [
        [
            button(
                _choice(step, text, texts),
                taps.DraftTap(project.id, Step(step), Small(choice)),
            )
        ]
        for choice, text in enumerate(choices)
    ]
    if step is FIRST_STEP and project.draft_step is FIRST_STEP:
        rows.append([step_button(project, DraftStep.NAME, view.zone, texts)])
    if step == project.question.kind.steps[0] and len(all_kinds()) > 1:
        rows.append([step_button(project, DraftStep.KIND, view.zone, texts)])
    return Message(html=html, buttons=rows + _step_back(project, step, texts))


def _choice(step: str, text: str, texts: Texts) -> str:
    if step is DraftStep.KIND:
        return texts(f"kind-of-{text}")
    return cut(SEPARATOR.join(text.split("\n")), BUTTON_WIDTH)


def _ready(view: DialogueView, texts: Texts) -> Message:
    project = view.project
    args: Args = {
        "name": project.name,
        "question": project.question.text,
        "set_up": face_of(project.question).summary(project.question, texts),
        "tasks": project.n_tasks,
    }
    chosen = effort_of(project.rule, most_sure=project.question.most_sure)
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
            taps.DraftTap(project.id, Step(DraftStep.READY), Small(number)),
        )
        for number, effort in enumerate(Effort)
    ]
    launch = button(texts("button-launch"), taps.ProjectTap(project.id, ProjectAction.LAUNCH))
    preview = button(texts("button-preview"), taps.PreviewTap(project.id, 0))
    more = step_button(project, DraftStep.MORE, view.zone, texts)
    return Message(html="\n".join(lines), buttons=[efforts, [launch], [preview, more]])


def _effort_line(view: DialogueView, effort: Effort | None, chosen: Effort | None, texts: Texts) -> str:
    rule = view.project.rule
    if effort is None:
        name, target, fewest, most = "own", rule.target, rule.min_answers, rule.max_answers
    else:
        overlap = overlap_of(effort, most_sure=view.project.question.most_sure)
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
    asked = (DraftStep.QUESTION, *project.question.kind.steps)
    of_question = ((DraftStep.NAME,), *(asked[first : first + 2] for first in range(0, len(asked), 2)))
    rows = step_buttons(project, (*of_question, *_MORE_ROWS), view.zone, texts)
    delete = button(texts("button-delete"), taps.ProjectTap(project.id, ProjectAction.DELETE))
    back = button(texts("button-back"), taps.StepTap(project.id, Step(DraftStep.READY)))
    return Message(
        html=texts("draft-more", escaped({"name": project.name})), buttons=[*rows, [delete], [back]]
    )


def _step_back(project: Project, step: str, texts: Texts) -> Buttons:
    order = draft_order(project.question.kind)
    if step is DraftStep.KIND:
        back: str = project.question.kind.steps[0]
    elif project.draft_step is DraftStep.READY:
        # People who correct one setting came from the screen with all of them.
        back = DraftStep.MORE
    elif step is DraftStep.NAME:
        back = project.draft_step
    else:
        back = step if step is FIRST_STEP else order[order.index(step) - 1]
    return [] if back == step else [[button(texts("button-back"), taps.StepTap(project.id, Step(back)))]]
