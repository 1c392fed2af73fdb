"""Takes a requester's answer to a step of the dialogue that sets a project up, and asks the next."""

from crowd.errors import Conflict, GoldUnknown, NotFound
from crowd.ids import ContributorId, ProjectId
from crowd.names import look_of
from crowd.projects import (
    ASIDES,
    DRAFT_ORDER,
    RULE_STEPS,
    SUMMARIES,
    DraftStep,
    Project,
    ProjectState,
    check_name,
    check_options,
    check_question,
)
from crowd.subjects import check_language, check_topic
from storage.expecting import Expected, expect
from storage.gold import gold_texts, set_gold
from storage.outbox import OutKind, Priority, add_out
from storage.projects import (
    Draft,
    end_draft,
    find_draft,
    put_draft,
    set_draft_step,
    set_name,
    set_options,
    set_question,
)
from storage.tastes import set_language, set_topic
from storage.tx import Tx
from usecases.change_rules import ask_rule, keep_nothing, store_effort, store_rule, turn_to
from usecases.check_access import own_project
from usecases.show_project import PanelScreen

#: Gold labels that are not among the options, shown as examples.
SHOWN_GOLD = 10


def answer_draft(
    tx: Tx,
    text: str,
    *,
    by: ContributorId,
    step: DraftStep | None = None,
    project_id: ProjectId | None = None,
    message_id: int | None = None,
    at: int,
) -> None:
    """Store the answer to the step that the dialogue is at, and go on.

    Args:
        tx: The transaction.
        text: What was typed, or stands for the button pressed.
        by: Who.
        step: The step that the pressed button belongs to; None for typed text.
        project_id: The project that the pressed button belongs to; None for typed text.
        message_id: The message that shows the dialogue, when it can be edited in place; typed text pushed it up.
        at: Now.

    Raises:
        NotFound: They are in no dialogue.
        Conflict: The dialogue is at another step: the button is old.
        ValueRefused: The answer cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    draft = find_draft(tx, by)
    if draft is None:
        raise NotFound
    if (project_id or draft.project_id, step or draft.step) != (draft.project_id, draft.step):
        raise Conflict
    project = own_project(tx, draft.project_id, by=by)
    if project.state is not ProjectState.DRAFT:
        _answer_launched(tx, project, draft.step, text, by=by, message_id=message_id, at=at)
        return
    store_step(tx, project, draft.step, text, at=at)
    furthest = project.draft_step
    if draft.step is furthest and furthest is not DraftStep.READY:
        furthest = DRAFT_ORDER[DRAFT_ORDER.index(furthest) + 1]
        set_draft_step(tx, project.id, furthest)
    following = DraftStep.RUN if _asks_run(tx, project.id, draft.step, by=by) else furthest
    _ask(tx, by, project.id, following, message_id=message_id, at=at)


def _answer_launched(
    tx: Tx,
    project: Project,
    step: DraftStep,
    text: str,
    *,
    by: ContributorId,
    message_id: int | None,
    at: int,
) -> None:
    """Store a rule of a launched project, and go back to its panel."""
    if step not in RULE_STEPS:
        raise Conflict
    store_rule(tx, project, step, text, at=at)
    if _asks_run(tx, project.id, step, by=by):
        ask_rule(tx, project.id, DraftStep.RUN, by=by, message_id=message_id, at=at)
        return
    end_draft(tx, project.id)
    turn_to(tx, project.id, PanelScreen.MAIN, by=by, message_id=message_id, at=at)


def _asks_run(tx: Tx, project_id: ProjectId, step: DraftStep, *, by: ContributorId) -> bool:
    """Whether the length of a run is asked next: once it was said which option says that nothing is there."""
    if step is not DraftStep.NOTHING:
        return False
    return own_project(tx, project_id, by=by).rule.nothing is not None


def go_to_step(
    tx: Tx, project_id: ProjectId, step: DraftStep, *, by: ContributorId, message_id: int | None, at: int
) -> None:
    """Ask a step again that was answered, or the one that is not; of a launched project, only its rules.

    Raises:
        NotFound: The project is not theirs.
        Conflict: This cannot be changed any more, or the steps before were not answered.
    """
    project = own_project(tx, project_id, by=by)
    if project.state is not ProjectState.DRAFT:
        ask_rule(tx, project_id, step, by=by, message_id=message_id, at=at)
        return
    reached = DRAFT_ORDER.index(project.draft_step)
    wanted = DRAFT_ORDER.index(DraftStep.READY if step in ASIDES else step)
    if wanted > reached or (step is DraftStep.RUN and project.rule.nothing is None):
        raise Conflict
    _ask(tx, by, project_id, step, message_id=message_id, at=at)


def _ask(
    tx: Tx,
    by: ContributorId,
    project_id: ProjectId,
    step: DraftStep,
    *,
    message_id: int | None,
    at: int,
) -> None:
    draft = find_draft(tx, by)
    if draft is not None and draft.message_id not in {None, message_id}:
        # What is asked stands further down from now on; up there the buttons would only be outdated.
        add_out(tx, OutKind.RETIRE, by, ref=draft.message_id or 0, priority=Priority.REPLY, due_at=at)
    put_draft(tx, by, Draft(project_id=project_id, step=step, message_id=message_id))
    expect(tx, by, Expected.STEP, at=at)
    add_out(tx, OutKind.DIALOGUE, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def add_forecast(tx: Tx, by: ContributorId, project_id: ProjectId, *, at: int) -> None:
    """Let the summary that was just shown be shown again, with the answers that are foreseen."""
    body: dict[str, object] = {"foreseen": True}
    add_out(tx, OutKind.DIALOGUE, by, ref=project_id, body=body, priority=Priority.REPLY, due_at=at)


def store_step(tx: Tx, project: Project, step: DraftStep, text: str, *, at: int) -> None:
    """Store the answer to a step of a project that is not launched yet.

    Raises:
        ValueRefused: It cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    match step:
        case DraftStep.NAME:
            set_name(tx, project.id, check_name(text))
        case DraftStep.QUESTION:
            set_question(tx, project.question_id, check_question(text))
        case DraftStep.OPTIONS:
            _store_options(tx, project, check_options(text), at=at)
        case step if step in SUMMARIES:
            store_effort(tx, project, text, at=at)
        case DraftStep.LANGUAGE:
            set_language(tx, project.id, check_language(text))
        case DraftStep.TOPIC:
            set_topic(tx, project.id, check_topic(text))
        case _:
            store_rule(tx, project, step, text, at=at)


def _store_options(tx: Tx, project: Project, options: tuple[str, ...], *, at: int) -> None:
    known = {look_of(option) for option in options}
    unknown = [(row, gold) for row, gold in gold_texts(tx, project.id) if look_of(gold) not in known]
    if unknown:
        raise GoldUnknown(rows=unknown[:SHOWN_GOLD], total=len(unknown))
    keep_nothing(tx, project, options, at=at)
    set_options(tx, project.question_id, options)
    set_gold(tx, project.id, project.question_id)
