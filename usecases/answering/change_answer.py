"""Lets a contributor change an answer for a while after giving it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.answering.assignments import CHANGE_WINDOW, AssignmentState
from crowd.answering.path import Answers, next_question, reached
from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.answers import add_answer, add_skills, supersede
from storage.answering.asks import Asked
from storage.answering.assignments import Offer
from storage.answering.cards import Card, find_card
from storage.answering.forms import Own, own_answers, take_back_answer
from storage.people.paces import touch
from storage.projects.counts import Counts, add_counts
from storage.tx import Tx
from usecases.answering.ask_if_sure import asks_if_sure
from usecases.answering.forms.follow_path import go_on
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.record_answer import Given, Taken, new_answer, own_offer, what_becomes_of_it
from usecases.answering.show_card import OF_PREVIOUS, Screen, show_card
from usecases.answering.turn_card import back_to_task
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.decide_task import Ended, decide_task
from usecases.terms import Terms


class Changed(StrEnum):
    """The outcome of a request to change an answer."""

    OPENED = "OPENED"  #: the card shows the task again
    CHANGED = "CHANGED"
    REOPENED = "REOPENED"  #: changed, and the task takes answers again
    NOT_COUNTED = "NOT_COUNTED"  #: changed, but the answer came too late to count, and still does not count
    SAME = "SAME"  #: the same answer again: nothing changed
    TOO_OLD = "TOO_OLD"  #: the time to change is over: nothing changed
    DOUBTED = "DOUBTED"  #: nothing changed, but the card asks whether they are sure
    NOT_ANSWERED = "NOT_ANSWERED"  #: there is no answer to change


def open_change(tx: Tx, assignment_id: AssignmentId, *, by: ContributorId, at: int) -> Changed:
    """Show the task of an earlier answer again, with its options.

    Raises:
        NotFound: The assignment does not exist or is somebody else's.
    """
    offer = own_offer(tx, assignment_id, by=by)
    card = find_card(tx, by)
    refusal = _too_late(offer, at=at)
    if refusal or card is None:
        return refusal or Changed.NOT_ANSWERED
    touch(tx, by, at=at)
    answered = [position for position, one in own_answers(tx, offer.id).items() if one.value is not None]
    show_card(
        tx,
        by,
        screen=Screen.CHANGE,
        assignment_id=card.assignment_id,
        previous=assignment_id,
        position=answered[-1] if answered else 0,
        at=at,
    )
    return Changed.OPENED


def change_answer(tx: Tx, given: Given, *, by: ContributorId, terms: Terms, at: int) -> Changed:
    """Replace an answer by another, and decide its task again.

    Raises:
        NotFound: The assignment or the question does not exist or is somebody else's.
        InvalidInput: It is no possible answer.
    """
    offer = own_offer(tx, given.assignment_id, by=by)
    return take_change(tx, offer, offer.at(given.position), given, terms=terms, at=at)


def take_change(
    tx: Tx,
    offer: Offer,
    asked: Asked,
    given: Given,
    *,
    own: Mapping[int, Own] | None = None,
    terms: Terms,
    at: int,
) -> Changed:
    """Replace an answer to a question of an offer that was read in this transaction.

    Where a task asks several questions, answers can be replaced before the last one is given, too. An answer that leads
    past later questions takes the answers to these back. `own` is what they did with the questions, if that was read.

    Raises:
        InvalidInput: It is no possible answer.
    """
    value, question = asked.question.check(given.value), asked.question
    refusal, own = _too_late(offer, at=at), own or {}
    if refusal is None:
        own = own or own_answers(tx, offer.id)
        refusal = _refusal(tx, offer, question, value, own)
    card = find_card(tx, offer.contributor_id)
    is_over = offer.state is AssignmentState.ANSWERED
    if refusal is None and asks_if_sure(tx, offer, asked, card, value, again=is_over, at=at):
        return Changed.DOUBTED
    if refusal is None:
        change = _Change(
            offer=offer, asked=asked, given=given, value=value, own=own, found=found_in(tx, offer)
        )
        after = _replace(tx, change, terms=terms, at=at)
    else:
        after = _After(changed=refusal, answers=values_of(own))
    if is_over:
        _show_over(tx, offer, after, card, at=at)
    elif after.changed is not Changed.NOT_ANSWERED:
        found = found_in(tx, offer) if after.found is None else after.found
        go_on(tx, offer, after.answers, found, card, terms=terms, at=at)
    return after.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A change to make: the answers of its person and what closed questions were decided as before it."""

    offer: Offer
    asked: Asked
    given: Given
    value: Value
    own: Mapping[int, Own]
    found: Answers

    @property
    def is_more(self) -> bool:
        """Whether there is nothing to replace: an earlier change led to this question."""
        before = self.own.get(self.asked.question.position)
        return before is None or before.value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class _After:
    """What became of a change.

    Attributes:
        changed: The outcome.
        answers: The answers of its person now.
        found: What the closed questions are decided as now, if that was found out.
        new: Questions that they come to now, but did not before.
    """

    changed: Changed
    answers: Mapping[int, Value | None]
    found: Answers | None = None
    new: Collection[int] = ()


