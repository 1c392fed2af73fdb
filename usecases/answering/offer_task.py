"""Offers a contributor the next task that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from crowd.answering.assignments import AssignmentState
from crowd.answering.path import is_certain, next_question
from crowd.answering.tasks import Task, TaskState
from crowd.deciding.gold_mix import gold_is_due
from crowd.deciding.policy import level_order, wants_more_anyway
from crowd.deciding.skill import Skill
from crowd.ids import AssignmentId, ContributorId, ProjectId, TaskId
from crowd.projects.topics import Subject, Tastes, fits
from storage.answering.answers import answers_of_task, find_skill
from storage.answering.asks import Asked, Progress, find_ask, find_progress
from storage.answering.assignments import add_offer, find_offer
from storage.answering.forms import own_answers
from storage.answering.picking import pick_task
from storage.answering.tasks import set_offer
from storage.deciding.gold import pick_gold
from storage.people.contributors import set_last_project
from storage.projects.counts import add_offered
from storage.projects.projects import offering_projects
from storage.projects.tastes import find_tastes
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.forms.parts import found_in, values_of
from usecases.deciding.decide_question import more_wanted
from usecases.deciding.going_last import goes_last
from usecases.deciding.move_posterior import weigh
from usecases.terms import Terms

#: Tasks to look at in a row if somebody has nothing left to say about them: they had answered a part of each before.
_TRIES = 3

#: A project, and whether its tasks for named people are meant (True) or those open to all (False).
Source = tuple[ProjectId, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """An offer that was made, and which of its questions comes first."""

    assignment_id: AssignmentId
    position: int = 0


def offer_task(
    tx: Tx,
    contributor_id: ContributorId,
    *,
    last: ProjectId | None,
    among: Sequence[Source] | None = None,
    terms: Terms,
    at: int,
) -> Dealt | None:
    """Offer somebody a task, limited to certain sources if given; return None if there is none for them now.

    Tasks of their `last` project come first.
    """
    sources = sources_for(tx, contributor_id, last=last, at=at)
    for project_id, named in sources if among is None else [source for source in sources if source in among]:
        skill = find_skill(tx, contributor_id, project_id)
        # People named for a task are asked in any case: its requester wants to hear from them.
        if not named and goes_last(tx, contributor_id, project_id, skill, at=at):
            continue
        order = level_order(able=_is_able(skill))
        for _ in range(_TRIES):
            task_id = pick_task(tx, contributor_id, project_id, named=named, order=order)
            if task_id is None:
                break
            if project_id != last:
                set_last_project(tx, contributor_id, project_id)
            gold_id = None
            if gold_is_due(skill, project_id, contributor_id):
                gold_id = pick_gold(tx, contributor_id, project_id)
            dealt = _offer(tx, project_id, gold_id or task_id, contributor_id, terms=terms, at=at)
            if dealt is not None:
                return dealt
    return None


def _is_able(skill: Skill | None) -> bool:
    """Return whether the person is known to do better than the project's typical contributor."""
    return skill is not None and skill.mean > skill.prior.mean


def sources_for(
    tx: Tx, contributor_id: ContributorId, *, last: ProjectId | None = None, at: int
) -> list[Source]:
    """Return the sources of tasks that there may be for somebody now, project by project, their last project first."""
    projects = sorted(offering_projects(tx, at=at), key=lambda project: (project.id != last, project.id))
    # Most projects have no language or topic set.
    about = any(project.subject != Subject() for project in projects)
    tastes = find_tastes(tx, contributor_id) if about else Tastes()
    sources = []
    for project in projects:
        if project.has_named:
            sources.append((project.id, True))
        if project.has_open and fits(project.subject, tastes):
            sources.append((project.id, False))
    return sources


def _offer(
    tx: Tx,
    project_id: ProjectId,
    task_id: TaskId,
    contributor_id: ContributorId,
    *,
    terms: Terms,
    at: int,
) -> Dealt | None:
    """Offer somebody a task; None if they have answered all of it that they are asked."""
    assignment_id = add_offer(tx, task_id, contributor_id, project_id=project_id, lease=terms.lease, at=at)
    add_offered(tx, project_id, 1)
    n_offered, progress = find_progress(tx, task_id)
    in_flight = n_offered + 1
    # While the fewest answers are not given or in flight, the task itself need not be read.
    wants_more = any(_wants_more_anyway(one, in_flight) for one in progress) or (
        any(one.is_open for one in progress) and _wants_more(tx, task_id, in_flight)
    )
    set_offer(tx, task_id, n_offered=in_flight, offer=wants_more)
    return _begin_form(tx, assignment_id, at=at) if len(progress) > 1 else Dealt(assignment_id=assignment_id)


def _begin_form(tx: Tx, assignment_id: AssignmentId, *, at: int) -> Dealt | None:
    """Return an offer with several questions, where its person begins or goes on; None, and end it, at the end."""
    offer = find_offer(tx, assignment_id)
    if offer is None:
        raise LookupError(assignment_id)
    own = values_of(own_answers(tx, assignment_id))
    place = next_question(offer.asked, own, found_in(tx, offer))
    if place is None:
        end_offer(tx, offer, AssignmentState.ANSWERED if own else AssignmentState.EXPIRED, at=at)
        return None
    return Dealt(assignment_id=assignment_id, position=place)


def _wants_more_anyway(one: Progress, in_flight: int) -> bool:
    """Return whether a question wants one more offer whatever the answers say."""
    return (
        one.is_open
        and not one.is_conditional
        and wants_more_anyway(one.rule, n_answers=one.n_answers, in_flight=in_flight)
    )


def _wants_more(tx: Tx, task_id: TaskId, in_flight: int) -> bool:
    """Return whether any question of a task wants one more offer, as its answers are."""
    ask = find_ask(tx, task_id)
    if ask is None:
        raise LookupError(task_id)
    found = found_in(tx, ask)
    return any(
        _wants_one_more(tx, ask.task, asked, in_flight)
        for asked in ask.questions
        if is_certain(ask.asked, asked.question, found)
    )


def _wants_one_more(tx: Tx, task: Task, asked: Asked, in_flight: int) -> bool:
    of_question = task.question(asked.question.id)
    if of_question.state is TaskState.CLOSED:
        return False
    answers = answers_of_task(tx, task.id, asked.question.id) if of_question.n_answers else []
    return more_wanted(asked, weigh(asked, answers), in_flight=in_flight) > 0
