"""Stores the answer that somebody gave, decides the task again and shows the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crowd.answering.assignments import ASSIGNMENT_STEPS, AssignmentState
from crowd.answering.path import Answers, next_question, reached
from crowd.answering.tasks import TaskState
from crowd.errors import NotAllowed, NotFound
from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from crowd.kinds.question import Question
from crowd.people.pace import local_day
from crowd.projects.project import ProjectState
from crowd.states import step
from storage.answering.answers import NewAnswer, add_answer
from storage.answering.asks import Asked
from storage.answering.assignments import Offer, end_offer, find_offer
from storage.answering.cards import Card, find_card
from storage.answering.forms import Own, own_answers
from storage.people.paces import count_task, touch
from storage.projects.counts import Counts, add_counts
from storage.tx import Tx
from usecases.answering.ask_if_sure import asks_if_sure
from usecases.answering.end_offer import drop_offer
from usecases.answering.forms.follow_path import go_on, was_on
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.show_card import deal_next
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task, takes_answers
from usecases.people.name_contributor import name_contributor
from usecases.terms import Terms


class Taken(StrEnum):
    """The outcome of an answer."""

    COUNTED = "COUNTED"
    LATE = "LATE"  #: stored, but their time was up and the task has no room left
    ENDED = "ENDED"  #: stored, but the project had ended: it was cancelled or reached a limit
    ANSWERED_BEFORE = "ANSWERED_BEFORE"  #: nothing changed
    SKIPPED_BEFORE = "SKIPPED_BEFORE"  #: nothing changed
    NOT_ASKED = "NOT_ASKED"  #: nothing changed: what they answered leads past this question
    DOUBTED = "DOUBTED"  #: nothing changed, but the card asks whether they are sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer as it comes in, from wherever.

    Attributes:
        assignment_id: The assignment.
        value: The answer, not checked yet.
        position: Which of its questions it answers.
        update_id: The update that brought it.
    """

    assignment_id: AssignmentId
    value: object
    position: int = 0
    update_id: int | None = None


def record_answer(tx: Tx, given: Given, *, by: ContributorId, terms: Terms, at: int) -> Taken:
    """Store an answer to an assignment.

    It is always stored if the assignment was really made. It counts if the person still holds the task, even if the
    task has closed in the meantime; after that, it counts as long as the task is open and has room.

    Raises:
        NotFound: There is no such assignment or question, or it was offered to somebody else.
        NotAllowed: The person unsubscribed; nothing is stored without consent.
        InvalidInput: It is no possible answer.
    """
    offer = own_offer(tx, given.assignment_id, by=by)
    return take_answer(tx, offer, offer.at(given.position), find_card(tx, by), given, terms=terms, at=at)


def take_answer(
    tx: Tx,
    offer: Offer,
    asked: Asked,
    card: Card | None,
    given: Given,
    *,
    own: Mapping[int, Own] | None = None,
    terms: Terms,
    at: int,
) -> Taken:
    """Store an answer to a question of an offer that was read, with its contributor's card, in this transaction.

    If more of its questions are still to be answered, the card shows the next of them, else the next task.
    `own` is what they did with its questions, if that was read already.

    Raises:
        InvalidInput: It is no possible answer.
    """
    value, by = asked.question.check(given.value), offer.contributor_id
    if own is None:
        own = {} if offer.is_untouched else own_answers(tx, offer.id)
    found = found_in(tx, offer) if offer.is_form else {}
    refusal = _refusal(offer, asked.question, own, found)
    if refusal is not None:
        return refusal
    if asks_if_sure(tx, offer, asked, card, value, again=False, at=at):
        return Taken.DOUBTED
    taken = what_becomes_of_it(offer, asked, at=at)
    answers = {**values_of(own), asked.question.position: value}
    ends = taken is Taken.ENDED or next_question(offer.asked, answers, found) is None
    if ends:
        _end(tx, offer, at=at)
    _store(tx, offer, asked.question, given, value, counted=taken is Taken.COUNTED, at=at)
    paced = None
    if ends:
        paced = count_task(tx, by, day=local_day(offer.zone, at), at=at)
    else:
        touch(tx, by, at=at)
    if taken is Taken.COUNTED:
        in_flight = 1 if ends and offer.state is AssignmentState.OFFERED else 0
        ended = Ended(offers=in_flight, answers=1, by=by)
        decision = decide_task(tx, offer, ended, task=offer.task, at=at)
        found = decision.found
        wake_for_task(tx, decision, but=by, terms=terms, at=at)
    elif ends and offer.state is AssignmentState.OFFERED:
        _give_back(tx, offer, at=at)
    if not ends and offer.state is AssignmentState.OFFERED:
        go_on(tx, offer, answers, found, card, terms=terms, at=at)
    elif card is not None and was_on(card, offer):
        deal_next(tx, by, previous=offer.id, paced=paced, terms=terms, at=at)
    return taken


