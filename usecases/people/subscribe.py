"""Greets, subscribes, pauses, resumes and unsubscribes a contributor."""

import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from string import hexdigits

from crowd.answering.assignments import AssignmentState
from crowd.errors import NotFound
from crowd.ids import DAY, ContributorId
from crowd.people.contributors import CONTRIBUTOR_STEPS, Contributor, ContributorState, Role
from crowd.states import step
from storage.answering.assignments import offers_of
from storage.answering.cards import (
    adopt_card,
    find_card,
    forget_panels,
    leave_card,
    leave_message,
    put_card,
    take_left_card,
)
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.governing.events import Event, EventKind, add_event
from storage.people.contributors import (
    ENOUGH_OF_HASH,
    add_consent,
    add_contributor,
    add_role,
    find_contributor,
    has_role,
    revoke_consent,
    set_contributor_state,
    set_locale,
    set_waiting,
    use_grant_link,
)
from storage.people.forgetting import is_known
from storage.people.paces import ended_pauses, set_pause_until, touch
from storage.tx import Tx
from usecases.answering.end_offer import end_offer
from usecases.answering.show_card import Screen, deal_next, kept_on, retire_card, show_card, show_card_again
from usecases.answering.turn_card import is_current, let_go
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.close_exhausted import close_left, reopen_exhausted
from usecases.terms import Terms

#: Prefix of a deep link's payload that carries a one-use token.
GRANT_PREFIX = "g_"
#: Start of what is stored of such a payload until it is handled: then come so many digits of the token's hash.
REDUCED_PREFIX = "h_"
#: What an operator may put into a link of their own, to see where people came from.
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: The most days that a pause can last and still end by itself.
MOST_PAUSE_DAYS = 366
#: Pauses ended in one transaction, so that a tick never holds the writer for long.
END_AT_ONCE = 50


#: States in which it changes nothing that somebody blocks the bot.
_OUT = frozenset({ContributorState.BLOCKED, ContributorState.BANNED})


class Greeting(StrEnum):
    """How to greet somebody who starts the bot or writes to it."""

    WELCOME = "WELCOME"  #: they have not agreed yet: the welcome with the consent button
    CARD = "CARD"  #: subscribed: the card is shown again
    PAUSED = "PAUSED"  #: subscribed, but taking a break
    REQUESTER = "REQUESTER"  #: the link made them a requester
    REQUESTER_BEFORE = (
        "REQUESTER_BEFORE"  #: they may already ask people: the link stays valid for somebody else
    )
    LINK_DEAD = "LINK_DEAD"  #: the link was used before or is too old


class Agreed(StrEnum):
    """The outcome of a press on the consent button."""

    AGREED = "AGREED"
    BEFORE = "BEFORE"  #: they had agreed before: nothing changed
    OUTDATED = "OUTDATED"  #: the text has changed since: nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who writes, as Telegram reports it."""

    id: ContributorId
    locale: str


