"""Takes what somebody typed or sent as the answer to the open task, just like a tap on a button."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from crowd.ids import AssignmentId, ContributorId
from crowd.kinds import Value
from crowd.kinds.question import Question
from storage.answering.assignments import find_lease
from storage.answering.cards import Card, find_card
from storage.conversation.spots import message_at
from storage.conversation.typed import Origin, Purpose, TypedMessage, put_typed
from storage.tx import Tx
from usecases.answering.change_answer import Changed
from usecases.answering.press_answer import give_answer
from usecases.answering.record_answer import Given, Taken, own_offer
from usecases.answering.show_card import retire_card, show_card_again
from usecases.conversation.read_place import Place, Waiting, read_place
from usecases.terms import Terms


class NotTaken(StrEnum):
    """Why a message was not taken as an answer."""

    NO_TASK = "NO_TASK"  #: they have no open task
    NO_ANSWER = "NO_ANSWER"  #: it is no possible answer
    ELSEWHERE = "ELSEWHERE"  #: it replies to another message than the one with the task
    BEFORE = "BEFORE"  #: it was sent before the task was shown, so it was meant for another


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message that somebody sent.

    Attributes:
        text: Its text; empty if it holds something else.
        origin: The message, and the update that brought it.
        sent_at: When it was sent, or edited, in whole seconds as microseconds since 1970 UTC.
        is_own: Whether they wrote it themselves, rather than forwarding it or sending it through another bot.
        reads: Finds the answer to a question in what the message holds; None for a text, which the question reads.
        replies_to: The message that they replied to, if to one.
    """

    text: str
    origin: Origin
    sent_at: int
    is_own: bool = True
    replies_to: int | None = None
    reads: Callable[[Question], Value | None] | None = None

    def answer_to(self, question: Question) -> Value | None:
        """Return the answer to a question that is in the message; None if there is none, or if it is not their own."""
        if not self.is_own:
            return None
        return question.read(self.text) if self.reads is None else self.reads(question)


def answer_in_words(
    tx: Tx, said: Said, *, by: ContributorId, terms: Terms, at: int
) -> Taken | Changed | NotTaken:
    """Take what was typed or sent as the answer to what the card shows: the open task, or the answer being changed.

    The next task comes as a new message, because their own has pushed the card up.
    """
    place = read_place(tx, by, at=at)
    if place.assignment_id is None:
        return NotTaken.NO_TASK
    note_answer(tx, said=said, place=place, by=by, at=at)
    value = None if place.question is None else said.answer_to(place.question)
    if value is None:
        return NotTaken.NO_ANSWER
    card = find_card(tx, by)
    if card is None or place.is_unseen or _is_older(tx, said, place.assignment_id):
        # If the card was waiting for their morning, it no longer has to.
        show_card_again(tx, card, at=at)
        return NotTaken.BEFORE
    if _is_about_another(said, card):
        return NotTaken.ELSEWHERE
    retire_card(tx, card, at=at)
    given = Given(
        assignment_id=place.assignment_id,
        value=value,
        position=card.position,
        update_id=said.origin.update_id,
    )
    offer = own_offer(tx, given.assignment_id, by=by)
    # What was typed has pushed the card up: the next one is sent anew.
    card = find_card(tx, by)
    again = place.waiting is Waiting.CHANGE
    return give_answer(tx, offer, offer.at(given.position), card, given, again=again, terms=terms, at=at)


def part_of(position: int) -> str:
    """Return what is noted about a message for a question at a place: nothing for the first."""
    return str(position) if position else ""


def note_answer(tx: Tx, *, said: Said, place: Place, by: ContributorId, at: int) -> None:
    """Remember which task a message was meant for, so that an edit of it can correct it."""
    typed = TypedMessage(
        chat_id=by,
        origin=said.origin,
        purpose=Purpose.ANSWER,
        ref=place.assignment_id or 0,
        part=part_of(place.question.position) if place.question else "",
    )
    put_typed(tx, typed, at=at)


def _is_about_another(said: Said, card: Card) -> bool:
    """Return whether somebody replied to a message that is not their card: they may mean an earlier task, or chat."""
    shown = message_at(card.spot)
    return None not in {said.replies_to, shown} and said.replies_to != shown


def _is_older(tx: Tx, said: Said, assignment_id: AssignmentId) -> bool:
    lease = find_lease(tx, assignment_id)
    return lease is not None and said.sent_at < lease.offered_at