def _refusal(offer: Offer, question: Question, own: Mapping[int, Own], found: Answers) -> Taken | None:
    before = own.get(question.position)
    if offer.state is AssignmentState.ANSWERED or (before is not None and before.value is not None):
        return Taken.ANSWERED_BEFORE
    if offer.state is AssignmentState.SKIPPED:
        return Taken.SKIPPED_BEFORE
    if question.conditions and question.position not in reached(offer.asked, values_of(own), found):
        return Taken.NOT_ASKED
    return None


def _end(tx: Tx, offer: Offer, *, at: int) -> None:
    step(ASSIGNMENT_STEPS, offer.state, AssignmentState.ANSWERED)
    end_offer(tx, offer.id, AssignmentState.ANSWERED, was=offer.state, at=at)


def _give_back(tx: Tx, offer: Offer, *, at: int) -> None:
    """End the offer of an answer that came too late to count."""
    if takes_answers(offer):
        # The project's limit is reached, but the tick that closes its tasks has not run yet.
        decide_task(tx, offer, Ended(offers=1), at=at)
    else:
        drop_offer(tx, offer)


def own_offer(tx: Tx, assignment_id: AssignmentId, *, by: ContributorId) -> Offer:
    """Return an assignment of somebody who may act on it.

    Raises:
        NotFound: There is no such assignment, or it was offered to somebody else.
        NotAllowed: The person has not agreed that answers are stored, or has withdrawn that.
    """
    offer = find_offer(tx, assignment_id)
    if offer is None or offer.contributor_id != by:
        raise NotFound
    if not offer.has_consent:
        raise NotAllowed
    return offer


def what_becomes_of_it(offer: Offer, asked: Asked, *, at: int) -> Taken:
    """Return whether an answer counts now: only the requester's own limits may discard somebody's work."""
    over = offer.limits.reached(n_answers=offer.n_project_answers, at=at)
    if offer.project_state is ProjectState.CANCELLED or over is not None:
        return Taken.ENDED
    return Taken.COUNTED if _has_room(offer, asked) else Taken.LATE


def _has_room(offer: Offer, asked: Asked) -> bool:
    """Return whether an answer fits: room is kept for every offer in flight, and late answers do not take it."""
    task = offer.task
    of_question, most = task.question(asked.question.id), asked.rule.max_answers
    if offer.state is AssignmentState.OFFERED:
        # There is no room only if the requester has lowered the maximum since.
        return task.mixed or of_question.n_answers < most
    budget = offer.limits.budget
    if not takes_answers(offer) or (
        budget is not None and offer.n_project_answers + offer.n_project_offered >= budget
    ):
        return False
    is_open = of_question.state is TaskState.OPEN
    return task.mixed or (is_open and of_question.n_answers + task.n_offered < most)


def _store(
    tx: Tx, offer: Offer, question: Question, given: Given, value: Value, *, counted: bool, at: int
) -> None:
    if not offer.is_named:
        name_contributor(tx, offer.contributor_id, offer.project_id)
    add_answer(tx, new_answer(offer, question, value, counted=counted, update_id=given.update_id), at=at)
    if not counted:
        add_counts(tx, offer.project_id, Counts(late=1), at=at)


def new_answer(
    offer: Offer, question: Question, value: Value | None, *, counted: bool, update_id: int | None = None
) -> NewAnswer:
    """Return an answer to a question of an offer, ready to be stored; None as its value for no answer."""
    return NewAnswer(
        assignment_id=offer.id,
        question=question,
        task_id=offer.task.id,
        contributor_id=offer.contributor_id,
        value=value,
        counted=counted,
        update_id=update_id,
        instruction_version=offer.instruction_version,
    )