def hash_token(token: str) -> str:
    """Return the hash that is stored of a one-use link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def reduce_token(payload: str) -> str:
    """Return what is stored of a message's payload of a one-use link: the start of its token's hash.

    What looks like such a start already came from somebody who knows hashes, not tokens: it is hashed once more.
    """
    token = payload.removeprefix(GRANT_PREFIX)
    return REDUCED_PREFIX + hash_token(token)[:ENOUGH_OF_HASH]


def start(tx: Tx, visitor: Visitor, payload: str | None, *, terms: Terms, at: int) -> Greeting:
    """Greet somebody who pressed Start, with the payload of the link that brought them."""
    arrive(tx, visitor, source=_source(payload), at=at)
    if payload and payload.startswith((GRANT_PREFIX, REDUCED_PREFIX)):
        if visitor.id in terms.admin_ids or has_role(tx, visitor.id, Role.REQUESTER):
            # A requester who tries the link before passing it on must not use it up.
            return Greeting.REQUESTER_BEFORE
        used = use_grant_link(tx, _hash_start(payload), by=visitor.id, at=at)
        if used is None:
            return Greeting.LINK_DEAD
        role, created_by = used
        add_role(tx, visitor.id, role, granted_by=created_by, at=at)
        add_event(tx, Event(at=at, actor_id=created_by, about_id=visitor.id, kind=EventKind.GRANTED))
        return Greeting.REQUESTER
    return show_next(tx, visitor, terms=terms, at=at)


def _hash_start(payload: str) -> str:
    if payload.startswith(GRANT_PREFIX):
        return hash_token(payload.removeprefix(GRANT_PREFIX))
    digits = payload.removeprefix(REDUCED_PREFIX)
    return digits if len(digits) == ENOUGH_OF_HASH and set(digits) <= set(hexdigits) else ""


def meet(tx: Tx, visitor: Visitor, *, source: str | None = None, at: int) -> Contributor:
    """Return somebody who writes; store them if they are new."""
    add_contributor(tx, visitor.id, locale=visitor.locale, source=source, at=at)
    set_locale(tx, visitor.id, visitor.locale)
    touch(tx, visitor.id, at=at)
    contributor = find_contributor(tx, visitor.id)
    if contributor is None:
        raise NotFound
    return contributor


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
    _move(tx, contributor, ContributorState.ACTIVE, at=at)
    if card is not None and card.spot != pressed:
        # After subscribing again their old card is far up in the chat, where nobody would see it change.
        retire_card(tx, card, at=at)
    reopen_exhausted(tx, visitor.id, at=at)
    deal_next(tx, visitor.id, previous=None, terms=terms, at=at)
    # The welcome itself becomes the card, which saves a message.
    if pressed is not None:
        adopt_card(tx, pressed)
    return Agreed.AGREED


def show_next(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Greeting:
    """Show somebody's card again, as a new message at the end of the chat."""
    contributor = arrive(tx, visitor, at=at)
    if contributor.state is ContributorState.NEW:
        return Greeting.WELCOME
    if contributor.state is ContributorState.PAUSED:
        return Greeting.PAUSED
    card = find_card(tx, visitor.id)
    retire_card(tx, card, at=at)
    previous = card.previous_assignment_id if card else None
    if card is not None and is_current(tx, card):
        partial = kept_on(card, Screen.TASK)
        show_card_again(tx, replace(card, screen=Screen.TASK, page=0, partial=partial), at=at)
    else:
        nothing = Screen.SETTLED if card is not None and let_go(tx, card, at=at) else Screen.IDLE
        deal_next(tx, visitor.id, previous=previous, nothing=nothing, terms=terms, at=at)
    return Greeting.CARD


