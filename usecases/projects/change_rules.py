"""Lets a requester change when to stop asking, for a draft or for a launched project."""

from dataclasses import replace

from crowd.deciding.limits import change_limits
from crowd.deciding.policy import NothingHere, StopRule
from crowd.errors import Conflict, ValueRefused
from crowd.ids import ContributorId, ProjectId
from crowd.kinds.question import Question
from crowd.projects.efforts import Effort, read_overlap, with_effort
from crowd.projects.project import (
    RULE_STEPS,
    DraftStep,
    Project,
    ProjectState,
    asks,
    check_margin,
    check_max,
    check_min,
    check_nothing,
    check_run,
    check_target,
)
from storage.conversation.expecting import Expected, expect
from storage.conversation.spots import pressed_spot
from storage.deciding.rules import set_limits, set_rule
from storage.governing.events import EventKind
from storage.people.paces import find_pace
from storage.projects.projects import Draft, put_draft
from storage.tx import Tx
from usecases.check_access import own_project
from usecases.governing.keep_history import keep_history
from usecases.projects.show_project import PanelScreen, open_panel, show_panel
from usecases.terms import Terms

#: A task counts as empty after this many answers in a row that say so, unless the requester chooses another number.
USUAL_RUN = 3


def ask_rule(
    tx: Tx,
    project_id: ProjectId,
    step: str,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Ask for a rule on the panel of a launched project; what is typed next is the answer.

    Raises:
        NotFound: The project does not exist or is somebody else's.
        Conflict: It was not launched, or was cancelled; or this can no longer be changed.
    """
    project = own_project(tx, project_id, by=by, terms=terms)
    if project.state in {ProjectState.DRAFT, ProjectState.CANCELLED} or step not in RULE_STEPS:
        raise Conflict
    if not asks(project.question, step):
        raise Conflict
    if step is DraftStep.RUN and project.rule.nothing is None:
        raise Conflict
    put_draft(tx, by, Draft(project_id=project_id, step=step, spot=None))
    expect(tx, by, Expected.STEP, at=at)
    turn_to(tx, project_id, PanelScreen(step), by=by, terms=terms, at=at)


def turn_to(
    tx: Tx,
    project_id: ProjectId,
    screen: PanelScreen,
    *,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> None:
    """Turn the panel in the message whose button was pressed, or send a new one below what was typed."""
    if pressed_spot(tx, by) is None:
        open_panel(tx, project_id, by=by, screen=screen, terms=terms, at=at)
    else:
        show_panel(tx, project_id, by, screen=screen, at=at)


def store_rule(tx: Tx, project: Project, step: str, text: str, *, at: int) -> None:
    """Store a rule as its requester wrote it.

    Raises:
        Conflict: The project was cancelled.
        ValueRefused: The text cannot be read, or the limit is reached already.
    """
    if project.state is ProjectState.CANCELLED:
        raise Conflict
    if step is DraftStep.ENDS:
        zone = find_pace(tx, project.requester_id)[0].zone
        limits = change_limits(project.limits, text, n_answers=project.n_answers, zone=zone, at=at)
        set_limits(tx, project.id, limits, at=at)
    else:
        set_rule(tx, project.question.id, _changed(project.rule, step, text, project.options), at=at)
    if project.launched_at is not None:
        keep_history(tx, project, EventKind.RULE_CHANGED, by=project.requester_id, reason=step, at=at)


def store_effort(tx: Tx, project: Project, text: str, *, at: int) -> None:
    """Store how much to ask: one of the efforts by name, or exact numbers in one line.

    Raises:
        ValueRefused: The text is neither, or the numbers cannot be used.
    """
    rule = project.rule
    if text in list(Effort):
        rule = with_effort(rule, Effort(text))
    else:
        typed = read_overlap(text)
        target = rule.target if typed.target is None else check_target(typed.target)
        fewest = rule.min_answers if typed.fewest is None else check_min(typed.fewest)
        most = rule.max_answers if typed.most is None else check_max(typed.most, min_answers=1)
        if most < fewest:
            raise ValueRefused("range-backwards", {"fewest": fewest, "most": most})
        rule = replace(rule, target=target, min_answers=fewest, max_answers=most)
    set_rule(tx, project.question.id, rule, at=at)


def keep_votes(tx: Tx, project: Project, question: Question, *, at: int) -> None:
    """Keep what the rules about votes mean when the question changes, as far as it has such options."""
    rule = project.rule
    kept = rule.nothing
    if kept is not None:
        meant = project.options[kept.label]
        kept = replace(kept, label=question.options.index(meant)) if meant in question.options else None
    margin = rule.margin if asks(question, DraftStep.MARGIN) else None
    if (kept, margin) != (rule.nothing, rule.margin):
        set_rule(tx, question.id, replace(rule, nothing=kept, margin=margin), at=at)


def _changed(rule: StopRule, step: str, text: str, options: tuple[str, ...]) -> StopRule:
    match step:
        case DraftStep.TARGET:
            return replace(rule, target=check_target(text))
        case DraftStep.MIN:
            fewest = check_min(text)
            return replace(rule, min_answers=fewest, max_answers=max(rule.max_answers, fewest))
        case DraftStep.MAX:
            return replace(rule, max_answers=check_max(text, min_answers=rule.min_answers))
        case DraftStep.MARGIN:
            return replace(rule, margin=check_margin(text))
        case DraftStep.NOTHING:
            label = check_nothing(text, options)
            run = rule.nothing.run if rule.nothing else USUAL_RUN
            return replace(rule, nothing=None if label is None else NothingHere(label=label, run=run))
        case DraftStep.RUN if rule.nothing is not None:
            return replace(rule, nothing=replace(rule.nothing, run=check_run(text)))
        case _:
            raise ValueRefused("draft-ready")
