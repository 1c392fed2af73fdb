"""Stores a requester's answer to a step of the dialogue that sets up a project, and asks for the next."""

from dataclasses import replace

from crowd.errors import Conflict, GoldUnknown, NotFound, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.kinds import KINDS
from crowd.projects.project import (
    ASIDES,
    FIRST_STEP,
    MAX_NAME,
    RULE_STEPS,
    SUMMARIES,
    DraftStep,
    Project,
    ProjectState,
    asks,
    check_name,
    check_question,
    draft_order,
)
from crowd.projects.topics import check_language, check_topic
from storage.conversation.expecting import Expected, expect
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.deciding.gold import GOLD_AT_ONCE, gold_examples, gold_texts, set_gold
from storage.drafting.old_drafts import touch_project
from storage.projects.projects import (
    Draft,
    end_draft,
    find_draft,
    find_project,
    put_draft,
    set_draft_step,
    set_name,
)
from storage.projects.questions import set_config, set_question
from storage.projects.tastes import set_language, set_topic
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.projects.change_rules import ask_rule, keep_votes, store_effort, store_rule, turn_to
from usecases.projects.show_project import PanelScreen
from usecases.terms import Terms

#: How many gold labels that are not among the options are shown as examples.
SHOWN_GOLD = 10


def answer_draft(
    tx: Tx,
    text: str,
    *,
    by: ContributorId,
    step: str | None = None,
    project_id: ProjectId | None = None,
    terms: Terms,
    at: int,
) -> None:
    """Store the answer to the dialogue's current step, and move on to the next.

    Args:
        tx: The transaction.
        text: What was typed, or what the pressed button stands for.
        by: The requester.
        step: The step that the pressed button belongs to; None for typed text.
        project_id: The project that the pressed button belongs to; None for typed text.
        terms: The terms.
        at: The time.

    Raises:
        NotRequester: They are not a requester, or not any more.
        NotFound: They are not setting anything up.
        Conflict: The dialogue is at another step: the button is old.
        ValueRefused: The answer cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    draft = find_draft(tx, by)
    if draft is None:
        raise NotFound
    if (project_id or draft.project_id, step or draft.step) != (draft.project_id, draft.step):
        raise Conflict
    project = own_project(tx, draft.project_id, by=by, terms=terms)
    if project.state is not ProjectState.DRAFT:
        _answer_launched(tx, project, draft.step, text, by=by, terms=terms, at=at)
        return
    store_step(tx, project, draft.step, text, at=at)
    if draft.step is DraftStep.KIND:
        project = find_project(tx, project.id) or project
    furthest = project.draft_step
    if draft.step == furthest and furthest is not DraftStep.READY:
        order = draft_order(project.question)
        furthest = order[order.index(furthest) + 1]
        set_draft_step(tx, project.id, furthest)
    following = DraftStep.RUN if _asks_run(tx, project.id, draft.step, by=by, terms=terms) else furthest
    _ask(tx, by, project.id, following, at=at)


def _answer_launched(
    tx: Tx,
    project: Project,
    step: str,
    text: str,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Store a rule of a launched project, and return to its panel."""
    if step not in RULE_STEPS:
        raise Conflict
    store_rule(tx, project, step, text, at=at)
    if _asks_run(tx, project.id, step, by=by, terms=terms):
        ask_rule(tx, project.id, DraftStep.RUN, by=by, terms=terms, at=at)
        return
    end_draft(tx, project.id)
    turn_to(tx, project.id, PanelScreen.MAIN, by=by, terms=terms, at=at)


def _asks_run(tx: Tx, project_id: ProjectId, step: str, *, by: ContributorId, terms: Terms) -> bool:
    """Return whether to ask for the length of a run next: after an option was chosen that means "nothing there"."""
    if step is not DraftStep.NOTHING:
        return False
    return own_project(tx, project_id, by=by, terms=terms).rule.nothing is not None