def pause(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> bool:
    """Stop offering tasks to somebody for now; return False if they are not subscribed."""
    contributor = _unblocked(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is ContributorState.PAUSED:
        return True
    if contributor.state is not ContributorState.ACTIVE:
        return False
    _move(tx, contributor, ContributorState.PAUSED, at=at)
    _give_back(tx, visitor.id, Screen.PAUSED, terms=terms, at=at)
    return True


def resume(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> Greeting:
    """Offer somebody tasks again."""
    contributor = _unblocked(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is ContributorState.PAUSED:
        _go_on(tx, contributor, at=at)
    return show_next(tx, visitor, terms=terms, at=at)


def pause_until(tx: Tx, visitor: Visitor, *, days: int, at: int) -> bool:
    """End a pause after some days, or with 0 only on request; return False if they are not paused."""
    contributor = _unblocked(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state is not ContributorState.PAUSED:
        return False
    set_pause_until(tx, visitor.id, at + min(days, MOST_PAUSE_DAYS) * DAY if days else None)
    return True


def end_pauses(tx: Tx, *, at: int) -> int:
    """Reactivate people whose pause is over; return how many.

    Tasks for them come when they may be written to.
    """
    ended = ended_pauses(tx, now=at, limit=END_AT_ONCE)
    for contributor_id in ended:
        contributor = find_contributor(tx, contributor_id)
        if contributor is not None and contributor.state is ContributorState.PAUSED:
            _go_on(tx, contributor, at=at)
            set_waiting(tx, contributor_id, since=at)
        else:
            set_pause_until(tx, contributor_id, None)
    return len(ended)


def _go_on(tx: Tx, contributor: Contributor, *, at: int) -> None:
    _move(tx, contributor, ContributorState.ACTIVE, at=at)
    set_pause_until(tx, contributor.id, None)


def leave(tx: Tx, visitor: Visitor, *, terms: Terms, at: int) -> bool:
    """Unsubscribe somebody: end their consent and offers; return False if they are not subscribed."""
    contributor = _unblocked(tx, meet(tx, visitor, at=at), at=at)
    if contributor.state not in {ContributorState.ACTIVE, ContributorState.PAUSED}:
        return False
    end_subscription(tx, contributor, ContributorState.LEFT, terms=terms, at=at)
    revoke_consent(tx, visitor.id, at=at)
    return True


def end_subscription(
    tx: Tx, contributor: Contributor, state: ContributorState, *, terms: Terms, at: int
) -> None:
    """Move somebody to LEFT, BLOCKED or BANNED, and close the tasks that only they could still have answered."""
    _move(tx, contributor, state, at=at)
    if state is ContributorState.BLOCKED:
        # Nothing can be shown to them now, and when they come back it has to be a new message.
        leave_card(tx, contributor.id)
        forget_panels(tx, contributor.id)
    screen = Screen.BANNED if state is ContributorState.BANNED else Screen.LEFT
    _give_back(tx, contributor.id, screen, terms=terms, at=at)
    close_left(tx, contributor.id, at=at)


def block(
    tx: Tx, contributor_id: ContributorId, *, unretired: int | None = None, terms: Terms, at: int
) -> None:
    """Record that somebody blocked the bot: they are offered nothing until they come back.

    If that kept an older card, `unretired`, from losing its buttons, it loses them when they come back.
    """
    contributor = find_contributor(tx, contributor_id)
    if contributor is not None and contributor.state not in _OUT:
        end_subscription(tx, contributor, ContributorState.BLOCKED, terms=terms, at=at)
    if unretired is not None:
        leave_message(tx, contributor_id, unretired)


def unblock(tx: Tx, visitor: Visitor, *, at: int) -> None:
    """Record that somebody unblocked the bot. Their next message brings their card.

    This makes nobody known: people who were forgotten while the bot was blocked begin with /start, like strangers.
    """
    if is_known(tx, visitor.id):
        _unblocked(tx, meet(tx, visitor, at=at), at=at)


def arrive(tx: Tx, visitor: Visitor, *, source: str | None = None, at: int) -> Contributor:
    """Return somebody who writes; if they had unsubscribed, they are new again and asked for consent again."""
    contributor = _unblocked(tx, meet(tx, visitor, source=source, at=at), at=at)
    if contributor.state is ContributorState.LEFT:
        return _moved(tx, contributor, ContributorState.NEW, at=at)
    return contributor


def _unblocked(tx: Tx, contributor: Contributor, *, at: int) -> Contributor:
    """Restore the state from before a block: somebody who writes has evidently unblocked the bot."""
    if contributor.state is not ContributorState.BLOCKED:
        return contributor
    before = contributor.state_before or ContributorState.NEW
    back = _moved(tx, contributor, before, at=at)
    _retire_left(tx, back.id, at=at)
    if back.state is ContributorState.ACTIVE:
        reopen_exhausted(tx, back.id, at=at)
    return back


def let_back(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> None:
    """Return somebody to their state from before a ban; tasks come as soon as they may be written to."""
    _move(tx, contributor, state, at=at)
    _retire_left(tx, contributor.id, at=at)
    if state is ContributorState.ACTIVE:
        reopen_exhausted(tx, contributor.id, at=at)
        set_waiting(tx, contributor.id, since=at)


def _retire_left(tx: Tx, contributor_id: ContributorId, *, at: int) -> None:
    """Take the buttons off the card that was left behind: only that of the card that comes next is live."""
    left = take_left_card(tx, contributor_id)
    if left is not None:
        add_out(tx, OutKind.RETIRE, contributor_id, ref=left, priority=Priority.CARD, due_at=at)


def _moved(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> Contributor:
    _move(tx, contributor, state, at=at)
    found = find_contributor(tx, contributor.id)
    if found is None:
        raise NotFound
    return found


def _move(tx: Tx, contributor: Contributor, state: ContributorState, *, at: int) -> None:
    step(CONTRIBUTOR_STEPS, contributor.state, state)
    set_contributor_state(tx, contributor.id, state, was=contributor.state, at=at)


def _give_back(tx: Tx, contributor_id: ContributorId, screen: Screen, *, terms: Terms, at: int) -> None:
    """End the offers somebody holds, so that others get the tasks at once."""
    set_waiting(tx, contributor_id, since=None)
    for offer in offers_of(tx, contributor_id):
        decision = end_offer(tx, offer, AssignmentState.EXPIRED, at=at)
        wake_for_task(tx, decision, but=contributor_id, terms=terms, at=at)
    card = find_card(tx, contributor_id)
    if card is None:
        return
    if card.spot is not None:
        show_card(tx, contributor_id, screen=screen, at=at)
    else:
        # There is no message to edit and no reason to send one, but the card must not treat the task as still open.
        put_card(
            tx,
            contributor_id,
            screen=screen,
            page=0,
            assignment_id=None,
            previous_assignment_id=None,
            at=at,
        )


def _source(payload: str | None) -> str | None:
    if (
        payload is None
        or payload.startswith((GRANT_PREFIX, REDUCED_PREFIX))
        or not _SOURCE.fullmatch(payload)
    ):
        return None
    return payload
