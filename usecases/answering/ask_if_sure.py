"""Asks somebody once whether they are sure of an answer that looks like a slip."""

from dataclasses import replace

from crowd.kinds import Value
from storage.answering.asks import Asked
from storage.answering.assignments import Offer
from storage.answering.cards import Card
from storage.people.paces import touch
from storage.tx import Tx
from usecases.answering.show_card import Screen, show_card_again


def shows(card: Card, offer: Offer, position: int, *, again: bool) -> bool:
    """Return whether a card asks for an answer to a question of an offer, or for another one with `again`."""
    if card.position != position:
        return False
    if again:
        return card.screen == Screen.CHANGE and card.previous_assignment_id == offer.id
    return card.screen == Screen.TASK and card.assignment_id == offer.id


def asks_if_sure(
    tx: Tx, offer: Offer, asked: Asked, card: Card | None, value: Value, *, again: bool, at: int
) -> bool:
    """Show the question whether somebody is sure of an answer, if it looks like a slip; return whether it did.

    They are sure if the card has asked that already. Without a card that shows the task, nobody can be asked, and the
    answer is taken as it is.
    """
    doubt = asked.question.kind.doubt(value, asked.question.config, asked.model)
    if doubt is None or card is None or doubt == card.partial:
        return False
    if not shows(card, offer, asked.question.position, again=again):
        return False
    touch(tx, card.chat_id, at=at)
    show_card_again(tx, replace(card, partial=doubt), at=at)
    return True