def go_to_step(
    tx: Tx,
    project_id: ProjectId,
    step: str,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Go to a step that was answered before, or to the first one that was not; once launched, only to rules.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        Conflict: This can no longer be changed, or an earlier step has no answer yet.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.state is not ProjectState.DRAFT:
        ask_rule(tx, project_id, step, by=by, terms=terms, at=at)
        return
    order = draft_order(project.question)
    needed = DraftStep.QUESTION if step is DraftStep.KIND else DraftStep.READY if step in ASIDES else step
    too_early = needed not in order or order.index(needed) > order.index(project.draft_step)
    if too_early or (step is DraftStep.RUN and project.rule.nothing is None):
        raise Conflict
    if not asks(project.question, step):
        raise Conflict
    _ask(tx, by, project_id, step, at=at)


def _ask(
    tx: Tx,
    by: ContributorId,
    project_id: ProjectId,
    step: str,
    *,
    at: int,
) -> None:
    draft, spot = find_draft(tx, by), pressed_spot(tx, by)
    if draft is not None and draft.spot != spot:
        # The dialogue continues further down; the buttons up there would only be out of date.
        retire(tx, draft.spot, priority=Priority.REPLY, at=at)
    put_draft(tx, by, Draft(project_id=project_id, step=step, spot=spot))
    touch_project(tx, project_id, at=at)
    expect(tx, by, Expected.STEP, at=at)
    add_out(tx, OutKind.DIALOGUE, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def add_forecast(tx: Tx, by: ContributorId, project_id: ProjectId, *, at: int) -> None:
    """Show the summary again, now with the forecast of how many answers it takes."""
    body: dict[str, object] = {"foreseen": True}
    add_out(tx, OutKind.DIALOGUE, by, ref=project_id, body=body, priority=Priority.REPLY, due_at=at)


def store_step(tx: Tx, project: Project, step: str, text: str, *, at: int) -> None:
    """Store the answer to a step of a project that is not launched yet.

    Raises:
        ValueRefused: The answer cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    match step:
        case DraftStep.NAME:
            set_name(tx, project.id, check_name(text))
        case DraftStep.QUESTION:
            set_question(tx, project.question.id, check_question(text))
        case DraftStep.KIND:
            _store_kind(tx, project, text, at=at)
        case step if step in project.question.kind.steps:
            _configure(tx, project, step, text, at=at)
        case step if step in SUMMARIES:
            store_effort(tx, project, text, at=at)
        case DraftStep.LANGUAGE:
            set_language(tx, project.id, check_language(text))
        case DraftStep.TOPIC:
            set_topic(tx, project.id, check_topic(text))
        case _:
            store_rule(tx, project, step, text, at=at)


def _store_kind(tx: Tx, project: Project, name: str, *, at: int) -> None:
    """Make a question one of another kind, which has to be set up anew."""
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None:
        raise ValueRefused("kind-unknown", {"found": name.strip()[:MAX_NAME]})
    if kind is project.question.kind:
        return
    config = kind.read_config("{}")
    keep_votes(tx, project, replace(project.question, kind=kind, config=config), at=at)
    set_config(tx, project.question.id, kind, config)
    if project.draft_step is not FIRST_STEP:
        set_draft_step(tx, project.id, kind.steps[0])


def _configure(tx: Tx, project: Project, step: str, text: str, *, at: int) -> None:
    kind = project.question.kind
    question = replace(project.question, config=kind.configure(project.question.config, step, text))
    strange = {gold for gold in gold_examples(tx, project.id) if question.read_cell(gold) is None}
    if strange:
        unknown = [(row, gold) for row, gold in gold_texts(tx, project.id) if gold in strange]
        raise GoldUnknown(kind=kind.name, rows=unknown[:SHOWN_GOLD], total=len(unknown))
    keep_votes(tx, project, question, at=at)
    set_config(tx, project.question.id, kind, question.config)
    if project.n_gold <= GOLD_AT_ONCE:
        set_gold(tx, project.id, question)
