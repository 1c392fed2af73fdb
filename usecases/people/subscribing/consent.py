"""Subscribes somebody who agrees to the terms."""

from enum import StrEnum

from crowd.people.contributors import ContributorState
from crowd.people.visitors import Visitor
from storage.answering.cards import adopt_card, find_card
from storage.conversation.spots import pressed_spot, retire
from storage.governing.events import EventType
from storage.people.contributors import add_consent
from storage.tx import Tx
from usecases.answering.show_card import deal_next, retire_card
from usecases.deciding.close_exhausted import reopen_exhausted
from usecases.governing.keep_history import keep_person
from usecases.people.subscribing.meet import arrive
from usecases.people.subscribing.move import move
from usecases.terms import Terms


class Agreed(StrEnum):
    """The outcome of a press on the consent button."""

    AGREED = "AGREED"
    BEFORE = "BEFORE"  #: they had agreed before: nothing changed
    OUTDATED = "OUTDATED"  #: the text has changed since: nothing changed


def consent(
    tx: Tx,
    visitor: Visitor,
    *,
    version: int,
    text_hash: str,
    terms: Terms,
    at: int,
) -> Agreed:
    """Subscribe somebody who agreed to a version of the consent text."""
    contributor = arrive(tx, visitor, at=at)
    if version != terms.consent_version:
        return Agreed.OUTDATED
    card, pressed = find_card(tx, visitor.id), pressed_spot(tx, visitor.id)
    if contributor.state is not ContributorState.NEW:
        if card is None or card.spot != pressed:
            # A second welcome loses its button: only the card's keyboard is live.
            retire(tx, pressed, at=at)
        return Agreed.BEFORE
    add_consent(tx, visitor.id, version=version, text_hash=text_hash, locale=visitor.locale, at=at)
    move(tx, contributor, ContributorState.ACTIVE, at=at)
    keep_person(tx, visitor.id, EventType.SUBSCRIBED, reason=str(version), at=at)
    if card is not None and card.spot != pressed:
        # After subscribing again their old card is far up in the chat, where nobody would see it change.
        retire_card(tx, card, at=at)
    reopen_exhausted(tx, visitor.id, at=at)
    deal_next(tx, visitor.id, previous=None, terms=terms, at=at)
    # The welcome itself becomes the card, which saves a message.
    if pressed is not None:
        adopt_card(tx, pressed)
    return Agreed.AGREED