def _too_late(offer: Offer, *, at: int) -> Changed | None:
    if offer.is_form and offer.state is AssignmentState.OFFERED:
        return None
    if offer.state is not AssignmentState.ANSWERED or offer.ended_at is None:
        return Changed.NOT_ANSWERED
    return Changed.TOO_OLD if at > offer.ended_at + CHANGE_WINDOW else None


def _refusal(
    tx: Tx, offer: Offer, question: Question, value: Value, own: Mapping[int, Own]
) -> Changed | None:
    before = own.get(question.position)
    if before is not None and before.value is not None:
        return Changed.SAME if before.value == value else None
    if offer.state is not AssignmentState.ANSWERED or not offer.is_form:
        return Changed.NOT_ANSWERED
    comes_to = reached(offer.asked, values_of(own), found_in(tx, offer))
    return None if question.position in comes_to else Changed.NOT_ANSWERED


def _replace(tx: Tx, change: _Change, *, terms: Terms, at: int) -> _After:
    offer, question, own, by = change.offer, change.asked.question, change.own, change.offer.contributor_id
    touch(tx, by, at=at)
    counted = _take_out(tx, offer, question)
    if change.is_more:
        counted = what_becomes_of_it(offer, change.asked, at=at) is Taken.COUNTED
    answer = new_answer(offer, question, change.value, counted=counted, update_id=change.given.update_id)
    add_answer(tx, answer, at=at)
    before = reached(offer.asked, values_of(own), change.found)
    answers = {**values_of(own), question.position: change.value}
    now = reached(offer.asked, answers, change.found)
    lost = [position for position in answers if position in before and position not in now]
    n_lost = _take_back(tx, offer, lost, own, at=at)
    n_more = 1 if change.is_more and counted else 0
    if change.is_more and not counted:
        add_counts(tx, offer.project_id, Counts(late=1), at=at)
    after = _After(
        changed=Changed.NOT_COUNTED,
        answers={position: value for position, value in answers.items() if position not in lost},
        new=set(now) - set(before),
    )
    if not (counted or n_lost):
        return after
    decision = decide_task(tx, offer, Ended(answers=n_more - n_lost), at=at)
    wake_for_task(tx, decision, but=by, terms=terms, at=at)
    changed = Changed.REOPENED if decision.reopened else Changed.CHANGED
    return replace(after, changed=changed if counted else after.changed, found=decision.found)


def _take_out(tx: Tx, offer: Offer, question: Question) -> bool:
    """Stop counting an answer; False if it did not count."""
    credit = supersede(tx, offer.id, question.id)
    if credit is not None:
        # The new version has no credit yet: take the old one's back, or the author would have both.
        add_skills(tx, question.id, [(offer.contributor_id, -credit, -1.0)])
    return credit is not None


def _take_back(tx: Tx, offer: Offer, lost: Sequence[int], own: Mapping[int, Own], *, at: int) -> int:
    """Take back the answers to questions that somebody no longer comes to; return how many of them counted."""
    n_counted = n_late = 0
    for position in lost:
        question = offer.at(position).question
        if _take_out(tx, offer, question):
            n_counted += 1
        elif own[position].value is not None:
            n_late += 1
        take_back_answer(tx, new_answer(offer, question, None, counted=False), at=at)
    if n_counted or n_late:
        add_counts(tx, offer.project_id, Counts(late=-n_late, unsettled=n_counted), at=at)
    return n_counted


def _show_over(tx: Tx, offer: Offer, after: _After, card: Card | None, *, at: int) -> None:
    """Show the task in hand again, or before it a question of the changed one to which the change has led."""
    if card is None or Screen(card.screen) not in OF_PREVIOUS:
        return
    place = next_question(offer.asked, after.answers, after.found or {}) if after.new else None
    if place is None or place not in after.new:
        back_to_task(tx, card, at=at)
        return
    show_card(
        tx,
        card.chat_id,
        screen=Screen.CHANGE,
        assignment_id=card.assignment_id,
        previous=offer.id,
        position=place,
        at=at,
    )
