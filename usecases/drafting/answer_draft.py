"""Stores a requester's answer to a step of the dialogue that sets up a project, and asks for the next."""

from collections.abc import Iterable, Mapping

from crowd.errors import Conflict, GoldUnknown, NotFound
from crowd.ids import SECOND, ContributorId, ProjectId
from crowd.projects.draft import Draft, DraftQuestion, DraftStep, draft_order
from crowd.projects.project import Project, ProjectState
from crowd.projects.steps import RULE_STEPS, Said, asks, fill_draft, needed_step
from storage.conversation.expecting import Expected, expect
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.deciding.gold import gold_examples, gold_texts
from storage.drafting.dialogues import Dialogue, end_dialogue, find_dialogue, put_dialogue
from storage.drafting.drafts import find_draft, put_draft
from storage.drafting.old_drafts import touch_project
from storage.people.paces import find_pace
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.deciding.foresee_answers import ForecastInput, is_quick
from usecases.projects.change_rules import ask_rule, store_rule, turn_to
from usecases.projects.show_project import PanelScreen
from usecases.terms import Terms

#: How many gold labels that are not among the options are shown as examples.
SHOWN_GOLD = 10
#: How long a forecast that is being computed is left alone before it is looked after again.
FORESEEN_AFTER = 30 * SECOND
_FORESEEN = "foreseen"


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
    dialogue = find_dialogue(tx, by)
    if dialogue is None:
        raise NotFound
    if (project_id or dialogue.project_id, step or dialogue.step) != (dialogue.project_id, dialogue.step):
        raise Conflict
    project = own_project(tx, dialogue.project_id, by=by, terms=terms)
    if project.state is not ProjectState.DRAFT:
        _answer_launched(tx, project, dialogue.step, text, by=by, terms=terms, at=at)
        return
    filled = store_step(tx, project, dialogue.step, text, answers=True, at=at)
    asks_run = dialogue.step == DraftStep.NOTHING and filled.question.rule.nothing is not None
    _ask(tx, by, project.id, DraftStep.RUN if asks_run else filled.step, at=at)


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
    changed = own_project(tx, project.id, by=by, terms=terms)
    if step == DraftStep.NOTHING and changed.rule.nothing is not None:
        ask_rule(tx, project.id, DraftStep.RUN, by=by, terms=terms, at=at)
        return
    end_dialogue(tx, project.id)
    turn_to(tx, project.id, PanelScreen.MAIN, by=by, terms=terms, at=at)


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
    order = draft_order(project.question.kind)
    needed = needed_step(step)
    too_early = needed not in order or order.index(needed) > order.index(project.draft_step)
    if too_early or (step is DraftStep.RUN and project.rule.nothing is None):
        raise Conflict
    if not asks(project.question.kind, step):
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
    dialogue, spot = find_dialogue(tx, by), pressed_spot(tx, by)
    if dialogue is not None and dialogue.spot != spot:
        # The dialogue continues further down; the buttons up there would only be out of date.
        retire(tx, dialogue.spot, priority=Priority.REPLY, at=at)
    put_dialogue(tx, by, Dialogue(project_id=project_id, step=step, spot=spot))
    touch_project(tx, project_id, at=at)
    expect(tx, by, Expected.STEP, at=at)
    add_out(tx, OutType.DIALOGUE, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def add_forecast(
    tx: Tx, by: ContributorId, project_id: ProjectId, inputs: Iterable[ForecastInput], *, at: int
) -> None:
    """Show the summary again once the forecast of how many answers it takes is ready.

    Whoever computes it lets the row go then; the time is for a process that ends before.
    """
    due_at = at if all(map(is_quick, inputs)) else at + FORESEEN_AFTER
    body: dict[str, object] = {_FORESEEN: True}
    add_out(tx, OutType.DIALOGUE, by, ref=project_id, body=body, priority=Priority.REPLY, due_at=due_at)


def is_forecast(body: Mapping[str, object]) -> bool:
    """Tell whether a row of the outbox shows the summary again with its forecast."""
    return _FORESEEN in body


def store_step(tx: Tx, project: Project, step: str, text: str, *, answers: bool = False, at: int) -> Draft:
    """Store what was typed at a step of a project that is not launched yet, and return what is set up then.

    Args:
        tx: The transaction.
        project: The project.
        step: The step.
        text: What was typed, or what the pressed button stands for.
        answers: Whether the dialogue asks that step now, so that the answer moves it on.
        at: The time.

    Raises:
        ValueRefused: The answer cannot be used.
        GoldUnknown: The file has gold labels that are not among the options.
    """
    draft = find_draft(tx, project.id)
    if draft is None:
        raise Conflict
    zone = find_pace(tx, project.requester_id)[0].zone
    filled = fill_draft(draft, step, Said(text=text, zone=zone, at=at, columns=project.content_columns))
    if step in filled.question.kind.steps:
        _check_gold(tx, project, filled.question)
    if answers and step == filled.step:
        filled = filled.advanced()
    put_draft(tx, project.id, filled, at=at)
    return filled


def _check_gold(tx: Tx, project: Project, question: DraftQuestion) -> None:
    """Check that the gold of a project's file are possible answers to its question."""
    strange = {gold for gold in gold_examples(tx, project.id) if question.read_cell(gold) is None}
    if not strange:
        return
    unknown = [
        (row, gold)
        for row, gold, content in gold_texts(tx, project.id)
        if gold in strange and question.of_task(content).read_cell(gold) is None
    ]
    if unknown:
        raise GoldUnknown(kind=question.kind.name, rows=unknown[:SHOWN_GOLD], total=len(unknown))
