"""Takes a press of a button under a task: an answer, a change of an earlier one, or a part of either."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crowd.answering.assignments import AssignmentState
from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import HalfMade, Value
from crowd.kinds.question import Question
from storage.answering.asks import Asked
from storage.answering.assignments import Offer
from storage.answering.cards import Card, find_card
from storage.answering.forms import own_answers
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.ask_if_sure import shows
from usecases.answering.change_answer import Changed, take_change
from usecases.answering.record_answer import Given, Taken, own_offer, take_answer
from usecases.answering.show_card import show_card_again
from usecases.terms import Terms

#: Says what a press makes of a half-made answer to a question: a whole answer, not checked yet, or a half-made one.
Reads = Callable[[Question, Value | None], HalfMade | object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A press of an answering button.

    Attributes:
        assignment_id: The assignment that the button belongs to.
        position: The place of its question among those of the project.
        reads: What the press makes of the answer so far.
        again: Whether the button changes an answer that was given before.
        update_id: The update that brought the press.
    """

    assignment_id: AssignmentId
    position: int
    reads: Reads
    again: bool
    update_id: int | None = None


def press_answer(
    tx: Tx, pressed: Pressed, *, by: ContributorId, terms: Terms, at: int
) -> Taken | Changed | HalfMade | None:
    """Store what a press gives.

    A half-made answer is kept on the card, which is shown again with it; None if the card has moved on from it.

    Raises:
        NotFound: There is no such assignment or question, or it was offered to somebody else.
        NotAllowed: The person unsubscribed; nothing is stored without consent.
        InvalidInput: It is no possible answer.
    """
    offer = own_offer(tx, pressed.assignment_id, by=by)
    asked = offer.at(pressed.position)
    card = find_card(tx, by)
    shows_it = card is not None and shows(card, offer, pressed.position, again=pressed.again)
    found = pressed.reads(asked.question, card.partial if card is not None and shows_it else None)
    if isinstance(found, HalfMade):
        if card is None or not shows_it:
            return None
        _keep(tx, card, found, at=at)
        return found
    given = Given(assignment_id=offer.id, value=found, position=pressed.position, update_id=pressed.update_id)
    return give_answer(tx, offer, asked, card, given, again=pressed.again, terms=terms, at=at)


def give_answer(
    tx: Tx,
    offer: Offer,
    asked: Asked,
    card: Card | None,
    given: Given,
    *,
    again: bool,
    terms: Terms,
    at: int,
) -> Taken | Changed:
    """Take an answer that was given on a card: a first one, or another one to a question that they went back to.

    Raises:
        InvalidInput: It is no possible answer.
    """
    if again:
        return take_change(tx, offer, asked, given, terms=terms, at=at)
    if not offer.is_form or offer.state is not AssignmentState.OFFERED:
        return take_answer(tx, offer, asked, card, given, terms=terms, at=at)
    own = own_answers(tx, offer.id)
    before = own.get(given.position)
    went_back = card is not None and shows(card, offer, given.position, again=False)
    if went_back and before is not None and before.value is not None:
        return take_change(tx, offer, asked, given, own=own, terms=terms, at=at)
    return take_answer(tx, offer, asked, card, given, own=own, terms=terms, at=at)


def _keep(tx: Tx, card: Card, found: HalfMade, *, at: int) -> None:
    touch(tx, card.chat_id, at=at)
    show_card_again(tx, replace(card, partial=found.partial), at=at)
