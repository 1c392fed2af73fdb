"""Gives somebody who opened a project's invite link that project's tasks first."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.answering.assignments import AssignmentState
from crowd.people.contributors import Contributor, ContributorState
from crowd.people.visitors import Visitor
from crowd.projects.project import Project, ProjectState
from crowd.projects.topics import fits
from storage.announcing.invites import add_arrival, invited_to
from storage.answering.assignments import offers_of
from storage.answering.cards import find_card
from storage.people.contributors import set_last_project
from storage.projects.counts import Counts, add_counts
from storage.projects.projects import find_project, offering_projects
from storage.projects.reach import is_named, wants_answers
from storage.projects.tastes import find_tastes
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.offer_task import offer_task
from usecases.answering.show_card import Screen, show_card
from usecases.answering.wake_waiting import wake_for_task
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.meet import arrive
from usecases.people.subscribing.show_next import show_next
from usecases.terms import Terms


class Standing(StrEnum):
    """What a project can offer somebody who was invited to it."""

    FIRST = "FIRST"  #: its tasks come first
    NOTHING_NOW = "NOTHING_NOW"  #: it needs no answer from them at the moment
    NAMED_ONLY = "NAMED_ONLY"  #: it only asks people named in its file, and they are not one of them
    PAUSED = "PAUSED"
    OVER = "OVER"  #: it has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The outcome of opening an invite link.

    Attributes:
        greeting: How to greet them, whatever the link.
        project: The name of the project; None if the link leads to none.
        standing: What the project can offer them.
    """

    greeting: Greeting
    project: str | None = None
    standing: Standing = Standing.FIRST


def follow_invite(tx: Tx, visitor: Visitor, token: str, *, terms: Terms, at: int) -> Followed:
    """Greet somebody who opened an invite link; they get its project's tasks first, if there are any for them.

    The link grants no rights: they still agree, pause and choose like everybody else.
    """
    project_id = invited_to(tx, token)
    project = None if project_id is None else find_project(tx, project_id)
    if project is None:
        return Followed(greeting=show_next(tx, visitor, terms=terms, at=at))
    # Payloads cannot contain a colon, so nobody can fake having come through a project's link.
    contributor = arrive(tx, visitor, source=f"project:{project.id}", at=at)
    if visitor.id != project.requester_id and add_arrival(tx, project.id, visitor.id, at=at):
        # The panel shows how many people came.
        add_counts(tx, project.id, Counts(), at=at)
    standing = _standing(tx, project, contributor, at=at)
    if standing not in {Standing.NAMED_ONLY, Standing.OVER}:
        set_last_project(tx, visitor.id, project.id)
    if contributor.state is ContributorState.ACTIVE and standing is Standing.FIRST:
        _let_go(tx, project, contributor, terms=terms, at=at)
    greeting = show_next(tx, visitor, terms=terms, at=at)
    if greeting is Greeting.CARD and standing is Standing.FIRST and not _holds(tx, project, contributor):
        standing = Standing.NOTHING_NOW
    return Followed(greeting=greeting, project=project.name, standing=standing)


def _standing(tx: Tx, project: Project, contributor: Contributor, *, at: int) -> Standing:
    if project.state is ProjectState.PAUSED:
        return Standing.PAUSED
    if project.state is not ProjectState.RUNNING:
        return Standing.OVER
    offering = next((one for one in offering_projects(tx, at=at) if one.id == project.id), None)
    if offering is None:
        return Standing.NOTHING_NOW
    if offering.has_named and is_named(tx, project.id, contributor.id):
        return Standing.FIRST
    if not offering.has_open:
        return Standing.NAMED_ONLY
    suits = fits(project.subject, find_tastes(tx, contributor.id))
    return Standing.FIRST if suits and wants_answers(tx, project.id) else Standing.NOTHING_NOW


def _let_go(tx: Tx, project: Project, contributor: Contributor, *, terms: Terms, at: int) -> None:
    """Swap a task that somebody holds in another project for one of this project, if there is one."""
    held = [offer for offer in offers_of(tx, contributor.id) if offer.project_id != project.id]
    card = find_card(tx, contributor.id)
    if not held or card is None:
        return
    sources = [(project.id, True), (project.id, False)]
    found = offer_task(tx, contributor.id, last=None, among=sources, terms=terms, at=at)
    if found is None:
        return
    for offer in held:
        decision = end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
        wake_for_task(tx, decision, but=contributor.id, terms=terms, at=at)
    show_card(
        tx,
        contributor.id,
        screen=Screen.TASK,
        assignment_id=found.assignment_id,
        previous=card.previous_assignment_id,
        position=found.position,
        at=at,
    )


def _holds(tx: Tx, project: Project, contributor: Contributor) -> bool:
    """Return whether somebody's card shows a task of the project, or says that they have done enough for today."""
    card = find_card(tx, contributor.id)
    if card is None or Screen(card.screen) is Screen.ENOUGH:
        return True
    return any(offer.project_id == project.id for offer in offers_of(tx, contributor.id))
