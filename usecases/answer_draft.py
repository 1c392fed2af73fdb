"""Takes a requester's answer to a step of the dialogue that sets a project up, and asks the next."""

from crowd.errors import Conflict, GoldUnknown, NotFound, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.projects import (
    DRAFT_ORDER,
    DraftStep,
    Project,
    ProjectState,
    check_max,
    check_min,
    check_name,
    check_options,
    check_question,
    check_target,
)
from storage.outbox import OutKind, Priority, add_out
from storage.projects import (
    Draft,
    end_draft,
    find_draft,
    put_draft,
    set_draft_step,
    set_name,
    set_options,
    set_overlap,
    set_question,
    set_target,
)
from storage.tasks import gold_texts, set_gold
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.keep_limits import store_limits
from usecases.show_project import open_panel, show_panel

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
    if draft.step is DraftStep.ENDS:
        store_limits(tx, project, text, at=at)
        _after_limits(tx, project, by=by, message_id=message_id, at=at)
        return
    if project.state is not ProjectState.DRAFT:
        raise Conflict
    _store(tx, project, draft.step, text)
    furthest = project.draft_step
    if draft.step is furthest and furthest is not DraftStep.READY:
        furthest = DRAFT_ORDER[DRAFT_ORDER.index(furthest) + 1]
        set_draft_step(tx, project.id, furthest)
    _ask(tx, by, project.id, furthest, message_id=message_id, at=at)


def go_to_step(
    tx: Tx, project_id: ProjectId, step: DraftStep, *, by: ContributorId, message_id: int | None, at: int
) -> None:
    """Ask a step again that was answered, or the one that is not.

    Raises:
        NotFound: The project is not theirs.
        Conflict: It is set up already, or the steps before were not answered.
    """
    project = own_project(tx, project_id, by=by)
    reached = DRAFT_ORDER.index(project.draft_step)
    wanted = DRAFT_ORDER.index(DraftStep.READY if step is DraftStep.ENDS else step)
    if project.state is not ProjectState.DRAFT or wanted > reached:
        raise Conflict
    _ask(tx, by, project_id, step, message_id=message_id, at=at)


def _after_limits(tx: Tx, project: Project, *, by: ContributorId, message_id: int | None, at: int) -> None:
    """Go back to where the limits were asked from: the summary of a draft, the panel of a launched project."""
    if project.state is ProjectState.DRAFT:
        _ask(tx, by, project.id, DraftStep.READY, message_id=message_id, at=at)
        return
    end_draft(tx, project.id)
    if message_id is None:
        open_panel(tx, project.id, by=by, at=at)
    else:
        show_panel(tx, project.id, by, message_id=message_id, at=at)


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
    add_out(tx, OutKind.DIALOGUE, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def _store(tx: Tx, project: Project, step: DraftStep, text: str) -> None:
    match step:
        case DraftStep.NAME:
            set_name(tx, project.id, check_name(text))
        case DraftStep.QUESTION:
            set_question(tx, project.question_id, check_question(text))
        case DraftStep.OPTIONS:
            _store_options(tx, project, check_options(text))
        case DraftStep.TARGET:
            set_target(tx, project.id, check_target(text))
        case DraftStep.MIN:
            fewest = check_min(text)
            most = max(project.max_answers, fewest)
            set_overlap(tx, project.id, min_answers=fewest, max_answers=most)
        case DraftStep.MAX:
            most = check_max(text, min_answers=project.min_answers)
            set_overlap(tx, project.id, min_answers=project.min_answers, max_answers=most)
        case DraftStep.READY | DraftStep.ENDS:
            raise ValueRefused("draft-ready")


def _store_options(tx: Tx, project: Project, options: tuple[str, ...]) -> None:
    known = set(options)
    unknown = [(row, gold) for row, gold in gold_texts(tx, project.id) if gold not in known]
    if unknown:
        raise GoldUnknown(rows=unknown[:SHOWN_GOLD], total=len(unknown))
    set_options(tx, project.question_id, options)
    set_gold(tx, project.id, project.question_id)
