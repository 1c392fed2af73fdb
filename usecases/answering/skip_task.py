"""Skips a task, or a question of a task that asks several, with a reason, and shows what comes next."""

from collections.abc import Mapping

from crowd.answering.assignments import AssignmentState, SkipReason
from crowd.answering.path import reached
from crowd.ids import AssignmentId, ContributorId
from storage.answering.assignments import Offer
from storage.answering.cards import Card, find_card
from storage.answering.forms import Own, own_answers, skip_question
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.forms.follow_path import go_on, was_on
from usecases.answering.forms.parts import found_in, values_of
from usecases.answering.record_answer import Taken, new_answer, own_offer
from usecases.answering.show_card import deal_next
from usecases.answering.wake_waiting import wake_for_task
from usecases.terms import Terms


def skip_task(
    tx: Tx,
    assignment_id: AssignmentId,
    reason: SkipReason,
    *,
    position: int = 0,
    by: ContributorId,
    terms: Terms,
    at: int,
) -> Taken:
    """Skip an assignment; its task never comes back to the same person.

    If they have answered one of its questions, only the one at `position` is skipped.

    Raises:
        NotFound: The assignment or the question does not exist or is somebody else's.
    """
    offer = own_offer(tx, assignment_id, by=by)
    question = offer.at(position).question
    own = own_answers(tx, offer.id)
    has_answered = any(one.value is not None for one in own.values())
    if offer.state is AssignmentState.ANSWERED or question.position in own:
        return Taken.ANSWERED_BEFORE
    if offer.state is AssignmentState.SKIPPED:
        return Taken.SKIPPED_BEFORE
    card = find_card(tx, by)
    if has_answered:
        return _skip_question(tx, offer, position, reason, own, card, terms=terms, at=at)
    taken = Taken.ENDED
    if offer.state is not AssignmentState.WITHDRAWN:
        decision = end_offer(tx, offer, AssignmentState.SKIPPED, skip_reason=reason, at=at)
        wake_for_task(tx, decision, but=by, terms=terms, at=at)
        touch(tx, by, at=at)
        taken = Taken.COUNTED
    if card is not None and was_on(card, offer):
        deal_next(tx, by, previous=card.previous_assignment_id, terms=terms, at=at)
    return taken


def _skip_question(
    tx: Tx,
    offer: Offer,
    position: int,
    reason: SkipReason,
    own: Mapping[int, Own],
    card: Card | None,
    *,
    terms: Terms,
    at: int,
) -> Taken:
    """Skip one question, and go on with those that follow."""
    answers, found = values_of(own), found_in(tx, offer)
    if offer.state is not AssignmentState.OFFERED:
        return Taken.ENDED
    if position not in reached(offer.asked, answers, found):
        return Taken.NOT_ASKED
    touch(tx, offer.contributor_id, at=at)
    skip_question(tx, new_answer(offer, offer.at(position).question, None, counted=False), reason, at=at)
    go_on(tx, offer, {**answers, position: None}, found, card, terms=terms, at=at)
    return Taken.COUNTED
